// The ground under the marks: land and borders of Natural Earth (1:50m, as packed by world-atlas),
// bundled with the page; fine.js has the same at 1:10m. Natural Earth draws who holds a border, not who
// should; borders of areas whose standing states do not agree on are dashed. Gesta takes no position.

import atlas from "world-atlas/countries-50m.json";
import { geoArea, geoCentroid } from "d3-geo";
import { feature, mesh } from "topojson-client";

import { toWorld } from "./world.js";

/** Areas that are no member of the United Nations by themselves and whose standing is disputed:
 * Palestine, Western Sahara and Taiwan by ISO 3166-1 number; Natural Earth gives the others none
 * (Kosovo, Somaliland, Northern Cyprus, Siachen). */
const DISPUTED = new Set(["275", "732", "158"]);

const isDisputed = (shape) => !shape.id || DISPUTED.has(shape.id);

let made = null;

/** Land by country, coasts, settled and disputed borders as GeoJSON, and country names to write: made
 * once. Land comes by country, for the names of areas keep within theirs. */
export function ground() {
  made ??= groundOf(atlas);
  return made;
}

/** The ground out of a topology of countries. */
export function groundOf(world) {
  const shapes = world.objects.countries;
  const line = (keep) => ({
    type: "Feature", properties: {}, geometry: mesh(world, shapes, keep),
  });
  return {
    land: feature(world, shapes),
    coast: line((a, b) => a === b),
    borders: line((a, b) => a !== b && !isDisputed(a) && !isDisputed(b)),
    disputed: line((a, b) => a !== b && (isDisputed(a) || isDisputed(b))),
    names: feature(world, shapes).features.map(nameOf).sort((a, b) => b.size - a.size),
  };
}

/** Where a country's name is written: the middle of its largest part. */
function nameOf(country) {
  const parts = country.geometry.type === "MultiPolygon" ? country.geometry.coordinates : null;
  const polygons = (parts ?? [country.geometry.coordinates]).map((coordinates) => ({
    type: "Polygon", coordinates,
  }));
  const sizes = polygons.map((polygon) => geoArea(polygon));
  const size = Math.max(...sizes);
  const [lon, lat] = geoCentroid(polygons[sizes.indexOf(size)]);
  const [x, y] = toWorld(lon, lat);
  return { name: country.properties.name, x, y, size };
}
