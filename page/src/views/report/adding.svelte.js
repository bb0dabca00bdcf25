/**
 * An event that the reader missed, under way: its word, its type, then what else it says. What is
 * marked stays until it is added or given up, also where somebody else was faster.
 */

import { cut, toPoints } from "../../lib/text.js";
import { MODES, TYPES } from "../../lib/words.js";
import { add } from "../review/decide.js";
import { FIELDS } from "../review/fields.js";
import { snap, wordsOf } from "../review/words.js";

const SAID_BEFORE = ["type", "trigger", "evidence"];

/** What an event may say beside its word and type; the letter that asks for it. */
export const SAYS = [
  ...FIELDS.filter((field) => !SAID_BEFORE.includes(field.key)),
  { key: "modes", letter: "m", label: "In which way", how: "choice", options: MODES, many: true },
];
export const TYPE = { key: "type", label: "What", how: "choice", options: TYPES };

export class Adding {
  /** trigger | type | says (the list of what is said) | field (one of it) */
  step = $state("trigger");
  /** What is selected, in code points. */
  range = $state.raw(null);
  trigger = $state.raw(null);
  type = $state("");
  field = $state.raw(null);
  /** @type {{field: object, words: string, span?: object, value?: string}[]} */
  said = $state.raw([]);
  reason = $state("");
  busy = $state(false);
  error = $state("");
  /** The claim of somebody who added this event before. */
  theirs = $state(null);
  #text;
  #near;

  /** @param {string} text the report's @param {{start: number, end: number}|null} range selected already @param {number} near where to begin else, in code points */
  constructor(text, range, near) {
    this.#text = text;
    this.range = range;
    this.#near = near;
  }

  /** Where words are selected, while none are. */
  get near() {
    return this.trigger?.start ?? this.#near;
  }

  /** Whether there is a step before this one. */
  get backs() {
    return this.step === "field" || this.step === "type" || Boolean(this.step === "trigger" && this.trigger && this.type);
  }

  words(range) {
    return cut(this.#text, range.start, range.end);
  }

  /** Takes the words that are selected: the event's own, or those of a field. */
  taken() {
    if (!this.range) return;
    const span = { ...this.range, text: this.words(this.range) };
    if (this.step === "trigger") {
      this.trigger = span;
      this.step = this.type ? "says" : "type";
    } else this.#put({ field: this.field, words: span.text, span });
  }

  picked(word) {
    if (this.step === "type") {
      this.type = word;
      this.step = "says";
    } else this.#put({ field: this.field, words: word, value: word });
  }

  #put(one) {
    const several = one.field.how === "list" || one.field.many;
    const same = (other) => other.field.key === one.field.key && (!several || other.words === one.words);
    this.said = [...this.said.filter((other) => !same(other)), one];
    this.step = "says";
    this.error = "";
  }

  ask(field) {
    this.field = field;
    this.range = null;
    this.step = "field";
  }

  again(step) {
    this.range = step === "trigger" ? this.trigger : null;
    this.step = step;
  }

  drop(one) {
    this.said = this.said.filter((other) => other !== one);
  }

  /** One step back; false where there is none. */
  back() {
    if (!this.backs) return false;
    if (this.trigger && this.type) this.step = "says";
    else this.again("trigger");
    return true;
  }

  /** Adds the event; the claim's id, or null where it was not taken. */
  async send(report) {
    if (this.busy) return null;
    this.busy = true;
    this.error = "";
    this.theirs = null;
    try {
      const { text, ...trigger } = this.trigger;
      const answer = await add({ report, trigger: { ...trigger, text }, type: this.type, fields: this.#fields(), reason: this.reason.trim() || null });
      return answer.decision.claim;
    } catch (error) {
      this.error = error.message;
      this.theirs = error.status === 409 ? (error.body.claim?.id ?? null) : null;
      return null;
    } finally {
      this.busy = false;
    }
  }

  #fields() {
    const modes = this.said.filter((one) => one.field.key === "modes").map((one) => one.value);
    const others = this.said.filter((one) => one.field.key !== "modes");
    const fields = others.map(({ field, span, value }) => (span ? { field: field.key, span } : { field: field.key, value }));
    return modes.length ? [...fields, { field: "modes", value: modes }] : fields;
  }
}

/** What is selected with the mouse in the report's text, made whole words, in code points; else null. */
export function selectedIn(box, text) {
  const found = getSelection();
  if (!box || !found || found.isCollapsed) return null;
  const [one, other] = [unitAt(box, found.anchorNode, found.anchorOffset), unitAt(box, found.focusNode, found.focusOffset)];
  if (one < 0 || other < 0) return null;
  const span = snap(wordsOf(text), Math.min(one, other), Math.max(one, other));
  return span && { start: toPoints(text, span.start), end: toPoints(text, span.end) };
}

function unitAt(box, node, offset) {
  const run = node?.nodeType === 3 ? node.parentElement?.closest("[data-from]") : null;
  return run && box.contains(run) ? Number(run.dataset.from) + offset : -1;
}
