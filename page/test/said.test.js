import assert from "node:assert/strict";
import { test } from "node:test";

import { leadsOf, placed } from "../src/views/report/place.js";
import { partsOf, sayingsAt, sayingWords } from "../src/views/report/said.js";

const TEXT = "“🚀🚀 hit it,” the 🚁 office said. “Twice.” It burned, they add.";
const at = (words) => {
  const start = [...TEXT.slice(0, TEXT.indexOf(words))].length;
  return [start, start + [...words].length];
};
const quote = (words) => ({ start: at(words)[0], end: at(words)[1], text: words });
const claim = (id, evidence, trigger, ...said_by) => ({ id, evidence: quote(evidence), trigger: quote(trigger), said_by });
const mark = (kind, words, claim) => ({ ...quote(words), kind, claim, words });

const office = (content) => ({
  text: "the 🚁 office", actor: null, start: at("the 🚁 office")[0], end: at("the 🚁 office")[1],
  cue: "said", cue_start: at("said")[0], cue_end: at("said")[1], content,
});
const they = { text: "they", actor: null, start: at("they")[0], end: at("they")[1], cue: "add" };
const SAID = [at("🚀🚀 hit it"), at("Twice")];

function answer(one = office(SAID)) {
  return {
    text: TEXT,
    claims: [claim("c1", "“🚀🚀 hit it,” the 🚁 office said.", "hit", one), claim("c2", "“Twice.”", "Twice", one), claim("c3", "It burned, they add.", "burned", they)],
    assessments: [],
    ties: [],
    marks: ["c1", "c2"].flatMap((id) => [mark("speaker", "the 🚁 office", id), mark("cue", "said", id)]).concat([mark("speaker", "they", "c3"), mark("cue", "add", "c3")]),
  };
}

const runs = (ready) => ready.paragraphs.flatMap((paragraph) => paragraph.runs);
const runOf = (ready, words) => runs(ready).find((run) => run.text === words);
const lit = (ready, words, part) => {
  const sayings = sayingsAt(runOf(ready, words), ready.sayings);
  return runs(ready).filter((run) => partsOf(run, sayings)[part]).map((run) => run.text).join("|");
};

test("source, cue and all that is said belong together, outside the BMP too", () => {
  const ready = placed(answer());
  for (const words of ["the 🚁 office", "said"]) {
    assert.equal(lit(ready, words, "source"), "the 🚁 office");
    assert.equal(lit(ready, words, "cue"), "said");
    assert.equal(lit(ready, words, "content"), "🚀🚀 hit it|Twice");
  }
  assert.equal(runs(ready).map((run) => run.text).join(""), TEXT);
});

test("claims of one attribution share it, and its words lead to each", () => {
  const ready = placed(answer());
  assert.deepEqual(ready.sayings.map((one) => one.things), [["c1", "c2"], ["c3"]]);
  assert.deepEqual(leadsOf(runOf(ready, "said"), ready).sort(), ["c1", "c2"]);
});

test("of what an older ledger kept, the sentences and the cue's words found near them", () => {
  const ready = placed(answer());
  assert.equal(lit(ready, "they", "content"), "It burned, |they| |add|.");
  assert.equal(lit(ready, "they", "cue"), "add");
  assert.equal(sayingWords(ready.sayings.slice(1), TEXT), "they: It burned, they add.");
});

test("what is said is told in words, the pieces apart", () => {
  const ready = placed(answer());
  assert.equal(sayingWords(ready.sayings.slice(0, 1), TEXT), "the 🚁 office: 🚀🚀 hit it … Twice");
});

test("what is said leads nowhere and counts for no family", () => {
  const ready = placed(answer());
  assert.deepEqual(leadsOf(runOf(ready, "Twice"), ready), []);
  assert.equal(ready.counts.voice, 4);
});

test("an attribution without a place is passed over", () => {
  const ready = placed(answer({ text: "Valley News", actor: "a1", start: null, end: null, cue: null }));
  assert.deepEqual(ready.sayings.map((one) => one.who), ["they"]);
});
