import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { end, file, ids, open, start } from './browser.js';

before(start);
after(end);

test('hostile text is shown as text and never run', async () => {
  const page = await open('hostile');
  assert.equal((await ids(page)).length, 6);
  const shown = [];
  for (const entry of await page.$$eval('[data-incident]', (all) => all.map((e) => e.dataset.incident))) {
    await page.click(`[data-incident="${entry}"]`);
    shown.push(await page.$eval('.card blockquote', (quote) => quote.textContent));
    for (const href of await page.$$eval('.card a', (all) => all.map((a) => a.href))) assert.match(href, /^https:\/\/example\.org\//);
    assert.equal(await page.$$eval('.card img, .card svg:not(.glyph), .card script, #entries script, #entries img', (all) => all.length), 0);
    await page.click('.close');
  }
  const all = shown.join('\n');
  for (const part of ['</script><script>window.ran = 1</script>', '<img src=x onerror="window.ran = 1">', '${window.ran = 1} {{policy}} &lt;b&gt;', '[U+202E]', '[U+2066]', '"\'`><svg']) {
    assert.ok(all.includes(part), part);
  }
  assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /[\u202A-\u202E\u2066-\u2069]/);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(page.said, []);
});

test('hostile names of kinds, in tips and in the popup of several are text', async () => {
  const page = await open('hostile_crowd');
  const place = await page.evaluate(() => {
    document.querySelector('#circles').click();
    const { left, right, top, bottom } = document.querySelector('.uncertainty').getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  });
  const bare = async (selector) => {
    assert.match(await page.$eval(selector, (element) => element.textContent), /<img src=x onerror=/, selector);
    assert.equal((await page.$$(`${selector} img, ${selector} b`)).length, 0, selector);
  };
  await page.mouse.move(...place);
  await bare('.tip');
  for (let n = 0; n < 2; n += 1) {
    await page.mouse.click(...place); // zooms in, then opens
    if (!n) await new Promise((done) => { setTimeout(done, 600); });
    if (!n) place.splice(0, 2, ...await page.evaluate(() => {
      const { left, right, top, bottom } = document.querySelector('.uncertainty').getBoundingClientRect();
      return [(left + right) / 2, (top + bottom) / 2];
    }));
  }
  await bare('.card');
  await bare('.stack');
  await bare('#kinds');
  await page.click('.stack button');
  await bare('.card');
  assert.match(await page.$eval('.card .when', (line) => line.textContent), /<b>bold<\/b>/);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(page.said, []);
});

test('hostile addresses choose nothing', async () => {
  const page = await open('days', { hash: '#%3Cimg src=x onerror=window.ran=1%3E&q=%3Cscript%3E&from=2025-99-99&min=NaN&source=__proto__&without=constructor&%E0%A4%A' });
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.equal(await page.$eval('#search', (input) => input.value), '<script>');
  assert.deepEqual(page.said, []);
});

test('the policy is strict, and refuses what is not ours', async () => {
  const html = readFileSync(file('seeds'), 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
  assert.match(policy, /^default-src 'none'; script-src 'sha256-\S+' 'sha256-\S+'; style-src 'sha256-\S+'; img-src data:; base-uri 'none'; form-action 'none'$/);
  const page = await open('seeds');
  assert.deepEqual(page.said, []);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = 1';
    document.body.append(script);
    const image = document.createElement('img');
    image.src = 'https://example.org/x.png';
    document.body.append(image);
  });
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.ok(page.said.some((line) => line.includes('Content Security Policy')), page.said.join());
});

test('nothing parses text as HTML', () => {
  const html = readFileSync(file('seeds'), 'utf8');
  const ours = html.slice(html.lastIndexOf('<script type="module">'));
  assert.doesNotMatch(ours, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/);
  // Leaflet takes a string for HTML
  assert.doesNotMatch(ours, /(setContent|bindPopup|bindTooltip|html:)[( ]*['"`]/);
});
