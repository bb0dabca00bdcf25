/** A route as a hash, #/VIEW[/ID]?words, and back. */

/**
 * @param {string} hash
 * @returns {{view: string, id: string|null, params: Record<string, string>}}
 */
export function parsed(hash) {
  const [where, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [view, ...rest] = where.split("/").map(decoded);
  const params = Object.fromEntries(new URLSearchParams(query));
  return { view: view || "overview", id: rest.join("/") || null, params };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The hash of a view; parameters that are empty are left out. */
export function written(view, id, params) {
  const pairs = Object.entries(params).filter(([, v]) => v !== null && v !== undefined && v !== "");
  const query = new URLSearchParams(pairs.map(([k, v]) => [k, String(v)])).toString();
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ""}${query ? `?${query}` : ""}`;
}
