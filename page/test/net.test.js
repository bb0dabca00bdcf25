import assert from "node:assert/strict";
import { test } from "node:test";

import { placeNames } from "../src/net/names.js";
import { standing } from "../src/net/kinds.js";
import { daysOf, shownPart } from "../src/net/reach.js";
import { forest, pruned, visible } from "../src/net/tree.js";

const person = (id, umbrella = null) => ({ id, name: id, names: [id], umbrella, did: 0, suffered: 0 });

const part = (from, to, type = "part-of") => ({ type, from, to });
const keys = (...ways) => new Set(ways);

test("the forest holds everyone under an umbrella, at home once", () => {
  const actors = [person("top"), person("a", "top"), person("b", "a"), person("c", "top"), person("lone"), person("s", "gone")];
  const roots = forest(actors);
  assert.deepEqual(roots.map((one) => [one.actor.id, one.below]), [["top", 3]]);
  assert.deepEqual(roots[0].children.map((one) => one.actor.id), ["a", "c"]);
  assert.equal(visible(roots, new Set()).length, 1);
  assert.deepEqual(visible(roots, keys("/top", "/top/a")).map(({ branch }) => branch.level), [1, 2, 3, 2]);
  assert.deepEqual(pruned(roots, (actor) => actor.id === "b")[0].children[0].children.map((one) => one.actor.id), ["b"]);
  assert.deepEqual(pruned(roots, () => false), []);
});

test("an actor under two umbrellas stands under both, counted at home, marked in both", () => {
  const actors = [person("top"), person("other"), person("a", "top"), person("b", "a"), person("z", "other")];
  const ties = [part("a", "top"), part("a", "other"), part("b", "a"), part("a", "z", "allied-with"), part("a", "unknown")];
  const roots = forest(actors, ties);
  assert.deepEqual(roots.map((one) => [one.actor.id, one.below]), [["top", 2], ["other", 1]]);
  const [home] = roots[0].children;
  assert.deepEqual([home.leaf, home.also.map(({ id }) => id), home.children.length], [null, ["other"], 1]);
  const again = roots[1].children.find((one) => one.actor.id === "a");
  assert.deepEqual([again.leaf, again.also.map(({ id }) => id), again.children.length], ["again", ["top"], 0]);
  const shown = visible(roots, keys("/top", "/top/a", "/other")).map(({ branch }) => branch.key);
  assert.equal(new Set(shown).size, shown.length);
});

test("a ring is cut at one place; its actors stand in a tree all the same", () => {
  const ring = forest([person("r1", "r2"), person("r2"), person("r3", "r1")], [part("r1", "r2"), part("r2", "r1"), part("r3", "r1")]);
  assert.deepEqual(ring.map((one) => [one.actor.id, one.below]), [["r2", 2]]);
  const [r1] = ring[0].children;
  assert.deepEqual(r1.children.map((one) => [one.actor.id, one.leaf]), [["r3", null], ["r2", "ring"]]);
  // Where even the homes name each other, nobody is lost either, nor anyone who names itself.
  const named = forest([person("x", "y"), person("y", "z"), person("z", "x"), person("self", "self")]);
  assert.deepEqual(named.map((one) => [one.actor.id, one.below]), [["z", 2]]);
});

test("a long chain and a knot of many umbrellas stay small", () => {
  const many = Array.from({ length: 2000 }, (_, i) => person(`n${i}`, i ? `n${i - 1}` : null));
  const [root] = forest(many);
  assert.equal(root.below, 1999);
  const ids = Array.from({ length: 25 }, (_, i) => `k${i}`);
  const knot = forest(ids.map((id) => person(id)), ids.flatMap((one) => ids.map((other) => part(one, other))));
  const all = (list) => list.reduce((sum, one) => sum + 1 + all(one.children), 0);
  assert.equal(knot.length, 1);
  assert.ok(all(knot) <= ids.length ** 2);
});

