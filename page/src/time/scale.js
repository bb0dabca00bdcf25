// The axis of time: days to px and back, where its ticks stand, and which window to begin with.

import { monthOf, monthWords, partsOf, weekOf, yearOf } from "../lib/dates.js";

/**
 * A window of time, days since 1970-01-01, `to` exclusive; days need not be whole.
 * @typedef {{from: number, to: number}} Window
 */

/** Where a day begins, in px. */
export function toPx(window, width, day) {
  return ((day - window.from) / (window.to - window.from)) * width;
}

/** The day at a px. */
export function toDay(window, width, px) {
  return window.from + (px / width) * (window.to - window.from);
}

/** No window is shorter than this many days, or longer than this many. */
const [SHORTEST, LONGEST] = [4, 1200 * 366];

/** A window zoomed by a factor (below 1: nearer) with `day` staying where it is. */
export function zoomed(window, factor, day = (window.from + window.to) / 2) {
  const length = window.to - window.from;
  const kept = Math.max(SHORTEST, Math.min(LONGEST, length * factor)) / length;
  return { from: day - (day - window.from) * kept, to: day + (window.to - day) * kept };
}

/** A window moved by a share of its length. */
export function panned(window, share) {
  const by = (window.to - window.from) * share;
  return { from: window.from + by, to: window.to + by };
}

/** The shortest window that holds a share of the dated rows, with some air; null without any. */
export function densest(table, rows, share = 0.8) {
  const days = [];
  for (const row of rows) {
    const day = table.start[row] ?? table.end[row];
    if (day !== null) days.push(day);
  }
  if (!days.length) return null;
  days.sort((a, b) => a - b);
  const held = Math.max(1, Math.ceil(days.length * share));
  let best = 0;
  for (let i = 0; i + held <= days.length; i++)
    if (days[i + held - 1] - days[i] < days[best + held - 1] - days[best]) best = i;
  return aired(days[best], days[best + held - 1] + 1);
}

/** The window from the first to the last day of the rows; null without any. */
export function whole(table, rows) {
  let [from, to] = [Infinity, -Infinity];
  for (const row of rows) {
    from = Math.min(from, table.start[row] ?? table.end[row] ?? Infinity);
    to = Math.max(to, (table.end[row] ?? table.start[row] ?? -Infinity) + 1);
  }
  return from < to ? aired(from, to) : null;
}

/** A window with some air at both ends. */
export function aired(from, to) {
  const air = Math.max(3, (to - from) * 0.03);
  return { from: from - air, to: to + air };
}

const YEARS = [1, 2, 5, 10, 20, 50, 100];

/** Ticks at least `room` px apart: [{day, words, strong}]. */
export function ticks(window, width, room = 84) {
  const perDay = width / (window.to - window.from);
  if (perDay * 1 >= room * 0.6) return steps(window, (day) => Math.floor(day), (day) => day + 1, dayWords);
  if (perDay * 7 >= room * 0.75) return steps(window, weekOf, (day) => day + 7, dayWords);
  for (const months of [1, 3, 6])
    if (perDay * 30 * months >= room)
      return steps(window, (day) => aligned(day, months), (day) => monthOf(day, months), monthOrYear);
  const years = YEARS.find((many) => perDay * 365 * many >= room * 0.6) ?? 200;
  return steps(
    window, (day) => yearOf(day, -(partsOf(day).year % years)), (day) => yearOf(day, years),
    (day) => `${partsOf(day).year}`,
  );
}

function aligned(day, months) {
  return monthOf(day, -(partsOf(day).month % months));
}

function steps(window, first, next, words) {
  const out = [];
  for (let day = first(window.from); day < window.to && out.length < 200; day = next(day))
    if (day >= window.from) out.push({ day, words: words(day), strong: partsOf(day).month === 0 && partsOf(day).day === 1 });
  return out;
}

function dayWords(day) {
  const { day: number, month } = partsOf(day);
  return number === 1 && month === 0 ? `${partsOf(day).year}` : `${number} ${monthWords(day).slice(0, 3)}`;
}

function monthOrYear(day) {
  return partsOf(day).month === 0 ? `${partsOf(day).year}` : monthWords(day).slice(0, 3);
}
