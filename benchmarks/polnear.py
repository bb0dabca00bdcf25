"""Who says what, on PolNeAR: sources, cues and contents, unlinked and linked.

Unlinked: micro F1 over the spans (exact) or words (token) of all three roles in a document.
Linked: over pairs of a cue and a span or word of its source or content; the cue must be exact.
Spans are compared as ranges of words; a source or content in several parts is so many spans. A
prototype trained whole for this corpus reached 70-71 exact and 66 linked; its annotators agree
on 75.4 of the words (Newell et al. 2018, alpha). Beside the light head (`heads/polnear.npz`)
stand the shipped reader's own attributions, which never saw this corpus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._rows import rows_of
from benchmarks._tagger import HEADS, convolved, mixed, spans_within, weights_of
from benchmarks._upper import Upper
from benchmarks._words import Document, Floats, Ints, see
from gesta.reader import Reader, features
from gesta.reader.decode import spans_of, tags_of
from gesta.reader.heads import gelu
from gesta.types import Report

PARTS = ("source", "content")
PEERS = {"exact": 71.3, "token": 87.7, "linked exact": 66.0, "linked token": 80.3}
REACH = 80  # words before and after a cue among which its source and content are sought
Range = tuple[int, int]


@dataclass(frozen=True)
class Said:
    """One attribution as ranges of words."""

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]


def run(corpora: Path, split: str, *, folder: Path | None = None) -> dict[str, float]:
    """Print both readings' figures and give them; the reader's own begin with `reader`."""
    rows = rows_of(corpora / "reader" / "polnear" / f"{split}.jsonl")
    attributor, reader = Attributor(HEADS / "polnear.npz"), Reader(folder)
    gold, head, own = [], [], []
    for row in rows:
        document = see(reader.model, row["text"])
        if document is not None:
            gold.append(gold_of(row, document))
            head.append(attributor(document))
            own.append(read_by(reader, row, document))
    figures = compare(gold, head)
    figures |= {f"reader {k}": v for k, v in compare(gold, own).items()}
    print(f"{'F1':<15}{'head':>7}{'reader, untrained here':>24}{'whole encoder trained':>23}")
    for name in [n for n in figures if not n.startswith("reader")]:
        peer = f"{PEERS[name]:.1f}" if name in PEERS else ""
        print(f"{name:<15}{figures[name]:7.1f}{figures[f'reader {name}']:24.1f}{peer:>23}")
    return figures


def gold_of(row: dict[str, Any], document: Document) -> list[Said]:
    """The gold attributions of a document."""

    def ranges(parts: list[list[int]]) -> tuple[Range, ...]:
        return tuple(document.covered(a, b) for a, b in parts)

    return [
        Said(ranges(a["cue"])[0], ranges(a["source"]), ranges(a["content"]))
        for a in row["attributions"]
    ]


def read_by(reader: Reader, row: dict[str, Any], document: Document) -> list[Said]:
    """The shipped reader's own attributions; those of one cue are one."""
    reading = reader.read(Report(row["id"], row["id"], "", row["text"]))
    found: dict[Range, Said] = {}
    for said in reading.attributions:
        cue = document.covered(said.cue.start, said.cue.end)
        source = found[cue].source if cue in found else ()
        if said.source is not None:
            mention = reading.mentions[said.source]
            source += (document.covered(mention.start, mention.end),)
        content = tuple(document.covered(part.start, part.end) for part in said.content)
        found[cue] = Said(cue, source, content)
    return list(found.values())


