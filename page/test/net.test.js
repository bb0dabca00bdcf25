import assert from "node:assert/strict";
import { test } from "node:test";

import { standing } from "../src/net/kinds.js";
import { daysOf, shownPart } from "../src/net/reach.js";
import { forest, pruned, visible } from "../src/net/tree.js";

const person = (id, umbrella = null) => ({ id, name: id, names: [id], umbrella, did: 0, suffered: 0 });

test("the forest holds everyone under an umbrella once; a ring has no top and none of it", () => {
  const actors = [person("top"), person("a", "top"), person("b", "a"), person("c", "top"), person("lone"),
    person("r1", "r2"), person("r2", "r1"), person("s", "gone")];
  const roots = forest(actors);
  assert.deepEqual(roots.map((one) => [one.actor.id, one.below]), [["top", 3]]);
  assert.deepEqual(roots[0].children.map((one) => one.actor.id), ["a", "c"]);
  assert.equal(visible(roots, new Set()).length, 1);
  assert.deepEqual(visible(roots, new Set(["top", "a"])).map(({ branch }) => branch.level), [1, 2, 3, 2]);
  assert.deepEqual(pruned(roots, (actor) => actor.id === "b")[0].children[0].children.map((one) => one.actor.id), ["b"]);
  assert.deepEqual(pruned(roots, () => false), []);
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
