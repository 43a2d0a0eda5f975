// The controls: kinds, statuses, sources, confidence, search and key.

function buildControls(changed) {
  const part = (id) => document.getElementById(id);
  part('kinds').append(...page.kinds.map(({ label }, k) => {
    const toggle = el('button', { type: 'button', class: 'kind', 'aria-pressed': 'true', 'data-kind': page.kinds[k].name },
      glyphElement(k, 'reported', 20), bdi(label), ' ', el('span', { class: 'number' }));
    toggle.addEventListener('click', () => flip(filter.kinds, k, changed));
    return toggle;
  }));
  const present = page.statuses.filter((status) => page.words.status?.some((_, i) => word('status', i) === status));
  part('statuses').append(...present.map((status) => {
    const box = el('input', { type: 'checkbox', checked: true, 'data-status': status });
    box.addEventListener('change', () => flip(filter.statuses, status, changed));
    return el('label', { class: 'check' }, box, glyphElement(0, status, 18), el('span', {}, STATUS[status].label, ' ', el('small', {})));
  }));
  const sources = new Map();
  for (let i = 0; i < total; i += 1) sources.set(index('source', i), (sources.get(index('source', i)) ?? 0) + 1);
  const options = [...sources].map(([at, n]) => [at, texts[at] ?? 'Not named', n]).sort((a, b) => b[2] - a[2] || (a[1] < b[1] ? -1 : 1));
  part('source').append(el('option', { value: '' }, `All (${sources.size.toLocaleString('en')})`),
    ...options.map(([at, name, n]) => el('option', { value: at, dir: 'auto' }, `${name} (${n.toLocaleString('en')})`)));
  part('source').addEventListener('change', ({ target }) => {
    filter.source = target.value === '' ? ANY : Number(target.value);
    changed();
  });
  part('confidence').addEventListener('input', ({ target }) => {
    filter.confidence = Number(target.value) / 100;
    changed();
  });
  part('search').addEventListener('input', ({ target }) => {
    filter.query = target.value;
    changed();
  });
  const clear = () => {
    stop();
    filter = everything();
    changed();
  };
  part('reset').addEventListener('click', clear);
  part('clear').addEventListener('click', () => {
    clear();
    part('list').focus(); // the button is gone
  });
  part('key-body').append(...key(present));
}

function flip(set, value, changed) {
  if (!set.delete(value)) set.add(value);
  changed();
}

/** Kinds, statuses and signs, for the map's corner and for print. */
function key(present) {
  const row = (sign, text) => el('li', {}, sign, ' ', text);
  const sign = (name) => el('span', { class: `sign ${name}`, 'aria-hidden': 'true' });
  return [
    el('ul', { class: 'key-kinds' }, ...page.kinds.map(({ label }, k) => row(glyphElement(k, 'reported', 18), bdi(label)))),
    el('ul', {}, ...present.map((status) => row(glyphElement(0, status, 18), STATUS[status].label)),
      row(sign('ring-sign'), 'Within it nine times in ten'), row(sign('leg-sign'), 'Drawn apart from its place')),
  ];
}

/** Shows what the filter is and what each part of it would show. */
function drawControls(result) {
  for (const [k, toggle] of [...document.getElementById('kinds').children].entries()) {
    toggle.setAttribute('aria-pressed', String(!filter.kinds.has(k)));
    setText(toggle.querySelector('.number'), result.kinds[k].toLocaleString('en'));
  }
  for (const box of document.querySelectorAll('[data-status]')) {
    box.checked = !filter.statuses.has(box.dataset.status);
    setText(box.parentElement.querySelector('small'), result.statuses[box.dataset.status].toLocaleString('en'));
  }
  const set = (id, value) => {
    const input = document.getElementById(id);
    if (input.value !== String(value)) input.value = value;
  };
  set('source', filter.source === ANY ? '' : filter.source);
  set('confidence', Math.round(filter.confidence * 100));
  set('search', filter.query);
  setText(document.getElementById('confidence-out'), `${Math.round(filter.confidence * 100)}%`);
  const active = hiddenFilters();
  setText(document.getElementById('active'), active ? `(${active} set)` : '');
}
