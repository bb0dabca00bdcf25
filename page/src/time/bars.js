// The bars above the lanes: incidents a week (a month or a year where weeks would be too thin).
// An incident counts where it is known to within a bar; vaguer ones are counted in words.

import { monthOf, weekOf, yearOf } from "../lib/dates.js";
import { toPx } from "./scale.js";

const THINNEST = 2.5; // px of a bar

const UNITS = [
  { word: "week", days: 7, first: weekOf, next: (day) => day + 7 },
  { word: "month", days: 31, first: (day) => monthOf(day), next: (day) => monthOf(day, 1) },
  { word: "year", days: 366, first: (day) => yearOf(day), next: (day) => yearOf(day, 1) },
  { word: "decade", days: 3653, first: (day) => yearOf(day, -(new Date(day * 864e5).getUTCFullYear() % 10)),
    next: (day) => yearOf(day, 10) },
];

/**
 * Bars of a window: {unit, bars: [{from, to, all, kept}], vague}, `to` exclusive.
 * @param {ArrayLike<number>} all rows of the filter without its days
 * @param {(row: number) => boolean} isKept whether the whole filter keeps a row
 */
export function barsOf(table, all, isKept, window, width) {
  const perDay = width / (window.to - window.from);
  const unit = UNITS.find((one) => one.days * perDay >= THINNEST) ?? UNITS.at(-1);
  const bars = [];
  for (let day = unit.first(window.from); day < window.to; day = unit.next(day))
    bars.push({ from: day, to: unit.next(day), all: 0, kept: 0 });
  let vague = 0;
  for (let k = 0; k < all.length; k++) {
    const start = table.start[all[k]];
    const end = table.end[all[k]];
    if ((start ?? end) === null) continue;
    if (start === null || end === null || end - start >= unit.days) {
      if ((end ?? window.to) >= window.from && (start ?? window.from) < window.to) vague += 1;
      continue;
    }
    const bar = bars[barAt(bars, start)];
    if (!bar || start >= bar.to) continue;
    bar.all += 1;
    if (isKept(all[k])) bar.kept += 1;
  }
  return { unit: unit.word, bars, vague };
}

/** Index of the last bar that begins on or before a day, -1 before the first. */
function barAt(bars, day) {
  let [low, high] = [0, bars.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bars[middle].from <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Draws the bars and the brushed span. */
export function drawBars(context, { bars, window, width, height, brush, colours }) {
  const ratio = devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const most = Math.max(1, ...bars.map((bar) => bar.all));
  if (brush) {
    const [x0, x1] = [toPx(window, width, brush.from), toPx(window, width, brush.to)];
    context.fillStyle = colours.accent;
    context.globalAlpha = 0.12;
    context.fillRect(x0, 0, x1 - x0, height);
    context.globalAlpha = 1;
  }
  for (const bar of bars) {
    const x0 = toPx(window, width, bar.from);
    const wide = Math.max(1, toPx(window, width, bar.to) - x0 - 1);
    const tall = (n) => (n ? Math.max(1, (n / most) * (height - 16)) : 0);
    context.fillStyle = colours["line-strong"];
    context.globalAlpha = 0.45;
    context.fillRect(x0, height - tall(bar.all), wide, tall(bar.all));
    context.globalAlpha = 1;
    context.fillStyle = colours.accent;
    context.fillRect(x0, height - tall(bar.kept), wide, tall(bar.kept));
  }
  context.fillStyle = colours["ink-soft"];
  context.font = `11px ${colours.font}`;
  context.textBaseline = "top";
  context.textAlign = "left";
  context.fillText(`${most.toLocaleString("en-GB")} at most`, 4, 2);
}
