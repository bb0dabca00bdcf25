// Incidents in lanes: by who did it, to whom, of which type, or where. An incident with two doers
// stands in both lanes.

import { label } from "../lib/words.js";

/** The ways to part incidents into lanes, and the filter word that a lane's name sets. */
export const LANES = {
  doer: { words: "Doer", none: "Nobody named", key: "actor" },
  target: { words: "Target", none: "Nobody named", key: "actor" },
  type: { words: "Type", none: "", key: "type" },
  place: { words: "Place", none: "No place", key: "place" },
};

/** At most so many lanes; the rest shares one. */
const MOST = 10;

/**
 * @typedef {{key: string, name: string, id: string|null, rows: number[]}} Lane
 * @returns {Lane[]} the longest first, then the others in one, then those without
 */
export function lanesOf(table, rows, by, isUndated) {
  const found = new Map();
  const none = [];
  const put = (at, row) => {
    const held = found.get(at);
    if (held) held.push(row);
    else found.set(at, [row]);
  };
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k];
    if (isUndated(row)) continue;
    const at = partsOf(table, row, by);
    if (!at.length) none.push(row);
    for (const one of at) put(one, row);
  }
  const sorted = [...found].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  // One lane more than fits is shown rather than called "1 other".
  const cut = sorted.length <= MOST + 1 ? sorted.length : MOST;
  const lanes = sorted.slice(0, cut).map(([at, held]) => ({ ...named(table, at, by), rows: held }));
  if (sorted.length > cut) lanes.push(others(sorted.slice(cut)));
  if (none.length) lanes.push({ key: "none", name: LANES[by].none, id: null, rows: none });
  return lanes;
}

function partsOf(table, row, by) {
  if (by === "doer") return table.actors[row];
  if (by === "target") return table.recipients[row];
  const at = by === "type" ? table.type[row] : table.place[row];
  return at < 0 ? [] : [at];
}

function named(table, at, by) {
  if (by === "type") return { key: `${at}`, name: label(table.types[at]), id: table.types[at] };
  const { id, name } = by === "place" ? table.places[at] : table.actor_list[at];
  return { key: id, name, id };
}

function others(rest) {
  const rows = [...new Set(rest.flatMap(([, held]) => held))].sort((a, b) => a - b);
  return { key: "others", name: `${rest.length} others`, id: null, rows };
}
