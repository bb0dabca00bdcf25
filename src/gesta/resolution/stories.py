"""What each report is about: its lead incident, and how rare the words are that two reports share.

Names of victims, streets and units are what two reports of one happening have in common and
others have not, also where one of them says neither when nor where. Reports are compared by the
cosine of the weights of their words (see `vocabulary`); a copy counts with its original. Where the
text of a report is given, the words around its claims count too: a boilerplate page stays out, as
it claims nothing. What is compared grows with the number of reports: a rare word is in a few of
them, and each is compared with those most like it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from gesta.resolution.facts import Facts
from gesta.resolution.kinds import related
from gesta.resolution.vocabulary import Vocabulary
from gesta.resolution.world import World

# A word in more reports than this leads to no comparison; one in a single report to none either.
_COMMON = 24
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
# A lead is compared with so many others, those told by the reports most like its own.
_NEIGHBOURS = 24
_KEPT = 50_000  # comparisons of two reports that are kept: many pairs of groups ask for one


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
    """The words of the reports, and the happening that each is about."""

    vocabulary: Vocabulary
    leads: Mapping[str, frozenset[str]]  # group → the reports it leads
    rivals: Mapping[str, int]  # report → happenings of another day or place than its lead
    outlets: Mapping[str, str | None]
    _met: dict[tuple[str, str], Alike] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(vocabulary: Vocabulary, groups: Sequence[Facts], world: World) -> Stories:
        """The stories of reports, given their words and the groups made within them."""
        leads = _leads(groups)
        rivals = _rivals(groups, leads)
        return Stories(vocabulary, leads, rivals, world.outlets)

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
        key = (one, two) if one < two else (two, one)
        found = self._met.get(key)
        if found is None:
            if len(self._met) >= _KEPT:
                self._met.clear()
            found = self._met[key] = self._compare(*key)
        return found

    def _compare(self, one: str, two: str) -> Alike:
        words = self.vocabulary
        shared = words.shared(one, two)
        longest = words.lengths[one] * words.lengths[two]
        rivals = max(self.rivals.get(one, 0), self.rivals.get(two, 0))
        outlet = self.outlets.get(one)
        same = outlet is not None and outlet == self.outlets.get(two)
        known = len(words.reports) >= _ENOUGH
        if not len(shared) or not longest:
            return Alike(0.0, rivals=rivals, known=known, outlet=same)
        weight = words.weight(shared)
        return Alike(
            part=weight / longest * weight / (weight + _LITTLE),
            shared=tuple(words.words[rank] for rank in shared[:3]),
            names=words.shared_names(one, two, words.least(_COMMON)),
            rivals=rivals,
            known=known,
            outlet=same,
        )

    def pairs(self, groups: Sequence[Facts]) -> Iterator[tuple[int, int]]:
        """Indexes (i < j) of lead groups whose reports share rare words, and of what those reports
        tell besides by the same word. A pair may come twice."""
        near: dict[int, list[tuple[float, str, int]]] = defaultdict(list)
        for i, j in self._sharing(groups):
            found = self.alike(groups[i], groups[j])
            if found is not None and found.part >= _LEAST_ALIKE:
                near[i].append((-found.part, groups[j].id, j))
                near[j].append((-found.part, groups[i].id, i))
        kept = {
            (min(i, j), max(i, j), -less)
            for i, others in near.items()
            for less, _, j in sorted(others)[:_NEIGHBOURS]
        }
        told = _by_report(groups)
        for i, j, part in sorted(kept):
            yield i, j
            if part >= ONE_STORY:
                yield from self._beside(groups, told, i, j)

    def _sharing(self, groups: Sequence[Facts]) -> Iterator[tuple[int, int]]:
        """Indexes (i < j) of lead groups whose reports share at least two of their rarest words."""
        told_by: dict[int, list[int]] = defaultdict(list)
        for index, group in enumerate(groups):
            rare = {w for r in self.leads.get(group.id, ()) for w in self._rare(r)}
            for word in rare:
                told_by[word].append(index)
        size = len(groups)
        codes = array("q")
        for members in told_by.values():
            for at, i in enumerate(members):
                codes.extend(i * size + j for j in members[at + 1 :])
        pairs, times = np.unique(np.frombuffer(codes, dtype=np.int64), return_counts=True)
        for code in pairs[times >= _LEAST_SHARED].tolist():
            yield divmod(code, size)

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

    def _rare(self, report: str) -> list[int]:
        """The rarest words of a report that another report uses too."""
        words = self.vocabulary
        least, most = words.least(_COMMON), words.least(2)
        found: list[int] = words.rarest(report, least, most, _LOOKED_UP).tolist()
        return found


def _by_report(groups: Sequence[Facts]) -> dict[str, list[int]]:
    """Report → indexes of the groups that it tells."""
    told: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        for report in group.reports:
            told[report].append(index)
    return told


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
