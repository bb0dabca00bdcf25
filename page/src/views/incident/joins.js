/** Why the claims of an incident are one: of all judged pairs, those that hold it together. */

/** @typedef {{left: string, right: string, judgement: string, score: number, reasons: object[], by: string, at: string|null}} Edge */

/**
 * The strongest pairs that join all claims (a maximum spanning forest; people's pairs first), the
 * further pairs inside, and the pairs that were judged to be different happenings.
 * @param {Edge[]} edges
 * @param {string[]} claims
 */
export function joinsOf(edges, claims) {
  const members = new Set(claims);
  const inside = (edge) => members.has(edge.left) && members.has(edge.right);
  const same = edges.filter((e) => e.judgement === "same" && inside(e)).sort(stronger);
  const group = new Map(claims.map((claim) => [claim, claim]));
  const root = (claim) => {
    while (group.get(claim) !== claim) claim = group.get(claim);
    return claim;
  };
  const holding = [];
  const further = [];
  for (const edge of same) {
    const [left, right] = [root(edge.left), root(edge.right)];
    if (left === right) further.push(edge);
    else {
      group.set(right, left);
      holding.push(edge);
    }
  }
  const apart = edges.filter((e) => e.judgement === "different").sort(stronger);
  return { holding, further, apart };
}

const stronger = (a, b) => isPerson(b) - isPerson(a) || b.score - a.score;

/** Whether a person judged the pair. */
export const isPerson = (edge) => edge.by !== "gesta";

/** How much a weight (log-odds) speaks for or against, in words. */
export function weightWords(weight) {
  const size = Math.abs(weight);
  const how = size >= 3 ? "very strongly" : size >= 1.5 ? "strongly" : size >= 0.5 ? "clearly" : "slightly";
  return weight === 0 ? "counts for nothing" : `speaks ${how} ${weight > 0 ? "for it" : "against it"}`;
}
