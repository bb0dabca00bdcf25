/**
 * A text with marks that nest and overlap, cut into runs that lie under the same marks.
 *
 * Offsets are UTF-16 units of the page (`lib/text.js` turns the ledger's code points into them).
 * The runs of a paragraph, one after the other, are the paragraph, character by character.
 */

/** Kinds of mark by family; a family is one switch of the legend and one way of underlining. */
export const FAMILIES = [
  { key: "event", label: "events", kinds: ["trigger"], how: "bold on a tint" },
  { key: "party", label: "parties", kinds: ["actor", "recipient"], how: "solid line" },
  { key: "thing", label: "targets and weapons", kinds: ["target", "weapon"], how: "dashed line" },
  { key: "where", label: "places", kinds: ["place", "origin", "dateline"], how: "dotted line" },
  { key: "when", label: "times", kinds: ["time"], how: "dash and dot" },
  { key: "number", label: "numbers", kinds: ["killed", "wounded", "count"], how: "double line" },
  { key: "voice", label: "who says it", kinds: ["speaker", "cue"], how: "line above; point at one to see what it says" },
  { key: "tie", label: "ties", kinds: ["tie"], how: "gutter, dots" },
  { key: "assessment", label: "assessments", kinds: ["assessment"], how: "gutter, stripes" },
];

/** Kinds that cover whole sentences: they stand in the gutter, not under the words. */
export const GUTTER = new Set(["evidence", "assessment", "tie"]);

const FAMILY_OF = new Map(FAMILIES.flatMap((f) => f.kinds.map((kind) => [kind, f.key])));

/** The family of a kind; evidence has none, it shows with its event. */
export function familyOf(kind) {
  return FAMILY_OF.get(kind) || "";
}

/** @typedef {{start: number, end: number, kind: string, claim?: string|null, words?: string}} Mark */
/** @typedef {{start: number, end: number, text: string, marks: number[]}} Run */

/**
 * The paragraphs of a text, each cut into runs; `marks` of a run are indexes of `marks`, the
 * longest first. Marks that are empty or lie outside the text are passed over.
 * @param {string} text
 * @param {Mark[]} marks
 * @returns {{start: number, end: number, runs: Run[]}[]}
 */
export function layersOf(text, marks) {
  const order = marks
    .map((mark, index) => ({ ...mark, index }))
    .filter((mark) => mark.start >= 0 && mark.start < mark.end && mark.end <= text.length)
    .sort((a, b) => a.start - b.start || b.end - a.end || a.index - b.index);
  return paragraphsOf(text).map((paragraph) => ({ ...paragraph, runs: runsOf(text, paragraph, order) }));
}

/** The lines of a text that have words, as ranges. */
export function paragraphsOf(text) {
  const found = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    if (line.trim()) found.push({ start, end });
    start = end + 1;
  }
  return found;
}

function runsOf(text, { start, end }, order) {
  const here = order.filter((mark) => mark.start < end && mark.end > start);
  const cuts = new Set([start, end]);
  for (const mark of here) {
    cuts.add(Math.max(mark.start, start));
    cuts.add(Math.min(mark.end, end));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const runs = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i], edges[i + 1]];
    const over = here.filter((mark) => mark.start <= from && mark.end >= to);
    over.sort((a, b) => b.end - b.start - (a.end - a.start) || a.index - b.index);
    runs.push({ start: from, end: to, text: text.slice(from, to), marks: over.map((m) => m.index) });
  }
  return runs;
}

/**
 * Lanes for ranges so that no two that overlap share one; at most `most` lanes, the rest in the last.
 * @param {{start: number, end: number}[]} ranges
 * @returns {number[]} the lane of each range
 */
export function lanesOf(ranges, most = 3) {
  const lanes = new Array(ranges.length).fill(0);
  const until = [];
  const order = ranges.map((_, i) => i).sort((a, b) => ranges[a].start - ranges[b].start || a - b);
  for (const index of order) {
    let lane = until.findIndex((end) => end <= ranges[index].start);
    if (lane < 0) lane = Math.min(until.length, most - 1);
    until[lane] = Math.max(until[lane] || 0, ranges[index].end);
    lanes[index] = lane;
  }
  return lanes;
}
