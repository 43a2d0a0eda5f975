// The page: filter, map, list and address kept in step.

let result = null;
let chosen = null;
let popup = null;
let returnTo = null; // what had the focus before the popup
let before = null; // the view before the popup moved the map, until the reader moves it

function inView() {
  const bounds = before?.bounds ?? map.getBounds();
  return result.shown.filter((i) => bounds.contains(points[i]));
}

/** After the filter changed. */
function changed() {
  result = apply();
  if (popup && !result.shown.includes(chosen)) closePopup(); // also that of several, which are others now
  cap = CAP;
  markers.show(result.shown);
  drawControls(result);
  drawTimeline(result.days, result.undated);
  follow();
  clearTimeout(later);
  later = setTimeout(writeAddress, 250); // browsers refuse an address that changes with every step of a slider
}

let later = null;

/** After the map moved. */
function follow() {
  const seen = inView();
  list(seen, result.shown.length, chosen);
  const wanted = document.getElementById('circles').checked;
  drawCircles(seen, wanted, chosen);
  const few = seen.length <= CIRCLES;
  setText(document.getElementById('circles-note'), wanted && !few ? `(when ${CIRCLES} or fewer are in view)` : '');
}

function choose(i, focus = true) {
  returnTo = document.activeElement?.closest('.entry, #map') ?? returnTo;
  const back = returnTo;
  closePopup(true);
  returnTo = back;
  chosen = i;
  markers.choose(i);
  openPopup(points[i], popupContent(i, leavePopup), focus);
  mark(i);
  follow();
  writeAddress();
}

/** Opens the popup and moves the map, and on a phone the page, so far that all of it is seen. */
function openPopup(point, content, focus) {
  document.querySelector('.mapside').scrollIntoView({ block: 'nearest', behavior: 'instant' });
  map.invalidateSize({ animate: false, pan: false }); // the timeline beneath it may have grown by a line
  map.setMaxBounds(null); // a popup at the edge of the region lies beyond it
  if (!map.getBounds().contains(point)) map.panTo(point, { animate: false });
  before ??= { center: map.getCenter(), zoom: map.getZoom(), bounds: map.getBounds() };
  const room = map.getSize();
  const narrow = room.x < 700; // no room beside the key
  document.documentElement.classList.toggle('reading', narrow);
  popup = L.popup({
    closeButton: false, // ours is a button, with a name
    autoClose: false,
    closeOnEscapeKey: false, // Escape is ours, as it gives the focus back
    closeOnClick: false,
    minWidth: Math.min(260, room.x - 60),
    maxWidth: Math.min(360, room.x - 40),
    maxHeight: Math.max(160, room.y - 70),
    autoPanPaddingTopLeft: narrow ? [12, 12] : [56, 12],
    autoPanPaddingBottomRight: [narrow ? 12 : document.getElementById('key').offsetWidth + 20, 12],
    offset: [0, -6],
  }).setLatLng(point).setContent(content).openOn(map);
  if (focus) document.getElementById('popup-title').focus({ preventScroll: true });
}

function closePopup(another = false) {
  if (popup && !another) bind();
  popup?.remove();
  popup = null;
  if (!another) goBack();
  document.documentElement.classList.remove('reading');
  chosen = null;
  markers.choose(null);
}

/** Undoes what the popup moved. */
function goBack() {
  const view = before;
  before = null;
  if (view) map.setView(view.center, view.zoom, { animate: false });
}

/** Closes the popup and gives the focus back. */
function leavePopup() {
  if (!popup) return;
  const incident = chosen;
  closePopup();
  follow();
  writeAddress();
  const again = returnTo?.isConnected ? returnTo : entryOf.get(incident)?.firstChild;
  if (again?.isConnected && again.matches('.entry')) again.focus(); // a phone scrolls back to it
  else document.getElementById('map').focus({ preventScroll: true });
  returnTo = null;
}

let own = null; // the address as we wrote it

function writeAddress() {
  own = [chosen === null ? '' : word('id', chosen), filterToHash()].filter(Boolean).join('&');
  try {
    history.replaceState(null, '', own ? `#${own}` : '#');
  } catch {
    // a frame without an address of its own keeps what it has
  }
}

