// In which country a point lies, so that the name of an area is not written over a neighbour.

import { planar } from "./planar.js";

/**
 * A country's ground: rings of [lon, lat] with the box about each polygon.
 * @typedef {{name: string, parts: {rings: number[][][], box: number[]}[]}} Home
 */

/** The countries of a ground, as base.js makes it. */
export function homesOf({ land }) {
  return planar(land).features.map(({ properties, geometry }) => ({
    name: properties.name,
    parts: (geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates]).map(
      (rings) => ({ rings, box: boxOf(rings[0]) }),
    ),
  }));
}

function boxOf(ring) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of ring) {
    if (lon < box[0]) box[0] = lon;
    if (lat < box[1]) box[1] = lat;
    if (lon > box[2]) box[2] = lon;
    if (lat > box[3]) box[3] = lat;
  }
  return box;
}

/** The country that a point lies in, or null at sea. */
export function homeAt(homes, lon, lat) {
  return homes.find((home) => liesIn(home, lon, lat)) ?? null;
}

/** Whether a point lies in a country; its ground may go on beyond the 180th meridian. */
export function liesIn({ parts }, lon, lat) {
  return [lon, lon + 360, lon - 360].some((same) => holds(parts, same, lat));
}

function holds(parts, lon, lat) {
  return parts.some(({ rings, box }) => {
    if (lon < box[0] || lat < box[1] || lon > box[2] || lat > box[3]) return false;
    return rings.reduce((odd, ring) => odd !== crossings(ring, lon, lat), false);
  });
}

/** Whether a ray from the point crosses a ring an odd number of times. */
function crossings(ring, lon, lat) {
  let odd = false;
  for (let i = 0, k = ring.length - 1; i < ring.length; k = i++) {
    const [x, y] = ring[i];
    const [fromX, fromY] = ring[k];
    if (y > lat !== fromY > lat && lon < ((fromX - x) * (lat - y)) / (fromY - y) + x) odd = !odd;
  }
  return odd;
}
