"""A reading in the making: what the windows have decided so far, in words of the whole report."""

from __future__ import annotations

from dataclasses import dataclass, field

from gesta.reader.features import Floats


@dataclass(frozen=True)
class DraftSpan:
    """A mention, trigger or cue as a range of words of the report."""

    start: int
    end: int
    type: int
    score: float


@dataclass(frozen=True)
class Grades:
    """What is said of one trigger."""

    certainty: int
    outcome: int
    modes: tuple[int, ...]


@dataclass
class Draft:
    """Grows window by window; `finish` turns it into a Reading. Not passed between rooms.

    Link lists hold ids of spans over the report and scores of the classes.
    """

    mentions: list[DraftSpan] = field(default_factory=list)
    triggers: list[DraftSpan] = field(default_factory=list)
    cues: list[DraftSpan] = field(default_factory=list)
    grades: list[Grades] = field(default_factory=list)
    kinds: dict[int, int] = field(default_factory=dict)
    content: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    links: dict[str, list[tuple[int, int, Floats]]] = field(default_factory=dict)
