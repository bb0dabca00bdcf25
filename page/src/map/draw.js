// Draws marks, arrows and names above a base map, on one canvas. The same picture stands above
// MapLibre's ground and above the ground of the fallback.

import { MOST_ARROWS, bend } from "./arrows.js";
import { glyph, ring } from "../drawn/glyph.js";
import { Labels } from "./labels.js";
import { isBeyond, radiusOf } from "./marks.js";
import { onScreen, TILE } from "./world.js";

/**
 * Draws all, and gives the marks on screen in the order drawn.
 * @param {CanvasRenderingContext2D} context
 * @param {{camera: object, marks: object[], arrows: object[], names: object[], homes: object[], statuses: string[],
 *   colours: object, chosen: Set<object>, focused: object|null}} picture
 * @returns {import("./marks.js").Placed[]}
 */
export function draw(context, picture) {
  const { camera, marks, colours } = picture;
  const ratio = devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, camera.width, camera.height);
  const placed = [];
  for (const mark of marks) {
    const [sx, sy] = onScreen(camera, mark.x, mark.y);
    const r = radiusOf(mark, camera.zoom);
    const off = sx < -r || sy < -r || sx > camera.width + r || sy > camera.height + r;
    if (!off) placed.push({ mark, sx, sy, r, beyond: mark.kind === "area" && isBeyond(r, camera) });
  }
  const labels = new Labels(context, camera, colours, picture.homes);
  const drawn = placed.filter((one) => !one.beyond);
  for (const one of drawn) if (one.mark.kind === "area") drawArea(context, one, picture);
  drawArrows(context, picture);
  for (const one of drawn) if (one.mark.kind !== "area") drawMark(context, one, picture);
  for (const one of drawn) outline(context, one, picture);
  labels.marks(drawn);
  labels.countries(picture.names, TILE * 2 ** camera.zoom);
  return placed;
}

/** Larger is fainter: the ink of a disc is spread over its ground. */
export function faintness(r) {
  return Math.max(0.025, Math.min(0.28, 2.6 / r));
}

function drawArea(context, { mark, sx, sy, r }, { statuses, colours }) {
  fill(context, sx, sy, r, colours.status[leading(mark, statuses)], faintness(r));
  context.globalAlpha = 0.6;
  ring(context, mark.by, statuses, sx, sy, r, colours, 0.55);
  context.globalAlpha = 1;
}

function drawMark(context, { mark, sx, sy, r }, { statuses, colours }) {
  const status = leading(mark, statuses);
  const weight = r > 1.5 * mark.least ? 0.55 : 1; // larger by its ground: lighter
  fill(context, sx, sy, r, colours.paper, r > mark.least + 1 ? 0.4 : 0.86);
  fill(context, sx, sy, r, colours.status[status], faintness(r));
  if (mark.n === 1) {
    if (r > 9) ring(context, mark.by, statuses, sx, sy, r, colours, weight);
    else glyph(context, status, sx, sy, 6.5, colours.status[status]);
    return;
  }
  ring(context, mark.by, statuses, sx, sy, r, colours, weight);
}

function fill(context, x, y, r, colour, alpha) {
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fill();
  context.globalAlpha = 1;
}

/** The status that most incidents of a mark have. */
export function leading(mark, statuses) {
  return statuses[mark.by.indexOf(Math.max(...mark.by))];
}

function outline(context, { mark, sx, sy, r }, { chosen, focused, colours }) {
  const isFocused = focused !== null && mark === focused;
  if (!chosen.has(mark) && !isFocused) return;
  context.setLineDash([]);
  context.strokeStyle = colours.paper;
  context.lineWidth = 6;
  circle(context, sx, sy, r + 4);
  context.strokeStyle = colours.accent;
  context.lineWidth = 3;
  circle(context, sx, sy, r + 4);
}

function circle(context, x, y, r) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.stroke();
}

function drawArrows(context, { camera, arrows, colours }) {
  context.strokeStyle = colours.ink;
  context.fillStyle = colours.ink;
  context.setLineDash([]);
  for (const { from, to, n } of arrows.slice(0, MOST_ARROWS)) {
    const start = onScreen(camera, from.x, from.y);
    const end = onScreen(camera, to.x, to.y);
    if (outside(camera, start, end)) continue;
    const way = bend(start, end, endOf(from, camera.zoom), endOf(to, camera.zoom));
    if (!way) continue;
    context.globalAlpha = 0.62;
    context.lineWidth = Math.min(5, 1.2 + 0.8 * Math.log(n));
    context.beginPath();
    context.moveTo(...way.start);
    context.quadraticCurveTo(...way.control, ...way.end);
    context.stroke();
    head(context, way, 5 + context.lineWidth * 1.6);
    if (from.kind === "origin") fill(context, ...start, 2.5, colours.ink, 0.62);
  }
  context.globalAlpha = 1;
}

function endOf(mark, zoom) {
  return mark.kind === "origin" ? 3 : radiusOf(mark, zoom);
}

function outside(camera, start, end) {
  const beyond = (side, most) => Math.max(start[side], end[side]) < -60 || Math.min(start[side], end[side]) > most + 60;
  return beyond(0, camera.width) || beyond(1, camera.height);
}

function head(context, { control, end }, size) {
  const turn = Math.atan2(end[1] - control[1], end[0] - control[0]);
  context.beginPath();
  context.moveTo(...end);
  for (const side of [0.42, -0.42])
    context.lineTo(end[0] - size * Math.cos(turn + side), end[1] - size * Math.sin(turn + side));
  context.closePath();
  context.fill();
}
