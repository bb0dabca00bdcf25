"""What each report is about: its lead incident, and how rare the words are that two reports share.

Names of victims, streets and units are what two reports of one happening have in common and
others have not, also where one of them says neither when nor where. The words of all the claims
of a report are weighed by how few of the reports use them (cosine of inverse document
frequencies, Spärck Jones 1972); a copy counts with its original.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gesta.resolution.facts import Facts, words
from gesta.resolution.world import World
from gesta.types import Claim

# A word in more reports than this leads to no comparison; one in a single report to none either.
_COMMON = 24
# This many of a report's rarest shared words are looked up.
_LOOKED_UP = 40
# Shared words of less weight than this (two rare ones in a thousand reports, many in a few
# reports, among which no word can be known to be rare) say little however short the texts are.
_LITTLE = 50.0
# What a report may be about, the first that it has; a date counts as much as so many claims.
_LED, _DATED = ("ASSAULT", "COERCE"), 1
# Less alike, date and place have to bring two groups together (see `blocks`).
_LEAST_ALIKE = 0.045
# Two reports of one story share more rare words than one.
_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Stories:
    """Words by report (root of the copies), their weights, and each report's lead group."""

    vocabulary: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    lengths: Mapping[str, float]
    ranks: Mapping[str, int]  # word → its place when the rarest come first
    leads: Mapping[str, frozenset[str]]  # group → the reports it leads

    @staticmethod
    def of(claims: Iterable[Claim], groups: Sequence[Facts], world: World) -> Stories:
        """The stories of the claims, given the groups made within their reports."""
        texts: dict[str, set[str]] = defaultdict(set)
        for claim in claims:
            texts[world.root(claim.report)].add(claim.evidence.text)
        vocabulary = {
            report: frozenset().union(*map(words, texts[report])) for report in sorted(texts)
        }
        counted = Counter(word for said in vocabulary.values() for word in said)
        # Squared, as the product of two weights is what a shared word adds.
        weights = {w: math.log(1 + len(vocabulary) / n) ** 2 for w, n in counted.items()}
        lengths = {
            report: math.sqrt(math.fsum(weights[w] for w in said))
            for report, said in vocabulary.items()
        }
        rarest = sorted(weights, key=lambda w: (-weights[w], w))
        ranks = {word: rank for rank, word in enumerate(rarest)}
        return Stories(vocabulary, weights, lengths, ranks, _leads(groups))

    def alike(self, a: Facts, b: Facts) -> tuple[float, tuple[str, ...]] | None:
        """How alike the reports are that the two groups lead (0 to 1), and the rarest shared words.

        None where one of the groups is not what its report is about.
        """
        pairs = [
            (one, two)
            for one in sorted(self.leads.get(a.id, ()))
            for two in sorted(self.leads.get(b.id, ()))
            if one != two
        ]
        if not pairs:
            return None
        return max((self._compare(one, two) for one, two in pairs), key=lambda found: found[0])

    def _compare(self, one: str, two: str) -> tuple[float, tuple[str, ...]]:
        shared = self.vocabulary[one] & self.vocabulary[two]
        longest = self.lengths[one] * self.lengths[two]
        if not shared or not longest:
            return 0.0, ()
        rarest = sorted(shared, key=self.ranks.__getitem__)[:3]
        weight = math.fsum(self.weights[w] for w in shared)
        return weight / longest * weight / (weight + _LITTLE), tuple(rarest)

    def pairs(self, groups: Sequence[Facts]) -> Iterator[tuple[int, int]]:
        """Indexes (i < j) of lead groups whose reports share rare words, each pair once."""
        told_by: dict[str, list[int]] = defaultdict(list)
        for index, group in enumerate(groups):
            said = frozenset().union(*(self._rare(r) for r in self.leads.get(group.id, ())))
            for word in said:
                told_by[word].append(index)
        shared: Counter[tuple[int, int]] = Counter()
        for members in told_by.values():
            for at, i in enumerate(members):
                shared.update((i, j) for j in members[at + 1 :])
        for i, j in sorted(pair for pair, times in shared.items() if times >= _LEAST_SHARED):
            found = self.alike(groups[i], groups[j])
            if found is not None and found[0] >= _LEAST_ALIKE:
                yield i, j

    def _rare(self, report: str) -> frozenset[str]:
        """The rarest words of a report that another report uses too."""
        reports = len(self.vocabulary)
        least, most = math.log(1 + reports / _COMMON) ** 2, math.log(1 + reports / 2) ** 2
        found = [w for w in self.vocabulary[report] if least <= self.weights[w] <= most]
        return frozenset(sorted(found, key=self.ranks.__getitem__)[:_LOOKED_UP])


def _leads(groups: Sequence[Facts]) -> dict[str, frozenset[str]]:
    """Group → the reports of which it is the happening told at greatest length."""
    best: dict[str, tuple[int, int, str]] = {}
    for group in groups:
        if group.kind != "done" or group.number == "many" or group.type not in _LED:
            continue
        for report in group.reports:
            length = len(group.claims) + _DATED * (group.days is not None)
            rank = (_LED.index(group.type), -length, group.id)
            best[report] = min(best.get(report, rank), rank)
    leads: dict[str, set[str]] = defaultdict(set)
    for report, (_, _, group_id) in best.items():
        leads[group_id].add(report)
    return {group: frozenset(reports) for group, reports in leads.items()}
