"""What each report is about: its lead incident, and how rare the words are that two reports share.

Names of victims, streets and units are what two reports of one happening have in common and
others have not, also where one of them says neither when nor where. Reports are compared by the
weights of the words that they share against their lengths (see `vocabulary`); a copy counts with
its original. Where the text of a report is given, the words around its claims count too: a
boilerplate page stays out, as it claims nothing. What is compared grows with the number of reports,
as a rare word is in a few of them, and whether two are compared is for the two alone to say.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from gesta.resolution.facts import Facts
from gesta.resolution.kinds import related
from gesta.resolution.vocabulary import Vocabulary, Words
from gesta.resolution.world import World

# Shared words of less weight than this (two rare ones in a thousand reports, many in a few
# reports, among which no word can be known to be rare) say little however short the texts are.
_LITTLE = 50.0
# Among fewer reports every word is rare.
_ENOUGH = 32
# What a report may be about, the first that it has; a date counts as much as so many claims.
_LED, _DATED = ("ASSAULT", "COERCE"), 1
# Less alike, date and place have to bring two groups together (see `blocks`).
_LEAST_ALIKE = 0.045
# Likeness of two reports from which on a distance, or a day of court, does not part their leads.
ONE_STORY = 0.1
# Two reports of one story share more rare words than one.
LEAST_SHARED = 2
_KEPT = 50_000  # comparisons of two reports that are kept: many pairs of groups ask for one


class Alike(NamedTuple):
    """How alike two reports are (0 to 1), how many rare words both have, the rarest of them, and
    the rare names in both.

    `rivals` counts the happenings of another day or place that one of them tells besides its lead:
    0 where both tell of one happening, many where one is a round-up.
    """

    part: float
    rare: int = 0
    shared: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    rivals: int = 0
    known: bool = True  # whether there are reports enough to tell a rare word
    outlet: bool = False  # one outlet printed both, whose own words they share


@dataclass(frozen=True, slots=True)
class Stories:
    """The words of the reports, and the happening that each is about."""

    words: Words
    leads: Mapping[str, frozenset[str]]  # group → the reports it leads
    rivals: Mapping[str, int]  # report → happenings of another day or place than its lead
    outlets: Mapping[str, str | None]
    _met: dict[tuple[str, str], Alike] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(words: Words, groups: Sequence[Facts], world: World) -> Stories:
        """The stories of reports, given their words and the groups made within them."""
        leads = leads_of(groups)
        return Stories(words, leads, rivals_of(groups, leads), world.outlets)

    def alike(self, a: Facts, b: Facts) -> Alike | None:
        """How alike the reports are that tell of the two groups; None where one report tells both."""
        if len(a.reports) == len(b.reports) == 1:
            (one,), (two,) = a.reports, b.reports
            return None if one == two else self.compare(one, two)
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
        shared = self.words.overlap(one, two)
        lengths = self.words.length(one) * self.words.length(two)
        rivals = max(self.rivals.get(one, 0), self.rivals.get(two, 0))
        outlet = self.outlets.get(one)
        weight = shared.weight
        return Alike(
            part=weight / lengths * weight / (weight + _LITTLE) if weight and lengths else 0.0,
            rare=shared.rare,
            shared=shared.words,
            names=shared.names,
            rivals=rivals,
            known=self.words.rarity.nominal >= _ENOUGH,
            outlet=outlet is not None and outlet == self.outlets.get(two),
        )

    def linked(self, one: str, two: str) -> Alike | None:
        """How alike two reports are; None where they are too little so for their leads to be judged."""
        found = self.compare(one, two)
        enough = found.known and found.rare >= LEAST_SHARED
        return found if enough and found.part >= _LEAST_ALIKE else None


def story_pairs(
    stories: Stories, vocabulary: Vocabulary, groups: Sequence[Facts]
) -> Iterator[tuple[int, int]]:
    """Indexes (i < j) of lead groups whose reports share rare words, and of what those reports
    tell besides by the same word. A pair may come twice."""
    told = _by_word(groups)
    leads = {report: i for i, g in enumerate(groups) for report in stories.leads.get(g.id, ())}
    for one, two in _sharing(sorted(leads), vocabulary):
        if leads[one] == leads[two]:
            continue
        found = stories.linked(one, two)
        if found is None:
            continue
        yield min(leads[one], leads[two]), max(leads[one], leads[two])
        if found.part >= ONE_STORY:
            words, others = told[one], told[two]
            for word in words.keys() & others.keys():
                for x in words[word]:
                    for y in others[word]:
                        if beside(groups[x], groups[y]):
                            yield min(x, y), max(x, y)


def beside(one: Facts, two: Facts) -> bool:
    """Whether two groups told in reports of one story are worth judging: told by the same word."""
    if one.id == two.id or one.kind != two.kind or one.lemmas.isdisjoint(two.lemmas):
        return False
    return related(one.type, two.type) and one.reports.isdisjoint(two.reports)


def _sharing(reports: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Pairs of reports that share enough rare words, each once."""
    said_in: dict[int, list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        for word in vocabulary.rare[report].tolist():
            said_in[word].append(index)
    size = len(reports)
    codes = array("q")
    for members in said_in.values():
        for at, i in enumerate(members):
            codes.extend(i * size + j for j in members[at + 1 :])
    pairs, times = np.unique(np.frombuffer(codes, dtype=np.int64), return_counts=True)
    for code in pairs[times >= LEAST_SHARED].tolist():
        i, j = divmod(code, size)
        yield reports[i], reports[j]


def _by_word(groups: Sequence[Facts]) -> dict[str, dict[str, list[int]]]:
    """Report → word → indexes of the groups that it tells by that word."""
    told: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for index, group in enumerate(groups):
        for report in group.reports:
            for lemma in group.lemmas:
                told[report].setdefault(lemma, []).append(index)
    return told


def leads_of(groups: Sequence[Facts]) -> dict[str, frozenset[str]]:
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


def rivals_of(groups: Sequence[Facts], leads: Mapping[str, frozenset[str]]) -> dict[str, int]:
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
