/**
 * The claim matrix of an incident: what every claim gives for every field, and how it stands to
 * what the others give. Nothing here knows the page; a cell is
 *
 *   { words, spans, stance, letter }
 *
 * stance: "same" (others give it too), "adds" (only this claim gives it, nothing contradicts it),
 * "against" (another value than most, in a field that is disputed), "lone" (the incident has one
 * claim only) or "none" (says nothing). `letter` tells the values of a disputed field apart.
 */

import { dayOf, isoWords, whenWords } from "../../lib/dates.js";
import { fold } from "../../lib/text.js";
import { number } from "../../lib/words.js";

/** @typedef {{start: number, end: number}} Span code points of the report's kept text */
/** @typedef {{words: string, key: string, spans: Span[], id?: string|null}} Given */
/** @typedef {{words: string, spans: Span[], stance: string, letter: string, ids: string[]}} Cell */

/** Words without case, accents and a leading article. */
const bare = (words) => fold(words || "").replace(/^(the|an?)-/, "");

const spansOf = (end) =>
  Number.isInteger(end?.start) && end.end > end.start ? [{ start: end.start, end: end.end }] : [];

const named = (one, key) => ({
  words: one.name || one.text || "",
  key: one[key] || bare(one.text),
  spans: spansOf(one),
  id: one[key] || null,
  said: one.text || "",
});

const spoken = (one, key) => ({
  words: key && one[key] ? one[key] : one.text || "",
  key: bare(key && one[key] ? one[key] : one.text),
  spans: spansOf(one),
  said: one.text || "",
});

/** A range of a number as the command line writes it: 3, 3–12, 12+, up to 5. */
export function rangeWords(low, high) {
  if (low == null && high == null) return "";
  if (high == null) return `${number(low)}+`;
  if (low == null) return `up to ${number(high)}`;
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}

/** Low to high with the best in brackets where they differ. */
export function tollWords(toll) {
  if (!toll) return "";
  const words = rangeWords(toll.low, toll.high);
  return toll.best == null || toll.low === toll.high
    ? words
    : `${words} (best ${number(toll.best)})`;
}

/** An interval of a claim or incident, as short as it stays true; nothing where it has no day. */
export function timeWords(time) {
  if (!time || (!time.start && !time.end)) return "";
  return whenWords(dayOf(time.start), dayOf(time.end), time.precision);
}

const count = (value) =>
  value
    ? [
        {
          words: rangeWords(value.low, value.high) || value.text || "",
          key: `${value.low}|${value.high}`,
          spans: spansOf(value),
          said: value.text,
        },
      ]
    : [];

const timed = (value) =>
  value
    ? [
        {
          words: timeWords(value) || value.text || "",
          key: value.start || value.end ? `${value.start}|${value.end}` : bare(value.text),
          spans: spansOf(value),
          said: value.text,
        },
      ]
    : [];

/** The columns after "who says it". `field` is the name under which the ledger disputes it. */
export const COLUMNS = [
  { key: "certainty", label: "how sure", field: "denied", give: (c) => [{ words: c.certainty, key: c.certainty, spans: spansOf(c.trigger) }] },
  { key: "type", label: "what", field: "type", give: (c) => [{ words: c.trigger?.text || c.type, key: c.type, spans: spansOf(c.trigger), said: c.type }] },
  { key: "time", label: "when", field: "time", give: (c) => timed(c.time) },
  { key: "place", label: "where", field: "place", give: (c) => (c.places || []).map((p) => named(p, "place")) },
  { key: "origin", label: "from where", field: "origins", give: (c) => (c.origins || []).map((p) => named(p, "place")) },
  { key: "actor", label: "by", field: "actors", give: (c) => (c.actors || []).map((p) => named(p, "actor")) },
  { key: "recipient", label: "against", field: "recipients", give: (c) => (c.recipients || []).map((p) => named(p, "actor")) },
  { key: "target", label: "target", field: "targets", give: (c) => (c.targets || []).map((t) => spoken(t)) },
  { key: "weapon", label: "with", field: "weapons", give: (c) => (c.weapons || []).map((w) => spoken(w, "class")) },
  { key: "outcome", label: "outcome", field: "outcome", give: (c) => (c.outcome ? [{ words: c.outcome, key: c.outcome, spans: spansOf(c.trigger) }] : []) },
  { key: "killed", label: "killed", field: "killed", give: (c) => count(c.killed) },
  { key: "wounded", label: "wounded", field: "wounded", give: (c) => count(c.wounded) },
  { key: "count", label: "how many", field: "count", give: (c) => (c.count && c.count.low !== 1 ? count(c.count) : []) },
]; // prettier-ignore

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** How a disputed value is marked: A, B … Z, then A2, B2 … */
export function letterOf(position) {
  const round = Math.floor(position / LETTERS.length);
  return LETTERS[position % LETTERS.length] + (round ? String(round + 1) : "");
}

