// The list: the incidents that fit the filter and lie in the map's view.

const CAP = 100;
const entries = document.getElementById('entries');
const entryOf = new Map(); // by incident, so that a focused entry stays the same element
let cap = CAP;

function entry(i) {
  if (!entryOf.has(i)) {
    const button = el('button', { type: 'button', class: 'entry', 'data-incident': word('id', i) },
      glyphElement(kinds[i], word('status', i)),
      el('span', { class: 'body' },
        el('span', { class: 'name' }, bdi(nameOf(i))),
        el('span', { class: 'meta' }, dateText(i), word('status', i) === 'reported' ? null : ` · ${STATUS[word('status', i)].label}`,
          ' · ', bdi([otherName(i), word('admin1', i), word('country', i)].filter(Boolean).join(', ') || placeText(i))),
        word('notes', i) ? el('q', { dir: 'auto' }, word('notes', i)) : null,
        el('span', { class: 'from' }, bdi(word('source', i) ?? word('document_id', i) ?? ''))));
    const url = word('source_url', i);
    const paper = el('p', { class: 'paper' }, STATUS[word('status', i)].label, ...(url === null ? [] : [' · ', link(url)]));
    entryOf.set(i, el('li', {}, button, paper));
  }
  return entryOf.get(i);
}

/** Lists the incidents that are `seen` out of those `shown`. */
function list(seen, shown, chosen) {
  const focused = document.activeElement;
  const wanted = seen.slice(0, cap).map(entry);
  // an entry that is put back between the two halves of a click is not clicked
  if (wanted.length !== entries.children.length || wanted.some((item, k) => item !== entries.children[k])) {
    entries.replaceChildren(...wanted);
  }
  if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  mark(chosen);
  const rest = seen.length - cap;
  const [more, further] = [document.getElementById('rest'), document.getElementById('further')];
  more.hidden = further.hidden = rest <= 0;
  more.textContent = `and ${Math.max(0, rest).toLocaleString('en')} more in view`;
  const text = seen.length === shown ? plural(shown, 'incident') : `${seen.length.toLocaleString('en')} of ${plural(shown, 'incident')}`;
  document.getElementById('clear').hidden = shown > 0 || !total;
  const hidden = total - shown;
  setText(document.getElementById('count'), text + (hidden ? `; filters leave out ${hidden.toLocaleString('en')}` : ''));
}

/** Says a text only when it changed, so that a screen reader is not told twice. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function mark(chosen) {
  for (const button of entries.querySelectorAll('[aria-current]')) button.removeAttribute('aria-current');
  entryOf.get(chosen)?.firstChild.setAttribute('aria-current', 'true');
}
