/** The fields of a claim that can be corrected: the key that picks one, and how its value is given. */

import { CERTAINTIES, label, TYPES } from "../../lib/words.js";
import { rangeWords, timeWords } from "../incident/matrix.js";

export const OUTCOMES = ["hit", "intercepted", "failed", "thwarted"];
export const WEAPON_HINT = "drone, missile, artillery …";

/**
 * how: choice (a word of a list), list (values with words of the text, each for itself), number,
 * days, or span (words of the text alone). `meant`: what the words of a list's value stand for.
 */
export const FIELDS = [
  { key: "type", letter: "t", label: "What", how: "choice", options: TYPES },
  { key: "certainty", letter: "c", label: "How sure", how: "choice", options: CERTAINTIES },
  { key: "outcome", letter: "o", label: "Outcome", how: "choice", options: OUTCOMES, none: "nothing is said of it" },
  { key: "time", letter: "d", label: "Day", how: "days" },
  { key: "places", letter: "p", label: "Place", how: "list", meant: "place", kind: "place" },
  { key: "origins", letter: "f", label: "From where", how: "list", meant: "place", kind: "origin" },
  { key: "actors", letter: "b", label: "By", how: "list", meant: "actor", kind: "actor" },
  { key: "recipients", letter: "a", label: "Against", how: "list", meant: "actor", kind: "recipient" },
  { key: "targets", letter: "g", label: "Target", how: "list", meant: null, kind: "target" },
  { key: "weapons", letter: "w", label: "With", how: "list", meant: "class", kind: "weapon" },
  { key: "killed", letter: "k", label: "Killed", how: "number" },
  { key: "wounded", letter: "u", label: "Wounded", how: "number" },
  { key: "count", letter: "n", label: "How many times", how: "number" },
  { key: "said_by", letter: "s", label: "Said by", how: "list", meant: "actor", kind: "speaker" },
  { key: "trigger", letter: "r", label: "Word of the event", how: "span" },
  { key: "evidence", letter: "e", label: "Sentence", how: "span" },
];

export const fieldOf = (key) => FIELDS.find((field) => field.key === key);

/** One value of a list in words: what it stands for, and the words where they differ. */
export function itemWords(field, item) {
  const meant = field.meant === "class" ? item.class : item.name;
  const said = item.text || (item.cue ? `unnamed (${item.cue})` : "");
  if (!meant) return { words: said || "?", said: "" };
  return { words: meant, said: said && said !== meant ? said : "" };
}

/** A field's value in words, for lists and comparisons; "" where there is none. */
export function valueWords(field, value) {
  if (value === null || value === undefined) return "";
  if (field?.how === "choice") return label(value);
  if (field?.how === "days") return timeWords(value) || value.text || "";
  if (field?.how === "number") return rangeWords(value.low, value.high) || value.text || "";
  if (field?.how === "span") return value.text ?? "";
  if (Array.isArray(value)) return value.map((item) => (typeof item === "object" ? itemWords(field, item).words : String(item))).join(", ");
  return typeof value === "object" ? (value.text ?? JSON.stringify(value)) : String(value);
}
