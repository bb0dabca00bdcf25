import assert from "node:assert/strict";
import { test } from "node:test";

import { ordered } from "../src/lib/order.js";

const same = (one) => one;

test("words are in the order of people, numbers in theirs, the unknown last both ways", () => {
  assert.deepEqual(ordered(["b", null, "A", "é", "", "10", "9"], same, false), ["9", "10", "A", "b", "é", null, ""]);
  assert.deepEqual(ordered(["b", null, "A"], same, true), ["b", "A", null]);
  assert.deepEqual(ordered([3, NaN, -1, undefined, 20], same, true).slice(0, 3), [20, 3, -1]);
});

test("what is equal stays as it was", () => {
  const rows = [["x", 1], ["y", 0], ["x", 2], ["y", 3]];
  assert.deepEqual(ordered(rows, ([key]) => key, false).map(([, n]) => n), [1, 2, 0, 3]);
  assert.deepEqual(ordered(rows, ([key]) => key, true).map(([, n]) => n), [0, 3, 1, 2]);
});