/** `#id` chooses an incident, what follows it sets the filter. */
function readAddress() {
  const said = location.hash.slice(1);
  if (said === own) return;
  const parts = said.split('&');
  const id = parts[0].includes('=') ? '' : decode(parts.shift() ?? '');
  filter = filterFromHash(new URLSearchParams(parts.join('&')));
  const wanted = byId.get(id);
  closePopup();
  changed();
  if (wanted !== undefined && result.shown.includes(wanted)) {
    if (map.getZoom() < 7) map.setView(points[wanted], 7, { animate: false });
    choose(wanted, false);
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

let onScreen = null; // the view before printing

/** On paper the map has the size of the paper, shows the incidents that the screen shows, and has the colours of the light theme. */
function print(on) {
  if (printing === on) return;
  if (on) onScreen = { bounds: map.getBounds(), seen: inView(), center: map.getCenter(), zoom: map.getZoom() };
  const { bounds, seen, center, zoom } = onScreen;
  printing = on;
  document.documentElement.classList.toggle('printing', on);
  document.getElementById('key').open = on || wide.matches;
  map.invalidateSize({ animate: false, pan: false });
  if (on) map.fitBounds(seen.length ? seen.map((i) => points[i]) : bounds, { padding: [40, 30], maxZoom: zoom, animate: false });
  else map.setView(center, zoom, { animate: false });
  applyTheme();
}

const wide = matchMedia('(min-width: 1400px)'); // the key leaves room for the map

function sayWhat() {
  const days = Number.isFinite(earliest) ? range(earliest, latest, 'long') : null;
  const undated = days && undatedTotal ? `${undatedTotal.toLocaleString('en')} undated` : null;
  const counted = [plural(total, 'incident'), days, undated].filter(Boolean).join(' · ');
  document.getElementById('summary').textContent = total ? counted : 'No incidents';
  document.title = days ? `Incident map, ${days}` : 'Incident map';
  document.getElementById('sources').append(...page.attribution.map((line) => el('span', {}, line)));
  const whole = page.countries.reduce((sum, [n]) => sum + n, 0);
  const files = page.countries.map(([n, file]) => (page.countries.length > 1 ? `${file} (${n})` : file)).join(', ');
  const countries = whole ? `${plural(whole, 'incident')} of a whole country ${whole === 1 ? 'has' : 'have'} no point and ${whole === 1 ? 'is' : 'are'} in ${files}.` : null;
  const foot = document.getElementById('countries');
  foot.textContent = countries;
  foot.hidden = !total || !whole;
  if (total) return;
  if (whole) document.getElementById('summary').textContent = 'No incidents at a point';
  entries.before(el('p', { class: 'notice', 'data-empty': true },
    'There is no incident to show: no report told of one at a place that is known. ', countries && `${countries} `,
    'The files reports.csv and unresolved.csv say what became of each report.'));
}

sayWhat();
document.getElementById('more').open = false;
document.getElementById('key').open = wide.matches;
buildControls(changed);
buildTimeline(changed); // before the map takes what room is left
showRegion();
drawBasemap();
markers.addTo(map);
uncertainty.addTo(map);
buildTheme();
readAddress();

map.on('moveend', follow);
map.on('dragstart zoomstart', () => { before = null; });
map.on('keydown', ({ originalEvent }) => {
  if (originalEvent.key.startsWith('Arrow')) before = null;
});
map.on('click', ({ containerPoint }) => {
  const hit = markers.at(containerPoint);
  const several = hit?.more ?? hit?.stack;
  if (hit?.stack && map.getZoom() < map.getMaxZoom()) {
    leavePopup();
    map.setView(points[hit.i], markers.opens(hit.stack), { animate: !reduced.matches });
  } else if (several) {
    closePopup(true);
    openPopup(points[several[0]], stackContent(several, choose, leavePopup), true);
  } else if (hit) {
    choose(hit.i);
  } else {
    leavePopup();
  }
});
const tip = L.tooltip({ direction: 'top', offset: [0, -12], className: 'tip' });
map.on('mousemove', ({ containerPoint }) => {
  const hit = markers.at(containerPoint);
  map.getContainer().classList.toggle('over', hit !== null);
  if (!hit || hit.more || hit.i === chosen) return tip.remove();
  tip.setLatLng(map.layerPointToLatLng([hit.x, hit.y])).setContent(el('span', {}, bdi(nameOf(hit.i)), ` · ${dateText(hit.i)}`,
    hit.stack ? ` · ${hit.stack.length - 1} more here` : null));
  if (!map.hasLayer(tip)) tip.addTo(map);
});
entries.addEventListener('click', (event) => {
  const button = event.target.closest('[data-incident]');
  if (button) choose(byId.get(button.dataset.incident));
});
document.getElementById('further').addEventListener('click', () => {
  const next = cap;
  cap += CAP;
  follow();
  entries.children[next]?.firstChild.focus();
});
document.addEventListener('keydown', (event) => event.key === 'Escape' && popup && leavePopup());
document.getElementById('circles').addEventListener('change', follow);
document.getElementById('labels').addEventListener('change', ({ target }) => markers.label(target.checked));
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address is that of an incident
  document.getElementById('list').focus();
});
addEventListener('hashchange', readAddress);
addEventListener('beforeprint', () => print(true));
addEventListener('afterprint', () => print(false));
matchMedia('print').addEventListener('change', ({ matches }) => print(matches));
