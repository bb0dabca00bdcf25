import assert from "node:assert/strict";
import { test } from "node:test";

import { arrowsOf, bend } from "../src/map/arrows.js";
import { panned, revealing, zoomed } from "../src/map/cameras.js";
import { homeAt, homesOf, liesIn } from "../src/map/homes.js";
import { itemsOf, waysOf } from "../src/map/items.js";
import { Labels } from "../src/map/labels.js";
import { AREA, isBeyond, leastRadius, markAt, marksAt, radiusOf, nextMark } from "../src/map/marks.js";
import { planar } from "../src/map/planar.js";
import { cameraFor, fromWorld, onScreen, pxPerKm, scaleBar, toWorld } from "../src/map/world.js";

const STATUSES = ["reported", "claimed"];
const spot = (name, lat, lon, radius_km = 3) => ({ name, lat, lon, radius_km, precision: "town" });
const table = (places, place, from = place.map(() => -1)) => ({
  places, place, from, statuses: STATUSES, status: place.map((_, i) => i % 2),
});
const all = (made) => Uint32Array.from(made.place.keys());

/** A repeatable draw of numbers in 0..1. */
function draws(seed) {
  let at = seed;
  return () => ((at = (at * 16807) % 2147483647) / 2147483647);
}

test("the plane goes there and back, and a km is a km", () => {
  const draw = draws(3);
  for (let i = 0; i < 200; i++) {
    const [lon, lat] = [draw() * 360 - 180, draw() * 160 - 80];
    const back = fromWorld(...toWorld(lon, lat));
    assert.ok(Math.abs(back[0] - lon) < 1e-9 && Math.abs(back[1] - lat) < 1e-9);
  }
  // One degree of latitude is 111.3 km wherever one stands.
  for (const lat of [0, 33, 60]) {
    const px = (toWorld(0, lat - 0.05)[1] - toWorld(0, lat + 0.05)[1]) * 512 * 2 ** 10;
    assert.ok(Math.abs(px / pxPerKm(lat, 10) - 11.132) < 0.01, `${lat}`);
  }
});

test("a place over the date line is on the near side of the screen", () => {
  const camera = { x: toWorld(179, 0)[0], y: 0.5, zoom: 4, width: 800, height: 600 };
  const [x] = onScreen(camera, ...toWorld(-179, 0));
  assert.ok(x > 400 && x < 500);
});

test("what has no place or no position is counted, never drawn", () => {
  const made = table([spot("A", 33, 36), spot("B", null, null)], [0, -1, 1, 0]);
  const { items, unplaced } = itemsOf(made, all(made));
  assert.deepEqual(unplaced, [1, 2]);
  assert.equal(items.length, 1);
  assert.deepEqual([items[0].n, items[0].by], [2, [1, 1]]);
});

test("at every zoom each incident is in one mark, and clusters do not touch their middles", () => {
  const draw = draws(11);
  const places = Array.from({ length: 400 }, (_, i) => spot(`P${i}`, 20 + draw() * 20, 30 + draw() * 20, [1, 8, 60, 400][i % 4]));
  const made = table(places, Array.from({ length: 3000 }, () => Math.floor(draw() * 400)));
  const { items } = itemsOf(made, all(made));
  for (const zoom of [1, 3, 5.5, 8, 11]) {
    const marks = marksAt(items, zoom);
    assert.equal(marks.reduce((sum, mark) => sum + mark.n, 0), 3000);
    assert.equal(new Set(marks.flatMap((mark) => mark.items)).size, items.length);
    const small = marks.filter((mark) => mark.kind !== "area");
    const scale = 512 * 2 ** zoom;
    for (const one of small)
      for (const other of small)
        if (one !== other)
          assert.ok(Math.hypot(one.x - other.x, one.y - other.y) * scale >= leastRadius(1) * 2);
  }
});

test("a disc is as large as its ground, and never too small to click", () => {
  const made = table([spot("Region", 35, 38, 60), spot("Site", 36, 38, 0.5)], [0, 1]);
  const { items } = itemsOf(made, all(made));
  const at = (zoom) => new Map(marksAt(items, zoom).map((mark) => [mark.lead.name, mark]));
  const region = at(7).get("Region");
  assert.equal(region.kind, "area");
  assert.ok(Math.abs(radiusOf(region, 7) - 60 * pxPerKm(35, 7)) < 1e-6 && radiusOf(region, 7) > AREA);
  assert.equal(radiusOf(at(7).get("Site"), 7), leastRadius(1));
});