/** Field → claim → positions of the disputed values that it gives, the most told value first. */
function disputed(disputes) {
  const found = new Map();
  for (const dispute of disputes || []) {
    const claims = new Map();
    const ordered = rankedValues(dispute);
    ordered.forEach((value, position) => {
      for (const claim of value.claims) {
        claims.set(claim, [...(claims.get(claim) || []), position]);
      }
    });
    found.set(dispute.field, claims);
  }
  return found;
}

/** A value of a disputed field as it is read: numbers and days as elsewhere on the page. */
export function disputedWords(value, field) {
  const words = String(value.name ?? value.value);
  if (field === "killed" || field === "wounded") return words.replace(/\d{4,}/g, (digits) => number(Number(digits)));
  if (field === "time") return words.replace(/\d{4}-\d{2}-\d{2}/g, isoWords);
  return words;
}

/** The values of a dispute, the most told first. */
export function rankedValues(dispute) {
  return [...dispute.values].sort((a, b) => b.claims.length - a.claims.length);
}

/**
 * The matrix: rows in the order of the claims, and only the columns that some claim fills.
 * @returns {{columns: object[], empty: string[], rows: {claim: object, cells: Cell[]}[]}}
 */
export function matrixOf(claims, disputes, columns = COLUMNS) {
  const contested = disputed(disputes);
  const given = columns.map((column) => claims.map((claim) => column.give(claim).filter((g) => g.words)));
  const filled = columns.map((_, i) => given[i].some((row) => row.length > 0));
  const shared = columns.map((_, i) => told(given[i]));
  const rows = claims.map((claim, row) => ({
    claim,
    cells: columns
      .map((column, i) => cellOf(claim, given[i][row], shared[i], contested.get(column.field), claims.length))
      .filter((_, i) => filled[i]),
  }));
  return {
    columns: columns.filter((_, i) => filled[i]).map((c) => ({ ...c, disputed: contested.has(c.field) })),
    empty: columns.filter((_, i) => !filled[i]).map((c) => c.label),
    rows,
  };
}

/** How many claims give each value of a column. */
function told(rows) {
  const counts = new Map();
  for (const row of rows) {
    for (const key of new Set(row.map((g) => g.key))) counts.set(key, (counts.get(key) || 0) + 1);
  }
  return counts;
}

function cellOf(claim, given, shared, contested, claims) {
  const words = [...new Set(given.map((g) => g.words))].join(", ");
  const spans = given.flatMap((g) => g.spans);
  const said = [...new Set(given.map((g) => g.said).filter(Boolean))].join(", ");
  const positions = contested?.get(claim.id) || [];
  const ids = given.map((g) => g.id).filter(Boolean);
  const cell = { words, said, spans, ids, letter: positions.map(letterOf).join("") };
  if (!given.length && !positions.length) return { ...cell, stance: "none" };
  if (claims === 1) return { ...cell, stance: "lone" };
  if (positions.length) return { ...cell, stance: positions.includes(0) ? "same" : "against" };
  return { ...cell, stance: given.some((g) => shared.get(g.key) > 1) ? "same" : "adds" };
}

/** What a stance means, for legends and screen readers. */
export const STANCES = {
  same: { sign: "=", words: "others say so too" },
  adds: { sign: "+", words: "only this claim says so; nothing contradicts it" },
  against: { sign: "≠", words: "another value than the one most told" },
  lone: { sign: "", words: "the only claim" },
  none: { sign: "", words: "says nothing of it" },
};
