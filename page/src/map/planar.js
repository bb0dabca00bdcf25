// Shapes for a plane: the atlas joins what crosses the 180th meridian, and on a plane such a ring would
// run back across the whole map. Here its longitudes go on beyond 180; a ring round a pole goes over it.

const POLE = 90;

/** A feature, or a collection of them, whose lines nowhere jump from one side of the map to the other. */
export function planar(shape) {
  if (shape.type === "FeatureCollection") return { ...shape, features: shape.features.map(planar) };
  return { ...shape, geometry: flattened(shape.geometry) };
}

function flattened({ type, coordinates }) {
  if (type === "Polygon") return { type, coordinates: polygon(coordinates) };
  if (type === "MultiPolygon") return { type, coordinates: coordinates.map(polygon) };
  return { type, coordinates: coordinates.map(unrolled) }; // MultiLineString
}

/** A line whose longitudes go on beyond 180 where it crosses there. */
function unrolled(line) {
  let turn = 0;
  return line.map(([lon, lat], i) => {
    const step = i ? lon - line[i - 1][0] : 0;
    if (Math.abs(step) > 180) turn -= Math.sign(step) * 360;
    return [lon + turn, lat];
  });
}

function polygon([outer, ...holes]) {
  const round = closed(unrolled(outer));
  const lons = round.map(([lon]) => lon);
  const [west, east] = [lons.reduce((a, b) => Math.min(a, b)), lons.reduce((a, b) => Math.max(a, b))];
  const inside = ([[lon]]) => (lon < west ? 360 : lon > east ? -360 : 0);
  return [
    round,
    ...holes.map((hole) => {
      const line = unrolled(hole);
      const by = inside(line);
      return line.map(([lon, lat]) => [lon + by, lat]);
    }),
  ];
}

/** A ring that ends a turn beyond its beginning lies round a pole: it is closed over it. */
function closed(ring) {
  const [first, last] = [ring[0], ring.at(-1)];
  if (Math.abs(last[0] - first[0]) < 180) return ring;
  const pole = first[1] < 0 ? -POLE : POLE;
  return [...ring, [last[0], pole], [first[0], pole], first];
}
