import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, isoOf, monthOf, typedDay, weekOf, whenWords, yearOf } from "../src/lib/dates.js";

test("days and ISO dates are one and the same", () => {
  for (const iso of ["1970-01-01", "1969-12-31", "2024-02-29", "0999-05-01", "2024-12-31"]) {
    assert.equal(isoOf(dayOf(iso)), iso);
  }
  assert.equal(dayOf("1970-01-02"), 1);
});

test("what is no day is null", () => {
  for (const words of ["", null, undefined, "2024", "2024-02-30", "2024-13-01", "yesterday"]) {
    assert.equal(dayOf(words), null);
  }
});

test("a week begins on Monday, a month and a year on their first", () => {
  assert.equal(isoOf(weekOf(dayOf("2024-03-10"))), "2024-03-04");
  assert.equal(isoOf(weekOf(dayOf("2024-03-04"))), "2024-03-04");
  assert.equal(isoOf(weekOf(dayOf("1969-12-30"))), "1969-12-29");
  assert.equal(isoOf(monthOf(dayOf("2024-01-31"), 1)), "2024-02-01");
  assert.equal(isoOf(yearOf(dayOf("2024-06-01"), -1)), "2023-01-01");
});

test("an interval is said as short as it stays true", () => {
  const says = (from, to, precision) => whenWords(dayOf(from), dayOf(to), precision);
  assert.equal(says("2024-09-25", "2024-09-25"), "25 Sep 2024");
  assert.equal(says("2024-09-01", "2024-09-30", "month"), "Sep 2024");
  assert.equal(says("2024-01-01", "2024-12-31", "year"), "2024");
  assert.equal(says("2024-09-03", "2024-09-09", "week"), "3–9 Sep 2024");
  assert.equal(says("2024-09-28", "2024-10-02", "span"), "28 Sep – 2 Oct 2024");
  assert.equal(says("2023-12-28", "2024-01-02", "span"), "28 Dec 2023 – 2 Jan 2024");
  assert.equal(says(null, null), "undated");
  assert.equal(says("2024-09-25", null), "from 25 Sep 2024");
  assert.equal(says(null, "2024-09-25"), "until 25 Sep 2024");
});

test("a typed year or month is its first day, or its last", () => {
  assert.equal(typedDay("2023"), "2023-01-01");
  assert.equal(typedDay("2023", true), "2023-12-31");
  assert.equal(typedDay("2024-2", true), "2024-02-29");
  assert.equal(typedDay("2024/02/07"), "2024-02-07");
  for (const words of ["2024-13", "2024-02-30", "soon", ""]) assert.equal(typedDay(words), null);
});
