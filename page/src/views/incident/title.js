/** An incident in one line, and who says a claim through whom. */

import { label, list } from "../../lib/words.js";

/** "Assault: Israel → Hamas, at Al-Shifa Hospital", of an answer of /api/incidents/ID; as in lists. */
export function titleOf(detail) {
  const by = list(detail.actors.map((actor) => actor.name));
  const on = list(detail.recipients.map((actor) => actor.name)) || detail.incident.targets?.[0] || "";
  const between = on ? `${by || "?"} → ${on}` : by;
  const told = [between, detail.place && `at ${detail.place.name}`].filter(Boolean).join(", ");
  return told ? `${label(detail.incident.type)}: ${told}` : label(detail.incident.type);
}

/** Who says it: outlet ← speaker ← speaker, the outermost first. */
export function chainOf(claim) {
  if (claim.chain) return claim.chain;
  const chain = [claim.report?.outlet || "the report"];
  for (const speaker of claim.said_by || []) {
    const words = speaker.text || `unnamed (${speaker.cue || "reportedly"})`;
    if (words.toLowerCase() !== chain.at(-1).toLowerCase()) chain.push(words);
  }
  return chain.join(" ← ");
}

/** The chain without the outlet: whose words the report gives, or that they are its own. */
export function voiceOf(claim) {
  const [, ...chain] = chainOf(claim).split(" ← ");
  return chain.length ? `← ${chain.join(" ← ")}` : "in its own words";
}
