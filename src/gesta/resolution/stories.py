"""What each report is about: its lead incident, and how rare the words are that two reports share.

Names of victims, streets and units are what two reports of one happening have in common and
others have not, also where one of them says neither when nor where. The words of all the claims
of a report are weighed by how few of the reports use them (cosine of inverse document
frequencies, Spärck Jones 1972); a copy counts with its original. Where the text of a report is
given, the words around its claims count too: a boilerplate page stays out, as it claims nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gesta.resolution.facts import Facts, names_in, words
from gesta.resolution.kinds import related
from gesta.resolution.world import World
from gesta.types import Claim

# A word in more reports than this leads to no comparison; one in a single report to none either.
_COMMON = 24
# Characters before and after a claim's sentence that tell of the same.
_AROUND = 250
# This many of a report's rarest shared words are looked up.
_LOOKED_UP = 40
# Shared words of less weight than this (two rare ones in a thousand reports, many in a few
# reports, among which no word can be known to be rare) say little however short the texts are.
_LITTLE = 50.0
# Among fewer reports every word is rare.
_ENOUGH = 25
# What a report may be about, the first that it has; a date counts as much as so many claims.
_LED, _DATED = ("ASSAULT", "COERCE"), 1
# Less alike, date and place have to bring two groups together (see `blocks`).
_LEAST_ALIKE = 0.045
# Likeness of two reports from which on a distance, or a day of court, does not part their leads.
ONE_STORY = 0.1
# Two reports of one story share more rare words than one.
_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two reports are (0 to 1), the rarest words and the rare names in both.

    `rivals` counts the happenings of another day or place that one of them tells besides its lead:
    0 where both tell of one happening, many where one is a round-up.
    """

    part: float
    shared: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    rivals: int = 0
    known: bool = True  # whether there are reports enough to tell a rare word
    outlet: bool = False  # one outlet printed both, whose own words they share


