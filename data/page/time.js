// The timeline: a range of days with its histogram, which can be stepped and played.

const timeline = document.getElementById('time');
const BARS = 120;
const PACE = 900; // milliseconds a step
const STEPS = [[1, 'day'], [7, 'week'], [30, '30 days']];
let playing = null;
let bars = [];

function buildTimeline(changed) {
  const undated = el('label', { class: 'check', id: 'undated-label' },
    el('input', { type: 'checkbox', id: 'undated', checked: true }), el('span', {}, 'Undated ', el('small', { id: 'undated-count' })));
  undated.firstChild.addEventListener('change', (event) => {
    filter.undated = event.target.checked;
    changed();
  });
  if (!undatedTotal) undated.hidden = true;
  if (earliest >= latest) {
    const text = earliest === latest ? `All dated incidents are of ${dayText(earliest, 'long')}.` : 'No incident has a date.';
    timeline.append(el('p', { class: 'range' }, total ? text : ''), undated);
    return;
  }
  const days = latest - earliest + 1;
  const button = (id, label, text) => el('button', { type: 'button', class: 'quiet', id, 'aria-label': label }, text);
  const play = button('play', 'Play', '▶');
  play.setAttribute('aria-pressed', 'false');
  const step = el('select', { id: 'step', 'aria-label': 'Step' },
    ...STEPS.filter(([length]) => length === 1 || length < days).map(([length, label]) => el('option', { value: length }, label)));
  step.value = String(STEPS.findLast(([length]) => length === 1 || length * 8 < days)[0]);
  const thumb = (id, label, value) => el('input', {
    type: 'range', id, 'aria-label': label, min: earliest, max: latest, value,
  });
  const histogram = document.createElementNS(SVG, 'svg');
  histogram.setAttribute('class', 'bars');
  histogram.setAttribute('aria-hidden', 'true');
  histogram.setAttribute('preserveAspectRatio', 'none');
  const count = Math.min(BARS, days);
  histogram.setAttribute('viewBox', `0 0 ${count} 20`);
  bars = Array.from({ length: count }, (_, k) => {
    const bar = document.createElementNS(SVG, 'rect');
    bar.setAttribute('x', k + 0.08);
    bar.setAttribute('width', 0.84);
    return bar;
  });
  histogram.append(...bars);
  timeline.append(
    el('div', { class: 'transport' }, button('back', 'Step back', '‹'), play, button('forth', 'Step forward', '›'), step),
    el('div', { class: 'track' }, histogram, el('span', { class: 'rail' }),
      thumb('from', 'First day', earliest), thumb('to', 'Last day', latest)),
    el('p', { class: 'range', id: 'range', 'aria-live': 'off' }), undated);
  const set = (from, to) => {
    [filter.from, filter.to] = [from, to];
    changed();
  };
  const from = document.getElementById('from');
  const to = document.getElementById('to');
  from.addEventListener('input', () => {
    stop();
    set(Number(from.value), Math.max(Number(from.value), filter.to));
  });
  to.addEventListener('input', () => {
    stop();
    set(Math.min(filter.from, Number(to.value)), Number(to.value));
  });
  const whole = () => filter.from === earliest && filter.to === latest;
  const move = (direction) => {
    const length = Number(step.value);
    const width = whole() ? length - 1 : filter.to - filter.from;
    const first = whole() ? (direction > 0 ? earliest : latest - width) : filter.from + direction * length;
    if (first > latest || first + width < earliest) return false;
    set(Math.max(first, earliest), Math.min(first + width, latest));
    return true;
  };
  const tick = () => {
    if (!move(1)) {
      stop();
      set(earliest, latest);
    }
  };
  document.getElementById('back').addEventListener('click', () => (stop(), move(-1)));
  document.getElementById('forth').addEventListener('click', () => (stop(), move(1)));
  play.addEventListener('click', () => {
    if (playing !== null) return stop();
    if (filter.to === latest) [filter.from, filter.to] = [earliest, latest];
    tick();
    playing = setInterval(tick, PACE);
    play.setAttribute('aria-pressed', 'true');
    play.textContent = '❚❚';
  });
}

function stop() {
  clearInterval(playing);
  playing = null;
  const play = document.getElementById('play');
  play?.setAttribute('aria-pressed', 'false');
  if (play) play.textContent = '▶';
}

/** Shows the filter and how many incidents each day has. */
function drawTimeline(days, undated) {
  document.getElementById('undated').checked = filter.undated;
  setText(document.getElementById('undated-count'), undated.toLocaleString('en'));
  if (!bars.length) return;
  const sums = bars.map(() => 0);
  const place = (day) => Math.floor(((day - earliest) * bars.length) / (latest - earliest + 1));
  for (const [day, n] of days) sums[place(day)] += n;
  const most = Math.max(...sums, 1);
  bars.forEach((bar, k) => {
    const height = sums[k] ? Math.max(1.2, (sums[k] / most) * 20) : 0;
    bar.setAttribute('y', 20 - height);
    bar.setAttribute('height', height);
    bar.classList.toggle('out', k < place(filter.from) || k > place(filter.to));
  });
  for (const [id, day] of [['from', filter.from], ['to', filter.to]]) {
    const input = document.getElementById(id);
    input.value = day;
    input.setAttribute('aria-valuetext', dayText(day, 'long'));
  }
  // both thumbs at the right end: the left one on top, or it could not be reached
  document.getElementById('from').classList.toggle('top', filter.from > (earliest + latest) / 2);
  setText(document.getElementById('range'), range(filter.from, filter.to));
}
