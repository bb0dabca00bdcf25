/** What every view shares: the ledger's facts, the table, and the rows that the filter keeps. */

import { api, path } from "./api.js";
import { keep } from "./filter.js";
import { route } from "./route.svelte.js";
import { changed, opened } from "./table.js";

class Store {
  /** Answer of /api/ledger, null until it is there. */
  ledger = $state.raw(null);
  /** The table of incidents, null until it is there. */
  table = $state.raw(null);
  /** Why there is neither. */
  error = $state.raw(null);
  /** Rows (numbers) that the filter keeps, in order of time. */
  rows = $derived(this.table ? keep(this.table, route.filter) : new Uint32Array(0));
  /** Row of the selected incident, or null. */
  selected = $derived(route.sel && this.table ? (this.table.rowOf.get(route.sel) ?? null) : null);
  /** Whether corrections can be made here. */
  canReview = $derived(api.mode === "server" && this.ledger !== null && !this.ledger.readonly);

  /** Loads, or, where there is a table already, what has changed in it. */
  async load() {
    const since = api.mode === "file" ? undefined : this.table?.version;
    try {
      const [ledger, answer] = await Promise.all([api.get("/api/ledger"), api.get(path("/api/table", { since }))]);
      if (!answer.since) this.table = opened(answer);
      else if (answer.version !== this.table.version) {
        if (answer.since !== this.table.version) return await this.load(); // another load was faster
        this.table = changed(this.table, answer);
      }
      this.ledger = ledger;
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  /** The version of the ledger now, if it was written to since it was loaded; else null. */
  async newer() {
    if (api.mode === "file" || !this.ledger) return null;
    try {
      const now = await api.get("/api/ledger", { signal: new AbortController().signal });
      return now.version === this.ledger.version ? null : now.version;
    } catch {
      return null; // the next thing asked for will say why
    }
  }

  /** After a review: everything kept is stale. */
  async reload() {
    api.forget();
    await this.load();
  }
}

export const store = new Store();
