// Orders in which the rows of the claim matrix may stand.

import { CERTAINTIES } from "../../lib/words.js";
import { chainOf } from "./title.js";

const day = (claim) => claim.report?.published || "~";
const spot = (claim) => claim.evidence.start * 1e6 + claim.trigger.start;
const alphabetical = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const sureness = (claim) => CERTAINTIES.indexOf(claim.certainty);

function byDay(a, b) {
  return alphabetical(day(a), day(b)) || alphabetical(a.report.id, b.report.id) || spot(a) - spot(b);
}

/** By the word of the order: its name, and how it compares two claims. */
export const ORDERS = {
  day: { words: "by day of the report", compare: byDay },
  who: { words: "by who says it", compare: (a, b) => chainOf(a).localeCompare(chainOf(b)) || byDay(a, b) },
  sure: { words: "by how sure", compare: (a, b) => sureness(a) - sureness(b) || byDay(a, b) },
  against: { words: "contradictions first", compare: byDay }, // the matrix then puts them first
};
