import assert from "node:assert/strict";
import { test } from "node:test";

import { parsed, written } from "../src/lib/hash.js";

test("a hash is read as it was written", () => {
  const params = { actor: "a1", q: "a & b = ü/🚁?", since: "2024-01-01" };
  assert.deepEqual(parsed(written("incident", "i/1?x", params)), { view: "incident", id: "i/1?x", params });
});

test("empty words are left out, and no hash is the overview", () => {
  assert.equal(written("map", null, { actor: null, place: "", q: undefined }), "#/map");
  assert.deepEqual(parsed(""), { view: "overview", id: null, params: {} });
  assert.deepEqual(parsed("#/"), { view: "overview", id: null, params: {} });
});

test("a hash that is no URL does not throw", () => {
  assert.equal(parsed("#/report/%E0%A4%A").id, "%E0%A4%A");
});
