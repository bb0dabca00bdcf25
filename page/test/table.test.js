import assert from "node:assert/strict";
import { test } from "node:test";

import { changed, opened } from "../src/lib/table.js";

/** A table as the server gives it: rows of an id, a type and some actors. */
function answer(version, rows, lists) {
  return {
    version, n: rows.length, listed: ["actors"], lists, types: ["ASSAULT", "PROTEST"],
    id: rows.map(([id]) => id), type: rows.map(([, type]) => type), actors: rows.map(([, , list]) => list),
  };
}

const LISTS = [[], [0], [0, 1]];
const first = () => opened(answer("v1", [["a", 0, 0], ["b", 0, 1], ["c", 1, 2]], LISTS));

test("columns of lists hold the lists, and the answer stays as it came", () => {
  const given = answer("v1", [["a", 0, 2]], LISTS);
  assert.deepEqual(opened(given).actors, [[0, 1]]);
  assert.deepEqual(opened(given).actors, [[0, 1]]);
  assert.equal(opened(given).rowOf.get("a"), 0);
});

test("a row changes where it stands, with words that are new", () => {
  const before = first();
  const after = changed(before, {
    version: "v2", since: "v1", n: 3, gone: [1], rows: [1],
    columns: { id: ["b"], type: [2], actors: [3] },
    words: { lists: { from: 3, words: [[7]] }, types: { from: 2, words: ["THREATEN"] } },
  });
  assert.deepEqual([after.version, after.n, after.id, after.type], ["v2", 3, ["a", "b", "c"], [0, 2, 1]]);
  assert.deepEqual(after.actors, [[], [7], [0, 1]]);
  assert.deepEqual(after.types, ["ASSAULT", "PROTEST", "THREATEN"]);
  assert.deepEqual([before.version, before.type, before.types.length], ["v1", [0, 0, 1], 2]);
});

test("rows go, come, and move", () => {
  const after = changed(first(), {
    version: "v2", since: "v1", n: 4, gone: [0, 2], rows: [0, 1, 3],
    columns: { id: ["x", "c", "y"], type: [1, 1, 0], actors: [0, 1, 2] }, words: {},
  });
  assert.deepEqual(after.id, ["x", "c", "b", "y"]);
  assert.deepEqual(after.actors, [[], [0], [0], [0, 1]]);
  assert.deepEqual([...after.rowOf], [["x", 0], ["c", 1], ["b", 2], ["y", 3]]);
});

test("a table may become empty, and fill again", () => {
  const none = changed(first(), {
    version: "v2", since: "v1", n: 0, gone: [0, 1, 2], rows: [], columns: { id: [], type: [], actors: [] }, words: {},
  });
  assert.deepEqual([none.n, none.id, none.actors], [0, [], []]);
  const again = changed(none, {
    version: "v3", since: "v2", n: 1, gone: [], rows: [0], columns: { id: ["z"], type: [0], actors: [2] }, words: {},
  });
  assert.deepEqual([again.id, again.actors], [["z"], [[0, 1]]]);
});
