/**
 * Where the page is: #/VIEW[/ID]?filter and the view's own words. The URL is the only state that
 * views share, so that back, forward and a mailed link all show the same.
 */

import { KEYS } from "./filter.js";
import { parsed, written } from "./hash.js";

export { parsed, written };

const SHARED = [...KEYS, "sel"];

class Route {
  /** The view's name, such as "map". */
  view = $state("overview");
  /** The id after the view, or null. */
  id = $state(null);
  /** Every word of the URL. */
  params = $state.raw({});
  /** The filter's words alone; a new object only when one of them changes. */
  filter = $state.raw({});
  /** The selected incident's id, shared by all views, or null. */
  sel = $derived(this.params.sel ?? null);

  constructor() {
    if (globalThis.window) {
      window.addEventListener("hashchange", () => this.read());
      window.addEventListener("popstate", () => this.read());
      this.read();
    }
  }

  read() {
    const { view, id, params } = parsed(location.hash);
    if (view !== this.view) this.view = view;
    if (id !== this.id) this.id = id;
    if (same(params, this.params)) return;
    this.params = params;
    const filter = Object.fromEntries(KEYS.filter((k) => params[k]).map((k) => [k, params[k]]));
    if (!same(filter, this.filter)) this.filter = filter;
  }
}

function same(one, other) {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

export const route = new Route();

/** A link to a view: the filter and the selection go along, the words of other views do not. */
export function href(view, id = null, own = {}) {
  const shared = Object.fromEntries(SHARED.map((key) => [key, route.params[key]]));
  return written(view, id, { ...shared, ...own });
}

/** Goes to a view, as a click on its link would. */
export function go(view, id = null, own = {}) {
  put(href(view, id, own), false);
}

/**
 * Changes words of the URL and stays in the view; null takes a word away.
 * @param {Record<string, string|number|null>} changes
 * @param {{replace?: boolean}} [how] replace: no step for the back button
 */
export function set(changes, { replace = false } = {}) {
  put(written(route.view, route.id, { ...route.params, ...changes }), replace);
}

/** Selects an incident (or none) in all views; no step for the back button. */
export function select(id) {
  set({ sel: id }, { replace: true });
}

function put(hash, replace) {
  if (hash === location.hash) return;
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  route.read();
}
