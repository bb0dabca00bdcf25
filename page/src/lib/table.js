/**
 * The table of incidents: columns by row, dictionaries by number. Views read columns for speed
 * and use the functions here for what a person reads.
 */

import { whenWords } from "./dates.js";
import { label } from "./words.js";

/** Adds the index of ids to the server's answer. */
export function opened(answer) {
  return Object.assign(answer, { rowOf: new Map(answer.id.map((id, row) => [id, row])) });
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
