/**
 * Incidents counted by week, month or year. An incident counts where it began, and only if its
 * dates are no vaguer than the bar; the others are counted aside, never spread or guessed.
 */

import { dayOf, monthOf, weekOf, yearOf } from "./dates.js";

const MOST_WEEKS = 190;
const MOST_MONTHS = 190;
const AROUND = 28; // days shown before the first and after the last report

const SIZES = {
  week: { of: weekOf, next: (day) => day + 7, longest: 7 },
  month: { of: monthOf, next: (day) => monthOf(day, 1), longest: 31 },
  year: { of: yearOf, next: (day) => yearOf(day, 1), longest: 366 },
};

/**
 * The two days that count for a row: those on which it happened, or the day on which it was first
 * reported, twice.
 * @param {"event"|"first"} on
 */
export function daysOn(table, on) {
  if (on === "first") return (row) => [table.first[row], table.first[row]];
  return (row) => [table.start[row] ?? table.end[row], table.end[row] ?? table.start[row]];
}

/** The days to show: those asked for, else the time of the reports, else that of most incidents. */
export function span(daysOf, rows, filter, published) {
  const all = new Int32Array(rows.length);
  let dated = 0;
  for (const row of rows) {
    const [day] = daysOf(row);
    if (day !== null) all[dated++] = day;
  }
  if (!dated) return null;
  const days = all.subarray(0, dated).sort();
  const [first, last] = (published ?? []).map(dayOf);
  let from = days[0];
  if (first !== undefined && first !== null) {
    const recent = days.length - days.findIndex((day) => day >= first - AROUND);
    if (days.at(-1) >= first && recent > days.length / 3) from = Math.max(from, first - AROUND);
    else from = days[Math.floor(days.length / 20)];
  }
  let to = days.at(-1);
  if (last !== undefined && last !== null && last >= from) to = Math.min(to, last + AROUND);
  from = Math.max(dayOf(filter.since) ?? from, days[0]);
  to = Math.min(dayOf(filter.until) ?? to, days.at(-1));
  return from <= to ? [from, to] : [days[0], days.at(-1)];
}

/**
 * @param {(row: number) => [number|null, number|null]} daysOf see daysOn
 * @param {ArrayLike<number>} rows
 * @param {[number, number]} days first and last day to show
 * @param {(row: number) => number[]} keysOf the keys (numbers) under which a row counts
 * @param {number} width how many keys there are
 */
export function counted(daysOf, rows, days, keysOf, width) {
  const [from, to] = days;
  const weeks = (to - from) / 7;
  const size = weeks <= MOST_WEEKS ? "week" : weeks / 4.35 <= MOST_MONTHS ? "month" : "year";
  const { of, next, longest } = SIZES[size];
  const bins = [];
  for (let day = of(from); day <= to; day = next(day))
    bins.push({ start: day, end: next(day) - 1, values: new Array(width).fill(0) });
  const first = bins[0].start;
  const at = new Int32Array(bins.at(-1).end - first + 1); // the bin of each day
  bins.forEach((bin, i) => at.fill(i, bin.start - first, bin.end - first + 1));
  const aside = { undated: 0, vague: 0, outside: 0 };
  for (const row of rows) {
    const [start, end] = daysOf(row);
    if (start === null) aside.undated += 1;
    else if (end - start >= longest) aside.vague += 1;
    else if (start < first || start - first >= at.length) aside.outside += 1;
    else for (const key of keysOf(row)) bins[at[start - first]].values[key] += 1;
  }
  return { bins, size, aside };
}

/** How often each number occurs in a column of lists, as [number, times], most first. */
export function tally(column, rows) {
  const counts = [];
  for (const row of rows) for (const i of column[row]) counts[i] = (counts[i] ?? 0) + 1;
  const found = [...counts.entries()].filter(([, n]) => n);
  return found.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** How often each number from 0 up to `size` occurs in a column of numbers. */
export function amounts(column, rows, size) {
  const counts = new Uint32Array(size);
  for (const row of rows) counts[column[row]] += 1;
  return counts;
}
