/** A report's answer made ready for showing: marks in the page's units, and what each leads to. */

import { unitsAt } from "../../lib/text.js";
import { familyOf, GUTTER, layersOf } from "../claim/layers.js";

/**
 * @param {object} answer of /api/reports/ID
 * @returns {{paragraphs: object[], marks: object[], gutter: object[], counts: Record<string, number>, claims: object[], things: Map<string, object>}}
 *   claims in the order of the text; `things` are claims, assessments and ties by the id in the URL
 */
export function placed(answer) {
  const { text } = answer;
  const things = thingsOf(answer);
  const raw = [...answer.marks.filter(isMarked), ...wholes(answer)];
  const units = unitsAt(text, raw.flatMap((m) => [m.start, m.end]));
  const marks = raw.map((m, i) => ({ ...m, at: [m.start, m.end], start: units[2 * i], end: units[2 * i + 1] }));
  const inline = marks.filter((m) => !GUTTER.has(m.kind));
  const gutter = once(marks.filter((m) => GUTTER.has(m.kind)));
  return {
    marks: [...inline, ...gutter],
    gutter,
    paragraphs: layersOf(text, [...inline, ...gutter]),
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
 * @param {{marks: number[]}} run
 */
export function leadsOf(run, marks, things, shown = () => true) {
  const found = new Set();
  for (const index of [...run.marks].reverse()) {
    const mark = marks[index];
    if (mark.kind === "evidence" || mark.kind === "tie" || mark.kind === "assessment") continue;
    if (!shown(familyOf(mark.kind))) continue;
    const id = mark.claim ?? mark.thing ?? speechOf(mark, things);
    if (id && things.has(id)) found.add(id);
  }
  return [...found];
}

/** The assessment that words of a speaker or cue without a claim belong to. */
function speechOf(mark, things) {
  for (const [id, thing] of things) {
    if (thing.is !== "claim" && speaks(thing, mark)) return id;
  }
  return null;
}

function speaks(thing, mark) {
  const [start, end] = mark.at;
  return (thing.said_by || []).some(
    (one) => (one.start === start && one.end === end) || (one.cue === mark.words && nearby(thing, start)),
  );
}

const nearby = (thing, start) => start >= thing.evidence.start - 400 && start <= thing.evidence.end + 400;

/**
 * What is said at a speaker or cue: the sentences of all that is credited to the same words.
 * @returns {{start: number, end: number}[]} in code points
 */
export function saidAt(mark, things) {
  const claim = mark.claim ? things.get(mark.claim) : null;
  const found = [];
  for (const thing of things.values()) {
    const same = mark.kind === "speaker" ? speaks(thing, mark) : thing === claim || speaks(thing, mark);
    if (same) found.push({ start: thing.evidence.start, end: thing.evidence.end });
  }
  return found;
}