class Attributor:
    """The light head of one `NAME.npz`: cues by tags, then the words around each cue by tags."""

    def __init__(self, path: Path) -> None:
        self._weights, given = weights_of(path, ("bias", "said_bias"))
        self._upper = Upper(path.with_suffix(".onnx"))
        self.bias, self.said_bias = float(given["bias"]), float(given["said_bias"])

    def __call__(self, document: Document) -> list[Said]:
        """The attributions found, in the order of their cues."""
        words = mixed(self._weights, document, self._upper(document))
        scores = words @ self._weights["out.weight"].T + self._weights["out.bias"]
        cues = spans_within(document, scores, self.bias)
        quoted = quotes(document)
        return [self._said((a, b), words, document, quoted) for a, b, _, _ in cues]

    def _said(self, cue: Range, words: Floats, document: Document, quoted: Ints) -> Said:
        low, high = around(cue, len(words))
        seen = surroundings(cue, document, quoted)
        scores = anchored(self._weights, words, cue, {k: v[low:high] for k, v in seen.items()})
        spans = spans_of(tags_of(scores, self.said_bias))
        source, content = (
            tuple((low + a, low + b) for a, b, kind in spans if kind == part) for part in (0, 1)
        )
        return Said(cue, source, content)


def around(cue: Range, words: int) -> Range:
    """The words among which the source and content of a cue are sought."""
    return max(0, cue[0] - REACH), min(words, cue[1] + REACH)


def surroundings(cue: Range, document: Document, quoted: Ints) -> dict[str, Ints]:
    """What each word of the document is to a cue: its distance, sentence, and quotation marks."""
    words = np.arange(len(document.words))
    sentence = np.searchsorted(document.sentences[:, 0], words, "right") - 1
    places = np.stack((words, words + 1), axis=1)
    to = np.broadcast_to(np.array(cue), places.shape)
    return {
        "distance": features.distances(to, places),
        "gap": features.sentence_gaps(sentence[cue[0]], sentence),
        "quoted": quoted + 2 * quoted[cue[0]],
    }


def anchored(
    weights: Mapping[str, Floats], words: Floats, cue: Range, seen: Mapping[str, Ints]
) -> Floats:
    """Tag scores, `[around, 5]`, of the words around a cue."""
    low, high = around(cue, len(words))
    first, last = words[cue[0]], words[cue[1] - 1]
    anchor = first @ weights["first.weight"].T + last @ weights["last.weight"].T
    near = words[low:high]
    x = near @ weights["near.weight"].T + weights["near.bias"] + anchor
    x = x + (near @ weights["times.weight"].T) * anchor
    for name, buckets in seen.items():
        x = x + weights[f"{name}.weight"][buckets]
    x = convolved(weights, "say", gelu(x))
    out: Floats = x @ weights["say_out.weight"].T + weights["say_out.bias"]
    return out


def quotes(document: Document) -> Ints:
    """For each word 1 where it stands within quotation marks of its paragraph."""
    inside, end = 0, 0
    found = np.zeros(len(document.words), np.int64)
    for i, word in enumerate(document.words):
        if "\n" in document.text[end : word.start]:
            inside = 0
        end = word.end
        sign = word.of(document.text)
        found[i] = inside
        if sign in '"“”«»':
            inside = 0 if sign in "”»" else 1 if sign in "“«" else 1 - inside
    return found


def compare(gold: Sequence[list[Said]], found: Sequence[list[Said]]) -> dict[str, float]:
    """F1 in percent: exact and token, linked or not, and exact for each role."""
    counts: dict[str, list[int]] = {}
    for wanted, read in zip(gold, found, strict=True):
        left, right = items(read), items(wanted)
        for name in right:
            tally = counts.setdefault(name, [0, 0])
            tally[0] += 2 * len(left[name] & right[name])
            tally[1] += len(left[name]) + len(right[name])
    return {k: round(100 * a / b, 2) if b else 0.0 for k, (a, b) in counts.items()}


def items(attributions: Sequence[Said]) -> dict[str, set[tuple[Any, ...]]]:
    """Everything that a figure counts, by figure."""
    spans = {("cue", *said.cue) for said in attributions}
    linked = set()
    for said in attributions:
        for part in PARTS:
            spans |= {(part, a, b) for a, b in getattr(said, part)}
            linked |= {(*said.cue, part, a, b) for a, b in getattr(said, part)}
    return {
        "exact": spans,
        "token": {(part, i) for part, a, b in spans for i in range(a, b)},
        "linked exact": linked,
        "linked token": {(c, d, part, i) for c, d, part, a, b in linked for i in range(a, b)},
        **{part: {s for s in spans if s[0] == part} for part in ("source", "cue", "content")},
    }
