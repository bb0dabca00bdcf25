// A mark in words: for the tip beside the pointer, for screen readers, and over the list.

import { count, label, number } from "../lib/words.js";

/** "12 km", "0.5 km": how far from its middle the true place may be. */
export function reachWords(km) {
  return `${km < 10 ? Math.round(km * 10) / 10 : number(Math.round(km))} km`;
}

/** "Jenin, town, within 4 km", "Jenin and 4 more places". */
export function whereWords(mark) {
  const { lead, items } = mark;
  if (items.length > 1) return `${lead.name} and ${count(items.length - 1, "more place")}`;
  const reach = lead.km ? `, ${mark.kind === "area" ? "anywhere within" : "within"} ${reachWords(lead.km)}` : "";
  return `${lead.name}${lead.precision === "unknown" ? "" : `, ${lead.precision}`}${reach}`;
}

/** "40 reported, 10 planned". */
export function shareWords(by, statuses) {
  return by
    .map((n, i) => [n, statuses[i]])
    .filter(([n]) => n)
    .sort((a, b) => b[0] - a[0])
    .map(([n, word]) => `${number(n)} ${label(word).toLowerCase()}`)
    .join(", ");
}

/** The whole of it in one sentence. */
export function markWords(mark, statuses) {
  return `${whereWords(mark)}: ${count(mark.n, "incident")} (${shareWords(mark.by, statuses)})`;
}
