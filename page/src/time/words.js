// Marks and cells of the timeline in words.

import { whenWords } from "../lib/dates.js";
import { statusOf, titleOf, whenOf } from "../lib/table.js";
import { count, label } from "../lib/words.js";
import { rowsOf, spanOf } from "./layout.js";

/** A stop of the cursor in one sentence. */
export function stopWords(table, { strip, stop }) {
  if (strip.bars) {
    const status = label(statusOf(table, stop.row)).toLowerCase();
    return `${whenOf(table, stop.row)}, ${status}: ${titleOf(table, stop.row)}. Lane ${strip.lane.name}.`;
  }
  const rows = rowsOf(table, strip, stop);
  const vague = rows.filter((row) => {
    const { from, to } = spanOf(table, row);
    return from < stop.from || to > stop.to;
  }).length;
  const more = vague ? `, ${vague} of them known only to a longer time` : "";
  return `${cellWords(stop)}, lane ${strip.lane.name}: ${count(rows.length, "incident")}${more}.`;
}

/** The days of a cell: "3–9 Apr 2023". */
export function cellWords({ from, to }) {
  return whenWords(Math.floor(from), Math.ceil(to) - 1, "span");
}
