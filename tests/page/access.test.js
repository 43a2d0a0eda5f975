import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { PHONE, end, open, start, text } from './browser.js';

before(start);
after(end);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const [name, how] of Object.entries({ light: {}, dark: { dark: true }, phone: { viewport: PHONE }, 'phone, dark': { viewport: PHONE, dark: true } })) {
  for (const folder of ['seeds', 'days', 'empty']) {
    test(`axe finds no serious fault: ${folder}, ${name}`, async () => {
      const page = await open(folder, how);
      await page.click('#more summary');
      if (folder !== 'empty') await page.$eval('[data-incident]', (entry) => entry.click());
      await page.evaluate(axe); // the debugger's way in, which no policy binds
      const { violations } = await page.evaluate(() => window.axe.run());
      const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      assert.deepEqual(bad.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`), []);
    });
  }
}

test('all by keys: skip to the list, open, close, and back', async () => {
  const page = await open('days');
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.incident || document.activeElement.className);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'list');
  await page.keyboard.press('Tab');
  const entry = await focused();
  assert.match(entry, /^r[0-9a-f]{20}$/);
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'popup-title');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'close');
  await page.keyboard.press('Escape');
  assert.equal(await page.$('.card'), null);
  assert.equal(await focused(), entry);
  // and backwards to the map, which the arrows move
  const reached = new Set();
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    reached.add(await focused());
  }
  for (const id of ['map', 'search', 'theme', 'play', 'from', 'to', 'undated']) assert.ok(reached.has(id), `${id} in ${[...reached]}`);
});

test('the theme follows the system until it is chosen', async () => {
  const page = await open('seeds', { dark: true });
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), 'dark');
  await page.click('#theme');
  assert.equal(await theme(), 'light');
  assert.equal(await page.$eval('#theme', (button) => button.ariaPressed), 'false');
});

test('paper has the map, the key and the whole evidence, and no controls', async () => {
  const page = await open('days');
  await page.emulateMediaType('print');
  const seen = (selector) => page.$eval(selector, (element) => element.getClientRects().length > 0);
  for (const selector of ['#map', '#key-body', '.key-kinds', '#entries q', '#sources']) assert.ok(await seen(selector), selector);
  for (const selector of ['#controls', '#time', '#theme', '.skip', '.leaflet-control-zoom']) assert.ok(!(await seen(selector)), selector);
  assert.equal((await text(page, '#sources')).match(/de facto/g).length, 1);
  assert.match(await text(page, '#entries'), /Reported.*https:\/\/example\.org/s);
  assert.ok(await seen('#entries .paper a'));
});

test('paper has the incidents of the screen on its map, in light colours, and the screen its view again', async () => {
  for (const folder of ['days', 'world']) {
    for (const viewport of [undefined, PHONE]) {
      const page = await open(folder, { viewport });
      await page.click('#theme');
      const state = () => page.evaluate(() => {
        const map = document.querySelector('#map').getBoundingClientRect();
        const rings = [...document.querySelectorAll('.uncertainty')].map((ring) => ring.getBoundingClientRect());
        return {
          theme: document.documentElement.dataset.theme,
          size: [map.width, map.height],
          within: rings.filter((r) => r.left >= map.left && r.right <= map.right && r.top >= map.top && r.bottom <= map.bottom).length,
          rings: rings.length,
          listed: document.querySelectorAll('#entries li').length,
          pane: document.querySelector('.leaflet-map-pane').style.transform,
        };
      });
      await page.$eval('#circles', (box) => box.click());
      const before = await state();
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      await page.emulateMediaType('print');
      const paper = await state();
      assert.equal(paper.theme, 'light');
      assert.deepEqual(paper.size.map(Math.round), [680, 454]);
      assert.ok(paper.listed >= before.listed);
      assert.equal(paper.within, paper.listed, JSON.stringify(paper));
      await page.emulateMediaType('screen');
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      const after = await state();
      assert.equal(after.theme, 'dark');
      assert.deepEqual(after.size, before.size);
      assert.equal(after.listed, before.listed);
    }
  }
});
