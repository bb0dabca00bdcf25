// The web Mercator plane: the whole world is the unit square, 512 px wide at zoom 0 (as MapLibre has
// it). Both base maps and the marks above them count in this plane, so they always agree.

/** Width of the world on screen at zoom 0, in px. */
export const TILE = 512;
const EARTH_KM = 40075.017; // round the equator
const LAT_MAX = 85.051129; // where the Mercator square ends

/** Where a point of the earth lies on the unit square, as [x, y]. */
export function toWorld(lon, lat) {
  const kept = Math.max(-LAT_MAX, Math.min(LAT_MAX, lat));
  const rise = Math.log(Math.tan(Math.PI / 4 + (kept * Math.PI) / 360));
  return [(lon + 180) / 360, 0.5 - rise / (2 * Math.PI)];
}

/** The point of the earth at a place of the unit square, as [lon, lat]. */
export function fromWorld(x, y) {
  const lat = (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;
  return [x * 360 - 180, lat];
}

/** How many px one km on the ground takes at a latitude and zoom. */
export function pxPerKm(lat, zoom) {
  const kept = Math.max(-80, Math.min(80, lat));
  return (TILE * 2 ** zoom) / (EARTH_KM * Math.cos((kept * Math.PI) / 180));
}

/** A round number of km whose length on screen is at most `room` px: {km, px}. */
export function scaleBar(lat, zoom, room = 110) {
  const one = pxPerKm(lat, zoom);
  const power = 10 ** Math.floor(Math.log10(room / one));
  const km = [5, 2, 1].map((step) => step * power).find((many) => many * one <= room);
  return { km, px: km * one };
}

/**
 * What the screen shows: its middle on the unit square, the zoom, its size in px.
 * @typedef {{x: number, y: number, zoom: number, width: number, height: number}} Camera
 */

/** Where a point of the unit square lies on screen; of the world's copies the nearest. */
export function onScreen(camera, x, y) {
  const scale = TILE * 2 ** camera.zoom;
  let across = x - camera.x;
  across -= Math.round(across);
  return [across * scale + camera.width / 2, (y - camera.y) * scale + camera.height / 2];
}

/**
 * The camera that shows the discs of `items`, or null without any. With `share` below 1 places far
 * from that share of the incidents are left out of sight; `left` px at the left are covered.
 * @param {import("./items.js").Item[]} items
 */
export function cameraFor(items, width, height, { most = 9.5, share = 1, left = 0 } = {}) {
  if (!items.length) return null;
  const [west, east] = core(items, (item) => item.x, share);
  const [north, south] = core(items, (item) => item.y, share);
  const margin = Math.max(30, 0.1 * Math.min(width, height)); // a disc that is fitted is also drawn
  const room = [Math.max(80, width - left - 2 * margin), Math.max(80, height - 2 * margin)];
  const fits = Math.min(room[0] / Math.max(east - west, 1e-9), room[1] / Math.max(south - north, 1e-9));
  const zoom = Math.max(0, Math.min(most, Math.log2(fits / TILE)));
  const aside = left / 2 / (TILE * 2 ** zoom);
  return { x: (west + east) / 2 - aside, y: (north + south) / 2, zoom, width, height };
}

const LARGEST_REACH = 0.01; // of the world's width: about 400 km; a vaguer place bounds no view

/** Between which coordinates the middle `share` of the incidents lies, with the reach of discs. */
function core(items, coordinate, share) {
  const sorted = [...items].sort((a, b) => coordinate(a) - coordinate(b));
  const all = sorted.reduce((sum, item) => sum + item.n, 0);
  const cut = (all * (1 - share)) / 2;
  const kept = [];
  let before = 0;
  for (const item of sorted) {
    if (before + item.n > cut && before < all - cut) kept.push(item);
    before += item.n;
  }
  const reach = (item) => Math.min(LARGEST_REACH, (item.km * pxPerKm(item.lat, 0)) / TILE);
  return [
    kept.reduce((least, item) => Math.min(least, coordinate(item) - reach(item)), Infinity),
    kept.reduce((most, item) => Math.max(most, coordinate(item) + reach(item)), -Infinity),
  ];
}