const body = (id, x, y, size, call = "may") => ({ id, name: `Name of ${id}`, x, y, r: 6, size, call });
const wide = (words, height) => words.length * height * 0.5;
const boxOf = ({ words, x, y, height }) => [x - wide(words, height) / 2, y - height / 2, x + wide(words, height) / 2, y + height / 2];
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

test("names of the network never lie on each other, and the best tied come first", () => {
  const bodies = Array.from({ length: 400 }, (_, i) => body(`n${i}`, (i % 20) * 40, Math.floor(i / 20) * 22, 1 + ((i * 7) % 30)));
  const names = placeNames(bodies, wide);
  assert.ok(names.length > 30 && names.length < 400);
  names.forEach((one, i) => names.slice(i + 1).forEach((other) => assert.ok(!overlap(boxOf(one), boxOf(other)))));
  assert.equal(names[0].id, bodies.toSorted((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1))[0].id);
});

test("more names fit as one zooms in", () => {
  const at = (zoom) => Array.from({ length: 100 }, (_, i) => body(`n${i}`, (i % 10) * 30 * zoom, Math.floor(i / 10) * 30 * zoom, 1));
  const many = [1, 1.5, 4].map((zoom) => placeNames(at(zoom), wide).length);
  assert.ok(many[0] < many[1] && many[1] < many[2]);
  assert.equal(many[2], 100);
});

test("what is pointed at is named in full wherever it lies; what is far from the chosen one is not", () => {
  const long = { ...body("long", 0, 0, 1, "must"), name: "A very long name of a committee that nobody shortens" };
  const names = placeNames([body("big", 0, 0, 50), long, body("faint", 300, 300, 9, "not")], wide);
  assert.deepEqual(names.map(({ id }) => id), ["long", "big"]);
  assert.equal(names[0].words, long.name);
  const [cut] = placeNames([{ ...long, call: "may" }], wide);
  assert.equal([...cut.words].length, 36);
  const emoji = placeNames([{ ...long, call: "may", name: "🛰️".repeat(40) }], wide)[0].words;
  assert.ok(emoji.isWellFormed());
});

test("a tie stands on a day where its dates say so; undated is said, not guessed", () => {
  const dated = { since: "2020-01-01", until: "2022-06-30" };
  assert.equal(standing(dated, "2021-05-05"), "dated");
  assert.equal(standing(dated, "2022-06-30"), "dated");
  assert.equal(standing(dated, "2019-12-31"), "off");
  assert.equal(standing({ since: "2020-01-01", until: null }, "2030-01-01"), "dated");
  assert.equal(standing({ since: null, until: null }, "2021-05-05"), "undated");
});

test("the shown part: kinds, days, persons and small groups", () => {
  const node = (id, type = "group") => ({ id, type, generic: false });
  const edge = (from, to, type = "part-of", since = null) => ({ id: from + to, from, to, type, since, until: null });
  const network = {
    nodes: [..."abcdxy"].map((id) => node(id)).concat(node("p", "person")),
    edges: [edge("a", "b", "part-of", "2020-01-01"), edge("b", "c"), edge("c", "d", "opposed-to"), edge("x", "y"), edge("p", "a", "leads")],
  };
  const kinds = new Set(["part-of", "opposed-to", "leads"]);
  const asked = { kinds, day: null, undated: true, small: true, persons: true, general: true };
  assert.equal(shownPart(network, asked).nodes.length, 7);
  const large = shownPart(network, { ...asked, small: false });
  assert.deepEqual(large.nodes.map(({ id }) => id).join(""), "abcdp");
  assert.equal(large.hidden, 2);
  assert.equal(shownPart(network, { ...asked, persons: false }).left, 1);
  assert.equal(shownPart(network, { ...asked, undated: false }).edges.length, 1);
  const before = shownPart(network, { ...asked, day: "2019-01-01" });
  assert.deepEqual([before.off, before.undated], [1, 4]);
  assert.deepEqual(daysOf(network.edges), { from: "2020-01-01", to: "2020-01-01" });
  assert.equal(daysOf([]), null);
});
