// The markers: one canvas for all of them, since 20,000 elements take half a minute to filter and a canvas a tenth of a second.

const NEAR = 60; // drawn apart at one place; the others are told by number
const MANY = 1000; // in view, above which markers are small, without letters, labels and spreading
const LABELLED = 250; // places in view
const APART = 400; // in view, up to which markers are pushed apart
const GAP = 21; // pixels between markers
const FAR = 24; // pixels that a marker is pushed at most
const NEIGHBOURHOOD = 25; // kilometres within which a marker may be drawn of its place

/** A kilometre in pixels at a latitude. */
function pixels(lat, zoom) {
  return 2 ** zoom / (156.543 * Math.cos((lat * Math.PI) / 180));
}

/** How far the fan of so many markers reaches, in pixels. */
function reach(members) {
  const n = Math.min(members.length, NEAR);
  return Math.hypot(...spread(n - 1, n));
}

/** Where the k-th of n markers at one place is drawn, in pixels from it. */
function spread(k, n) {
  if (n === 1) return [0, 0];
  const [angle, radius] = n <= 6
    ? [(2 * Math.PI * k) / n - Math.PI / 2, 13 / Math.sin(Math.PI / Math.max(n, 3))]
    : [k * 2.39996, 13.5 * Math.sqrt(k + 0.6)]; // a sunflower's angle
  return [Math.cos(angle) * radius, Math.sin(angle) * radius];
}

/** Moves markers that hide each other apart, each as far as the other, but none so far that it is seen elsewhere. */
function pushApart(drawn) {
  const homes = drawn.map(({ x, y }) => [x, y]);
  const move = (k, dx, dy) => {
    const [x, y] = [drawn[k].x + dx - homes[k][0], drawn[k].y + dy - homes[k][1]];
    const back = Math.min(1, FAR / Math.max(1, Math.hypot(x, y)));
    const { origin, room } = drawn[k];
    const [fromX, fromY] = [homes[k][0] + x * back - origin.x, homes[k][1] + y * back - origin.y];
    const within = Math.min(1, room / Math.max(1, Math.hypot(fromX, fromY)));
    [drawn[k].x, drawn[k].y] = [origin.x + fromX * within, origin.y + fromY * within];
  };
  for (let round = 0, moved = true; moved && round < 40; round += 1) {
    moved = false;
    for (let a = 0; a < drawn.length; a += 1) {
      for (let b = a + 1; b < drawn.length; b += 1) {
        const [dx, dy] = [drawn[b].x - drawn[a].x, drawn[b].y - drawn[a].y];
        const distance = Math.hypot(dx, dy);
        if (distance >= GAP - 0.5) continue;
        const push = (GAP - distance) / 2;
        const [ux, uy] = distance > 0 ? [dx / distance, dy / distance] : [0, 1];
        move(a, -ux * push, -uy * push);
        move(b, ux * push, uy * push);
        moved = true;
      }
    }
  }
}

