/** Names to propose while one types: those of the table first, those that only the server knows after. */

import { api, path } from "./api.js";
import { fold } from "./text.js";

const MOST = 12;

/** How well a folded name begins with or holds the words: 0 best, null not at all. */
export function rank(name, words) {
  if (name === words) return 0;
  if (name.startsWith(words)) return 1;
  if (`-${name}`.includes(`-${words}`)) return 2;
  return name.includes(words) ? 3 : null;
}

function best(entries, words) {
  const plain = fold(words);
  return entries
    .map((one, i) => ({ one, i, rank: Math.min(...one.names.map((name) => rank(fold(name), plain) ?? 9)) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank || b.one.used - a.one.used || a.i - b.i)
    .slice(0, MOST)
    .map(({ one }) => one);
}

const uses = new WeakMap();

/** How many incidents each entry of a dictionary has, counted once a table. */
function used(table, key, column) {
  if (!uses.has(table)) uses.set(table, {});
  const known = uses.get(table);
  if (!known[key]) {
    const counts = new Uint32Array(key === "actor" ? table.actor_list.length : table.places.length);
    for (const cell of table[column])
      if (Array.isArray(cell)) for (const i of cell) counts[i] += 1;
      else if (cell >= 0) counts[cell] += 1;
    known[key] = counts;
  }
  return known[key];
}

async function more(kind, words) {
  if (api.mode === "file" || words.length < 2) return [];
  try {
    return (await api.get(path("/api/search", { q: words })))[kind] ?? [];
  } catch {
    return [];
  }
}

async function proposed(entries, kind, words) {
  const here = best(entries, words);
  if (here.length >= MOST || !words) return here;
  const known = new Set(here.map((one) => one.id));
  const ids = new Map(entries.map((one) => [one.id, one]));
  const found = (await more(kind, words)).filter(({ id }) => ids.has(id) && !known.has(id));
  return [
    ...here,
    ...found.map((one) => ({ ...ids.get(one.id), more: one.matched ?? ids.get(one.id).more })),
  ].slice(0, MOST);
}

/** Actors of the table by any of their names, the most used first where nothing is typed. */
export function actors(table, words) {
  if (!table) return [];
  const counts = used(table, "actor", "parties");
  const entries = table.actor_list.map((one, i) => ({
    id: one.id,
    name: one.name,
    names: [one.name],
    used: counts[i],
    more: [one.type, one.country].filter(Boolean).join(" · "),
  }));
  return proposed(entries.filter((one) => one.used), "actors", words);
}

/** The name of the country with an ISO code, as the ledger has it, else the code. */
export function countryName(table, code) {
  const own = table.places.find((one) => one.country === code && one.precision === "country");
  return own?.name ?? code;
}

/** Whether the word of the filter is a country's code: then all places in it are meant. */
export function isCountry(table, word) {
  return /^[A-Z]{3}$/.test(word) && table.places.some((one) => one.country === word);
}

function countries(table, counts) {
  const sums = new Map();
  table.places.forEach((one, i) => {
    if (one.country) sums.set(one.country, (sums.get(one.country) ?? 0) + counts[i]);
  });
  return [...sums].map(([code, used]) => {
    const name = countryName(table, code);
    return { id: code, name: `anywhere in ${name}`, names: [name, code], used, more: code };
  });
}

/** Places of the table, likewise; a country means every place in it. */
export function places(table, words) {
  if (!table) return [];
  const counts = used(table, "place", "place");
  const entries = table.places.map((one, i) => ({
    id: one.id,
    name: one.name,
    names: [one.name],
    used: counts[i],
    more: [one.precision === "unknown" ? "" : one.precision, one.country].filter(Boolean).join(" · "),
  }));
  return proposed([...entries, ...countries(table, counts)], "places", words);
}
