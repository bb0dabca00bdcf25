// Draws lanes of incidents on a canvas.

import { STROKES, glyph } from "../drawn/glyph.js";
import { isUndated } from "../drawn/order.js";
import { ROW, spanOf } from "./layout.js";
import { toPx } from "./scale.js";

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{table: object, strips: object[], window: object, width: number, height: number,
 *   ticks: object[], colours: object, cursor: object|null, selected: number|null}} picture
 */
export function drawLanes(context, picture) {
  const { width, height, strips, ticks, window, colours } = picture;
  const ratio = devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  for (const tick of ticks) {
    context.fillStyle = tick.strong ? colours["line-strong"] : colours.line;
    context.globalAlpha = tick.strong ? 0.4 : 0.7;
    context.fillRect(Math.round(toPx(window, width, tick.day)), 0, 1, height);
  }
  context.globalAlpha = 1;
  for (const strip of strips) {
    context.fillStyle = colours.line;
    context.fillRect(0, strip.y, width, 1);
    if (strip.bars) for (const bar of strip.bars) drawBar(context, strip, bar, picture);
    else drawCells(context, strip, picture);
  }
  if (picture.cursor) outline(context, picture.cursor, picture);
}

/** Wider is fainter: what is known of the time is spread over it. */
function drawBar(context, strip, bar, { table, colours, selected }) {
  const status = table.statuses[table.status[bar.row]];
  const colour = colours.status[status];
  const y = strip.top + bar.line * ROW + 1;
  const wide = bar.x1 - bar.x0;
  if (bar.row === selected) {
    context.fillStyle = colours.accent;
    context.fillRect(bar.x0 - 1, y - 1, wide + 2, ROW);
    context.fillStyle = colours.paper;
    context.fillRect(bar.x0 + 1, y + 1, wide - 2, ROW - 4);
  }
  if (wide > ROW) {
    context.fillStyle = colour;
    context.globalAlpha = Math.max(0.08, Math.min(0.35, 9 / wide));
    context.fillRect(bar.x0, y + 2, wide, ROW - 6);
    context.globalAlpha = Math.max(0.35, Math.min(1, 40 / wide));
    edge(context, bar, y, STROKES[status], colour);
    context.globalAlpha = 1;
  }
  const shape = wide > ROW ? Math.max(bar.x0, 0) + 7 : (bar.x0 + bar.x1) / 2;
  glyph(context, status, shape, y + ROW / 2 - 1, 4.6, colour);
}

function edge(context, bar, y, { dash, twice }, colour) {
  context.strokeStyle = colour;
  context.lineWidth = twice ? 0.8 : 1.2;
  context.setLineDash(dash);
  context.strokeRect(bar.x0 + 0.5, y + 2.5, bar.x1 - bar.x0 - 1, ROW - 7);
  if (twice) context.strokeRect(bar.x0 + 2.5, y + 4.5, bar.x1 - bar.x0 - 5, ROW - 11);
  context.setLineDash([]);
}

/** Counts, and where the selected incident lies among them. */
function drawCells(context, strip, picture) {
  for (const cell of strip.cells) drawCell(context, strip, cell, picture);
  const { table, window, width, selected, colours } = picture;
  if (selected === null || isUndated(table, selected) || !strip.lane.rows.includes(selected)) return;
  const { from, to } = spanOf(table, selected);
  const x0 = toPx(window, width, from);
  context.fillStyle = colours.accent;
  context.fillRect(x0, strip.top + strip.height, Math.max(4, toPx(window, width, to) - x0), 4);
}

function drawCell(context, strip, cell, { table, window, width, colours }) {
  const x0 = toPx(window, width, cell.from);
  const wide = Math.max(1, toPx(window, width, cell.to) - x0 - 1);
  let y = strip.top + strip.height;
  cell.by.forEach((part, i) => {
    if (!part) return;
    const tall = (part / strip.most) * (strip.height - 4);
    y -= tall;
    context.fillStyle = colours.status[table.statuses[i]];
    context.globalAlpha = 0.85;
    context.fillRect(x0, y, wide, Math.max(0.6, tall));
  });
  context.globalAlpha = 1;
}

function outline(context, { strip, stop }, { window, width, colours }) {
  const x0 = strip.bars ? stop.x0 : toPx(window, width, stop.from);
  const x1 = strip.bars ? stop.x1 : toPx(window, width, stop.to);
  const y = strip.bars ? strip.top + stop.line * ROW : strip.top;
  const tall = strip.bars ? ROW - 1 : strip.height;
  context.strokeStyle = colours.paper;
  context.lineWidth = 5;
  context.strokeRect(x0 - 2, y - 2, x1 - x0 + 4, tall + 4);
  context.strokeStyle = colours.accent;
  context.lineWidth = 2.5;
  context.strokeRect(x0 - 2, y - 2, x1 - x0 + 4, tall + 4);
}
