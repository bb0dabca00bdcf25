"""The words of every report around its claims, each word as its rank among all: the rarest is 0.

A report's words are one sorted array of numbers, so a report costs some kilobytes and two reports
are compared in microseconds. The words of all the claims of a report are weighed by how few of the
reports use them (inverse document frequency, Spärck Jones 1972), squared, as the product of two
weights is what a shared word adds.
"""

from __future__ import annotations

import math
from collections import defaultdict
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

    @staticmethod
    def of(claims: Iterable[Claim], world: World) -> Vocabulary:
        """The words of the claims' reports, copies with their originals."""
        told: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            told[world.root(claim.report)].append(claim)
        # Two reports from one town share the names of its streets and not of its victims.
        mapped = frozenset().union(*(words(spot.name) for spot in world.spots.values()))
        codes: dict[str, int] = {}
        said: dict[str, Ranks] = {}
        named: dict[str, Ranks] = {}
        for report in sorted(told):
            around = list(_around(told[report], world))
            found = frozenset().union(*map(read_words, around))
            names = (frozenset().union(*map(names_in, around)) & found) - mapped
            said[report] = _coded(found, codes)
            named[report] = _coded(names, codes)
        return _ranked(list(codes), said, named)

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


def _coded(found: Iterable[str], codes: dict[str, int]) -> Ranks:
    return np.array([codes.setdefault(word, len(codes)) for word in found], dtype=np.int32)


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


def _around(claims: Sequence[Claim], world: World) -> Iterator[str]:
    """The stretches of text around the claims of one report and its copies, those that overlap as one.

    Where the text of a report is not given, the sentences of its claims.
    """
    stretches: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for claim in claims:
        text = world.texts.get(claim.report)
        if text is None:
            yield claim.evidence.text
        else:
            stretches[claim.report].add(_stretch(claim, text))
    for report in sorted(stretches):
        start, end = -1, -1
        for first, last in sorted(stretches[report]):
            if first >= end and end >= 0:
                yield world.texts[report][start:end]
            if first >= end:
                start = first
            end = max(end, last)
        yield world.texts[report][start:end]


def _stretch(claim: Claim, text: str) -> tuple[int, int]:
    """Where the whole words around a claim begin and end."""
    start, end = max(0, claim.evidence.start - _AROUND), claim.evidence.end + _AROUND
    head = text.find(" ", start, claim.evidence.start) if start else 0
    tail = text.rfind(" ", claim.evidence.end, end) if end < len(text) else len(text)
    return claim.evidence.start if head < 0 else head, claim.evidence.end if tail < 0 else tail
