// The incidents: columns of numbers and of indexes into one pool of texts.

const page = JSON.parse(document.getElementById('incidents').textContent);
const total = page.count;

/** Characters that reorder the text around them are shown by their number, so that they reorder nothing. */
function visible(text) {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/g, (c) => `[U+${c.codePointAt(0).toString(16).toUpperCase()}]`);
}

const texts = page.texts.map(visible);

/** The index of incident i's text in the pool, -1 where it is unknown. */
function index(column, i) {
  return page.words[column]?.[i] ?? -1;
}

/** Incident i's text, or null. */
function word(column, i) {
  return texts[index(column, i)] ?? null;
}

/** Incident i's number, or null. */
function figure(column, i) {
  return page.numbers[column]?.[i] ?? null;
}

const [west, , east] = page.region;

const POLE = 85; // where Mercator's map ends

/** Where incident i is drawn: on that side of the antimeridian on which the region lies, and within the map. */
const points = Array.from({ length: total }, (_, i) => {
  const x = page.numbers.lon[i];
  const y = Math.min(POLE, Math.max(-POLE, page.numbers.lat[i]));
  return [y, x < west ? x + 360 : x > east ? x - 360 : x];
});

const DAY = 86400000;
const UNDATED = null;

function dayOf(text) {
  return text === null ? UNDATED : Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
}

const firstDay = Array.from({ length: total }, (_, i) => dayOf(word('event_date', i)));
const lastDay = Array.from({ length: total }, (_, i) => dayOf(word('event_date_end', i)) ?? firstDay[i]);
const undatedTotal = firstDay.filter((day) => day === UNDATED).length;
const earliest = firstDay.reduce((a, day) => (day === UNDATED ? a : Math.min(a, day)), Infinity);
const latest = lastDay.reduce((a, day) => (day === UNDATED ? a : Math.max(a, day)), -Infinity);

/** All incidents, the latest first, those without a date last. */
const order = Array.from({ length: total }, (_, i) => i).sort(
  (a, b) => (lastDay[b] ?? -Infinity) - (lastDay[a] ?? -Infinity) || (firstDay[b] ?? 0) - (firstDay[a] ?? 0) || a - b,
);

const byId = new Map(Array.from({ length: total }, (_, i) => [word('id', i), i]));

const kindOf = new Map(page.kinds.map((kind, k) => [kind.name, k]));
const kinds = Array.from({ length: total }, (_, i) => kindOf.get(word('kind', i)));

const dates = {
  long: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  short: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
};

function dayText(day, form = 'short') {
  return dates[form].format(new Date(day * DAY));
}

function range(from, to, form = 'short') {
  return from === to ? dayText(from, form) : dates[form].formatRange(new Date(from * DAY), new Date(to * DAY));
}

/** The date of incident i, with how exact it is. */
function dateText(i, form = 'short') {
  if (firstDay[i] === UNDATED) return 'date not known';
  const exact = { 2: ' (to the week)', 3: ' (to the month)' }[figure('time_precision', i)] ?? '';
  return range(firstDay[i], lastDay[i], form) + exact;
}

/** The place of incident i as its document writes it. */
function wording(i) {
  return word('location_text', i) ?? word('location', i);
}

/** The gazetteer's name of it, or null where that is the document's. */
function otherName(i) {
  const name = word('location', i);
  return name === null || fold(name) === fold(wording(i)) ? null : name;
}

/** The incident's name, with the place as its document writes it. */
function nameOf(i) {
  const [name, end] = [word('name', i), word('location', i)];
  return end && name.endsWith(end) ? name.slice(0, -end.length) + wording(i) : name;
}

function placeText(i) {
  const parts = [wording(i), word('admin1', i), word('country', i)];
  return parts.filter((part, k) => part && parts.indexOf(part) === k).join(', ');
}

function plural(n, one, many = `${one}s`) {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** An element with attributes and children; strings become text, so that nothing is ever parsed as HTML. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Text of others, whose direction touches nothing around it. */
function bdi(text) {
  return el('bdi', { dir: 'auto' }, text);
}
