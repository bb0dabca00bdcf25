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

  /** The one claim that it is about, or null. */
  claim = $derived(this.item?.kind === "claim" || this.claims.length === 1 ? (this.claims[0] ?? null) : null);

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
      const { detail, incident, report } = await detailOf(item);
      if (turn !== this.#asked) return;
      this.#put({ ...item, incident, report });
      this.detail = detail;
      this.#ahead();
    } catch (error) {
      if (turn !== this.#asked) return;
      this.detail = null;
      this.detailError = error;
    }
  }

  /** The present item, with what was learnt of it. */
  #put(item) {
    this.queue = this.queue.with(this.at, item);
  }

  /** The next item is fetched while this one is read. */
  #ahead() {
    const next = this.queue[this.at + 1];
    if (next?.incident) api.get(incidentPath(next.incident)).catch(() => {});
  }

  /** An item is open again; goes there where it is in the queue. */
  reopen(id) {
    const at = this.queue.findIndex((one) => one.id === id);
    if (at < 0) return this.show();
    const done = new Map(this.done);
    done.delete(id);
    this.done = done;
    return this.go(at);
  }

  /** Marks an item as decided and goes from it to the next that is not; whoever has gone elsewhere stays there. */
  next(words, id) {
    this.done = new Map(this.done).set(id, words);
    if (this.item?.id !== id) return this.show();
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

/** The incident that an item is shown in; decisions may have brought its claim into another. */
async function detailOf(item) {
  const claims = item.kind === "incident" ? [] : item.kind === "pair" ? ends(item) : [item.id];
  let detail = item.incident ? await found(item.incident) : null;
  if (claims.length && !claims.some((id) => detail && has(detail, id))) detail = await ofClaim(claims[0], item.report);
  if (!detail) throw new Error(GONE[item.kind] ?? GONE.claim);
  const report = detail.claims.find((claim) => claim.id === claims[0])?.report.id ?? item.report;
  const incident = detail.incident.id;
  const apart = claims.find((id) => !has(detail, id));
  const other = apart ? await ofClaim(apart, null, item.other) : null;
  return { detail: other ? { ...detail, claims: [...detail.claims, ...other.claims] } : detail, incident, report };
}

const GONE = {
  claim: "This claim is in no incident: it was rejected, or its adding was taken back. Undo that beside to have it back.",
  incident: "This incident is gone: it was joined with another or split since.",
  pair: "One of these claims is in no incident: it was rejected.",
};

const has = (detail, id) => detail.claims.some((claim) => claim.id === id);

/** An incident, null where there is none of this id. */
async function found(id) {
  try {
    return await api.get(incidentPath(id));
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}

/** The incident that a claim is in now, looked up by its report. */
async function ofClaim(id, report, incident = null) {
  if (incident) return found(incident);
  if (!id || !report) return null;
  const { claims } = await api.get(`/api/reports/${encodeURIComponent(report)}`);
  const now = claims.find((claim) => claim.id === id)?.incident;
  return now ? found(now) : null;
}
