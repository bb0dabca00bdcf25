/**
 * Who says what in a report: each attribution with its source, its cue and what is said, gathered
 * from all that it carries. Spans are in code points here; `placed` turns them into the page's units.
 */

import { unitsAt } from "../../lib/text.js";

/** @typedef {[number, number]} Range */
/** @typedef {{source: Range|null, cue: Range|null, content: Range[], who: string, things: string[]}} Saying */

const NEARBY = 400; // code points from a sentence in which a cue without a place is looked for

/**
 * The attributions of a report, in the order in which they are told of.
 * @param {Map<string, object>} things claims, assessments and ties by id
 * @param {object[]} marks as the answer has them, in code points
 * @returns {Saying[]}
 */
export function sayingsOf(things, marks) {
  const cues = marks.filter((mark) => mark.kind === "cue");
  const found = new Map();
  for (const [id, thing] of things) {
    for (const one of thing.said_by ?? []) {
      const saying = sayingOf(one, id, thing, cues);
      if (!saying.source && !saying.cue) continue;
      const key = JSON.stringify([saying.source, saying.cue]);
      if (!found.has(key)) found.set(key, saying);
      else join(found.get(key), saying);
    }
  }
  return [...found.values()];
}

function sayingOf(one, id, thing, cues) {
  const cue = cueOf(one, id, thing, cues);
  return {
    source: range(one.start, one.end),
    cue,
    // What was read before ledgers kept what is said has the sentences that it carries.
    content: one.content ?? [[thing.evidence.start, thing.evidence.end]],
    who: one.text || one.cue || "",
    things: [id],
  };
}

const range = (start, end) => (Number.isInteger(start) && end > start ? [start, end] : null);

/** Where the cue stands; of one without a place, where its words were found for the thing. */
function cueOf(one, id, thing, cues) {
  const own = range(one.cue_start, one.cue_end);
  if (own || !one.cue) return own;
  const { start, end } = thing.evidence;
  const near = (mark) => mark.start >= start - NEARBY && mark.start <= end + NEARBY;
  const mark = cues.find((m) => m.words === one.cue && (m.claim === id || (!m.claim && near(m))));
  return mark ? [mark.start, mark.end] : null;
}

function join(saying, other) {
  saying.things.push(...other.things.filter((id) => !saying.things.includes(id)));
  const known = new Set(saying.content.map(String));
  saying.content = [...saying.content, ...other.content.filter((part) => !known.has(String(part)))].sort((a, b) => a[0] - b[0]);
}

/** All spans of an attribution, for the text to be cut at. */
export const spansOf = ({ source, cue, content }) => [source, cue, ...content].filter(Boolean);

/**
 * The attributions in the page's units.
 * @param {Saying[]} sayings
 */
export function inUnits(sayings, text) {
  const units = unitsAt(text, sayings.flatMap(spansOf).flat());
  let next = 0;
  const moved = (span) => span && [units[next++], units[next++]];
  return sayings.map((saying) => {
    const [source, cue] = [moved(saying.source), moved(saying.cue)];
    return { ...saying, source, cue, content: saying.content.map(moved) };
  });
}

const holds = (span, { start, end }) => span !== null && span[0] <= start && end <= span[1];

/** The attributions whose source or cue a run of the text is part of. */
export function sayingsAt(run, sayings) {
  return sayings.filter((saying) => holds(saying.source, run) || holds(saying.cue, run));
}

/** What a run is in attributions: `source`, `cue` and `content`, none, or several of them. */
export function partsOf(run, sayings) {
  return {
    source: sayings.some((saying) => holds(saying.source, run)),
    cue: sayings.some((saying) => holds(saying.cue, run)),
    content: sayings.some((saying) => saying.content.some((span) => holds(span, run))),
  };
}

const LONGEST = 240; // characters of what is said, read out

/** Attributions in words, for those who do not see them marked: who, and what is said. */
export function sayingWords(sayings, text) {
  return sayings
    .map(({ who, content }) => {
      const said = content.map(([start, end]) => text.slice(start, end).trim()).join(" … ");
      return `${who}: ${said.length > LONGEST ? `${said.slice(0, LONGEST)} …` : said}`;
    })
    .join(". ");
}
