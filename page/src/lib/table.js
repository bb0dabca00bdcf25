/**
 * The table of incidents: columns by row, dictionaries by number. Views read columns for speed
 * and use the functions here for what a person reads.
 */

import { whenWords } from "./dates.js";
import { label } from "./words.js";

/** @typedef {object} Table the server's answer to /api/table, its columns of lists holding lists */

/** Puts the lists into the columns that the server gives as numbers of `lists`. */
export function opened(answer) {
  const lists = (answer.listed ?? []).map((name) => [name, answer[name].map((i) => answer.lists[i])]);
  return indexed({ ...answer, ...Object.fromEntries(lists) });
}

/** Adds the rows by id, found out when first asked for. */
function indexed(table) {
  let rowOf = null;
  return Object.defineProperty(table, "rowOf", {
    get: () => (rowOf ??= new Map(table.id.map((id, row) => [id, row]))),
  });
}

/**
 * The table after some changes, as the server tells them to one who has the table before; the given
 * table stays as it is.
 * @param {Table} table
 * @param {{version: string, n: number, gone: number[], rows: number[], columns: Record<string, any[]>, words: Record<string, {from: number, words: any[]}>}} changes
 *   `gone` are rows of the table, `rows` those of the new one that `columns` hold
 */
export function changed(table, changes) {
  const made = { ...table, version: changes.version, n: changes.n };
  for (const [name, { from, words }] of Object.entries(changes.words))
    made[name] = [...table[name].slice(0, from), ...words];
  const from = origins(changes);
  for (const [name, column] of Object.entries(changes.columns)) {
    const fresh = table.listed.includes(name) ? column.map((i) => made.lists[i]) : column;
    made[name] = Array.from(from, (at) => (at < 0 ? fresh[-1 - at] : table[name][at]));
  }
  return indexed(made);
}

/** Where each row of the new table comes from: a row of the old one, or -1 - i for the i-th new one. */
function origins({ n, gone, rows }) {
  const left = new Set(gone);
  const fresh = new Map(rows.map((row, i) => [row, -1 - i]));
  let old = 0;
  return Int32Array.from({ length: n }, (_, row) => {
    if (fresh.has(row)) return fresh.get(row);
    while (left.has(old)) old += 1;
    return old++;
  });
}

export const typeOf = (table, row) => table.types[table.type[row]];
export const statusOf = (table, row) => table.statuses[table.status[row]];
export const placeOf = (table, row) => (table.place[row] < 0 ? null : table.places[table.place[row]]);
export const actorsOf = (table, row) => table.actors[row].map((i) => table.actor_list[i]);
export const recipientsOf = (table, row) => table.recipients[row].map((i) => table.actor_list[i]);
export const outletsOf = (table, row) => table.outlets[row].map((i) => table.outlet_list[i]);
export const disputesOf = (table, row) => table.disputes[row].map((i) => table.fields[i]);

/** The day by which a row is put in order: its start, else its end, else null. */
export const dayOfRow = (table, row) => table.start[row] ?? table.end[row];

/** "25 Sep 2024", "Sep 2024", "undated". */
export function whenOf(table, row) {
  return whenWords(table.start[row], table.end[row], table.precisions[table.precision[row]]);
}

const TO = 2; // names on each side

/** One line that names an incident: "Assault: Iran → Israel, at Damascus". */
export function titleOf(table, row) {
  const names = (list) => list.slice(0, TO).map((actor) => actor.name).join(", ");
  const by = names(actorsOf(table, row));
  const on = names(recipientsOf(table, row)) || table.targets[row];
  const at = placeOf(table, row)?.name;
  const between = on ? `${by || "?"} → ${on}` : by;
  const type = label(typeOf(table, row));
  const told = [between, at && `at ${at}`].filter(Boolean).join(", ");
  return told ? `${type}: ${told}` : type;
}
