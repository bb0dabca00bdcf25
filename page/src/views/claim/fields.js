/** The filled fields of a claim in words, for lists; the sentence's own words beside them. */

import { COLUMNS } from "../incident/matrix.js";

const NO_LIST = new Set(["certainty", "type"]);

/** @returns {{key: string, label: string, values: {words: string, said?: string}[]}[]} */
export function fieldsOf(claim) {
  return COLUMNS.filter((column) => !NO_LIST.has(column.key))
    .map((column) => ({ key: column.key, label: column.label, values: column.give(claim).filter((one) => one.words) }))
    .filter((field) => field.values.length);
}
