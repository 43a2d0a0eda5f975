// The simplestyle columns are what geojson.io and GitHub can draw: a Maki icon or one character, a colour, a size.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const icons = path.join(path.dirname(require.resolve('@mapbox/maki/package.json')), 'icons');

test('every marker-symbol of the kinds is a Maki icon or one character', () => {
  const kinds = fs.readFileSync(new URL('../../data/kinds.toml', import.meta.url), 'utf8');
  const symbols = [...kinds.matchAll(/^symbol = "(.*)"$/gm)].map((match) => match[1]);
  assert.equal(symbols.length, 5);
  for (const symbol of symbols) {
    assert.ok(symbol.length === 1 || fs.existsSync(path.join(icons, `${symbol}.svg`)), `${symbol} is no Maki icon`);
  }
});
