import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn, end, ids, open, set, start, text } from './browser.js';

before(start);
after(end);

const sorted = (list) => [...list].sort((a, b) => a - b);
const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const without = (...gone) => all.filter((n) => !gone.includes(n));

async function shows(page, wanted) {
  assert.deepEqual(sorted(await ids(page)), wanted);
  assert.equal(await drawn(page), wanted.length);
}

test('kinds are switched off and on', async () => {
  const page = await open('days');
  await shows(page, all);
  assert.equal(await text(page, '[data-kind=strike] .number'), '10');
  const pixels = () => page.$eval('canvas[data-drawn]', (canvas) => canvas.toDataURL());
  const whole = await pixels();
  await page.click('[data-kind=alert]');
  assert.equal(await page.$eval('[data-kind=alert]', (button) => button.ariaPressed), 'false');
  await shows(page, without(6, 7));
  assert.notEqual(await pixels(), whole);
  assert.equal(await text(page, '[data-kind=alert] .number'), '2', 'what it would bring');
  assert.match(await text(page, '#count'), /10 incidents; filters leave out 2/);
  await page.click('[data-kind=alert]');
  await shows(page, all);
  assert.equal(await pixels(), whole);
  assert.deepEqual(page.said, []);
});

test('the range of days, stepped and played', async () => {
  const page = await open('days');
  const days = await page.$eval('#from', (input) => [Number(input.min), Number(input.max)]);
  assert.equal(days[1] - days[0], 4);
  await set(page, '#from', days[0] + 3);
  await shows(page, [4, 5, 7, 9, 10, 11, 12]); // 7 has no date and stays
  assert.match(await text(page, '#range'), /^4\s?–\s?5 May 2025$/);
  await page.click('#more summary');
  await page.click('#reset');
  await page.click('#forth');
  await shows(page, [1, 7]);
  await page.click('#forth');
  await shows(page, [2, 6, 7]);
  await page.click('#back');
  await shows(page, [1, 7]);
  await page.click('#play');
  assert.equal(await page.$eval('#play', (button) => button.ariaPressed), 'true');
  await page.waitForFunction(() => document.querySelector('#range').textContent === '3 May 2025');
  await page.click('#play');
  assert.equal(await page.$eval('#play', (button) => button.ariaPressed), 'false');
});

test('undated incidents have a switch of their own', async () => {
  const page = await open('days');
  assert.equal(await text(page, '#undated-count'), '1');
  await page.click('#undated');
  await shows(page, without(7));
  assert.match(await text(page, '#count'), /leave out 1/);
});

test('status, confidence and source', async () => {
  const page = await open('days');
  await page.click('#more summary');
  await page.click('[data-status=denied]');
  await shows(page, without(9));
  await page.click('[data-status=denied]');
  await set(page, '#confidence', 50);
  await shows(page, without(6));
  assert.equal(await text(page, '#active'), '(1 set)');
  await set(page, '#confidence', 0);
  const value = await page.$$eval('#source option', (options) => options.find((o) => o.textContent.startsWith('Gazette')).value);
  await page.select('#source', value);
  await shows(page, [6]);
  await page.select('#source', '-1');
  await shows(page, [7]);
  await page.click('#reset');
  await shows(page, all);
});

test('search finds places and evidence, whatever the accents', async () => {
  const page = await open('days');
  await page.type('#search', 'sevENton');
  await shows(page, [7]);
  await set(page, '#search', 'dawn 3');
  await shows(page, [3]);
  await set(page, '#search', 'no such place');
  await shows(page, []);
  assert.equal(await page.$('[data-empty]'), null);
});

test('the list follows the map', async () => {
  const page = await open('days');
  await page.focus('#map');
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('+');
  await page.waitForFunction(() => document.querySelectorAll('[data-incident]').length < 12);
  const seen = await ids(page);
  assert.ok(seen.length < 12);
  assert.match(await text(page, '#count'), new RegExp(`^${seen.length} of 12 incidents`));
});

test('the popup says what is known', async () => {
  const page = await open('days');
  await page.click(`[data-incident$="${'8'.padStart(20, '0')}"]`);
  const said = await text(page, '.card');
  for (const part of ['Town 8', '3 May 2025', 'It was struck.', 'Claimed (A spokesman)', 'Near the named place', 'within 12.5 km', 'rockets, 8',
    '3 to 5', 'Elsewhere', 'Eightham, XX (19%)', 'and 2 further sources', '80%']) assert.ok(said.includes(part), `${part} in ${said}`);
  assert.equal(await text(page, '.card blockquote'), 'It was struck.');
  assert.deepEqual(await page.$eval('.card a', (a) => [a.href, a.rel]), ['https://example.org/a?b=c', 'noopener noreferrer nofollow']);
  assert.equal((await page.$$('.uncertainty.chosen')).length, 1);
  assert.match(page.url(), /#r0{19}8$/);
  await page.click('.close');
  assert.equal(await page.$('.card'), null);
  assert.equal((await page.$$('.uncertainty')).length, 0);
});

test('an address chooses an incident and sets the filter', async () => {
  const page = await open('days', { hash: `#r${'3'.padStart(20, '0')}&without=alert&from=2025-05-02` });
  assert.ok((await text(page, '.card')).includes('Town 3'));
  await page.click('.close');
  assert.equal(await text(page, '[data-kind=alert] .number'), '2');
  assert.equal(await page.$eval('[data-kind=alert]', (button) => button.ariaPressed), 'false');
  assert.match(await text(page, '#range'), /^2\s?–\s?5 May 2025$/);
});

test('a marker tells its name and opens its popup, and those of one place are apart', async () => {
  const page = await open('days');
  const box = await (await page.$('#map')).boundingBox();
  const at = new Map();
  for (let y = box.y + 6; y < box.y + box.height; y += 12) {
    for (let x = box.x + 60; x < box.x + box.width - 60; x += 12) {
      await page.mouse.move(x, y);
      const name = await page.evaluate(() => document.querySelector('.tip')?.textContent);
      if (name) at.set(/Town (\d+)/.exec(name)?.[1], [x, y]);
    }
  }
  for (const n of ['10', '11', '12']) {
    assert.ok(at.has(n), `${n} in ${[...at.keys()]}`);
    const fresh = await open('days');
    await fresh.mouse.click(...at.get(n));
    assert.equal(await text(fresh, '.card h3'), `Strike, Town ${n}`);
    await fresh.close();
  }
});

test('uncertainty of all', async () => {
  const page = await open('days');
  await page.click('#more summary');
  await page.click('#circles');
  assert.equal((await page.$$('.uncertainty')).length, 12);
});

test('over the antimeridian both are seen, and nothing streaks', async () => {
  const page = await open('antimeridian');
  await shows(page, [1, 2]);
  const { widest, width } = await page.evaluate(() => {
    const lines = [...document.querySelectorAll('.coast, .border, .division')].flatMap((path) => path.getAttribute('d').split('M').slice(1));
    const steps = lines.flatMap((line) => {
      const at = line.split('L').map((pair) => pair.trim().split(/[ ,]+/).map(Number));
      return at.slice(1).map(([x], k) => Math.abs(x - at[k][0]));
    });
    return { widest: Math.max(...steps), width: document.querySelector('#map').clientWidth };
  });
  assert.ok(widest > 0 && widest < width / 4, `${widest} of ${width}`);
});

test('a page without incidents says so', async () => {
  const page = await open('empty');
  assert.match(await text(page, '[data-empty]'), /no incident/);
  await shows(page, []);
  assert.deepEqual(page.said, []);
});
