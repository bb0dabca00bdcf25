/** What a key does in the review, whatever is open there. */

import { typing } from "../../lib/keys.js";
import { FIELDS } from "./fields.js";

/** Keys of a decision: pressed while one is under way they are no decision on what is not shown yet. */
const DECIDES = new Set(["a", "x"]);
const GOING_MS = 1200;

/**
 * The listener of the window's keys.
 * @param {{
 *   commands: Record<string, () => void>,
 *   deciding: import("./deciding.svelte.js").Deciding,
 *   mode: () => string,
 *   look: () => void,
 *   correct: (field: string) => void,
 * }} review
 */
export function keyboard({ commands, deciding, mode, look, correct }) {
  let went = 0; // when g was pressed: the next key belongs to the page

  function take(event, run) {
    event.preventDefault();
    event.stopPropagation();
    if (!deciding.busy) run();
    else if (!DECIDES.has(event.key)) deciding.after(run);
  }

  /** Of two versions: theirs (t), mine (m). */
  function chosen(event) {
    const keep = () => deciding.keep();
    const run = { t: keep, Escape: keep, m: () => deciding.override() }[event.key];
    if (!run || deciding.busy) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  }

  function picked(letter) {
    const found = FIELDS.find((one) => one.letter === letter);
    return found ? () => correct(found.key) : null;
  }

  return (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.target.id === "reason" && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      return look();
    }
    if (typing(event)) return;
    if (deciding.stale) return chosen(event);
    if (event.target.closest?.('[role="listbox"], .split')) return;
    if (Date.now() - went < GOING_MS) return void (went = 0);
    if (event.key === "g") went = Date.now();
    if (event.key === "Escape" && mode() !== "look") {
      event.preventDefault();
      return look();
    }
    const run = mode() === "fields" ? picked(event.key) : mode() === "look" ? commands[event.key] : null;
    if (run) take(event, run);
  };
}