test("areas of the same ground become one, others stay", () => {
  const made = table([spot("Israel", 31.5, 35, 81), spot("Centre", 31.7, 34.9, 60), spot("Syria", 35, 38.5, 243)], [0, 0, 1, 2]);
  const marks = marksAt(itemsOf(made, all(made)).items, 7);
  assert.deepEqual(marks.map((mark) => mark.items.length).sort(), [1, 2]);
  assert.equal(marks.find((mark) => mark.items.length === 2).km, 81);
});

test("a click takes the small before the large, and nothing that is wider than the screen", () => {
  const mark = (kind, n) => ({ kind, n });
  const placed = [
    { mark: mark("area", 1), sx: 100, sy: 100, r: 90, beyond: false },
    { mark: mark("area", 2), sx: 100, sy: 100, r: 40, beyond: false },
    { mark: mark("place", 3), sx: 120, sy: 100, r: 7, beyond: false },
    { mark: mark("area", 4), sx: 100, sy: 100, r: 900, beyond: true },
  ];
  assert.equal(markAt(placed, 125, 108).mark.n, 3);
  assert.equal(markAt(placed, 90, 100).mark.n, 2);
  assert.equal(markAt(placed, 100, 180).mark.n, 1);
  assert.equal(markAt(placed, 500, 500), null);
});

test("what is fitted is in sight, and its discs are drawn", () => {
  const made = table([spot("Region", 35, 38, 60), spot("A", 30, 31), spot("B", 36, 44)], [0, 1, 2]);
  const { items } = itemsOf(made, all(made));
  for (const some of [items, items.slice(0, 1), items.slice(1, 2)]) {
    const camera = cameraFor(some, 900, 700);
    for (const item of some) {
      const [x, y] = onScreen(camera, item.x, item.y);
      assert.ok(x >= 0 && x <= 900 && y >= 0 && y <= 700);
      assert.ok(!isBeyond(item.km * pxPerKm(item.lat, camera.zoom), camera), item.name);
    }
  }
  for (const item of items)
    assert.ok(onScreen(cameraFor(items, 900, 700, { left: 300 }), item.x, item.y)[0] > 300);
  assert.equal(cameraFor([], 900, 700), null);
});

test("arrows go between marks, there and back apart, none within a mark", () => {
  const made = table([spot("A", 30, 31), spot("B", 36, 44), spot("C", 36.001, 44)], [0, 1, 2, 0], [1, 0, 1, 1]);
  const rows = all(made);
  const ways = waysOf(made, rows);
  assert.deepEqual(ways.map(({ from, to, n }) => [from, to, n]), [[1, 0, 2], [0, 1, 1], [1, 2, 1]]);
  const arrows = arrowsOf(marksAt(itemsOf(made, rows).items, 4), ways);
  assert.deepEqual(arrows.map(({ n }) => n).sort(), [1, 2]);
  const there = bend([0, 0], [200, 0], 5, 5);
  const back = bend([200, 0], [0, 0], 5, 5);
  assert.ok(there.control[1] * back.control[1] < 0);
  assert.equal(bend([0, 0], [12, 0], 5, 5), null);
});

test("the scale is a round number that fits", () => {
  for (let zoom = 0; zoom < 14; zoom += 0.7) {
    const { km, px } = scaleBar(33, zoom);
    assert.ok(px <= 110 && px >= 40, `${zoom}`);
    assert.match(String(km), /^(0\.0*)?[125]0*$/);
  }
});

test("keys go through the marks in view, the one with most first, and round", () => {
  const at = (key, n, sx, beyond = false) => ({ mark: { key, n }, sx, sy: 10, r: 5, beyond });
  const placed = [at(1, 2, 10), at(2, 9, 20), at(3, 2, 30), at(4, 50, 500), at(5, 99, 40, true)];
  const view = { width: 100, height: 100 };
  const way = [];
  for (let mark = null, i = 0; i < 4; i++) way.push((mark = nextMark(placed, view, mark, 1)).key);
  assert.deepEqual(way, [2, 1, 3, 2]);
  assert.equal(nextMark(placed, view, null, -1).key, 3);
  assert.equal(nextMark(placed, view, placed[1].mark, -1).key, 3);
  assert.equal(nextMark([placed[3]], view, null, 1), null);
});

const square = (west, south, east, north) => [[west, south], [east, south], [east, north], [west, north], [west, south]];
const country = (name, ...polygons) => ({
  properties: { name }, geometry: { type: "MultiPolygon", coordinates: polygons },
});
const LANDS = homesOf({
  land: {
    type: "FeatureCollection",
    features: [
      country("West", [square(0, 0, 10, 10), square(4, 4, 6, 6)], [square(-9, 0, -8, 1)]),
      country("East", [square(10, 0, 20, 10)]),
      { properties: { name: "Inner" }, geometry: { type: "Polygon", coordinates: [square(4, 4, 6, 6)] } },
    ],
  },
});

