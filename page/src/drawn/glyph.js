// A status as a shape: the same six shapes as ui/Status.svelte has, for canvases, and the stroke by
// which a ring shows how much of it has which status. Never colour alone.

/** Stroke of a ring's part by status: width in px, dashes, and whether it is drawn double. */
export const STROKES = {
  reported: { width: 2.5, dash: [] },
  claimed: { width: 1.3, dash: [], twice: true },
  corroborated: { width: 5, dash: [] },
  disputed: { width: 5, dash: [2, 2] },
  denied: { width: 2.5, dash: [1.5, 3.5] },
  planned: { width: 2.5, dash: [6, 3.5] },
};

/** Draws the shape of a status about (x, y), `r` px from its middle to its edge. */
export function glyph(context, status, x, y, r, colour) {
  context.save();
  context.translate(x, y);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = Math.max(1.5, r * 0.26);
  context.lineJoin = "round";
  context.lineCap = "round";
  context.setLineDash([]);
  (SHAPES[status] ?? SHAPES.reported)(context, r);
  context.restore();
}

const SHAPES = {
  reported(context, r) {
    circle(context, r * 0.82);
    context.stroke();
  },
  corroborated(context, r) {
    circle(context, r * 0.95);
    context.fill();
  },
  claimed(context, r) {
    corners(context, [[0, -r], [r, r * 0.8], [-r, r * 0.8]]);
    context.stroke();
  },
  disputed(context, r) {
    corners(context, [[0, -r], [r, 0], [0, r], [-r, 0]]);
    context.stroke();
    corners(context, [[0, -r], [0, r], [-r, 0]]);
    context.fill();
  },
  denied(context, r) {
    const s = r * 0.7;
    context.lineWidth *= 1.3;
    context.beginPath();
    context.moveTo(-s, -s);
    context.lineTo(s, s);
    context.moveTo(s, -s);
    context.lineTo(-s, s);
    context.stroke();
  },
  planned(context, r) {
    circle(context, r * 0.82);
    context.lineCap = "butt";
    context.setLineDash([r * 0.42, r * 0.38]);
    context.stroke();
  },
};

function circle(context, r) {
  context.beginPath();
  context.arc(0, 0, r, 0, 2 * Math.PI);
}

function corners(context, points) {
  context.beginPath();
  points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
}

/**
 * Draws a ring about (x, y) whose parts show the share of each status.
 * @param {number[]} by counts by status
 * @param {string[]} statuses words of the counts
 * @param {number} [weight] of the stroke; large discs take a lighter one
 */
export function ring(context, by, statuses, x, y, r, colours, weight = 1) {
  const all = by.reduce((sum, n) => sum + n, 0);
  let from = -Math.PI / 2;
  by.forEach((n, i) => {
    if (!n) return;
    const to = from + (n / all) * 2 * Math.PI;
    part(context, statuses[i], { x, y, r, from, to, weight, colour: colours.status[statuses[i]] });
    from = to;
  });
  context.setLineDash([]);
}

function part(context, status, { x, y, r, from, to, weight, colour }) {
  const { width, dash, twice } = STROKES[status] ?? STROKES.reported;
  context.strokeStyle = colour;
  context.lineWidth = width * weight;
  context.lineCap = "butt";
  context.setLineDash(dash);
  for (const inset of twice ? [0.7, 3.7] : [width / 2]) {
    context.beginPath();
    context.arc(x, y, Math.max(1, r - inset), from, to);
    context.stroke();
  }
}
