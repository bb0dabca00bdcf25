/** Where the words of a claim stand in its report: spans in code points of the kept text. */

/** @typedef {{start: number, end: number, kind: string}} ClaimSpan */

const LISTS = [
  ["actors", "actor"],
  ["recipients", "recipient"],
  ["targets", "target"],
  ["weapons", "weapon"],
  ["places", "place"],
  ["origins", "origin"],
  ["said_by", "speaker"],
];

const QUOTED = ["time", "killed", "wounded", "count"];

/**
 * All spans of a claim that have a place in the text. Times and numbers are kept as words only:
 * they are looked for in the claim's sentence and, where it lacks them, in the text around it.
 * @param {object} claim
 * @param {{text: string, start: number}} [around] the text around, with its code point offset
 * @returns {ClaimSpan[]}
 */
export function spansOf(claim, around) {
  const found = [span(claim.trigger, "trigger")];
  for (const [list, kind] of LISTS) for (const one of claim[list] || []) found.push(span(one, kind));
  for (const kind of QUOTED) {
    const value = claim[kind];
    if (!value || (kind === "count" && value.high === 1)) continue;
    found.push(span(value, kind) || lookedFor(value.text, claim, around, kind));
  }
  return found.filter(Boolean);
}

function span(quote, kind) {
  return Number.isInteger(quote?.start) && quote.end > quote.start
    ? { start: quote.start, end: quote.end, kind }
    : null;
}

function lookedFor(words, claim, around, kind) {
  if (!words) return null;
  return within(words, claim.evidence, kind) || (around ? within(words, around, kind) : null);
}

function within(words, { text, start }, kind) {
  const at = wholeWord(text || "", words);
  if (at < 0) return null;
  const from = start + [...text.slice(0, at)].length;
  return { start: from, end: from + [...words].length, kind };
}

/** Where the words stand, not as a part of a longer word (`an` in `ancient`); else -1. */
function wholeWord(text, words) {
  const letter = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const before = text.slice(0, at).match(/.$/su)?.[0] || "";
    const after = text.slice(at + words.length).match(/^./su)?.[0] || "";
    if (!letter.test(before) && !letter.test(after)) return at;
  }
  return -1;
}
