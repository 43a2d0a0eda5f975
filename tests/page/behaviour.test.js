import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, drawn, end, ids, open, set, start, text } from './browser.js';

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
  assert.match(await text(page, '#summary'), /^12 incidents · .* · 1 undated$/);
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
  await page.click('#clear');
  await shows(page, all);
  assert.ok(await page.$eval('#clear', (button) => button.hidden));
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

test('a popup takes nothing from the list, open or closed', async () => {
  for (const viewport of [undefined, PHONE]) {
    const page = await open('seeds', { viewport });
    const listed = () => page.$$eval('[data-incident]', (all) => all.map((entry) => entry.dataset.incident));
    const view = () => page.evaluate(() => document.querySelector('.leaflet-map-pane').getBoundingClientRect().toJSON());
    const whole = await listed();
    const from = await view();
    assert.ok(whole.length > 20, `${whole.length}`);
    for (const incident of whole) {
      await page.$eval(`[data-incident="${incident}"]`, (entry) => entry.click());
      assert.deepEqual(await listed(), whole, `open ${incident}`);
    }
    await page.click('.close');
    assert.equal(await page.$('.card'), null);
    assert.deepEqual(await listed(), whole);
    const to = await view();
    assert.ok(Math.abs(to.x - from.x) < 2 && Math.abs(to.left - from.left) < 2, JSON.stringify([from, to]));
    await page.close();
  }
});

