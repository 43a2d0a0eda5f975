// Draws a folder's map.html and, as geojson.io draws them (simplestyle: a pin of marker-color with the Maki icon marker-symbol),
// its layers. usage: node tools/picture_web.mjs DIR PAGE.png SIMPLESTYLE.png ; needs `npm ci` in tests/page, Leaflet of data/page
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const root = path.resolve(import.meta.dirname, '..');
const require = createRequire(path.join(root, 'tests/page/x.js'));
const puppeteer = require('puppeteer-core');
const icons = path.join(path.dirname(require.resolve('@mapbox/maki/package.json')), 'icons');
const [dir, pagePng, stylePng] = process.argv.slice(2);

const layers = fs.readdirSync(dir).filter((name) => name.endsWith('.geojson') && !name.endsWith('_areas.geojson')).sort();
const features = layers.flatMap((name) => JSON.parse(fs.readFileSync(path.join(dir, name))).features);
const symbols = [...new Set(features.map((feature) => feature.properties['marker-symbol']))];
const svg = Object.fromEntries(symbols.map((name) => [name, fs.readFileSync(path.join(icons, `${name}.svg`), 'utf8')]));
const basemap = JSON.parse(fs.readFileSync(path.join(dir, 'basemap.json')));

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
const page = await browser.newPage();
await page.setViewport({ width: 1280, height: 800 });
await page.goto(`file://${path.resolve(dir)}/map.html`);
await new Promise((done) => setTimeout(done, 1500));
await page.screenshot({ path: pagePng });

const plain = await browser.newPage();
await plain.setViewport({ width: 1280, height: 800 });
await plain.setContent('<style>body{margin:0}#map{height:100vh;background:#d3e3ea}.leaflet-marker-icon{filter:drop-shadow(0 1px 1px #0006)}</style><div id="map"></div>');
await plain.addStyleTag({ path: path.join(root, 'data/page/leaflet.css') });
await plain.addScriptTag({ path: path.join(root, 'data/page/leaflet.js') });
await plain.evaluate((features, basemap, svg) => {
  const map = L.map('map', { zoomSnap: 0.25, attributionControl: false });
  const pin = ({ 'marker-color': color, 'marker-symbol': symbol }) => {
    const icon = svg[symbol].replace(/^[^]*?<svg[^>]*>/, '').replace('</svg>', '');
    const drop = `<path d="M15 40C13 28 2 25 2 14a13 13 0 0 1 26 0C28 25 17 28 15 40Z" fill="${color}" stroke="#fff"/>`;
    return L.divIcon({ className: '', iconSize: [30, 41], iconAnchor: [15, 40], html: `<svg width="30" height="41">${drop}<g transform="translate(7.5 6.5)" fill="#fff">${icon}</g></svg>` });
  };
  const points = features.map((feature) => L.latLng([...feature.geometry.coordinates].reverse()));
  map.fitBounds(L.latLngBounds(points), { padding: [60, 60] });
  L.geoJSON(basemap, { style: { color: '#9a9a9a', weight: 1, fillColor: '#f7f5ef', fillOpacity: 1 } }).addTo(map);
  features.forEach((feature, i) => L.marker(points[i], { icon: pin(feature.properties) }).addTo(map));
}, features, basemap, svg);
await new Promise((done) => setTimeout(done, 700));
await plain.screenshot({ path: stylePng });
await browser.close();
