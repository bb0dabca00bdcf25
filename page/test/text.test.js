import assert from "node:assert/strict";
import { test } from "node:test";

import { cut, fold, pieces, toPoints, toUnits, unitsAt } from "../src/lib/text.js";

const TEXTS = ["", "plain", "a🚁b", "🚁🚁🚁", "‏مرحبا 🚁 بك", "שלום 👩‍👩‍👧 עולם", "é́ x", "𝔊esta 🏴󠁧󠁢󠁥󠁮󠁧󠁿!"];

test("every code point offset is the unit at which that code point begins", () => {
  for (const text of TEXTS) {
    const points = Array.from(text);
    const all = points.map((_, i) => i).concat(points.length);
    const units = all.map((i) => points.slice(0, i).join("").length);
    assert.deepEqual(unitsAt(text, all), units);
    assert.deepEqual(unitsAt(text, [...all].reverse()), [...units].reverse());
    all.forEach((point, i) => {
      assert.equal(toUnits(text, point), units[i]);
      assert.equal(toPoints(text, units[i]), point);
    });
  }
});

test("a unit within a pair counts as its start, an offset past the end as the end", () => {
  assert.equal(toPoints("a🚁b", 2), 1);
  assert.equal(toUnits("a🚁b", 99), 4);
  assert.equal(toPoints("a🚁b", 99), 3);
});

test("a quote is cut by code points", () => {
  assert.equal(cut("🚁🚁 the drone", 3, 6), "the");
});

test("pieces are the whole text, hits marked, overlapping hits one", () => {
  const text = "🚁 Hezbollah and Hizbullah";
  const found = pieces(text, [[2, 11], [5, 11], [16, 25]]);
  assert.equal(found.map((piece) => piece.text).join(""), text);
  assert.deepEqual(found.filter((piece) => piece.hit).map((piece) => piece.text), ["Hezbollah", "Hizbullah"]);
});

test("a lone surrogate does not break anything", () => {
  assert.equal(cut("a\ud83db", 1, 3), "\ud83db");
});

test("names are the same without case, accents and apostrophes", () => {
  assert.equal(fold("Kata'ib Ḥezbollah"), fold("KATAIB HEZBOLLAH"));
  assert.equal(fold("São  Tomé"), "sao-tome");
  assert.equal(fold("Łódź"), "lodz");
  assert.equal(fold("  …  "), "");
});
