"""The words of every report around its claims, and how rare each is among the reports.

What two reports have in common weighs by how few reports use it (inverse document frequency,
Spärck Jones 1972; squared, as the product of two weights is what a shared word adds). The number of
reports with a word counts in steps (1, 2 to 3, 4 to 7, …) and only up to `Rarity.most`; a word that
more of them use weighs nothing. So one report more changes the weights of the few rare words that
it takes over a step, and nothing else: what was joined elsewhere stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from gesta.resolution.facts import names_in, read_words, words
from gesta.resolution.world import World
from gesta.types import Claim

Ranks = npt.NDArray[np.int32]

# Characters before and after a claim's sentence that tell of the same.
_AROUND = 250
# More reports than this make no word rarer, so that a large ledger's weights stay as they are.
_NOMINAL = 1024
# A word is rare in at most one report of so many: of 8, 16 and 32 the best on held-out pairs of train.
_SHARE_BITS = 5
# The middle of each step of reports with a word: 1, 2 to 3, 4 to 7, 8 to 15, 16 to 31.
_MIDDLES = (1.0, 1.0, 2.5, 5.5, 11.0, 22.0)
# The length of a report whose every word had the weight that this squared times the words gives.
_LENGTH = 2.0


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a word weighs by the number of reports that use it; from the number of reports,
    which counts in powers of two and up to `_NOMINAL`."""

    nominal: int

    @staticmethod
    def among(reports: int) -> Rarity:
        """The rarity of words among so many reports."""
        return Rarity(min(_NOMINAL, 1 << max(0, reports.bit_length() - 1)))

    @property
    def steps(self) -> int:
        """How many steps of reports are rare."""
        return max(2, self.nominal.bit_length() - 1 - _SHARE_BITS)

    @property
    def most(self) -> int:
        """A word in more reports than this weighs nothing."""
        return int((1 << self.steps) - 1)

    def step(self, reports: int) -> int:
        """The step of a word in so many reports, from 1; 0 where it is not rare."""
        step = reports.bit_length()
        return step if step <= self.steps else 0

    def weight(self, reports: int) -> float:
        """The weight of a word in so many reports."""
        step = self.step(reports)
        return math.log(1 + self.nominal / _MIDDLES[step]) ** 2 if step else 0.0

    def length(self, words: int) -> float:
        """The length of a report of so many words."""
        return _LENGTH * math.log(1 + self.nominal) / math.log(1 + _NOMINAL) * math.sqrt(words)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two reports have in common: the weight of all their shared words, and the rarest."""

    weight: float
    rare: int = 0  # how many rare words both have
    words: tuple[str, ...] = ()  # the rarest three
    names: tuple[str, ...] = ()  # every rare one that both write as a name


class Words(Protocol):
    """The words of reports, wherever they are kept."""

    @property
    def rarity(self) -> Rarity:
        """How much a word weighs."""

    def length(self, report: str) -> float:
        """The length of a report; 0 where it has no words."""

    def overlap(self, one: str, two: str) -> Overlap:
        """What two reports have in common."""


def overlap_of(shared: Sequence[tuple[str, int]], names: frozenset[str], rarity: Rarity) -> Overlap:
    """The overlap of rare shared words (word, reports with it), `names` those written as names."""
    line = sorted(shared, key=lambda row: (rarity.step(row[1]), row[0]))
    return Overlap(
        math.fsum(rarity.weight(reports) for _, reports in line),
        len(line),
        tuple(word for word, _ in line[:3]),
        tuple(word for word, _ in line if word in names),
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of reports (roots of the copies) held in memory, each as a number."""

    words: Sequence[str]
    counts: npt.NDArray[np.int64]  # reports with the word
    reports: Mapping[str, Ranks]  # sorted
    rare: Mapping[str, Ranks]  # the rare ones that another report uses too
    names: Mapping[str, frozenset[str]]  # those of a report's rare words that it writes as names
    rarity: Rarity

    def length(self, report: str) -> float:
        """The length of a report; 0 where it has no words."""
        return self.rarity.length(len(self.reports.get(report, ())))

    def overlap(self, one: str, two: str) -> Overlap:
        """What two reports have in common."""
        shared = np.intersect1d(self.rare[one], self.rare[two], assume_unique=True).tolist()
        rows = [(self.words[code], int(self.counts[code])) for code in shared]
        return overlap_of(rows, self.names[one] & self.names[two], self.rarity)


def words_of(claims: Sequence[Claim], world: World) -> tuple[frozenset[str], frozenset[str]]:
    """The words around the claims of one report, and those of them that it writes as names.

    Two reports from one town share the names of its streets and not of its victims: the names of
    the places that the claims name count as words alone.
    """
    around = list(_around(claims, world.texts.get(claims[0].report)))
    found = frozenset().union(*map(read_words, around))
    spots = (
        world.spots.get(at.place) for c in claims for at in (*c.places, *c.origins) if at.place
    )
    mapped = frozenset().union(*(words(spot.name) for spot in spots if spot is not None))
    return found, (frozenset().union(*map(names_in, around)) & found) - mapped


class Wordbook:
    """Gathers the words of one report after the other, copies with their originals."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._codes: dict[str, int] = {}
        self._said: dict[str, Ranks] = {}
        self._named: dict[str, Ranks] = {}

    def add(self, claims: Sequence[Claim]) -> None:
        """Take in the words around the claims of one report."""
        report = self._world.root(claims[0].report)
        found, names = words_of(claims, self._world)
        self._put(self._said, report, found)
        self._put(self._named, report, names)

    def _put(self, rows: dict[str, Ranks], report: str, found: Iterable[str]) -> None:
        codes = [self._codes.setdefault(word, len(self._codes)) for word in found]
        added = np.array(sorted(codes), dtype=np.int32)
        rows[report] = np.union1d(rows[report], added) if report in rows else added

    def said(self) -> Iterator[tuple[str, list[str], list[str]]]:
        """(report, its words, its names), each sorted, of all reports taken in."""
        spelled = list(self._codes)
        for report, codes in self._said.items():
            named = self._named[report].tolist()
            yield (
                report,
                sorted(spelled[c] for c in codes.tolist()),
                sorted(spelled[c] for c in named),
            )

    def vocabulary(self) -> Vocabulary:
        """The words of all reports taken in."""
        spelled = list(self._codes)
        counts = np.zeros(len(spelled), dtype=np.int64)
        for codes in self._said.values():
            counts[codes] += 1  # no code comes twice in a report
        rarity = Rarity.among(len(self._said))
        shared = (counts >= 2) & (counts <= rarity.most)
        rare = {report: codes[shared[codes]] for report, codes in self._said.items()}
        names = {
            report: frozenset(spelled[c] for c in codes[shared[codes]].tolist())
            for report, codes in self._named.items()
        }
        return Vocabulary(spelled, counts, self._said, rare, names, rarity)


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
