/** Decisions sent to the server. Details are fetched anew after each, the table a little later. */

import { api } from "../../lib/api.js";
import { store } from "../../lib/store.svelte.js";
import { reviewer } from "./reviewer.svelte.js";

/** Thrown where the person did not give a name: nothing was decided. */
export class Unnamed extends Error {}

async function send(path, body) {
  const by = await reviewer.sure();
  if (!by) throw new Unnamed("Nothing was decided: a decision needs a name.");
  const answer = await api.post(path, { ...body, by });
  api.forget();
  clearTimeout(waiting);
  waiting = setTimeout(() => store.load(), AFTER_MS);
  return answer;
}

/** The table is loaded anew when a row of quick decisions is over. */
const AFTER_MS = 1500;
let waiting = 0;

/** @param {{subject: string, kind: string, field?: string, value?: any, span?: object, reason?: string, seen: string|null}} decision */
export const decide = (decision) => send("/api/review/decisions", decision);

/** Two incidents are one. */
export const merge = (one, other, reason, seen = null) => send("/api/review/merge", { one, other, reason, seen });

/** Some claims of an incident are of another happening. */
export const split = (incident, claims, reason, seen = null) => send("/api/review/split", { incident, claims, reason, seen });

/** @param {{report: string, trigger: object, type: string, fields: object[], reason?: string|null}} missed an event that the reader missed */
export const add = (missed) => send("/api/review/add", missed);

/** Takes a decision back; without an id, one's own last. `seen`, where given, is the last one on the claim that is shown. */
export const undo = (decision, seen) => send("/api/review/undo", { ...(decision ? { decision } : {}), ...(seen === undefined ? {} : { seen }) });