@dataclass(frozen=True, slots=True)
class Stories:
    """Words by report (root of the copies), their weights, and each report's lead group."""

    vocabulary: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    lengths: Mapping[str, float]
    ranks: Mapping[str, int]  # word → its place when the rarest come first
    names: Mapping[str, frozenset[str]]  # the words that are written as names, by report
    leads: Mapping[str, frozenset[str]]  # group → the reports it leads
    rivals: Mapping[str, int]  # report → happenings of another day or place than its lead
    outlets: Mapping[str, str | None]

    @staticmethod
    def of(claims: Iterable[Claim], groups: Sequence[Facts], world: World) -> Stories:
        """The stories of the claims, given the groups made within their reports."""
        said: dict[str, set[str]] = defaultdict(set)
        for claim in claims:
            said[world.root(claim.report)].add(_around(claim, world))
        vocabulary, names = {}, {}
        # Two reports from one town share the names of its streets and not of its victims.
        mapped = frozenset().union(*(words(spot.name) for spot in world.spots.values()))
        for report in sorted(said):
            vocabulary[report] = frozenset().union(*map(words, said[report]))
            found = frozenset().union(*map(names_in, said[report]))
            names[report] = (found & vocabulary[report]) - mapped
        counted = Counter(word for row in vocabulary.values() for word in row)
        # Squared, as the product of two weights is what a shared word adds.
        weights = {w: math.log(1 + len(vocabulary) / n) ** 2 for w, n in counted.items()}
        lengths = {
            report: math.sqrt(math.fsum(weights[w] for w in row))
            for report, row in vocabulary.items()
        }
        rarest = sorted(weights, key=lambda w: (-weights[w], w))
        ranks = {word: rank for rank, word in enumerate(rarest)}
        leads = _leads(groups)
        rivals = _rivals(groups, leads)
        return Stories(vocabulary, weights, lengths, ranks, names, leads, rivals, world.outlets)

    def alike(self, a: Facts, b: Facts) -> Alike | None:
        """How alike the reports are that tell of the two groups; None where one report tells both."""
        pairs = [(x, y) for x in sorted(a.reports) for y in sorted(b.reports) if x != y]
        if not pairs:
            return None
        return max((self.compare(one, two) for one, two in pairs), key=lambda found: found.part)

    def lead_both(self, a: Facts, b: Facts) -> bool:
        """Whether each group is what one of its reports is about."""
        return a.id in self.leads and b.id in self.leads

    def compare(self, one: str, two: str) -> Alike:
        """How alike two reports are."""
        shared = self.vocabulary[one] & self.vocabulary[two]
        longest = self.lengths[one] * self.lengths[two]
        rivals = max(self.rivals.get(one, 0), self.rivals.get(two, 0))
        outlet = self.outlets.get(one)
        same = outlet is not None and outlet == self.outlets.get(two)
        known = len(self.vocabulary) >= _ENOUGH
        if not shared or not longest:
            return Alike(0.0, rivals=rivals, known=known, outlet=same)
        weight = math.fsum(self.weights[w] for w in shared)
        least = self._least()
        named = (w for w in self.names[one] & self.names[two] if self.weights[w] >= least)
        return Alike(
            part=weight / longest * weight / (weight + _LITTLE),
            shared=tuple(sorted(shared, key=self.ranks.__getitem__)[:3]),
            names=tuple(sorted(named, key=self.ranks.__getitem__)),
            rivals=rivals,
            known=known,
            outlet=same,
        )

    def _least(self) -> float:
        """The weight of a word that is no longer rare."""
        return math.log(1 + len(self.vocabulary) / _COMMON) ** 2

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
        told = _by_report(groups)
        for i, j in sorted(pair for pair, times in shared.items() if times >= _LEAST_SHARED):
            found = self.alike(groups[i], groups[j])
            if found is None or found.part < _LEAST_ALIKE:
                continue
            yield i, j
            if found.part >= ONE_STORY:
                yield from self._beside(groups, told, i, j)

    def _beside(
        self, groups: Sequence[Facts], told: Mapping[str, Sequence[int]], i: int, j: int
    ) -> Iterator[tuple[int, int]]:
        """What two reports of one story tell by the same word besides their leads."""
        left = [x for r in sorted(self.leads[groups[i].id]) for x in told[r]]
        right = [y for r in sorted(self.leads[groups[j].id]) for y in told[r]]
        for x in left:
            for y in right:
                one, two = groups[x], groups[y]
                if x == y or one.kind != two.kind or one.lemmas.isdisjoint(two.lemmas):
                    continue
                if related(one.type, two.type) and one.reports.isdisjoint(two.reports):
                    yield min(x, y), max(x, y)

    def _rare(self, report: str) -> frozenset[str]:
        """The rarest words of a report that another report uses too."""
        reports = len(self.vocabulary)
        least, most = self._least(), math.log(1 + reports / 2) ** 2
        found = [w for w in self.vocabulary[report] if least <= self.weights[w] <= most]
        return frozenset(sorted(found, key=self.ranks.__getitem__)[:_LOOKED_UP])


def _by_report(groups: Sequence[Facts]) -> dict[str, list[int]]:
    """Report → indexes of the groups that it tells."""
    told: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        for report in group.reports:
            told[report].append(index)
    return told


def _around(claim: Claim, world: World) -> str:
    """The words around a claim, whole ones, in the text of its report; its sentence where the text
    is not given."""
    text = world.texts.get(claim.report)
    if text is None:
        return claim.evidence.text
    start, end = max(0, claim.evidence.start - _AROUND), claim.evidence.end + _AROUND
    head = text.find(" ", start, claim.evidence.start) if start else 0
    tail = text.rfind(" ", claim.evidence.end, end) if end < len(text) else len(text)
    first = claim.evidence.start if head < 0 else head
    return text[first : claim.evidence.end if tail < 0 else tail]


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


def _rivals(groups: Sequence[Facts], leads: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """Report → how many days and places of violence it tells besides those of its lead."""
    lead = {report: g for g in groups for report in leads.get(g.id, ())}
    found: dict[str, set[tuple[object, str]]] = defaultdict(set)
    for group in groups:
        if group.kind != "done" or group.type != "ASSAULT":
            continue
        for report in group.reports:
            first = lead.get(report)
            if first is not None and first.id != group.id and _is_rival(first, group):
                found[report].add((group.days, group.spot.id if group.spot else ""))
    return {report: len(others) for report, others in found.items()}


def _is_rival(lead: Facts, group: Facts) -> bool:
    days = lead.days is not None and group.days is not None and lead.days != group.days
    return days or (lead.spot is not None and group.spot is not None and lead.spot != group.spot)
