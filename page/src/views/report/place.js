/** A report's answer made ready for showing: marks in the page's units, and what each leads to. */

import { unitsAt } from "../../lib/text.js";
import { familyOf, GUTTER, layersOf } from "../claim/layers.js";
import { inUnits, sayingsAt, sayingsOf, spansOf } from "./said.js";

/**
 * @param {object} answer of /api/reports/ID
 * @returns {{paragraphs: object[], marks: object[], gutter: object[], sayings: object[], counts: Record<string, number>, claims: object[], things: Map<string, object>}}
 *   claims in the order of the text; `things` are claims, assessments and ties by the id in the URL;
 *   `sayings` who says what
 */
export function placed(answer) {
  const { text } = answer;
  const things = thingsOf(answer);
  const raw = [...answer.marks.filter(isMarked), ...wholes(answer)];
  const units = unitsAt(text, raw.flatMap((m) => [m.start, m.end]));
  const marks = raw.map((m, i) => ({ ...m, at: [m.start, m.end], start: units[2 * i], end: units[2 * i + 1] }));
  const inline = marks.filter((m) => !GUTTER.has(m.kind));
  const gutter = once(marks.filter((m) => GUTTER.has(m.kind)));
  const sayings = inUnits(sayingsOf(things, answer.marks), text);
  // The text is cut where what is said begins and ends; it is shown when one points at who says it.
  const said = sayings.flatMap(spansOf).map(([start, end]) => ({ start, end, kind: "said", claim: null }));
  const all = [...inline, ...gutter, ...said];
  return {
    marks: all,
    gutter,
    sayings,
    paragraphs: layersOf(text, all),
    counts: counted(answer),
    claims: [...answer.claims].sort((a, b) => a.trigger.start - b.trigger.start || (a.id < b.id ? -1 : 1)),
    things,
  };
}

/** Whole sentences come with what they lead to; "a strike" counts nothing. */
function isMarked(mark) {
  if (mark.kind === "assessment" || mark.kind === "tie") return false;
  return mark.kind !== "count" || !/^(an?|the|one)$/i.test(mark.words ?? "");
}

function thingsOf(answer) {
  const things = new Map();
  for (const claim of answer.claims) things.set(claim.id, { ...claim, is: "claim" });
  for (const one of answer.assessments) things.set(one.id, { ...one, is: "assessment" });
  answer.ties.forEach((tie, i) => things.set(`tie-${i + 1}`, { ...tie, is: "tie" }));
  return things;
}

/** Assessments and ties with the id under which the page shows them. */
function wholes(answer) {
  const span = (one, kind, thing) => ({ start: one.evidence.start, end: one.evidence.end, kind, thing, claim: null });
  return [
    ...answer.assessments.map((one) => span(one, "assessment", one.id)),
    ...answer.ties.map((tie, i) => span(tie, "tie", `tie-${i + 1}`)),
  ];
}

/** One of each span and kind; what they lead to is gathered. */
function once(marks) {
  const found = new Map();
  for (const mark of marks) {
    const key = `${mark.kind}|${mark.start}|${mark.end}`;
    const leads = mark.claim ?? mark.thing;
    if (found.has(key)) found.get(key).things.push(leads);
    else found.set(key, { ...mark, claim: null, things: [leads] });
  }
  return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

function counted(answer) {
  const counts = {};
  const seen = new Set();
  for (const mark of answer.marks) {
    const family = familyOf(mark.kind);
    const key = `${family}|${mark.start}|${mark.end}`;
    if (!family || seen.has(key)) continue;
    seen.add(key);
    counts[family] = (counts[family] || 0) + 1;
  }
  counts.event = answer.claims.length;
  return counts;
}

/**
 * What words of the text lead to: the ids of claims and others, the narrowest mark first.
 * @param {{start: number, end: number, marks: number[]}} run
 */
export function leadsOf(run, { marks, things, sayings }, shown = () => true) {
  const found = new Set();
  for (const index of [...run.marks].reverse()) {
    const mark = marks[index];
    const family = familyOf(mark.kind);
    if (!family || GUTTER.has(mark.kind) || !shown(family)) continue;
    const ids = mark.claim ? [mark.claim] : family === "voice" ? sayingsAt(run, sayings).flatMap((one) => one.things) : [];
    for (const id of ids) if (things.has(id)) found.add(id);
  }
  return [...found];
}
