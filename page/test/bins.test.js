import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, daysOn, span, tally } from "../src/lib/bins.js";
import { dayOf } from "../src/lib/dates.js";

const day = dayOf("2024-03-04");
const table = {
  start: [day, day + 1, day - 10, null, day + 40, dayOf("1948-05-15")],
  end: [day, day + 1, day + 20, null, null, dayOf("1948-05-15")],
  first: [day, day, day, day + 2, null, day],
  actors: [[0], [0, 1], [1], [], [2], [0]],
};
const rows = [0, 1, 2, 3, 4, 5];

test("every row is counted once or named aside", () => {
  for (const on of ["event", "first"]) {
    const { bins, aside } = counted(daysOn(table, on), rows, [day, day + 30], () => [0], 1);
    const drawn = bins.reduce((sum, bin) => sum + bin.values[0], 0);
    assert.equal(drawn + aside.undated + aside.vague + aside.outside, rows.length);
  }
});

test("what is dated more vaguely than the bar is not drawn", () => {
  const { bins, aside, size } = counted(daysOn(table, "event"), rows, [day, day + 30], () => [0], 1);
  assert.equal(size, "week");
  assert.equal(bins[0].values[0], 2);
  assert.deepEqual(aside, { undated: 1, vague: 1, outside: 2 });
});

test("bins follow each other without gap or overlap", () => {
  for (const days of [[day, day + 100], [day, day + 2000], [day, day + 30_000]]) {
    const { bins } = counted(daysOn(table, "event"), [], days, () => [], 0);
    assert.ok(bins[0].start <= days[0] && bins.at(-1).end >= days[1]);
    bins.slice(1).forEach((bin, i) => assert.equal(bin.start, bins[i].end + 1));
  }
});

test("the days shown are those of the reports, not of an old date told in passing", () => {
  const [from] = span(daysOn(table, "event"), rows, {}, ["2024-03-05", "2024-04-20"]);
  assert.ok(from > dayOf("2024-01-01"));
  assert.equal(span(daysOn(table, "event"), [3], {}, null), null);
});

test("a tally counts most first", () => {
  assert.deepEqual(tally(table.actors, rows), [[0, 3], [1, 2], [2, 1]]);
});
