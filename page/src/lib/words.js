/** The codebook's words as the page shows them: one label, one sentence, one group for each. */

export const STATUS_WORDS = {
  reported: "Reported by one origin, in its own voice",
  claimed: "Claimed by the doer or its side",
  corroborated: "Independent origins agree",
  disputed: "Sources contradict each other",
  denied: "Said not to have happened",
  planned: "Meant, ordered or threatened; not done",
};

export const STATUSES = Object.keys(STATUS_WORDS);

export const CERTAINTY_WORDS = {
  reported: "The report itself says it happened",
  attributed: "A source that is not the doer's side says so",
  claimed: "The doer or its side says that it did it",
  alleged: "Suspected, accused, believed",
  denied: "Said not to have happened, or not by this actor",
  planned: "Meant, ordered, pledged, threatened",
  hypothetical: "A condition, a possibility, an opinion",
};

export const CERTAINTIES = Object.keys(CERTAINTY_WORDS);

/** The codebook's modes: in which way it was done. */
export const MODES = [
  "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
  "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
  "unconventional", "seize", "arrest", "deport", "demo", "raid", "visit", "riot",
  "withdraw", "siege",
];

/** Groups of types, the four colours of bars and marks. */
export const GROUPS = [
  { name: "attack", words: "Violence", types: ["ASSAULT"] },
  { name: "pressure", words: "Pressure", types: ["COERCE", "MOBILIZE", "SANCTION", "PROTEST"] },
  { name: "against", words: "Words against", types: ["THREATEN", "REJECT", "ACCUSE", "REQUEST"] },
  {
    name: "towards",
    words: "Cooperation",
    types: ["CONSULT", "AGREE", "CONCEDE", "SUPPORT", "RETREAT", "COOPERATE", "AID"],
  },
];

export const TYPE_WORDS = {
  ASSAULT: "Violence, explosions, clashes, abduction",
  COERCE: "Arrest, raid, siege, seizure, restriction",
  MOBILIZE: "Forces or arms moved, massed, put on alert",
  SANCTION: "Ties cut, sanctions, conviction",
  PROTEST: "Demonstration, strike, riot",
  THREATEN: "Threat, warning, ultimatum",
  REJECT: "Refusal, veto",
  ACCUSE: "Blame, condemnation, investigation",
  REQUEST: "Demand, appeal",
  CONSULT: "Meeting, visit, talks",
  AGREE: "Agreement, promise to cooperate",
  CONCEDE: "Ceasefire or withdrawal declared",
  SUPPORT: "Praise, solidarity, backing in words",
  RETREAT: "Withdrawal, release, surrender",
  COOPERATE: "Joint operation, exchange",
  AID: "Money, arms, training, relief given",
};

export const TYPES = Object.keys(TYPE_WORDS);

const GROUP_OF = Object.fromEntries(
  GROUPS.flatMap((group) => group.types.map((type) => [type, group.name])),
);

/** The group's name of a type. */
export function groupOf(type) {
  return GROUP_OF[type] ?? "against";
}

/** A codebook word as it stands in a sentence or a cell: "Assault", "Part of". */
export function label(word) {
  if (!word) return "";
  const plain = word.replaceAll("-", " ").toLowerCase();
  return plain[0].toUpperCase() + plain.slice(1);
}

/** "1 incident", "2,014 incidents". */
export function count(n, one, many = `${one}s`) {
  return `${number(n)} ${n === 1 ? one : many}`;
}

const GROUPED = new Intl.NumberFormat("en-GB");

/** 12,345. */
export function number(n) {
  return n === null || n === undefined ? "" : GROUPED.format(n);
}

/** A toll of low, best and high: "12", "10–14", "at least 12", "". */
export function toll(low, best, high) {
  if (best === null && low === null && high === null) return "";
  if (low !== null && high !== null && low !== high) return `${number(low)}–${number(high)}`;
  if (low !== null && high === null) return `${number(best ?? low)}+`;
  return number(best ?? low ?? high);
}

/** "A", "A and B", "A, B and 3 more". */
export function list(names, most = 2) {
  if (names.length <= 1) return names[0] ?? "";
  if (names.length <= most) return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${names.slice(0, most).join(", ")} +${names.length - most}`;
}
