import assert from "node:assert/strict";
import { test } from "node:test";

import { figure, intervalWords, valueWords } from "../src/lib/answers.js";
import { hits } from "../src/lib/find.js";
import { GROUPS, TYPES, list, toll } from "../src/lib/words.js";

test("every type is in one group", () => {
  assert.deepEqual(GROUPS.flatMap((group) => group.types).sort(), [...TYPES].sort());
});

test("a toll says low, best and high, and nothing where nothing is known", () => {
  assert.equal(toll(null, null, null), "");
  assert.equal(toll(3, 12, 12), "3–12");
  assert.equal(toll(12, 12, null), "12+");
  assert.equal(toll(0, 0, 0), "0");
});

test("names in a row", () => {
  assert.equal(list([]), "");
  assert.equal(list(["A", "B"]), "A and B");
  assert.equal(list(["A", "B", "C", "D"]), "A, B +2");
});

test("figures are as fine as they can be read", () => {
  assert.equal(figure(11.0599), "11.1");
  assert.equal(figure(0.00123), "0.0012");
  assert.equal(figure(12345), "12,345");
  assert.equal(figure("2024-09-25"), "25 Sep 2024");
  assert.equal(figure(null), "–");
  assert.equal(valueWords({ value: 1.5, unit: "×" }), "×1.50");
  assert.equal(intervalWords({ low: 1, high: 2.25, unit: "×" }), "×1 to ×2.25");
});

test("the plain search of the file finds names without accents, by code points", () => {
  assert.deepEqual(hits("🚁 Kata'ib Ḥezbollah said", "kataib hezbollah"), [[2, 19]]);
  assert.deepEqual(hits("nothing", "…"), []);
});
