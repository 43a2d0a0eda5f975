// Glyphs: a kind is a shape, a letter and a colour; a status is how the shape is drawn.

const SVG = 'http://www.w3.org/2000/svg';

/** Outlines around 0,0 within a radius of 10. */
const SHAPES = [
  'M9 0A9 9 0 1 1-9 0 9 9 0 1 1 9 0Z',
  'M-8-8H8V8H-8Z',
  'M0-10.5 10.5 0 0 10.5-10.5 0Z',
  'M0-10.5 10.5 8.5H-10.5Z',
  'M-5-9H5L10 0 5 9H-5L-10 0Z',
  'M-10.5-8.5H10.5L0 10.5Z',
  'M0-10 10-2.5 6.2 9H-6.2L-10-2.5Z',
];

/** Solid is told as fact; what is not is hollow. */
const STATUS = {
  reported: { label: 'Reported', solid: true, dash: [] },
  claimed: { label: 'Claimed', dash: [] },
  disputed: { label: 'Disputed', dash: [4, 2.5] },
  denied: { label: 'Denied', dash: [], crossed: true },
  threatened: { label: 'Threatened', dash: [1.5, 2.5] },
  background: { label: 'Background', dash: [8, 3] },
};

/** A letter for each kind, no two the same while the labels have others. */
const letters = page.kinds.reduce((taken, { label }, k) => {
  const own = [...label.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')];
  return [...taken, own.find((letter) => !taken.includes(letter)) ?? String((k + 1) % 10)];
}, []);

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How a kind with a status is drawn: the same for the canvas and for SVG. */
function glyph(kind, status) {
  const { color } = page.kinds[kind];
  const { solid, dash, crossed } = STATUS[status];
  return {
    path: SHAPES[kind % SHAPES.length],
    fill: solid ? color : '#ffffff',
    line: color,
    letter: letters[kind],
    ink: solid && luminance(color) < 0.18 ? '#ffffff' : '#111111',
    // the middle of a triangle is not the middle of its box
    drop: { 3: 2, 5: -2 }[kind % SHAPES.length] ?? 0,
    solid,
    dash,
    crossed,
  };
}

/** A glyph for the page. */
function glyphElement(kind, status, size = 22) {
  const g = glyph(kind, status);
  const make = (tag, attributes, text) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };
  const svg = make('svg', { viewBox: '-13 -13 26 26', width: size, height: size, class: 'glyph', 'aria-hidden': 'true' });
  svg.append(make('path', { d: g.path, class: 'ring' }));
  svg.append(make('path', {
    d: g.path, fill: g.fill, stroke: g.line, 'stroke-width': g.solid ? 1 : 2.4, 'stroke-dasharray': g.dash.join(' ') || 'none',
  }));
  if (g.crossed) svg.append(make('path', { d: 'M-9 9 9-9', stroke: '#111111', 'stroke-width': 2 }));
  svg.append(make('text', {
    y: 4.2 + g.drop, 'text-anchor': 'middle', fill: g.ink, 'font-size': 12, 'font-weight': 700,
  }, g.letter));
  return svg;
}

/** Draws a glyph at 0,0 of a canvas. */
function drawGlyph(context, kind, status, { ring, chosen, letter }) {
  const g = glyph(kind, status);
  const path = new Path2D(g.path);
  context.lineJoin = 'round';
  context.strokeStyle = ring;
  context.lineWidth = chosen ? 7 : 4.5;
  context.stroke(path);
  context.fillStyle = g.fill;
  context.fill(path);
  context.strokeStyle = g.line;
  context.lineWidth = g.solid ? 1 : 2.4;
  context.setLineDash(g.dash);
  context.stroke(path);
  context.setLineDash([]);
  if (g.crossed) {
    context.strokeStyle = '#111111';
    context.lineWidth = 2;
    context.stroke(new Path2D('M-9 9 9-9'));
  }
  if (letter) {
    context.fillStyle = g.ink;
    context.font = '700 12px system-ui, sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    context.fillText(g.letter, 0, 4.2 + g.drop);
  }
}