const Markers = L.Renderer.extend({
  initialize() {
    L.Renderer.prototype.initialize.call(this, { pane: 'markerPane', padding: 0.15 });
    this._places = [];
    this._drawn = [];
    this._sprites = new Map();
    this._chosen = null;
    this._labels = true;
    this._scale = 1;
  },

  /** Shows these incidents. */
  show(shown) {
    const places = new Map();
    for (const i of shown) {
      const key = Math.round(points[i][0] * 1e5) * 1e8 + Math.round(points[i][1] * 1e5);
      if (places.has(key)) places.get(key).push(i);
      else places.set(key, [i]);
    }
    this._places = [...places.values()];
    this.redraw();
  },

  choose(i) {
    this._chosen = i;
    this.redraw();
  },

  label(on) {
    this._labels = on;
    this.redraw();
  },

  /** After the theme changed. */
  repaint() {
    this._sprites.clear();
    this.redraw();
  },

  redraw() {
    if (this._map) this._update();
  },

  /** The incidents at a point of the container, or none. */
  at(point) {
    const { x, y } = this._map.containerPointToLayerPoint(point);
    const reach = this._many ? 7 : 12;
    let [best, nearest] = [null, reach * reach];
    for (const marker of this._drawn) {
      const distance = (marker.x - x) ** 2 + (marker.y - y) ** 2;
      if (distance <= nearest) [best, nearest] = [marker, distance];
    }
    return best;
  },

  /** The zoom at which those of one place are drawn apart. */
  opens(members) {
    const zoom = Math.ceil(Math.log2(reach(members) / (pixels(points[members[0]][0], 0) * NEIGHBOURHOOD)));
    return Math.min(this._map.getMaxZoom(), Math.max(zoom, this._map.getZoom() + 1));
  },

  _initContainer() {
    this._container = el('canvas', { 'aria-hidden': 'true' });
    this._context = this._container.getContext('2d');
  },

  _destroyContainer() {
    this._container.remove();
  },

  _updatePaths() {},

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const [container, context, bounds] = [this._container, this._context, this._bounds];
    const size = bounds.getSize();
    this._scale = printing ? 3 : Math.min(3, Math.max(1, window.devicePixelRatio));
    L.DomUtil.setPosition(container, bounds.min);
    [container.width, container.height] = [this._scale * size.x, this._scale * size.y];
    [container.style.width, container.style.height] = [`${size.x}px`, `${size.y}px`];
    context.scale(this._scale, this._scale);
    context.translate(-bounds.min.x, -bounds.min.y);
    this._draw();
    container.dataset.drawn = this._drawn.reduce((sum, marker) => sum + ((marker.more ?? marker.stack)?.length ?? 1), 0);
  },

  _draw() {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(`--${name}`).trim();
    const paint = { ring: color('ring'), leg: color('leg'), ink: color('label'), halo: color('halo') };
    this._drawn = [];
    const seen = this._places
      .map((members) => ({ members, origin: this._map.latLngToLayerPoint(points[members[0]]), own: [] }))
      .filter(({ origin }) => this._bounds.contains(origin));
    this._many = seen.reduce((sum, { members }) => sum + Math.min(members.length, NEAR + 1), 0) > MANY;
    for (const { members, origin, own } of seen) {
      const { x, y } = origin;
      const room = NEIGHBOURHOOD * pixels(points[members[0]][0], this._map.getZoom());
      if (members.length > 1 && (this._many || reach(members) > room)) {
        own.push({ i: members.includes(this._chosen) ? this._chosen : members[0], stack: members, x, y, origin, room });
      } else {
        const near = members.slice(0, NEAR);
        near.forEach((i, k) => {
          const [dx, dy] = spread(k, near.length);
          own.push({ i, x: x + dx, y: y + dy, origin, room });
        });
        if (members.length > NEAR) own.push({ i: null, more: members.slice(NEAR), x, y, origin, room });
      }
      this._drawn.push(...own);
    }
    if (this._drawn.length <= APART) pushApart(this._drawn);
    this._legs(paint);
    const last = this._drawn.filter((marker) => marker.i === this._chosen && marker.i !== null);
    for (const marker of [...this._drawn, ...last]) {
      if (marker.more) this._number(marker, marker.more.length, paint);
      else this._stamp(marker, paint, last.includes(marker));
    }
    const stacks = this._drawn.filter(({ stack }) => stack);
    if (stacks.length <= LABELLED) {
      for (const { x, y, stack } of stacks) this._number({ x: x + 13, y: y - 13 }, stack.length - 1, paint);
    }
    if (this._labels && seen.length <= LABELLED && !this._many) this._names(seen, paint);
  },

  _legs({ leg }) {
    const context = this._context;
    context.strokeStyle = leg;
    context.fillStyle = leg;
    context.lineWidth = 1;
    for (const { x, y, origin } of this._drawn) {
      if (Math.hypot(x - origin.x, y - origin.y) < 1) continue;
      context.beginPath();
      context.moveTo(origin.x, origin.y);
      context.lineTo(x, y);
      context.stroke();
      context.beginPath();
      context.arc(origin.x, origin.y, 2, 0, 7);
      context.fill();
    }
  },

  /** Draws a marker as a picture that is made once. */
  _stamp({ i, x, y }, { ring }, chosen) {
    const key = [kinds[i], word('status', i), chosen, this._many, this._scale].join();
    const half = chosen ? 18 : this._many ? 8 : 15;
    if (!this._sprites.has(key)) {
      const sprite = el('canvas', { width: 2 * half * this._scale, height: 2 * half * this._scale });
      const context = sprite.getContext('2d');
      context.scale(this._scale, this._scale);
      context.translate(half, half);
      const small = this._many && !chosen ? 0.5 : 0.95;
      context.scale(small, small);
      drawGlyph(context, kinds[i], word('status', i), { ring, chosen, letter: !this._many || chosen });
      this._sprites.set(key, sprite);
    }
    this._context.drawImage(this._sprites.get(key), x - half, y - half, 2 * half, 2 * half);
  },

  _number({ x, y }, n, { ink, halo }) {
    const context = this._context;
    context.font = '700 12px system-ui, sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = 5;
    context.strokeStyle = halo;
    context.fillStyle = ink;
    context.strokeText(`+${n}`, x, y);
    context.fillText(`+${n}`, x, y);
  },

  /** Names of places where there is room, the places with most incidents first. */
  _names(seen, { ink, halo }) {
    const context = this._context;
    context.font = '500 12px system-ui, sans-serif';
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.lineJoin = 'round';
    const taken = this._drawn.map(({ x, y }) => [x - 10, y - 10, x + 10, y + 10]);
    for (const { x, y, stack } of this._drawn) if (stack) taken.push([x + 4, y - 21, x + 22, y - 9]);
    const corner = this._map.containerPointToLayerPoint([0, 0]);
    const end = corner.add(this._map.getSize());
    const whole = (box) => box[0] >= corner.x && box[1] >= corner.y && box[2] <= end.x && box[3] <= end.y;
    const free = (box) => whole(box) && taken.every((other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
    for (const { members, own } of [...seen].sort((a, b) => b.members.length - a.members.length)) {
      const text = wording(members[0]);
      if (!text) continue;
      const width = context.measureText(text).width;
      const [xs, ys] = [own.map(({ x }) => x), own.map(({ y }) => y)];
      const [left, right, top, bottom] = [Math.min(...xs) - 13, Math.max(...xs) + 13, Math.min(...ys) - 18, Math.max(...ys) + 18];
      const [middle, level] = [(left + right - width) / 2, (top + bottom) / 2];
      for (const [x, y] of [[right, level], [left - width, level], [middle, bottom], [middle, top]]) {
        const box = [x - 2, y - 8, x + width + 2, y + 8];
        if (!free(box)) continue;
        taken.push(box);
        context.strokeStyle = halo;
        context.lineWidth = 3.5;
        context.strokeText(text, x, y);
        context.fillStyle = ink;
        context.fillText(text, x, y);
        break;
      }
    }
  },
});

const markers = new Markers();
const uncertainty = L.layerGroup();
let printing = false;

const CIRCLES = 300;

/** The circle within which the true place of incident i lies nine times in ten. */
function circle(i, chosen) {
  const radius = (figure('uncertainty_km', i) ?? 0) * 1000;
  return L.circle(points[i], { radius, interactive: false, className: chosen ? 'uncertainty chosen' : 'uncertainty' });
}

/** Draws the circle of the chosen incident, or all that are in view if they are wanted and few. */
function drawCircles(seen, all, chosen) {
  uncertainty.clearLayers();
  const wanted = all && seen.length <= CIRCLES ? seen : [];
  for (const i of wanted) if (i !== chosen && figure('uncertainty_km', i)) uncertainty.addLayer(circle(i, false));
  if (chosen !== null && figure('uncertainty_km', chosen)) uncertainty.addLayer(circle(chosen, true));
}
