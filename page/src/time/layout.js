// Where each incident stands in its lane. Its width is what is known of its time: a day is narrow, a
// month wide and faint. A lane too dense for that is drawn as counts by time instead: an incident
// then counts in every cell of its span by equal parts, so that nothing vague looks sharp.

import { toDay, toPx } from "./scale.js";

export const ROW = 17; // px of one row of marks
const LEAST = 13; // px: a mark is never narrower
const MOST_ROWS = 7; // of marks in a lane, and in one with few marks:
const FEW = { marks: 40, rows: 12 };
const MOST_MARKS = 600;
const DENSE = 52; // px of a lane of counts
const MONDAY = 4; // 5 January 1970: weeks begin there
const CELL = 7; // least px of a cell of counts
const GAP = 10; // px under a lane
const NAME = 22; // px above a lane, for its name

/**
 * @typedef {{from: number, to: number, row: number, line: number, x0: number, x1: number}} Bar
 * @typedef {{from: number, to: number, by: Float64Array, all: number}} Cell
 * @typedef {{lane: object, y: number, top: number, height: number, bars: Bar[]|null,
 *   cells: Cell[]|null, most: number, n: number}} Strip
 */

/** Days of a row, `to` exclusive; a row with one end known counts as that day. */
export function spanOf(table, row) {
  const start = table.start[row] ?? table.end[row];
  return { from: start, to: (table.end[row] ?? start) + 1 };
}

/**
 * All lanes one under the other.
 * @returns {{strips: Strip[], height: number}}
 */
export function layout(table, lanes, window, width) {
  const strips = [];
  let y = 0;
  for (const lane of lanes) {
    const inside = lane.rows.filter((row) => {
      const { from, to } = spanOf(table, row);
      return to > window.from && from < window.to;
    });
    const bars = inside.length <= MOST_MARKS ? packed(table, inside, window, width) : null;
    const height = bars ? Math.max(1, bars.lines) * ROW : DENSE;
    const dense = bars ? { cells: null, most: 0 } : counted(table, inside, window, width);
    strips.push({ lane, y, top: y + NAME, height, bars: bars?.marks ?? null, ...dense, n: inside.length });
    y += NAME + height + GAP;
  }
  return { strips, height: y };
}

/** Marks side by side in as few rows as they need; null where that is more than a lane has. */
function packed(table, rows, window, width) {
  const most = rows.length <= FEW.marks ? FEW.rows : MOST_ROWS;
  const ends = [];
  const marks = [];
  const spans = rows.map((row) => ({ row, ...spanOf(table, row) })).sort((a, b) => a.from - b.from || a.to - b.to);
  for (const { row, from, to } of spans) {
    const x0 = Math.max(-LEAST, toPx(window, width, from));
    const x1 = Math.max(x0 + LEAST, Math.min(width + LEAST, toPx(window, width, to)));
    let line = ends.findIndex((end) => end <= x0);
    if (line < 0) line = ends.length;
    if (line >= most) return null;
    ends[line] = x1 + 1;
    marks.push({ row, from, to, line, x0, x1 });
  }
  return { marks, lines: ends.length };
}

/** Counts by cell of time, the mass of an incident spread evenly over its span. */
function counted(table, rows, window, width) {
  const perDay = width / (window.to - window.from);
  const days = cellDays(CELL / perDay);
  const first = Math.floor((window.from - MONDAY) / days) * days + MONDAY;
  const many = Math.ceil((window.to - first) / days);
  const cells = Array.from({ length: many }, (_, i) => ({
    from: first + i * days, to: first + (i + 1) * days, all: 0,
    by: new Float64Array(table.statuses.length),
  }));
  for (const row of rows) {
    const { from, to } = spanOf(table, row);
    const share = 1 / (to - from);
    const last = Math.min(many - 1, Math.floor((to - 1 - first) / days));
    for (let i = Math.max(0, Math.floor((from - first) / days)); i <= last; i++) {
      const part = (Math.min(to, cells[i].to) - Math.max(from, cells[i].from)) * share;
      cells[i].all += part;
      cells[i].by[table.status[row]] += part;
    }
  }
  return { cells, most: cells.reduce((most, cell) => Math.max(most, cell.all), 0) };
}

/** A length of cells that people think in, at least `least` days. */
function cellDays(least) {
  return [1, 7, 28, 91, 364, 1820, 3640, 18200].find((days) => days >= least) ?? 36400;
}

/** The stops of the roving cursor in a strip, in order of time: marks, or cells that hold any. */
export function stops(strip) {
  return strip.bars ?? strip.cells.filter((cell) => cell.all > 0);
}

/** The rows that a cell counts, in full or in part. */
export function rowsOf(table, strip, cell) {
  return strip.lane.rows.filter((row) => {
    const { from, to } = spanOf(table, row);
    return to > cell.from && from < cell.to;
  });
}

/** What lies under a point: {strip, stop} or null. */
export function under(strips, window, width, x, y) {
  const strip = strips.find((one) => y >= one.top && y < one.top + one.height);
  if (!strip) return null;
  if (strip.cells) {
    const day = toDay(window, width, x);
    const stop = strip.cells.find((cell) => day >= cell.from && day < cell.to);
    return stop?.all ? { strip, stop } : null;
  }
  const line = Math.floor((y - strip.top) / ROW);
  const stop = strip.bars.find((bar) => bar.line === line && x >= bar.x0 && x <= bar.x1);
  return stop ? { strip, stop } : null;
}
