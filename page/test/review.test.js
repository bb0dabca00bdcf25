import assert from "node:assert/strict";
import { test } from "node:test";

import { candidates, daysApart } from "../src/views/review/candidates.js";
import { between, snap, step, wordAt, wordsOf } from "../src/views/review/words.js";

const words = (text) => wordsOf(text).filter((w) => !w.space).map((w) => w.text);

test("words are whole in every script, and pieces are the text", () => {
  const text = "Mek'ele al-Sham 👨‍👩‍👧 أم الرشراش, 🇮🇱12 – e\u0301t\u00e9";
  assert.deepEqual(words(text), ["Mek'ele", "al-Sham", "👨‍👩‍👧", "أم", "الرشراش", ",", "🇮🇱", "12", "–", "e\u0301t\u00e9"]);
  assert.equal(wordsOf(text).map((w) => w.text).join(""), text);
});

test("a range of the mouse is made whole words; blanks alone are none", () => {
  const text = "at least 12 🚀 fell";
  const all = wordsOf(text);
  assert.deepEqual(snap(all, 4, 10), { start: 3, end: 11 });
  assert.equal(snap(all, 2, 3), null);
  assert.equal(text.slice(...Object.values(snap(all, 13, 14))), "🚀");
});

test("steps pass over blanks and stop at the edges", () => {
  const all = wordsOf("one two");
  const one = wordAt(all, 0);
  const two = step(all, one, 1);
  assert.equal(all[two].text, "two");
  assert.equal(step(all, two, 1), two);
  assert.equal(step(all, one, -1), one);
  assert.deepEqual(between(all, two, one), { start: 0, end: 7 });
});

test("candidates are near in time, place and parties, and say why", () => {
  const table = {
    n: 4, id: ["i1", "i2", "i3", "i4"], type: [0, 0, 0, 1], types: ["ASSAULT", "AID"],
    start: [10, 11, 40, null], end: [10, 11, 40, null], place: [0, 0, 0, -1], places: [{ name: "Homs" }],
    parties: [[0], [0, 1], [0], []], actor_list: [{ name: "A" }, { name: "B" }],
  }; // prettier-ignore
  const found = candidates(table, "i1");
  assert.deepEqual(found.map((c) => c.id), ["i2"]);
  assert.deepEqual(found[0].why, ["1 day apart", "both at Homs", "both name A", "both ASSAULT"]);
  table.start[1] = 1;
  table.end[1] = 100;
  assert.deepEqual(candidates(table, "i1")[0].why[0], "days that overlap");
  assert.equal(daysApart(table, 0, 3), null);
  assert.deepEqual(candidates(table, "nowhere"), []);
});