test("a point lies in one country, in none at sea, and not in the hole of one", () => {
  assert.equal(homeAt(LANDS, 2, 2).name, "West");
  assert.equal(homeAt(LANDS, -8.5, 0.5).name, "West");
  assert.equal(homeAt(LANDS, 12, 2).name, "East");
  assert.equal(homeAt(LANDS, 5, 5).name, "Inner");
  assert.equal(homeAt(LANDS, 30, 30), null);
  assert.ok(!liesIn(LANDS[0], 5, 5));
});

/** A canvas that only remembers what was written where; every letter is 7 px wide. */
function paper() {
  const written = [];
  return {
    written, measureText: (words) => ({ width: 7 * words.length }), strokeText() {}, setLineDash() {},
    fillText: (words, x, y) => written.push({ words, x, y }),
  };
}

test("the name of an area stands in its disc and its country, or nowhere", () => {
  const camera = { x: toWorld(9, 5)[0], y: toWorld(9, 5)[1], zoom: 6, width: 1000, height: 800 };
  const draw = draws(5);
  let stood = 0;
  for (let i = 0; i < 60; i++) {
    const context = paper();
    const labels = new Labels(context, camera, { font: "f", ink: "i", land: "l" }, LANDS);
    const [x, y] = toWorld(7 + 2.9 * draw(), 2 + 6 * draw());
    const [sx, sy] = onScreen(camera, x, y);
    const lead = { name: "Long name", x, y };
    const r = 30 + 200 * draw();
    labels.marks([{ mark: { kind: "area", n: 3, items: [lead], lead }, sx, sy, r }]);
    const [name] = context.written.filter(({ words }) => words.startsWith("Long"));
    if (!name) continue;
    stood += 1;
    const half = 3.5 * "Long name · 3".length;
    const over = Math.abs(name.x - sx) < half && Math.abs(name.y - sy) < 13;
    assert.ok(!over, "the middle of an area is no pinpoint");
    assert.ok(Math.hypot(Math.abs(name.x - sx) + half, name.y - sy) <= r);
    assert.equal(homeAt(LANDS, ...labels.ground(name.x, name.y)), homeAt(LANDS, ...fromWorld(x, y)));
  }
  assert.ok(stood > 20 && stood < 60, `${stood} names stood`);
});

test("cameras zoom about a spot, move by px, and go only to what is out of sight", () => {
  const camera = { x: 0.5, y: 0.5, zoom: 3, width: 800, height: 600 };
  const spot = [100, 50];
  const held = (one) => [one.x + (spot[0] - 400) / (512 * 2 ** one.zoom), one.y + (spot[1] - 300) / (512 * 2 ** one.zoom)];
  for (const [was, now] of held(camera).map((value, i) => [value, held(zoomed(camera, 1.5, spot))[i]])) assert.ok(Math.abs(was - now) < 1e-12);
  assert.equal(zoomed(camera, 99).zoom, 14);
  assert.equal(panned(camera, 4096, 0).x, 1.5);
  assert.equal(revealing(camera, 0.5, 0.5), null);
  assert.deepEqual(revealing(camera, 0.9, 0.5), { ...camera, x: 0.9, y: 0.5 });
});

test("no line jumps across the map where it crosses the 180th meridian, and a pole is gone over", () => {
  const east = [[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]];
  const lake = [[-176, 64], [-174, 64], [-174, 66], [-176, 64]];
  const south = [[-180, -70], [-90, -75], [0, -70], [90, -75], [180, -70]];
  const land = planar({
    type: "FeatureCollection",
    features: [country("Far East", [east, lake]), country("Ice", [south])],
  });
  for (const { geometry } of land.features)
    for (const ring of geometry.coordinates.flat())
      ring.slice(1).forEach(([lon], i) => assert.ok(Math.abs(lon - ring[i][0]) < 180 || Math.abs(ring[i][1]) === 90));
  const homes = homesOf({ land });
  for (const lon of [175, -178]) assert.equal(homeAt(homes, lon, 65)?.name, "Far East");
  assert.equal(homeAt(homes, -175, 64.5), null, "the lake");
  assert.equal(homeAt(homes, 0, 65), null, "the other side of the earth");
  assert.equal(homeAt(homes, 45, -85)?.name, "Ice");
});
