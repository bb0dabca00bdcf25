// Arrows from where an attack came to where it went, between the marks of a zoom: ways whose two
// ends lie in one mark are left out there, and ways between the same two marks are one arrow.

/** At most so many arrows at once; the view says in words when there are more. */
export const MOST_ARROWS = 250;

/**
 * Arrows between marks: [{from, to, n, by}] with marks as ends, most frequent first.
 * @param {import("./marks.js").Mark[]} marks
 * @param {{from: number, to: number, start: number[], end: number[], n: number, by: number[]}[]} ways
 */
export function arrowsOf(marks, ways) {
  const holder = new Map();
  for (const mark of marks) for (const item of mark.items) holder.set(item.place, mark);
  const arrows = new Map();
  for (const way of ways) {
    const to = holder.get(way.to);
    if (!to) continue;
    // The origin need not have incidents of its own: then it is a bare point on the ground.
    const from = holder.get(way.from) ?? bare(way);
    if (from === to) continue;
    const key = `${from.key}>${to.key}`;
    const known = arrows.get(key);
    if (known) known.n += way.n;
    else arrows.set(key, { from, to, n: way.n });
  }
  return [...arrows.values()].sort((a, b) => b.n - a.n);
}

function bare(way) {
  return { key: way.from, kind: "origin", x: way.start[0], y: way.start[1] };
}

/**
 * The bend of an arrow on screen: its ends at the edges of the marks, a control point to the left
 * of its way so that there and back do not lie on each other. Null where the marks touch.
 */
export function bend(from, to, fromRadius, toRadius) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const far = Math.hypot(dx, dy);
  const [inner, outer] = [edge(fromRadius), edge(toRadius)];
  if (far < inner + outer + 8) return null;
  const lift = Math.min(60, far * 0.18);
  const control = [from[0] + dx / 2 + (dy / far) * lift, from[1] + dy / 2 - (dx / far) * lift];
  return { start: towards(from, control, inner), control, end: towards(to, control, outer + 2) };
}

/** An area's middle stands for it; its whole disc would swallow the arrow. */
function edge(radius) {
  return Math.min(radius, 30);
}

function towards(point, other, step) {
  const far = Math.hypot(other[0] - point[0], other[1] - point[1]) || 1;
  return [
    point[0] + ((other[0] - point[0]) / far) * step,
    point[1] + ((other[1] - point[1]) / far) * step,
  ];
}
