/** One sitting of review: the queue, where one is in it, and what is shown of the item. */

import { api, path } from "../../lib/api.js";
import { store } from "../../lib/store.svelte.js";

const LIMIT = 200;

export class Session {
  /** @type {object[]} what matters most first */
  queue = $state.raw([]);
  /** Why there is no queue. */
  error = $state.raw(null);
  loading = $state(true);
  /** Place in the queue. */
  at = $state(0);
  /** Ids of items that were decided here. */
  done = $state.raw(new Map());
  /** @type {object|null} the answer for the item's incident */
  detail = $state.raw(null);
  detailError = $state.raw(null);
  log = $state.raw([]);
  #asked = 0;

  item = $derived(this.queue[this.at] ?? null);
  /** The claims that the item is about: one, the two of a pair, or all of an incident. */
  claims = $derived.by(() => {
    if (!this.item || !this.detail) return [];
    const all = this.detail.claims;
    if (this.item.kind === "claim") return all.filter((claim) => claim.id === this.item.id);
    if (this.item.kind === "pair") return all.filter((claim) => ends(this.item).includes(claim.id));
    return all;
  });

  /** Loads the queue; `first` is a claim or incident that comes before all others. */
  async load({ kind = "", first = null, within = null } = {}) {
    this.loading = true;
    this.error = null;
    try {
      const found = await api.get(path("/api/review/queue", { kind, limit: LIMIT }));
      this.queue = first ? [await asked(first, within, found), ...found.filter((one) => one.id !== first)] : found;
      this.at = 0;
      this.done = new Map();
    } catch (error) {
      this.error = error;
    }
    this.loading = false;
    await this.show();
  }

  async loadLog() {
    try {
      this.log = await api.get("/api/review/log");
    } catch {
      this.log = [];
    }
  }

  go(to) {
    const at = Math.max(0, Math.min(this.queue.length - 1, to));
    if (at === this.at) return this.show();
    this.at = at;
    return this.show();
  }

  /** Fetches what the item is about, anew where something changed. */
  async show() {
    const turn = ++this.#asked;
    const item = this.item;
    this.detailError = null;
    if (!item) return void (this.detail = null);
    try {
      const detail = await detailOf(item);
      if (turn === this.#asked) this.detail = detail;
      this.#ahead();
    } catch (error) {
      if (turn !== this.#asked) return;
      this.detail = null;
      this.detailError = error;
    }
  }

  /** The next item is fetched while this one is read. */
  #ahead() {
    const next = this.queue[this.at + 1];
    if (next?.incident) api.get(incidentPath(next.incident)).catch(() => {});
  }

  /** Marks an item as decided and goes to the next that is not. */
  next(words) {
    if (this.item) this.done = new Map(this.done).set(this.item.id, words);
    for (let to = this.at + 1; to < this.queue.length; to++) if (!this.done.has(this.queue[to].id)) return this.go(to);
    return this.go(this.at + 1);
  }
}

const incidentPath = (id) => `/api/incidents/${encodeURIComponent(id)}`;

/** The claims at the two ends of a pair. */
export function ends(item) {
  return item.claims ?? [item.left, item.right].filter(Boolean).concat(String(item.id).split("~")).slice(0, 2);
}

/** The claim or incident that a link asks for, as an item of the queue. */
async function asked(id, within, queue) {
  const known = queue.find((one) => one.id === id);
  if (known) return known;
  if (store.table?.rowOf.has(id)) return { kind: "incident", id, incident: id, why: [], words: "" };
  return { kind: "claim", id, incident: within, why: [], words: "" };
}

async function detailOf(item) {
  if (item.incident) return both(item, await api.get(incidentPath(item.incident)));
  // A claim that is in no incident (rejected): its report has it.
  const found = item.report ? await api.get(`/api/reports/${encodeURIComponent(item.report)}`) : null;
  const claim = found?.claims.find((one) => one.id === item.id);
  if (!claim) throw new Error("This claim is in no incident. It was rejected, or read anew since; the decisions beside tell.");
  return { incident: null, claims: [{ ...claim, report: found.report }], disputes: [], edges: [] };
}

/** For a pair, the other incident's claims as well. */
async function both(item, detail) {
  if (item.kind !== "pair" || !item.other || item.other === item.incident) return detail;
  const other = await api.get(incidentPath(item.other));
  return { ...detail, claims: [...detail.claims, ...other.claims] };
}
