// What is drawn at a zoom: a place alone, a cluster of places too near each other to tell apart, or
// an area whose uncertainty is larger than a mark. A mark's radius on screen is that of its
// uncertainty on the ground, and never less than its count needs to be seen and clicked.

import { TILE, pxPerKm } from "./world.js";

/** From this radius on screen a disc stands alone as an area: inside it nothing is pinpointed. */
export const AREA = 30;
/** A disc this large, as a share of the screen's shorter side, is not drawn but named at its edge:
 * all that is in sight lies within it. */
export const BEYOND = 0.44;
/** A mark is hit within at least so many px of its middle (WCAG 2.2 asks for 24 px across). */
export const REACH = 13;

/**
 * @typedef {import("./items.js").Item} Item
 * @typedef {{key: number, kind: "place"|"cluster"|"area", items: Item[], lead: Item, n: number,
 *   by: number[], x: number, y: number, lat: number, km: number, least: number}} Mark
 *   km: radius of the uncertainty, 0 for a cluster; least: least radius on screen in px
 * @typedef {{mark: Mark, sx: number, sy: number, r: number, beyond: boolean}} Placed a mark on
 *   screen, in px
 */

/** The least radius of a mark that stands for `n` incidents, in px. */
export function leastRadius(n) {
  return n === 1 ? 7 : Math.min(27, 8 + 2.6 * Math.log(n));
}

/** The radius of a mark at a zoom, in px: true to the ground from where it is large enough. */
export function radiusOf(mark, zoom) {
  return Math.max(mark.least, mark.km * pxPerKm(mark.lat, zoom));
}

/**
 * Marks of `items` (most incidents first) at a zoom, in the order they are drawn.
 * @param {Item[]} items
 * @returns {Mark[]}
 */
export function marksAt(items, zoom) {
  const areas = [];
  const points = [];
  for (const item of items) {
    const ground = item.km * pxPerKm(item.lat, zoom);
    if (ground >= AREA) areas.push({ item, ground });
    else points.push({ item, ground });
  }
  const scale = TILE * 2 ** zoom;
  const wide = overlay(areas, scale).sort((a, b) => b.km - a.km);
  return [...wide, ...cluster(points, scale).sort((a, b) => a.n - b.n)];
}

/** Areas that cover nearly the same ground become one, as large as the largest: "Israel +3". */
function overlay(areas, scale) {
  const marks = [];
  for (const { item, ground } of areas) {
    const px = item.x * scale;
    const py = item.y * scale;
    const same = marks.find(
      (held) =>
        Math.hypot(held.px - px, held.py - py) < Math.max(30, 0.55 * Math.max(held.reach, ground)) &&
        Math.max(held.reach, ground) < 2.2 * Math.min(held.reach, ground),
    );
    if (same) {
      include(same.mark, item);
      same.mark.km = Math.max(same.mark.km, item.km);
      same.reach = Math.max(same.reach, ground);
    } else marks.push({ mark: alone(item, "area"), px, py, reach: ground });
  }
  return marks.map(({ mark }) => mark);
}

function alone(item, kind) {
  return {
    key: item.place, kind, items: [item], lead: item, n: item.n, by: item.by.slice(),
    x: item.x, y: item.y, lat: item.lat, km: item.km, least: leastRadius(item.n),
  };
}

/** Let the places with most incidents take in the places under them, greedily, by a grid. */
function cluster(points, scale) {
  const cell = 64; // px; wider than any two marks that touch
  const grid = new Map();
  const marks = [];
  for (const { item, ground } of points) {
    const px = item.x * scale;
    const py = item.y * scale;
    const taken = nearest(grid, cell, px, py, leastRadius(item.n));
    if (taken) {
      join(taken.mark, item);
      taken.reach = taken.mark.least;
      continue;
    }
    const mark = alone(item, "place");
    marks.push(mark);
    const key = `${Math.floor(px / cell)},${Math.floor(py / cell)}`;
    const held = grid.get(key);
    const reach = Math.max(ground, mark.least);
    if (held) held.push({ mark, px, py, reach });
    else grid.set(key, [{ mark, px, py, reach }]);
  }
  return marks;
}

function join(mark, item) {
  include(mark, item);
  mark.kind = "cluster";
  mark.km = 0;
  mark.least = leastRadius(mark.n);
}

function include(mark, item) {
  mark.items.push(item);
  mark.n += item.n;
  for (let s = 0; s < item.by.length; s++) mark.by[s] += item.by[s];
}

function nearest(grid, cell, px, py, r) {
  const [across, down] = [Math.floor(px / cell), Math.floor(py / cell)];
  let best = null;
  let least = Infinity;
  for (let i = -1; i <= 1; i++) {
    for (let j = -1; j <= 1; j++) {
      for (const held of grid.get(`${across + i},${down + j}`) ?? []) {
        const far = Math.hypot(held.px - px, held.py - py);
        if (far < held.reach + r && far < least) [best, least] = [held, far];
      }
    }
  }
  return best;
}

/** Whether a disc is wider than the screen shows. */
export function isBeyond(r, camera) {
  return r > BEYOND * Math.min(camera.width, camera.height);
}

/** The mark under a point of the screen, or null: small before large, marks before areas. */
export function markAt(placed, x, y) {
  let best = null;
  let least = Infinity;
  for (const one of placed) {
    const far = Math.hypot(one.sx - x, one.sy - y);
    const small = one.mark.kind !== "area";
    if (one.beyond) continue;
    if (far > Math.max(one.r, small ? REACH : 0)) continue;
    const rank = small ? far : 1e6 + one.r;
    if (rank < least) [best, least] = [one, rank];
  }
  return best;
}
