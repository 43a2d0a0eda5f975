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
  const told = Number(/\((\d+) kB gzipped\)/.exec(readFileSync(new URL('../../docs/newsroom-page.md', import.meta.url), 'utf8'))[1]);
  assert.ok(Math.abs(packed / 1000 - told) < 1.5, `docs/newsroom-page.md says ${told} kB, but it is ${packed} bytes`);
});

test('20,000 incidents', async (t) => {
  const { size } = statSync(file('many'));
  t.diagnostic(`${size} bytes`);
  assert.ok(size <= 12_000_000, `${size} bytes`);
  const page = await open('many');
  assert.equal(await text(page, '#summary').then((said) => said.split(' ')[0]), '20,000');
  assert.ok((await page.$$('[data-incident]')).length <= 200);
  assert.match(await text(page, '#rest'), /more in view/);
  // a quarter of a second on two busy cores; the bound is so far off that only another order of work meets it
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
  for (const [what, milliseconds] of Object.entries(took)) assert.ok(milliseconds < 2000, `${what}: ${milliseconds} ms`);
  assert.deepEqual(page.said, []);
});
