"""Which spans of a window are paired, and what the pair heads say of them.

Every pair is scored in exactly one window: the one that owns the later of its two spans. Pairs too
many sentences apart are not scored at all: in the annotated passages 99 of 100 roles, sources and
ties lie within the reach given here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gesta.reader import features
from gesta.reader.content import cue_word_features
from gesta.reader.features import Floats, Ints
from gesta.reader.heads import Heads, PairFeatures, PairHead

# Sentences that the right span may stand before and after the left one's.
REACH = {
    "roles": (2, 1),
    "ties": (1, 1),
    "same": (99, 0),
    "sources": (1, 1),
    "says": (2, 2),
    "contents": (1, 1),
}


@dataclass(frozen=True)
class Spans:
    """Spans of one kind that a window sees: `[n, 2]` word ranges, types, ids over the report,
    and whether the window owns each (the others are context)."""

    ranges: Ints
    types: Ints
    ids: Ints
    owned: np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Scene:
    """A window's word vectors with its spans; `sentence` gives each word's sentence."""

    words: Floats
    lowered: Sequence[str]
    sentence: Ints
    mentions: Spans
    triggers: Spans
    cues: Spans

    def pairs(self, left: Spans, right: Spans, kind: str) -> tuple[Ints, Ints]:
        """Rows of the two lists of spans to pair: one of them owned, within reach, not a span
        with itself, and for `same` the later with the earlier."""
        if not len(left.ids) or not len(right.ids):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        before, after = REACH[kind]
        one, two = self.sentence[left.ranges[:, 0]], self.sentence[right.ranges[:, 0]]
        gap = two[None, :] - one[:, None]
        keep = (gap >= -before) & (gap <= after)
        keep &= left.owned[:, None] | right.owned[None, :]
        if left is right:
            keep &= (
                np.tri(len(left.ids), k=-1, dtype=bool)
                if kind == "same"
                else ~np.eye(len(left.ids), dtype=bool)
            )
        a, b = np.nonzero(keep)
        return a, b

    def seen(self, left: Spans, right: Spans, pairs: tuple[Ints, Ints]) -> PairFeatures:
        """The features of the pairs; two mentions also compare their words."""
        x, y = left.ranges[pairs[0]], right.ranges[pairs[1]]
        bits = None
        if left is right is self.mentions:
            named = [self.lowered[a:b] for a, b in left.ranges]
            bits = features.name_bits(named, pairs[0], pairs[1], left.types)
        return PairFeatures(
            features.distances(x, y),
            features.sentence_gaps(self.sentence[x[:, 0]], self.sentence[y[:, 0]]),
            features.between(x, y, np.unique(self.mentions.ranges[:, 0])),
            bits,
        )


@dataclass(frozen=True)
class Links:
    """Scores of pairs: `left[i]`, `right[i]` are ids over the report, `scores` `[n, classes]`."""

    left: Ints
    right: Ints
    scores: Floats


def score_pairs(heads: Heads, scene: Scene) -> dict[str, Links]:
    """What every pair head says of the window's pairs."""
    m, t, c = scene.mentions, scene.triggers, scene.cues
    of_mentions = {
        head: getattr(heads, head)(scene.words, m.ranges, m.types)
        for head in ("role_mention", "tie_head", "tie_tail", "source_mention")
    }
    of_triggers = {
        head: getattr(heads, head)(scene.words, t.ranges, t.types)
        for head in ("role_trigger", "said_trigger")
    }
    cues = heads.cue(scene.words, c.ranges, c.types)
    sides = {
        "roles": (t, m, of_triggers["role_trigger"], of_mentions["role_mention"]),
        "ties": (m, m, of_mentions["tie_head"], of_mentions["tie_tail"]),
        "same": (m, m, of_mentions["tie_head"], of_mentions["tie_tail"]),
        "sources": (c, m, cues, of_mentions["source_mention"]),
        "says": (c, t, cues, of_triggers["said_trigger"]),
        "contents": (t, t, of_triggers["role_trigger"], of_triggers["said_trigger"]),
    }
    links = {}
    for kind, (left, right, one, two) in sides.items():
        pairs = scene.pairs(left, right, kind)
        head: PairHead = getattr(heads, kind)
        scores = head(one, two, pairs, scene.seen(left, right, pairs))
        links[kind] = Links(left.ids[pairs[0]], right.ids[pairs[1]], scores)
    return links


def content_scores(heads: Heads, scene: Scene, cue: int, sentences: Ints) -> Floats:
    """Tag scores `[w, 3]` of what is said at the window's cue in row `cue`."""
    span = scene.cues.ranges[cue]
    count = len(scene.words)
    seen = cue_word_features(span, count, sentences)
    vector = heads.cue(scene.words, span[None], np.zeros(1, np.int64))
    pairs = np.zeros(count, np.int64), np.arange(count)
    return heads.content(
        vector,
        heads.content_words(scene.words),
        pairs,
        PairFeatures(
            seen["distance"].astype(np.int64),
            seen["gap"].astype(np.int64),
            seen["between"].astype(np.int64),
        ),
    )
