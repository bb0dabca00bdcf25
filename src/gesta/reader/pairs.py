"""Which spans of a window are paired, and what the pair heads say of them.

Every pair is scored in exactly one window: the one that owns the later of its two spans. Pairs too
many sentences apart are not scored at all: in the annotated passages 99 of 100 roles, sources and
ties lie within the reach given here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gesta.codebook import MENTION_TYPES
from gesta.reader import features
from gesta.reader.content import of_pairs
from gesta.reader.features import Floats, Ints, Names
from gesta.reader.heads import Heads, PairFeatures, PairHead
from gesta.reader.paths import Bits, Paths

# Sentences that the right span may stand before and after the left one's.
REACH = {
    "roles": (2, 1),
    "ties": (1, 1),
    "same": (99, 0),
    "sources": (1, 1),
    "says": (2, 2),
    "contents": (1, 1),
}
# Of 4,800 ends of ties in the annotation of train none is a time or a number, of 5,518 ends of
# `same` six.
UNTIED = tuple(MENTION_TYPES.index(kind) for kind in ("time", "number"))
_TIED = ~np.isin(np.arange(len(MENTION_TYPES)), UNTIED)


@dataclass(frozen=True)
class Spans:
    """Spans of one kind that some windows see: `[n, 2]` word ranges, types, ids over the report,
    the number of the window, and whether it owns each (the others are context)."""

    ranges: Ints
    types: Ints
    ids: Ints
    window: Ints
    owned: Bits
    sure: Bits | None = None  # which are no doubtful ones; all where none is given

    @property
    def certain(self) -> tuple[Ints, Ints]:
        """Ranges and types of the spans that are not doubtful."""
        sure = slice(None) if self.sure is None else self.sure
        return self.ranges[sure], self.types[sure]


def tieable(types: Ints) -> Bits:
    """Which mentions of these types can be tied to others."""
    can: Bits = _TIED[types]
    return can


@dataclass(frozen=True)
class Scene:
    """The word vectors of some windows, one after the other, with their spans; `sentence` gives
    each word's sentence, `windows` the range of words of each window."""

    words: Floats
    lowered: Sequence[str]
    sentence: Ints
    windows: Sequence[tuple[int, int]]
    mentions: Spans
    triggers: Spans
    cues: Spans

    def pairs(self, left: Spans, right: Spans, kind: str) -> tuple[Ints, Ints]:
        """Rows of the two lists of spans to pair: in one window, one of them owned, within reach,
        not a span with itself."""
        if not len(left.ids) or not len(right.ids):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        before, after = REACH[kind]
        one, two = self.sentence[left.ranges[:, 0]], self.sentence[right.ranges[:, 0]]
        gap = two[None, :] - one[:, None]
        keep = (gap >= -before) & (gap <= after)
        keep &= left.owned[:, None] | right.owned[None, :]
        keep &= left.window[:, None] == right.window[None, :]
        if kind == "ties":
            keep &= tieable(left.types)[:, None] & tieable(right.types)[None, :]
        if kind in ("ties", "sources") and right.sure is not None:
            keep &= right.sure[None, :]
            if kind == "ties" and left.sure is not None:
                keep &= left.sure[:, None]
        if left is right:
            keep &= ~np.eye(len(left.ids), dtype=bool)
        a, b = np.nonzero(keep)
        return a, b

    def seen(self, left: Spans, right: Spans, pairs: tuple[Ints, Ints]) -> PairFeatures:
        """The features of the pairs; two mentions also compare their words."""
        x, y = left.ranges[pairs[0]], right.ranges[pairs[1]]
        bits = self._names.bits(*pairs) if left is right is self.mentions else None
        return PairFeatures(
            features.distances(x, y),
            features.sentence_gaps(self.sentence[x[:, 0]], self.sentence[y[:, 0]]),
            features.between(x, y, self._starts),
            bits,
            self.paths.bits(x, y, right.types[pairs[1]] if right is self.mentions else None),
        )

    def bounds(self, spans: Spans) -> Ints:
        """The first word and the end of the window of each span."""
        return np.array(self.windows, np.int64).reshape(-1, 2)[spans.window]

    @cached_property
    def paths(self) -> Paths:
        """What lies between any two spans of a window."""
        window = np.repeat(np.arange(len(self.windows)), [b - a for a, b in self.windows])
        return Paths(
            self.lowered,
            self.sentence + window * (int(self.sentence.max(initial=0)) + 1),
            *self.mentions.certain,
            self.triggers.ranges,
            self.cues.ranges,
        )

    @cached_property
    def _starts(self) -> Ints:
        return np.unique(self.mentions.certain[0][:, 0])

    @cached_property
    def _names(self) -> Names:
        named = [self.lowered[a:b] for a, b in self.mentions.ranges.tolist()]
        return Names(named, self.mentions.types)


@dataclass(frozen=True)
class Links:
    """Scores of pairs: `left[i]`, `right[i]` are ids over the report, `scores` `[n, classes]`."""

    left: Ints
    right: Ints
    scores: Floats


def span_vectors(heads: Heads, scene: Scene) -> dict[str, Floats]:
    """The mentions, triggers and cues of a scene as each head of spans sees them."""
    vectors: dict[str, Floats] = {}
    for head, spans in (
        (heads.of_mention, scene.mentions),
        (heads.of_trigger, scene.triggers),
        (heads.cue, scene.cues),
    ):
        vectors |= head(scene.words, spans.ranges, spans.types)
    return vectors


def score_pairs(heads: Heads, scene: Scene, vectors: dict[str, Floats]) -> dict[str, Links]:
    """What every pair head but `same` (see `repeats`) says of the pairs of a scene."""
    m, t, c = scene.mentions, scene.triggers, scene.cues
    sides = {
        "roles": (t, m, vectors["role_trigger"], vectors["role_mention"]),
        "ties": (m, m, vectors["tie_head"], vectors["tie_tail"]),
        "sources": (c, m, vectors["cue"], vectors["source_mention"]),
        "says": (c, t, vectors["cue"], vectors["said_trigger"]),
        "contents": (t, t, vectors["role_trigger"], vectors["said_trigger"]),
    }
    links = {}
    for kind, (left, right, one, two) in sides.items():
        pairs = scene.pairs(left, right, kind)
        head: PairHead = getattr(heads, kind)
        if len(pairs[0]):
            seen = scene.seen(left, right, pairs)
            scores = head(one, two, pairs, seen)
            if kind == "ties":
                spans = (left.ranges, left.types, scene.bounds(left))
                scores = heads.second.mean(scores, spans, scene.words, pairs, seen)
            links[kind] = Links(left.ids[pairs[0]], right.ids[pairs[1]], scores)
    return links


def content_scores(heads: Heads, scene: Scene, vectors: Floats, cues: Ints) -> list[Floats]:
    """For each of the scene's cues in the rows `cues` the tag scores `[w, 3]` of its window's
    words, of what is said there; `vectors` are those of all cues."""
    if not len(cues):
        return []
    bounds = [scene.windows[window] for window in scene.cues.window[cues].tolist()]
    lengths = [end - begin for begin, end in bounds]
    pairs = (
        np.repeat(np.arange(len(cues)), lengths),
        np.concatenate([np.arange(begin, end) for begin, end in bounds]),
    )
    seen = of_pairs(scene.cues.ranges[cues][pairs[0]], pairs[1], scene.sentence, scene.paths)
    scores = heads.content(vectors[cues], heads.content_words(scene.words), pairs, seen)
    return np.split(scores, np.cumsum(lengths)[:-1])
