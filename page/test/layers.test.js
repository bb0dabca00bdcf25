import assert from "node:assert/strict";
import { test } from "node:test";

import { lanesOf, layersOf } from "../src/views/claim/layers.js";

const mark = (start, end, kind) => ({ start, end, kind });

test("runs of a text are the text, whatever marks lie over it", () => {
  const text = "Häuser 🚀🚀 fell.\n\nأم الرشراش was hit; 12 👨‍👩‍👧 fled.";
  let seed = 7;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let round = 0; round < 200; round++) {
    const marks = Array.from({ length: random(12) }, () => {
      const start = random(text.length + 3) - 1;
      return mark(start, start + random(12) - 1, "actor");
    });
    const paragraphs = layersOf(text, marks);
    assert.equal(paragraphs.flatMap((p) => p.runs.map((r) => r.text)).join(""), text.replaceAll("\n", ""));
    for (const run of paragraphs.flatMap((p) => p.runs)) {
      const over = marks.flatMap((m, i) =>
        m.start >= 0 && m.end <= text.length && m.start <= run.start && m.end >= run.end && m.start < m.end ? [i] : [],
      );
      assert.deepEqual([...run.marks].sort((a, b) => a - b), over);
    }
  }
});

test("marks that nest and overlap lie over their words, the longest first", () => {
  const [paragraph] = layersOf("abcdef", [mark(1, 3, "target"), mark(0, 4, "actor"), mark(2, 6, "place")]);
  assert.deepEqual(
    paragraph.runs.map((r) => [r.text, r.marks]),
    [["a", [1]], ["b", [1, 0]], ["c", [1, 2, 0]], ["d", [1, 2]], ["ef", [2]]],
  );
});

test("ranges that overlap get lanes of their own", () => {
  const ranges = [mark(0, 5), mark(1, 9), mark(5, 7), mark(6, 8)];
  assert.deepEqual(lanesOf(ranges, 9), [0, 1, 0, 2]);
  assert.ok(Math.max(...lanesOf(ranges, 2)) <= 1);
});
