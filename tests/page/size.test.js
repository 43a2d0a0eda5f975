import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { end, file, open, start, text } from './browser.js';

before(start);
after(end);

test('the page of the seeds is small', (t) => {
  const bytes = readFileSync(file('seeds'));
  const packed = gzipSync(bytes, { level: 9 }).length;
  t.diagnostic(`${bytes.length} bytes, ${packed} gzipped`);
  assert.ok(bytes.length <= 350_000 && packed <= 80_000, `${bytes.length} bytes, ${packed} gzipped`);
});

test('20,000 incidents', async (t) => {
  const { size } = statSync(file('many'));
  t.diagnostic(`${size} bytes`);
  assert.ok(size <= 12_000_000, `${size} bytes`);
  const page = await open('many');
  assert.equal(await text(page, '#summary').then((said) => said.split(' ')[0]), '20,000');
  assert.ok((await page.$$('[data-incident]')).length <= 200);
  assert.match(await text(page, '#rest'), /more in view/);
  // told, not asserted: a test that depends on time fails on a busy machine
  const took = await page.evaluate(() => {
    const time = (act) => {
      const from = performance.now();
      act();
      document.body.getBoundingClientRect(); // with the layout
      return Math.round(performance.now() - from);
    };
    const type = (value) => {
      const search = document.getElementById('search');
      search.value = value;
      search.dispatchEvent(new Event('input'));
    };
    return {
      kind: time(() => document.querySelector('[data-kind=strike]').click()),
      back: time(() => document.querySelector('[data-kind=strike]').click()),
      'first search': time(() => type('town 77')),
      search: time(() => type('town 777')),
    };
  });
  t.diagnostic(`milliseconds: ${JSON.stringify(took)}`);
  assert.deepEqual(page.said, []);
});
