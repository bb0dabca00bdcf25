// The places of the filtered incidents, each with how many incidents it has and of which status.
// An incident is drawn where its place lies and as large as the place is uncertain; those without a
// place, or with a place of unknown position, are counted and listed, never put somewhere.

import { toWorld } from "./world.js";

/**
 * One place with incidents.
 * @typedef {{place: number, name: string, x: number, y: number, lat: number, km: number,
 *   precision: string, n: number, by: number[], rows: number[]}} Item
 */

/**
 * Places of `rows` and what has no place.
 * @param {object} table the columns of /api/table
 * @param {ArrayLike<number>} rows
 * @returns {{items: Item[], unplaced: number[]}}
 */
export function itemsOf(table, rows) {
  const at = new Map();
  const unplaced = [];
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k];
    const place = table.place[row];
    const found = place < 0 ? null : table.places[place];
    if (!found || found.lat == null || found.lon == null) {
      unplaced.push(row);
      continue;
    }
    let item = at.get(place);
    if (!item) at.set(place, (item = itemOf(place, found, table.statuses.length)));
    item.n += 1;
    item.by[table.status[row]] += 1;
    item.rows.push(row);
  }
  return { items: [...at.values()].sort((a, b) => b.n - a.n || a.place - b.place), unplaced };
}

function itemOf(index, place, statuses) {
  const [x, y] = toWorld(place.lon, place.lat);
  return {
    place: index, name: place.name, x, y, lat: place.lat, km: place.radius_km ?? 0,
    precision: place.precision, n: 0, by: new Array(statuses).fill(0), rows: [],
  };
}

/**
 * Ways from where attacks came to where they went: [{from, to, n, by}], most frequent first.
 * @param {object} table
 * @param {ArrayLike<number>} rows
 */
export function waysOf(table, rows) {
  const ways = new Map();
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k];
    const from = table.from[row];
    const to = table.place[row];
    if (from < 0 || to < 0 || from === to || !placed(table, from) || !placed(table, to)) continue;
    const key = from * table.places.length + to;
    const way = ways.get(key) ?? wayOf(table, from, to);
    way.n += 1;
    way.by[table.status[row]] += 1;
    ways.set(key, way);
  }
  return [...ways.values()].sort((a, b) => b.n - a.n || a.from - b.from || a.to - b.to);
}

function placed(table, place) {
  return table.places[place].lat != null && table.places[place].lon != null;
}

function wayOf(table, from, to) {
  const [start, end] = [table.places[from], table.places[to]];
  return {
    from, to, n: 0, by: new Array(table.statuses.length).fill(0),
    start: toWorld(start.lon, start.lat), end: toWorld(end.lon, end.lat),
  };
}
