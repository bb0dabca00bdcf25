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

const known = new WeakMap(); // marks by zoom, for each list of items

/**
 * Marks of `items` (most incidents first) at a zoom, in the order they are drawn.
 * @param {Item[]} items
 * @returns {Mark[]}
 */
export function marksAt(items, zoom) {
  if (!known.has(items)) known.set(items, new Map());
  const levels = known.get(items);
  if (!levels.has(zoom)) levels.set(zoom, made(items, zoom));
  return levels.get(zoom);
}

function made(items, zoom) {
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

/** Things by where they lie, in square cells, so that neighbours are found without a look at all. */
class Grid {
  constructor(cell) {
    this.cell = cell;
    this.cells = new Map();
  }

  key(across, down) {
    return across * 67108864 + down; // more cells than the world has at the nearest zoom
  }

  add(held) {
    const key = this.key(Math.floor(held.px / this.cell), Math.floor(held.py / this.cell));
    const list = this.cells.get(key);
    if (list) list.push(held);
    else this.cells.set(key, [held]);
  }

  /** Calls `each` with all that lies within a cell's width of a point, and more. */
  near(px, py, each) {
    const [across, down] = [Math.floor(px / this.cell), Math.floor(py / this.cell)];
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++) this.cells.get(this.key(across + i, down + j))?.forEach(each);
  }
}

const ALIKE = 2.2; // areas of at most this ratio may be one
const BESIDE = 0.55; // of the larger radius: how far apart their middles may lie

/** Areas that cover nearly the same ground become one, as large as the largest: "Israel +3". */
function overlay(areas, scale) {
  const grids = new Map(); // by doubling of the radius
  const marks = [];
  for (const { item, ground } of areas) {
    const level = Math.floor(Math.log2(ground));
    const [px, py] = [item.x * scale, item.y * scale];
    let same = null;
    for (let by = -2; by <= 2 && !same; by++)
      grids.get(level + by)?.near(px, py, (held) => {
        const [less, more] = [Math.min(held.ground, ground), Math.max(held.ground, ground)];
        const far = Math.hypot(held.px - px, held.py - py);
        if (far < Math.max(AREA, BESIDE * more) && more < ALIKE * less) same ??= held;
      });
    if (same) {
      include(same.mark, item);
      same.mark.km = Math.max(same.mark.km, item.km);
      continue;
    }
    const mark = alone(item, "area");
    marks.push(mark);
    if (!grids.has(level)) grids.set(level, new Grid(2 ** (level + 1) * BESIDE * ALIKE));
    grids.get(level).add({ mark, px, py, ground });
  }
  return marks;
}

function alone(item, kind) {
  return {
    key: item.place, kind, items: [item], lead: item, n: item.n, by: item.by.slice(),
    x: item.x, y: item.y, lat: item.lat, km: item.km, least: leastRadius(item.n),
  };
}

/** Let the places with most incidents take in the places under them, greedily. */
function cluster(points, scale) {
  const grid = new Grid(64); // px; wider than any two marks that touch
  const marks = [];
  for (const { item, ground } of points) {
    const [px, py] = [item.x * scale, item.y * scale];
    const own = leastRadius(item.n);
    let taken = null;
    let least = Infinity;
    grid.near(px, py, (held) => {
      const far = Math.hypot(held.px - px, held.py - py);
      if (far < held.reach + own && far < least) [taken, least] = [held, far];
    });
    if (taken) {
      join(taken.mark, item);
      taken.reach = taken.mark.least;
      continue;
    }
    const mark = alone(item, "place");
    marks.push(mark);
    grid.add({ mark, px, py, reach: Math.max(ground, mark.least) });
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

/**
 * The mark after (`by` 1) or before (-1) another among those in view, the one with most incidents
 * first; null where none is in view.
 */
export function nextMark(placed, { width, height }, mark, by) {
  const inView = placed
    .filter(({ sx, sy, beyond }) => !beyond && sx >= 0 && sy >= 0 && sx <= width && sy <= height)
    .map((one) => one.mark)
    .sort((a, b) => b.n - a.n || a.key - b.key);
  const at = inView.indexOf(mark);
  if (at < 0) return inView.at(by > 0 ? 0 : -1) ?? null;
  return inView[(at + by + inView.length) % inView.length];
}
