/**
 * The decisions of one sitting: one at a time, each with the last decision that its maker saw. Until
 * what follows is shown, nothing else is decided; what was done is said when the next key is taken.
 */

import { api } from "../../lib/api.js";
import { toast } from "../../lib/toast.svelte.js";
import { count } from "../../lib/words.js";
import { Unnamed, decide, merge, split, undo } from "./decide.js";
import { fieldOf, valueWords } from "./fields.js";
import { ends } from "./session.svelte.js";

export class Deciding {
  /** Why the next decision is made; may stay empty. */
  reason = $state("");
  /** What was done last, in words. */
  done = $state("");
  /** A decision is on its way, or what follows it is not yet shown. */
  busy = $state(false);
  /** Two versions, where somebody else decided meanwhile. */
  stale = $state.raw(null);
  /** What a key asked for meanwhile. */
  #waiting = null;
  /** Decisions made here, the last one last. */
  #mine = [];
  #session;
  #look;

  /** @param {import("./session.svelte.js").Session} session @param {() => void} look closes what is open for correcting */
  constructor(session, look) {
    this.#session = session;
    this.#look = look;
  }

  /** Does this when what follows the decision under way is shown. */
  after(run) {
    this.#waiting = run;
  }

  /** Does this at once, or when what follows the decision under way is shown. */
  held(run) {
    if (this.busy) this.after(run);
    else run();
  }

  /** Runs what ends in the words of what was done; what goes wrong is said, what was decided by somebody else is shown. What was asked for meanwhile is done only where all went well. */
  async #doing(run, mine = null) {
    if (this.busy) return;
    this.busy = true;
    this.done = "";
    let words = "";
    try {
      words = await run();
    } catch (error) {
      if (error.status === 409 && mine) {
        api.forget();
        await this.#session.show();
        this.stale = { body: error.body, words: error.message, ...mine };
      } else if (!(error instanceof Unnamed)) toast(error.message, { bad: true });
      this.#waiting = null;
    }
    this.busy = false;
    this.done = words;
    const next = this.#waiting;
    this.#waiting = null;
    next?.();
  }

  /** A decision on the claim; `seen` is the last one on it that the person has before their eyes. */
  async give(kind, given = {}, seen = lastOf(this.#session.claim), subject = this.#session.claim.id, item = this.#session.item) {
    const { none, ...rest } = given;
    const mine = { kind, ...given, reason: this.reason.trim(), words: wordsOf(given) };
    const again = (later) => this.give(kind, given, later, subject, item);
    await this.#doing(async () => {
      const answer = await decide({ subject, kind: none ? "reject" : kind, ...rest, reason: this.#why, seen });
      return this.#decided(kind, given, answer, item.id);
    }, { mine, again });
  }

  async #decided(kind, given, answer, id) {
    const words = kind === "accept" ? "Accepted" : kind === "reject" ? "Rejected" : `${fieldOf(given.field)?.label ?? "Field"} corrected`;
    this.#noted(answer, id);
    await (kind === "correct" ? this.#session.show() : this.#session.next(words, id));
    return `${words}.`;
  }

  /** What was decided can be taken back at once. */
  #noted(answer, subject) {
    this.#mine.push({ id: answer.decision.id, subject });
    this.reason = "";
    this.#look();
    this.#session.loadLog();
  }

  /** Takes back a decision made here (the last one), or any of the log; goes to what it was on. */
  async takeBack(made = this.#mine.at(-1)) {
    await this.#doing(async () => {
      await undo(made?.id);
      const at = this.#mine.findIndex((one) => one.id === made?.id);
      if (at >= 0) this.#mine.splice(at, 1);
      this.#look();
      await this.#session.reopen(made?.subject);
      this.#session.loadLog();
      return "Taken back.";
    });
  }

  /** Two incidents are one. */
  join(other, one = this.#session.item.incident) {
    return this.#judged((seen) => merge(one, other, this.#why, seen), "merge", "Merged");
  }

  /** Some claims are of another happening. */
  part(claims) {
    const { incident } = this.#session.item;
    return this.#judged((seen) => split(incident, claims, this.#why, seen), "split", `${count(claims.length, "claim")} split off`);
  }

  /** Of a pair: one happening. */
  one() {
    const [left, right] = ends(this.#session.item);
    return this.join(right, left);
  }

  /** Of a pair: two. */
  two() {
    const { item } = this.#session;
    if (item.other && item.other !== item.incident) return this.#session.next("Left apart", item.id);
    return this.part([ends(item)[1]]);
  }

  /** A judgement of incidents; `seen` as for claims. */
  async #judged(run, kind, words, seen = this.#session.item.kind === "pair" ? undefined : this.#lastJudged, item = this.#session.item) {
    await this.#doing(async () => {
      const answer = await run(seen);
      this.#noted(answer, item.id);
      await (item.kind === "claim" ? this.#session.show() : this.#session.next(words, item.id));
      return `${words}.`;
    }, { mine: { kind, reason: this.reason.trim(), words: "" }, again: (later) => this.#judged(run, kind, words, later, item) });
  }

  get #why() {
    return this.reason.trim() || null;
  }

  get #lastJudged() {
    return this.#session.detail?.judgements?.at(-1)?.id ?? null;
  }

  /** Of two versions theirs. */
  keep() {
    this.#look();
    return this.#session.show();
  }

  /** Of two versions mine, decided again in sight of theirs. */
  override() {
    return this.stale.again(this.stale.body.theirs.at(-1)?.id);
  }
}

const lastOf = (claim) => claim?.review?.last ?? null;

/** What is given, as the other version shows it. */
function wordsOf(given) {
  const one = fieldOf(given.field);
  if (!one || given.none) return given.none ? "no such value" : "";
  if (given.span && !given.value) return "the selected words";
  return typeof given.value === "string" && one.how !== "choice" ? given.value : valueWords(one, given.value);
}
