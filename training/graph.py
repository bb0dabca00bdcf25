"""The pairs of one passage with their features and labels, as the reader would score them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gesta.reader import features, labels
from gesta.reader.pairs import REACH, tieable
from gesta.reader.paths import Paths


@dataclass(frozen=True)
class Pairs:
    """Pairs of spans (`left[i]`, `right[i]` index two span lists), features and labels."""

    left: np.ndarray
    right: np.ndarray
    distance: np.ndarray
    gap: np.ndarray
    between: np.ndarray
    bits: np.ndarray
    path: np.ndarray | None
    label: np.ndarray


class Graph:
    """Lists the pairs of one passage with their features and labels."""

    def __init__(
        self,
        mentions: np.ndarray,
        triggers: np.ndarray,
        cues: np.ndarray,
        of_word: np.ndarray,
        named: list[list[str]],
        types: np.ndarray,
        paths: Paths,
    ) -> None:
        self.spans = {"m": mentions, "t": triggers, "c": cues}
        self.of_word = of_word
        self.named = named
        self.types = types
        self.starts = np.unique(mentions[:, 0])
        self.paths = paths

    def roles(self, events: list[dict[str, Any]], place: dict[str, int]) -> Pairs:
        gold = {
            (i, place[a["mention"]]): labels.ROLE_LABELS.index(a["role"])
            for i, e in enumerate(events)
            for a in e["args"]
            if a["role"] != "content"
        }
        return self._pairs("roles", "t", "m", gold)

    def ties(self, ties: list[dict[str, str]], place: dict[str, int]) -> Pairs:
        gold = {
            (place[t["from"]], place[t["to"]]): labels.TIE_LABELS.index(t["type"])
            for t in ties
            if t["type"] != "same"
        }
        return self._pairs("ties", "m", "m", gold)

    def same(self, ties: list[dict[str, str]], place: dict[str, int]) -> Pairs:
        """A mention's pairs with all earlier mentions of its chain are true, not only the stated."""
        chain = {i: {i} for i in place.values()}
        for t in ties:
            if t["type"] == "same":
                joined = chain[place[t["from"]]] | chain[place[t["to"]]]
                chain.update(dict.fromkeys(joined, joined))
        gold = {(a, b): 1 for a, joined in chain.items() for b in joined if a > b}
        return self._pairs("same", "m", "m", gold)

    def sources(
        self, rows: list[dict[str, Any]], cues: list[tuple[int, int]], place: dict[str, int]
    ) -> Pairs:
        gold = {(cues.index(span_of(r["cue"])), place[r["source"]]): 1 for r in rows if r["source"]}
        return self._pairs("sources", "c", "m", gold)

    def says(
        self,
        rows: list[dict[str, Any]],
        cues: list[tuple[int, int]],
        events: list[dict[str, Any]],
    ) -> Pairs:
        gold = {
            (cues.index(span_of(r["cue"])), i): 1
            for r in rows
            for i, e in enumerate(events)
            if any(c["start"] <= e["trigger"]["start"] < c["end"] for c in r["content"])
        }
        return self._pairs("says", "c", "t", gold)

    def contents(self, events: list[dict[str, Any]], number: dict[str, int]) -> Pairs:
        gold = {
            (i, number[a["mention"]]): 1
            for i, e in enumerate(events)
            for a in e["args"]
            if a["role"] == "content"
        }
        return self._pairs("contents", "t", "t", gold)

    def _pairs(self, kind: str, left: str, right: str, gold: dict[tuple[int, int], int]) -> Pairs:
        """The pairs that the reader would score: within reach, not a span with itself."""
        one, two = self.spans[left], self.spans[right]
        a, b = np.divmod(np.arange(len(one) * len(two)), max(1, len(two)))
        before, after = REACH[kind]
        gap = self.of_word[two[b, 0]] - self.of_word[one[a, 0]]
        keep = (gap >= -before) & (gap <= after)
        if left == right:
            keep &= (a > b) if kind == "same" else (a != b)
        if kind in ("ties", "same"):
            keep &= tieable(self.types[a]) & tieable(self.types[b])
        a, b = a[keep], b[keep]
        bits = (
            features.name_bits(self.named, a, b, self.types)
            if left == right == "m"
            else np.zeros((len(a), features.NAME_BITS), np.float32)
        )
        label = np.array(
            [gold.get(pair, 0) for pair in zip(a.tolist(), b.tolist(), strict=True)], np.int64
        )
        x, y = one[a], two[b]
        return Pairs(
            left=a,
            right=b,
            distance=features.distances(x, y),
            gap=features.sentence_gaps(self.of_word[x[:, 0]], self.of_word[y[:, 0]]),
            between=features.between(x, y, self.starts),
            bits=bits,
            path=None
            if kind == "same"
            else self.paths.bits(x, y, self.types[b] if right == "m" else None),
            label=label,
        )


def span_of(item: dict[str, int]) -> tuple[int, int]:
    return item["start"], item["end"]
