/** The seven questions: their figures as words, and the paths under which they are asked. */

import { path } from "./api.js";
import { isoWords } from "./dates.js";
import { KEYS } from "./filter.js";

/** In the order in which an analyst asks, with what each says in one line. */
export const QUESTIONS = [
  ["nowcast", "What is still unreported?", "How much of the last two weeks is still to be reported."],
  ["trend", "Is it escalating?", "Whether attacks are rising: the last 14 days against the 56 before."],
  ["since", "Since when?", "The day from which attacks are more or fewer, with its uncertainty."],
  ["respond", "What followed?", "Whether one side's actions were followed by more or fewer attacks of another."],
  ["shift", "Did it move?", "Whether attacks moved to another target, actor or area."],
  ["claims", "Who says so, and is it borne out?", "Who claims, attributes and denies what, and what independent origins bear out."],
  ["network", "Who is with whom?", "Ties on a day, umbrellas, and whether acts have structure."],
];

/** Options whose choices say more in words than by their names. */
export const CHOICES = {
  how: {
    label: "Compared how",
    days: "The 7 days after, against their own history",
    wakes: "Around the places of the actions, matched",
    waits: "How soon the next attack comes",
  },
  reverse: {
    label: "Direction",
    no: "What followed the actions",
    yes: "What followed the attacks",
  },
  of: { label: "The shares of what", target: "Kinds of target", recipient: "Whom they are done to" },
};

/** What the server is asked: the options of the question, filter words among them, as in the URL. */
export function answerPath(verb, options, params) {
  return path(
    `/api/answers/${verb}`,
    Object.fromEntries(options.map(({ name }) => [name, params[name]])),
  );
}

/** Words of the filter that are set but that the question does not take. */
export function unused(options, filter) {
  return KEYS.filter((key) => filter[key] && !options.some((option) => option.name === key));
}

/** The plot of the same answer as the page shows it, "wide" or "narrow". */
export function plotPath(asked, shape) {
  const [base, query] = asked.split("?");
  return `${base}/plot/${shape}.svg${query ? `?${query}` : ""}`;
}

/** The words of an address that ask `respond` of a pair, as of /api/answers/respond/pairs. */
export function pairWords({ after, actor }) {
  return { actor, after, "after-recipient": actor, recipient: after };
}

/** A number as it can be read: 1,234; 12.3; 0.46; 0.0012. A day as a day. */
export function figure(value) {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return isoWords(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  if (Number.isInteger(value)) return value.toLocaleString("en-GB");
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString("en-GB");
  if (size >= 10) return value.toFixed(1);
  return size >= 0.01 ? value.toFixed(2) : value.toPrecision(2);
}

/** "×11.06", "3.40 a day", "18 Sep 2023". */
export function valueWords({ value, unit = "" }) {
  if (unit === "×") return `×${figure(value)}`;
  return unit ? `${figure(value)} ${unit}` : figure(value);
}

/** "×4.50 to ×25.9". */
export function intervalWords({ low, high, unit = "" }) {
  const sign = unit === "×" ? "×" : "";
  return `${sign}${figure(low)} to ${sign}${figure(high)}`;
}
