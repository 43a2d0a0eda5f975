// The filter: what the reader has asked for, and what fits it.

const KIND = 1, STATE = 2, SOURCE = 4, CONFIDENCE = 8, TIME = 16, UNKNOWN_DAY = 32, QUERY = 64;
const NO_SOURCE = -1;
const ANY = null;

function everything() {
  return {
    kinds: new Set(), // those switched off
    statuses: new Set(), // those switched off
    source: ANY, // else an index of the pool, or NO_SOURCE
    confidence: 0,
    from: earliest,
    to: latest,
    undated: true,
    query: '',
  };
}

let filter = everything();

/** Case and accents do not matter to a search. */
function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

const SEARCHED = ['name', 'location', 'location_text', 'admin1', 'admin2', 'country', 'notes'];
let folded = null;

/** For each word of the query, which texts of the pool hold it; none for an empty query. */
function found(query) {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  if (!wanted.length) return null;
  folded ??= texts.map(fold);
  return wanted.map((part) => folded.map((text) => text.includes(part)));
}

/** The reasons for which incident i is left out, a bit each. */
function failures(i, holds) {
  let bits = 0;
  if (filter.kinds.has(kinds[i])) bits |= KIND;
  if (filter.statuses.has(word('status', i))) bits |= STATE;
  if (filter.source !== ANY && index('source', i) !== filter.source) bits |= SOURCE;
  if (figure('confidence', i) < filter.confidence) bits |= CONFIDENCE;
  if (firstDay[i] === UNDATED) {
    if (!filter.undated) bits |= UNKNOWN_DAY;
  } else if (lastDay[i] < filter.from || firstDay[i] > filter.to) {
    bits |= TIME;
  }
  if (holds && !holds.every((text) => SEARCHED.some((column) => text[index(column, i)]))) bits |= QUERY;
  return bits;
}

/** What fits, in the order of the list; and how many would if each filter were lifted. */
function apply() {
  const result = {
    shown: [],
    kinds: page.kinds.map(() => 0),
    statuses: Object.fromEntries(page.statuses.map((status) => [status, 0])),
    undated: 0,
    days: new Map(),
  };
  const holds = found(filter.query);
  for (const i of order) {
    const bits = failures(i, holds);
    if (!bits) result.shown.push(i);
    if (!(bits & ~KIND)) result.kinds[kinds[i]] += 1;
    if (!(bits & ~STATE)) result.statuses[word('status', i)] += 1;
    if (firstDay[i] === UNDATED) {
      if (!(bits & ~UNKNOWN_DAY)) result.undated += 1;
    } else if (!(bits & ~TIME)) {
      result.days.set(firstDay[i], (result.days.get(firstDay[i]) ?? 0) + 1);
    }
  }
  return result;
}

/** How many filters are set beside kinds and search, which are in sight. */
function hiddenFilters() {
  return (filter.statuses.size > 0) + (filter.source !== ANY) + (filter.confidence > 0);
}

/** The filter as the part of an address after the incident's id. */
function filterToHash() {
  const said = new URLSearchParams();
  const off = (set, name) => set.size && said.set(name, [...set].join(','));
  off(new Set([...filter.kinds].map((k) => page.kinds[k].name)), 'without');
  off(filter.statuses, 'not');
  if (filter.source !== ANY) said.set('source', texts[filter.source] ?? '');
  if (filter.confidence) said.set('min', filter.confidence);
  if (filter.from !== earliest) said.set('from', isoDay(filter.from));
  if (filter.to !== latest) said.set('to', isoDay(filter.to));
  if (!filter.undated) said.set('undated', 'no');
  if (filter.query) said.set('q', filter.query);
  return said.toString();
}

function isoDay(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The filter that an address asks for; what it cannot ask for is left out. */
function filterFromHash(said) {
  const asked = everything();
  const list = (name) => (said.get(name) ?? '').split(',').filter(Boolean);
  const day = (name, otherwise) => {
    const text = said.get(name) ?? '';
    const value = /^\d{4}-\d\d-\d\d$/.test(text) ? dayOf(text) : NaN;
    return value >= earliest && value <= latest ? value : otherwise;
  };
  asked.kinds = new Set(list('without').filter((name) => kindOf.has(name)).map((name) => kindOf.get(name)));
  asked.statuses = new Set(list('not').filter((name) => page.statuses.includes(name)));
  if (said.has('source')) {
    const at = said.get('source') === '' ? NO_SOURCE : texts.indexOf(said.get('source'));
    if (at >= 0 || said.get('source') === '') asked.source = at;
  }
  const least = Number(said.get('min'));
  asked.confidence = least >= 0 && least <= 1 ? least : 0;
  asked.from = day('from', earliest);
  asked.to = day('to', latest);
  if (asked.from > asked.to) [asked.from, asked.to] = [earliest, latest];
  asked.undated = said.get('undated') !== 'no';
  asked.query = said.get('q') ?? '';
  return asked;
}
