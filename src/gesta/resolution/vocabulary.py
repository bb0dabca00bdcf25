"""The words of every report around its claims, each word as its rank among all: the rarest is 0.

A report's words are one sorted array of numbers, so a report costs some kilobytes and two reports
are compared in microseconds. The words of all the claims of a report are weighed by how few of the
reports use them (inverse document frequency, Spärck Jones 1972), squared, as the product of two
weights is what a shared word adds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gesta.resolution.facts import names_in, read_words, words
from gesta.resolution.world import World
from gesta.types import Claim

Ranks = npt.NDArray[np.int32]

# Characters before and after a claim's sentence that tell of the same.
_AROUND = 250


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by rank, and the sorted ranks of each report (root of the copies)."""

    words: Sequence[str]
    weights: npt.NDArray[np.float64]  # by rank, so never rising
    reports: Mapping[str, Ranks]
    names: Mapping[str, Ranks]  # those of a report's words that it writes as names
    lengths: Mapping[str, float]

    def least(self, reports: float) -> float:
        """The weight of a word that so many reports use."""
        return math.log(1 + len(self.reports) / reports) ** 2

    def shared(self, one: str, two: str) -> Ranks:
        """The words of both reports, the rarest first."""
        return np.intersect1d(self.reports[one], self.reports[two], assume_unique=True)

    def shared_names(self, one: str, two: str, least: float) -> tuple[str, ...]:
        """The names in both reports of at least this weight, the rarest first."""
        found = np.intersect1d(self.names[one], self.names[two], assume_unique=True)
        return tuple(self.words[rank] for rank in found if self.weights[rank] >= least)

    def weight(self, ranks: Ranks) -> float:
        """The weight of some words together."""
        return math.fsum(self.weights[ranks].tolist())

    def rarest(self, report: str, least: float, most: float, count: int) -> Ranks:
        """Up to `count` of the rarest words of a report whose weight is within the bounds."""
        found = self.reports[report]
        weights = self.weights[found]
        return found[(weights >= least) & (weights <= most)][:count]


class Wordbook:
    """Gathers the words of one report after the other, copies with their originals."""

    def __init__(self, world: World) -> None:
        self._world = world
        # Two reports from one town share the names of its streets and not of its victims.
        self._mapped = frozenset().union(*(words(spot.name) for spot in world.spots.values()))
        self._codes: dict[str, int] = {}
        self._said: dict[str, Ranks] = {}
        self._named: dict[str, Ranks] = {}

    def add(self, claims: Sequence[Claim]) -> None:
        """Take in the words around the claims of one report."""
        report = self._world.root(claims[0].report)
        around = list(_around(claims, self._world.texts.get(claims[0].report)))
        found = frozenset().union(*map(read_words, around))
        names = frozenset().union(*map(names_in, around)) & found
        self._put(self._said, report, found)
        self._put(self._named, report, names - self._mapped)

    def _put(self, rows: dict[str, Ranks], report: str, found: Iterable[str]) -> None:
        codes = [self._codes.setdefault(word, len(self._codes)) for word in found]
        added = np.array(codes, dtype=np.int32)
        rows[report] = np.union1d(rows[report], added) if report in rows else added

    def vocabulary(self) -> Vocabulary:
        """The words by rank, of all reports taken in."""
        return _ranked(list(self._codes), self._said, self._named)


def _ranked(said: list[str], told: dict[str, Ranks], named: dict[str, Ranks]) -> Vocabulary:
    """Codes turned into ranks: by how few reports use the word, then by the alphabet."""
    counts = np.zeros(len(said), dtype=np.int64)
    for codes in told.values():
        counts[codes] += 1  # no code comes twice in a report
    order = sorted(range(len(said)), key=lambda code: (counts[code], said[code]))
    ranks = np.empty(len(said), dtype=np.int32)
    ranks[order] = np.arange(len(said), dtype=np.int32)
    weights = np.array([math.log(1 + len(told) / counts[code]) ** 2 for code in order])
    reports = {report: np.sort(ranks[codes]) for report, codes in told.items()}
    return Vocabulary(
        words=[said[code] for code in order],
        weights=weights,
        reports=reports,
        names={report: np.sort(ranks[codes]) for report, codes in named.items()},
        lengths={r: math.sqrt(math.fsum(weights[row].tolist())) for r, row in reports.items()},
    )


def _around(claims: Sequence[Claim], text: str | None) -> Iterator[str]:
    """The stretches of a report's text around its claims, those that overlap as one.

    Where the text is not given, the sentences of the claims.
    """
    if text is None:
        yield from {claim.evidence.text for claim in claims}
        return
    start, end = -1, -1
    for first, last in sorted({_stretch(claim, text) for claim in claims}):
        if first >= end:
            if end >= 0:
                yield text[start:end]
            start = first
        end = max(end, last)
    yield text[start:end]


def _stretch(claim: Claim, text: str) -> tuple[int, int]:
    """Where the whole words around a claim begin and end."""
    start, end = max(0, claim.evidence.start - _AROUND), claim.evidence.end + _AROUND
    head = text.find(" ", start, claim.evidence.start) if start else 0
    tail = text.rfind(" ", claim.evidence.end, end) if end < len(text) else len(text)
    return claim.evidence.start if head < 0 else head, claim.evidence.end if tail < 0 else tail
