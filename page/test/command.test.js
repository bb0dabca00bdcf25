import assert from "node:assert/strict";
import { test } from "node:test";

import { commandOf, quoted } from "../src/views/answers/command.js";

const options = [{ name: "after", required: true }, { name: "actor" }, { name: "since" }];

test("a command holds what the question takes, and a stand-in for what it needs", () => {
  const asked = { actor: "a-houthis", outlet: "IRNA", since: "2024-09-01" };
  assert.equal(commandOf("respond", "war.ledger", options, asked), "gesta respond war.ledger --after NAME --actor a-houthis --since 2024-09-01");
  assert.equal(commandOf("trend", "my war.ledger", options.slice(1), {}), "gesta trend 'my war.ledger'");
});

test("words go through a shell as they are", () => {
  assert.equal(quoted("Kata'ib Hezbollah"), `'Kata'\\''ib Hezbollah'`);
  assert.equal(quoted("$(rm -r x)"), "'$(rm -r x)'");
  assert.equal(quoted("-x"), "'-x'");
  assert.equal(quoted("كتائب"), "كتائب");
  assert.equal(quoted(""), "''");
});
