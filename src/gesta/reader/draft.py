"""A reading in the making: what the windows have decided so far, in words of the whole report."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gesta.reader.features import Floats, Ints
from gesta.reader.pairs import Links


@dataclass(frozen=True)
class DraftSpan:
    """A mention, trigger or cue as a range of words of the report."""

    start: int
    end: int
    type: int
    score: float
    doubtful: bool = False  # a mention only where an event has a part for it (see `doubtful`)


@dataclass(frozen=True)
class Grades:
    """What is said of one trigger."""

    certainty: int
    outcome: int
    modes: tuple[int, ...]


@dataclass
class Draft:
    """Grows window by window; `assemble` turns it into a Reading. Not passed between rooms.

    `links` holds, per kind of pair, what each window scored; `earlier` the vectors of the
    mentions so far as the earlier one of two; `words` those of the last words read.
    """

    mentions: list[DraftSpan] = field(default_factory=list)
    triggers: list[DraftSpan] = field(default_factory=list)
    cues: list[DraftSpan] = field(default_factory=list)
    grades: list[Grades] = field(default_factory=list)
    kinds: dict[int, int] = field(default_factory=dict)
    content: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    links: dict[str, list[Links]] = field(default_factory=dict)
    earlier: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    words: Floats = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    @property
    def found(self) -> tuple[list[DraftSpan], list[DraftSpan], list[DraftSpan]]:
        """Mentions, triggers, cues."""
        return self.mentions, self.triggers, self.cues

    def scored(self, kind: str) -> tuple[Ints, Ints, Floats]:
        """Left ids, right ids and scores `[n, classes]` of all pairs of a kind."""
        parts = self.links.get(kind) or [
            Links(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 1), np.float32))
        ]
        return (
            np.concatenate([part.left for part in parts]),
            np.concatenate([part.right for part in parts]),
            np.concatenate([part.scores for part in parts]),
        )

    def above(self, kind: str, threshold: float) -> list[tuple[int, int, float]]:
        """The pairs of a yes-or-no kind that score above the threshold: left, right, score."""
        left, right, scores = self.scored(kind)
        rows = np.flatnonzero(scores[:, 0] > threshold)
        return [(int(left[row]), int(right[row]), float(scores[row, 0])) for row in rows]