test('a reader who moves the map under a popup stays there', async () => {
  const page = await open('days');
  const first = (await page.$$eval('[data-incident]', (all) => all.map((entry) => entry.dataset.incident)))[0];
  await page.click(`[data-incident="${first}"]`);
  await page.focus('#map');
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('+');
  await page.waitForFunction(() => document.querySelectorAll('[data-incident]').length < 12);
  const seen = await ids(page);
  // the map may still be moving, and the popup with it
  await page.$eval('.close', (button) => button.click());
  assert.deepEqual(await ids(page), seen);
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

test('a place beyond the end of the map is drawn at its edge and listed', async () => {
  const page = await open('poles');
  await shows(page, [1, 2, 3]);
  assert.deepEqual(page.said, []);
});

test('a page without incidents says so', async () => {
  const page = await open('empty');
  assert.match(await text(page, '[data-empty]'), /no incident/);
  await shows(page, []);
  assert.deepEqual(page.said, []);
});

for (const [name, viewport] of Object.entries({ desk: undefined, phone: PHONE })) {
  for (const folder of ['world', 'days']) {
    test(`a popup opened from the list is seen whole: ${folder}, ${name}`, async () => {
      const listed = await open(folder, { viewport }).then(ids);
      for (const n of listed.filter((_, k) => k % 3 === 0 || k === listed.length - 1)) {
        const page = await open(folder, { viewport });
        const entry = `[data-incident$="${n.toString(16).padStart(20, '0')}"]`;
        await page.$eval(entry, (button) => button.scrollIntoView({ block: 'center' }));
        await (viewport ? page.tap(entry) : page.click(entry));
        const { popup, room, key } = await page.evaluate(() => {
          const box = (selector) => document.querySelector(selector).getBoundingClientRect().toJSON();
          const map = box('#map');
          const room = { left: Math.max(map.left, 0), top: Math.max(map.top, 0), right: Math.min(map.right, innerWidth), bottom: Math.min(map.bottom, innerHeight) };
          return { popup: box('.leaflet-popup'), room, key: box('#key') };
        });
        const said = `${n}: ${JSON.stringify({ popup, room, key })}`;
        assert.ok(popup.left >= room.left && popup.top >= room.top && popup.right <= room.right && popup.bottom <= room.bottom, said);
        assert.ok(key.width === 0 || popup.right <= key.left || popup.top >= key.bottom, said);
        await page.close();
      }
    });
  }
}

/** Where incidents are, by the circles of their uncertainty; the first is the latest. */
const places = (page) => page.evaluate(() => {
  document.querySelector('#circles').click();
  const boxes = [...document.querySelectorAll('.uncertainty')].map((ring) => ring.getBoundingClientRect());
  document.querySelector('#circles').click();
  return boxes.map(({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2]);
});

test('markers leave their place only where that is near', async () => {
  const page = await open('world');
  const tips = async () => {
    const all = await places(page);
    const same = ([x, y]) => all.filter((other) => Math.hypot(other[0] - x, other[1] - y) < 1).length === 3;
    const [left, top] = all.find(same);
    const found = new Map();
    for (let y = top - 24; y <= top + 24; y += 6) {
      for (let x = left - 24; x <= left + 24; x += 6) {
        await page.mouse.move(x, y);
        const name = await page.evaluate(() => document.querySelector('.tip')?.textContent);
        if (name) found.set(name, [x, y]);
      }
    }
    return found;
  };
  const far = await tips();
  assert.equal(far.size, 1, [...far.keys()].join());
  assert.match([...far.keys()][0], / · 2 more here$/);
  await page.mouse.click(...[...far.values()][0]);
  assert.equal(await page.$('.card'), null);
  const near = await tips();
  assert.equal(near.size, 3, [...near.keys()].join());
});

test('markers are as large as those in view are few', async () => {
  const page = await open('town');
  const stamps = () => page.evaluate(() => {
    const sizes = new Set();
    const canvas = document.querySelector('canvas[data-drawn]');
    const context = canvas.getContext('2d');
    const { drawImage } = context;
    context.drawImage = function (...all) {
      sizes.add(all[3]);
      return drawImage.apply(this, all);
    };
    document.querySelector('#labels').click(); // draws again
    delete context.drawImage;
    return [...sizes];
  });
  assert.deepEqual(await stamps(), [16], 'more than a thousand');
  await page.click('[data-kind=alert]');
  assert.deepEqual(await stamps(), [30], 'thirty');
  const [place] = await places(page);
  await page.click('[data-kind=alert]');
  assert.deepEqual(await stamps(), [16], 'and back');
  await page.mouse.click(...place);
  await page.waitForFunction(() => /^30 of/.test(document.querySelector('#count').textContent));
  assert.ok(!(await stamps()).includes(16), 'zoomed to the thirty');
});

test('a change of the filter closes the popup of several', async () => {
  const page = await open('crowd');
  for (let n = 0; n < 2; n += 1) {
    const [at] = await places(page);
    await page.mouse.click(...at); // zooms in, then opens
    if (!n) await new Promise((done) => { setTimeout(done, 600); }); // two clicks are a double click
  }
  assert.ok(await page.$('.stack'));
  await set(page, '#search', 'Town 1');
  assert.equal(await page.$('.card'), null);
});

test('evidence that was left out has no quotation marks', async () => {
  const page = await open('unquoted');
  await page.$eval('[data-incident]', (entry) => entry.click());
  assert.ok(await page.$('.card figure footer'));
  assert.equal((await page.$$('blockquote, q')).length, 0);
});

test('incidents of whole countries are told of, with their file', async () => {
  const page = await open('countries');
  assert.match(await text(page, '[data-empty]'), /2 incidents of a whole country have no point and are in strikes_areas\.geojson\./);
  const both = await open('countries_and_towns');
  assert.match(await text(both, '#countries'), /strikes_areas\.geojson/);
  assert.ok(await both.$eval('#countries', (line) => line.getClientRects().length > 0));
  const none = await open('days');
  assert.ok(await none.$eval('#countries', (line) => line.hidden));
});

test('a place is named as its document writes it, and found by both names', async () => {
  const page = await open('wording');
  const labels = await written(page);
  assert.ok(labels.some((label) => label.text === 'Nuseirat'), JSON.stringify(labels));
  const entry = '[data-incident$="1"]';
  assert.equal(await text(page, `${entry} .name`), 'Strike, Nuseirat');
  assert.match(await text(page, `${entry} .meta`), /An Nusayrat, Gaza Strip/);
  for (const name of ['nuseirat', 'an nusayrat']) {
    await set(page, '#search', name);
    await shows(page, [1]);
  }
  await page.click(entry);
  assert.equal(await text(page, '.card h3'), 'Strike, Nuseirat');
  assert.match(await text(page, '.card dl'), /PlaceNuseirat, Gaza Strip, ExamplelandGazetteerAn Nusayrat/);
});

/** The texts on the map, with the box of each on the screen. */
const written = (page) => page.evaluate(() => {
  const texts = [];
  const canvas = document.querySelector('canvas[data-drawn]');
  const context = canvas.getContext('2d');
  const { fillText } = context;
  context.fillText = function (text, x, y) {
    const { a, e, f } = this.getTransform();
    const { left, top } = canvas.getBoundingClientRect();
    texts.push({ text, x: left + x + e / a, y: top + y + f / a, width: this.measureText(text).width });
    return fillText.call(this, text, x, y);
  };
  document.querySelector('#labels').click();
  texts.length = 0;
  document.querySelector('#labels').click(); // draws them again
  delete context.fillText;
  return texts;
});

test('a name and a number stand beside their marker', async () => {
  const page = await open('world');
  const all = await written(page);
  const [number, name] = [all.find(({ text: t }) => t === '+2'), all.find(({ text: t }) => t === 'Town 6')];
  assert.ok(number && name && Math.abs(name.x - number.x) < 8 && Math.abs(name.y - number.y) < 18, JSON.stringify([number, name]));
});

test('no name is cut off at the edge of a phone', async () => {
  for (const folder of ['seeds', 'world']) {
    const page = await open(folder, { viewport: PHONE });
    const box = await page.$eval('#map', (map) => map.getBoundingClientRect().toJSON());
    const labels = (await written(page)).filter(({ text: t }) => !/^([A-Z]|\+\d+)$/.test(t));
    assert.ok(labels.length > 0, folder);
    for (const { text: t, x, width } of labels) assert.ok(x >= box.left && x + width <= box.right, `${t}: ${x} to ${x + width} of ${box.right}`);
  }
});

test('the line beneath a narrow map leaves the checkbox free', async () => {
  for (const width of [800, 820, 1000, 1400]) {
    const page = await open('seeds', { viewport: { width, height: 900 } });
    const { line, label, time } = await page.evaluate(() => {
      const box = (element) => element.getBoundingClientRect().toJSON();
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('#time .range'));
      return { line: box(range), label: box(document.querySelector('#undated-label')), time: box(document.querySelector('#time')) };
    });
    const said = `${width}: ${JSON.stringify({ line, label, time })}`;
    assert.ok(line.right <= label.left && label.right <= time.right, said);
    assert.equal(await page.$eval('#key', (key) => key.open), width >= 1400);
    await page.close();
  }
});
