import assert from "node:assert/strict";
import { test } from "node:test";

import { joinsOf } from "../src/views/incident/joins.js";
import { disputedWords, letterOf, matrixOf, rangeWords, tollWords } from "../src/views/incident/matrix.js";
import { spansOf } from "../src/views/claim/spans.js";

const claim = (id, more = {}) => ({
  id,
  certainty: "reported",
  type: "ASSAULT",
  trigger: { start: 0, end: 3, text: "hit" },
  evidence: { start: 0, end: 20, text: "hit at least 12 men." },
  ...more,
});
const killed = (low, high) => ({ killed: { text: `${low}`, low, high } });
const stances = (matrix, key) => {
  const at = matrix.columns.findIndex((column) => column.key === key);
  return matrix.rows.map((row) => row.cells[at].stance + row.cells[at].letter);
};

test("a disputed field: the value most told agrees, the others contradict, each with its letter", () => {
  const claims = [claim("a", killed(3, 3)), claim("b", killed(12, 12)), claim("c", killed(12, 12)), claim("d")];
  const disputes = [{ field: "killed", values: [{ value: "3", claims: ["a"] }, { value: "12", claims: ["b", "c"] }] }];
  assert.deepEqual(stances(matrixOf(claims, disputes), "killed"), ["againstB", "sameA", "sameA", "none"]);
});

test("without a dispute a value agrees with its equals and else adds", () => {
  const at = (place) => ({ places: [{ start: 1, end: 2, text: place, place, name: place }] });
  const matrix = matrixOf([claim("a", at("Homs")), claim("b", at("Homs")), claim("c", at("Hama")), claim("d")], []);
  assert.deepEqual(stances(matrix, "place"), ["same", "same", "adds", "none"]);
});

test("one claim has nothing to agree with, and columns that nobody fills are named apart", () => {
  const matrix = matrixOf([claim("a", killed(3, 3))], []);
  assert.deepEqual(stances(matrix, "killed"), ["lone"]);
  assert.ok(matrix.empty.includes("wounded"));
  assert.ok(!matrix.columns.some((column) => column.key === "wounded"));
});

test("numbers are written as the command line writes them", () => {
  assert.equal(rangeWords(3, 3), "3");
  assert.equal(rangeWords(3, null), "3+");
  assert.equal(rangeWords(null, 5), "up to 5");
  assert.equal(rangeWords(1000, 1200), "1,000–1,200");
  assert.equal(tollWords({ low: 3, best: 4, high: 12 }), "3–12 (best 4)");
  assert.equal(tollWords({ low: 3, best: 3, high: 3 }), "3");
});

test("letters go on beyond Z", () => {
  assert.equal(letterOf(0), "A");
  assert.equal(letterOf(26), "A2");
});

test("numbers without offsets are found in the sentence as whole words, in code points", () => {
  const evidence = { start: 100, end: 130, text: "🚀 112 fled; 12 أطفال died." };
  const spans = spansOf(claim("a", { evidence, trigger: { start: 0, end: 0, text: "" }, killed: { text: "12", low: 12, high: 12 } }));
  assert.deepEqual(spans, [{ start: 112, end: 114, kind: "killed" }]);
});

test("the joins that hold an incident together are a forest; people's come first", () => {
  const edge = (left, right, score, by = "gesta", judgement = "same") => ({ left, right, score, by, judgement, reasons: [] });
  const edges = [edge("a", "b", 0.9), edge("b", "c", 0.8), edge("a", "c", 0.7), edge("a", "d", 0.2, "Ana"), edge("a", "x", 0.6, "gesta", "different")];
  const { holding, further, apart } = joinsOf(edges, ["a", "b", "c", "d"]);
  assert.deepEqual(holding.map((e) => e.left + e.right), ["ad", "ab", "bc"]);
  assert.deepEqual(further.map((e) => e.left + e.right), ["ac"]);
  assert.equal(apart.length, 1);
});

test("disputed numbers and days are written as elsewhere", () => {
  assert.equal(disputedWords({ value: "2300000" }, "killed"), "2,300,000");
  assert.equal(disputedWords({ value: "at least 1200" }, "wounded"), "at least 1,200");
  assert.equal(disputedWords({ value: "2023-11-03" }, "time"), "3 Nov 2023");
  assert.equal(disputedWords({ value: "2023" }, "time"), "2023");
  assert.equal(disputedWords({ value: "5555 Brigade" }, "actors"), "5555 Brigade");
  assert.equal(disputedWords({ value: "a1", name: "Hill Army" }, "actors"), "Hill Army");
});
