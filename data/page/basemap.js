// The basemap: land, coasts and borders that came with the page.

const reduced = matchMedia('(prefers-reduced-motion: reduce)');

const map = L.map('map', {
  attributionControl: false, // the page's foot has it, as text
  zoomControl: true,
  zoomSnap: 0.25,
  zoomDelta: 1,
  wheelPxPerZoomLevel: 90,
  maxZoom: 13,
  minZoom: 1,
  zoomAnimation: !reduced.matches,
  fadeAnimation: !reduced.matches,
  inertia: !reduced.matches,
  maxBoundsViscosity: 0.8,
});
if (reduced.matches) {
  const { panBy } = map;
  map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false }); // also for popups and keys
}

function drawBasemap() {
  const { quantum, origin, arcs, countries, coasts, borders, divisions } = page.basemap;
  const line = (deltas) => {
    let [x, y] = [0, 0];
    const out = [];
    for (let k = 0; k < deltas.length; k += 2) {
      x += deltas[k];
      y += deltas[k + 1];
      out.push([origin[1] + y * quantum, origin[0] + x * quantum]);
    }
    return out;
  };
  const lines = arcs.map(line);
  const ring = (refs) => refs.flatMap((ref) => (ref < 0 ? lines[~ref].slice().reverse() : lines[ref]));
  map.createPane('ground').style.zIndex = 200;
  const renderer = L.svg({ pane: 'ground', padding: 0.5 });
  const still = { renderer, pane: 'ground', interactive: false, smoothFactor: 0.7 };
  const [w, s, e, n] = page.region;
  L.rectangle([[s, w], [n, e]], { ...still, className: 'sea' }).addTo(map);
  for (const [, rings] of countries) L.polygon(rings.map(ring), { ...still, className: 'land' }).addTo(map);
  L.polyline(divisions.map(line), { ...still, className: 'division' }).addTo(map);
  L.polyline(coasts.map((a) => lines[a]), { ...still, className: 'coast' }).addTo(map);
  L.polyline(borders.map((a) => lines[a]), { ...still, className: 'border' }).addTo(map);
  nameCountries(countries, ([x, y]) => [origin[1] + y * quantum, origin[0] + x * quantum]);
  bind();
}

/** Keeps the map on the region. */
function bind() {
  const [w, s, e, n] = page.region;
  const room = [(n - s) * 0.25, (e - w) * 0.25];
  map.setMaxBounds([[Math.max(s - room[0], -86), w - room[1]], [Math.min(n + room[0], 86), e + room[1]]]);
}

/** Countries by the names of our columns, else by those that the browser has. */
function nameCountries(countries, place) {
  const ours = new Map();
  for (let i = 0; i < total; i += 1) ours.set(word('country_code', i), word('country', i));
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  for (const [code, , middle] of countries) {
    const name = ours.get(code) ?? (/^[A-Z]{2}$/.test(code) ? names.of(code) : null);
    if (!middle || !name) continue;
    const icon = L.divIcon({ className: 'country', html: el('span', {}, name), iconSize: null });
    L.marker(place(middle), { icon, pane: 'ground', interactive: false, keyboard: false }).addTo(map);
  }
}

/** Shows all incidents, or the whole region where there is none. */
function showRegion() {
  const [w, s, e, n] = page.region;
  const size = map.getSize();
  const [x, y] = [Math.min(70, size.x / 10), Math.min(50, size.y / 10)];
  // more room on the right, for the names of places and the key
  const options = { paddingTopLeft: [x, y], paddingBottomRight: [x * 1.8, y], maxZoom: 9, animate: false };
  map.fitBounds(total ? L.latLngBounds(points) : [[s, w], [n, e]], options);
}
