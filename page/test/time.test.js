import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, partsOf } from "../src/lib/dates.js";
import { barsOf } from "../src/time/bars.js";
import { lanesOf } from "../src/time/lanes.js";
import { layout, rowsOf, spanOf, stops, under } from "../src/time/layout.js";
import { aired, densest, panned, ticks, toDay, toPx, whole, zoomed } from "../src/time/scale.js";

const day = (iso) => dayOf(iso);
const table = (spans) => ({
  start: spans.map(([from]) => (from === null ? null : day(from))),
  end: spans.map(([, to]) => (to === null ? null : day(to))),
  status: spans.map(() => 0), statuses: ["reported"], type: spans.map(() => 0), types: ["ASSAULT"],
  actors: spans.map(() => [0]), recipients: spans.map(() => []), place: spans.map(() => -1), places: [],
  actor_list: [{ id: "a", name: "A" }],
});
const rows = (made) => Uint32Array.from(made.start.keys());
const one = (made) => [{ key: "a", name: "A", id: "a", rows: [...rows(made)] }];

test("days and px go there and back, and zooming keeps its day", () => {
  const window = { from: 19000, to: 19365 };
  assert.equal(toDay(window, 900, toPx(window, 900, 19123)), 19123);
  const nearer = zoomed(window, 0.5, 19100);
  assert.equal(toPx(window, 900, 19100), toPx(nearer, 900, 19100));
  assert.equal(zoomed(window, 1e-9).to - zoomed(window, 1e-9).from, 4);
  assert.deepEqual(panned(window, 0.5), { from: 19182.5, to: 19547.5 });
});

test("the first window is where most are, not where the oldest is", () => {
  const spans = Array.from({ length: 50 }, (_, i) => [`2023-10-${String(1 + (i % 28)).padStart(2, "0")}`]).map(([d]) => [d, d]);
  const made = table([["1492-01-01", "1492-12-31"], ...spans]);
  assert.equal(partsOf(densest(made, rows(made)).from).year, 2023);
  assert.ok(partsOf(whole(made, rows(made)).from).year <= 1492);
  assert.equal(densest(table([[null, null]]), [0]), null);
});

test("ticks are even and never crowded", () => {
  for (const length of [5, 20, 90, 400, 3000, 40000, 200000]) {
    const found = ticks({ from: 15000, to: 15000 + length }, 900);
    assert.ok(found.length >= 1 && found.length <= 25, `${length}: ${found.length}`);
    assert.ok(found.every((tick) => tick.words.length > 1));
  }
});

test("a bar counts only what is known to within it", () => {
  const made = table([["2024-03-04", "2024-03-04"], ["2024-03-05", "2024-03-06"], ["2024-03-01", "2024-03-31"], [null, null]]);
  const window = { from: day("2024-02-01"), to: day("2024-05-01") };
  const { unit, bars, vague } = barsOf(made, rows(made), (row) => row === 0, window, 900);
  assert.equal(unit, "week");
  assert.equal(bars.reduce((sum, bar) => sum + bar.all, 0), 2);
  assert.equal(bars.reduce((sum, bar) => sum + bar.kept, 0), 1);
  assert.equal(vague, 1);
});

test("lanes hold every dated row, under each of its doers", () => {
  const made = table([["2024-03-04", "2024-03-04"], ["2024-03-05", "2024-03-05"], [null, null]]);
  made.actor_list.push({ id: "b", name: "B" });
  made.actors = [[0, 1], [], [0]];
  const undated = (row) => made.start[row] === null;
  const lanes = lanesOf(made, rows(made), "doer", undated);
  assert.deepEqual(lanes.map((lane) => [lane.name, lane.rows]), [["A", [0]], ["B", [0]], ["Nobody named", [1]]]);
  made.actors = made.actors.map(() => []);
  made.start = Array.from({ length: 30 }, (_, i) => 19000 + i);
  made.end = made.start;
  made.actors = made.start.map((_, i) => [i % 15]);
  made.actor_list = Array.from({ length: 15 }, (_, i) => ({ id: `${i}`, name: `${i}` }));
  const many = lanesOf(made, rows(made), "doer", () => false);
  assert.equal(many.length, 11);
  assert.equal(many.at(-1).name, "5 others");
  assert.equal(many.reduce((sum, lane) => sum + lane.rows.length, 0), 30);
});

test("marks of a lane lie side by side, and a longer time is wider", () => {
  const made = table([["2024-03-01", "2024-03-31"], ["2024-03-04", "2024-03-04"], ["2024-03-10", "2024-03-10"]]);
  const window = { from: day("2024-02-20"), to: day("2024-04-10") };
  const { strips } = layout(made, one(made), window, 900);
  const [month, first, second] = stops(strips[0]).toSorted((a, b) => a.row - b.row);
  assert.ok(month.x1 - month.x0 > 20 * (first.x1 - first.x0));
  assert.notEqual(month.line, first.line);
  assert.equal(first.line, second.line);
  const hit = under(strips, window, 900, second.x0 + 2, strips[0].top + second.line * 17 + 5);
  assert.equal(hit.stop.row, 2);
  assert.equal(under(strips, window, 900, second.x0 + 2, strips[0].y + 2), null);
});

test("a dense lane counts each incident once, spread over what is known of its time", () => {
  const spans = Array.from({ length: 900 }, (_, i) => {
    const from = `2024-03-${String(1 + (i % 28)).padStart(2, "0")}`;
    return [from, i % 10 ? from : "2024-03-31"];
  });
  const made = table(spans);
  const window = { from: day("2024-02-20"), to: day("2024-04-10") };
  const [strip] = layout(made, one(made), window, 900).strips;
  assert.equal(strip.bars, null);
  assert.ok(Math.abs(strip.cells.reduce((sum, cell) => sum + cell.all, 0) - 900) < 1e-6);
  for (const cell of stops(strip)) {
    assert.ok(rowsOf(made, strip, cell).length >= Math.floor(cell.all));
    for (const row of rowsOf(made, strip, cell)) assert.ok(spanOf(made, row).to > cell.from);
  }
});

test("a row with one end known is drawn there", () => {
  const made = table([["2024-03-04", null], [null, "2024-03-09"]]);
  assert.deepEqual(spanOf(made, 0), { from: day("2024-03-04"), to: day("2024-03-05") });
  assert.deepEqual(spanOf(made, 1), { from: day("2024-03-09"), to: day("2024-03-10") });
  assert.ok(aired(0, 10).from < 0);
});
