/**
 * The one filter, over the columns of the table. It must keep exactly the incidents that
 * `gesta show LEDGER incidents` keeps for the same words (src/gesta/ledger/find.py).
 */

import { dayOf } from "./dates.js";
import { fold } from "./text.js";

/** The words of the filter, in the order in which the bar shows them. */
export const KEYS = ["actor", "place", "since", "until", "type", "status", "certainty", "outlet"];

/** @typedef {{actor?: string, place?: string, since?: string, until?: string, type?: string, status?: string, certainty?: string, outlet?: string}} Filter */

/** Which entries of a list of names an id or a name means: an id whole, a name as whole words, else as a part. */
export function meant(list, wanted, extra = () => []) {
  const byId = list.findIndex((entry) => entry.id === wanted);
  if (byId >= 0) return new Set([byId]);
  const plain = fold(wanted);
  const names = list.map((entry) => [entry.name, ...extra(entry)].map(fold));
  const whole = names.flatMap((all, i) =>
    all.some((name) => `-${name}-`.includes(`-${plain}-`)) ? [i] : [],
  );
  if (whole.length) return new Set(whole);
  return new Set(names.flatMap((all, i) => (all.some((name) => name.includes(plain)) ? [i] : [])));
}

/** Which names are the words as they stand, or else up to case, accents and apostrophes. */
function wholly(names, words) {
  const at = names.indexOf(words);
  if (at >= 0) return new Set([at]);
  const plain = fold(words);
  return new Set(names.flatMap((name, i) => (fold(name) === plain ? [i] : [])));
}

function anyOf(column, wanted) {
  if (wanted.size === 1) {
    const [one] = wanted;
    return (row) => column[row].includes(one);
  }
  return (row) => column[row].some((i) => wanted.has(i));
}

function tests(table, filter) {
  const out = [];
  if (filter.type) {
    const wanted = table.types.indexOf(filter.type);
    out.push((row) => table.type[row] === wanted);
  }
  if (filter.status) {
    const wanted = table.statuses.indexOf(filter.status);
    out.push((row) => table.status[row] === wanted);
  }
  if (filter.certainty) {
    const at = table.certainties_words.indexOf(filter.certainty);
    const bit = at < 0 ? 0 : 1 << at;
    out.push((row) => (table.certainties[row] & bit) !== 0);
  }
  const since = dayOf(filter.since);
  if (since !== null)
    out.push((row) => {
      const end = table.end[row] ?? table.start[row];
      return end !== null && end >= since;
    });
  const until = dayOf(filter.until);
  if (until !== null)
    out.push((row) => {
      const start = table.start[row] ?? table.end[row];
      return start !== null && start <= until;
    });
  if (filter.actor) out.push(anyOf(table.parties, meant(table.actor_list, filter.actor)));
  if (filter.place) {
    const wanted = meant(table.places, filter.place, (place) => (place.country ? [place.country] : []));
    out.push(anyOf(table.at, wanted));
  }
  if (filter.outlet) {
    out.push(anyOf(table.outlets, wholly(table.outlet_list, filter.outlet)));
  }
  return out;
}

/**
 * The rows that the filter keeps, in the order of the table (time).
 * @param {object} table see table.js
 * @param {Filter} filter
 * @returns {Uint32Array}
 */
export function keep(table, filter) {
  const all = tests(table, filter);
  const rows = new Uint32Array(table.n);
  let kept = 0;
  for (let row = 0; row < table.n; row += 1) {
    let good = true;
    for (let i = 0; good && i < all.length; i += 1) good = all[i](row);
    if (good) rows[kept++] = row;
  }
  return rows.subarray(0, kept);
}

/** Whether the filter asks for anything. */
export function asks(filter) {
  return KEYS.some((key) => filter[key]);
}
