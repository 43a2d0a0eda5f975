// The popup: all that the page knows of one incident.

const WHERE = { 1: 'At the named place', 2: 'Near the named place, or in a part of it', 3: 'Somewhere in the region' };

function span(column, upper, i) {
  const [low, high] = [figure(column, i), figure(upper, i)];
  if (low === null && high === null) return null;
  return high !== null && low !== null && high !== low ? `${low} to ${high}` : String(low ?? high);
}

/** A link only to the web; any other address is text. */
function link(text) {
  let url = null;
  try {
    url = new URL(text);
  } catch {
    return bdi(text);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return bdi(text);
  return el('a', { href: url.href, rel: 'noopener noreferrer nofollow', target: '_blank' }, bdi(text));
}

/** "geonames:1256050 Sirsa, IN 0.12; …" as a list. */
function candidates(text) {
  const item = (one) => {
    const [, name, score] = /^\S+ (.*) (\d\.\d+)$/.exec(one) ?? [null, one, null];
    return el('li', {}, bdi(name), score === null ? null : ` (${Math.round(score * 100)}%)`);
  };
  return el('ul', {}, ...text.split('; ').map(item));
}

function facts(i) {
  const km = figure('uncertainty_km', i);
  const said = (column) => (word(column, i) === null ? null : bdi(word(column, i)));
  const count = figure('weapon_count', i);
  const weapon = said('weapon') ?? (count === null ? null : 'not named');
  const where = WHERE[figure('geo_precision', i)] ?? 'Somewhere in the country';
  const status = el('span', {}, STATUS[word('status', i)].label, ...(said('claimed_by') ? [' (', said('claimed_by'), ')'] : []));
  return [
    ['Status', status],
    ['Place', bdi(placeText(i))],
    ['Gazetteer', otherName(i) && bdi(otherName(i))],
    ['Precision', km === null ? where : `${where}, within ${km.toLocaleString('en')} km nine times in ten`],
    ['By', said('actor1')],
    ['Target', said('target')],
    ['Weapon', weapon && el('span', {}, weapon, count === null ? '' : `, ${count}`)],
    ['Aimed at', said('intended_target')],
    ['Killed', span('fatalities', 'fatalities_max', i)],
    ['Injured', span('injured', 'injured_max', i)],
    ['Confidence', `${Math.round(figure('confidence', i) * 100)}%`],
    ['Namesakes', word('alternatives', i) === null ? null : candidates(word('alternatives', i))],
  ].filter(([, value]) => value !== null);
}

function citation(i) {
  const published = word('published', i) === null ? null : `, ${dayText(dayOf(word('published', i)))}`;
  const more = figure('sources_count', i);
  const url = word('source_url', i);
  return el('footer', {},
    el('cite', {}, bdi(word('source', i) ?? word('document_id', i) ?? 'Source not named')), published,
    more > 1 ? ` and ${plural(more - 1, 'further source')}` : null,
    url === null ? null : el('span', { class: 'url' }, link(url)));
}

function popupContent(i, close) {
  const title = el('h3', { id: 'popup-title', tabindex: '-1' }, bdi(nameOf(i)));
  const button = el('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×');
  button.addEventListener('click', close);
  const subkind = word('subkind', i);
  const kind = page.kinds[kinds[i]].label + (subkind && subkind !== 'unspecified' ? `, ${subkind.replaceAll('_', ' ')}` : '');
  return el('div', { class: 'card', role: 'dialog', 'aria-labelledby': 'popup-title' },
    el('div', { class: 'card-head' }, glyphElement(kinds[i], word('status', i), 24), title, button),
    el('p', { class: 'when' }, `${dateText(i, 'long')} · ${kind}`),
    el('figure', {}, word('notes', i) ? el('blockquote', { dir: 'auto' }, word('notes', i)) : null, citation(i)),
    el('dl', {}, ...facts(i).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])));
}

/** The incidents for which there is no room at their place. */
function stackContent(more, choose, close) {
  const button = el('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×');
  button.addEventListener('click', close);
  const item = (i) => {
    const open = el('button', { type: 'button', class: 'plain' }, bdi(nameOf(i)), `, ${dateText(i)}`);
    open.addEventListener('click', () => choose(i));
    return el('li', {}, open);
  };
  const rest = more.length - CAP;
  return el('div', { class: 'card', role: 'dialog', 'aria-labelledby': 'popup-title' },
    el('div', { class: 'card-head' },
      el('h3', { id: 'popup-title', tabindex: '-1' }, `${plural(more.length, 'incident')} drawn as one at `, bdi(placeText(more[0]))), button),
    el('ul', { class: 'stack' }, ...more.slice(0, CAP).map(item)),
    rest > 0 ? el('p', {}, `and ${rest.toLocaleString('en')} more: search for the place`) : null);
}
