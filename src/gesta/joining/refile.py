"""Filing the groups of some reports anew, and what that changes for the groups of others.

A key under which one more is filed than may meet there parts those who met; a word that one more
report uses weighs less between those that have it. Both leave pairs to look at again. Where a word
comes to weigh more, its reports are joined anew themselves (`Wider`), as they may now meet others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gesta.ledger.joins import Joins, Story
from gesta.resolution.blocks import FULL, keys
from gesta.resolution.cores import Making
from gesta.resolution.facts import Facts
from gesta.resolution.kept import Kept, kept_of
from gesta.resolution.stories import leads_of, rivals_of
from gesta.resolution.vocabulary import Rarity
from gesta.resolution.world import World


class Wider(Exception):
    """More reports have to be joined anew than was thought: `reports`."""

    def __init__(self, reports: Iterable[str]) -> None:
        super().__init__()
        self.reports = frozenset(reports)


class Anew(Exception):
    """The whole ledger has to be joined anew; says why."""


@dataclass(slots=True)
class Refiled:
    """The old and new groups, and what others must look at again."""

    old: dict[str, Kept]
    new: dict[str, Kept]
    stories: list[str]  # reports whose words were filed
    parted: set[tuple[str, str]] = field(default_factory=set)  # near pairs that may be none now
    meeting: set[tuple[str, str]] = field(default_factory=set)  # groups that may be near now
    shaken: set[str] = field(default_factory=set)  # groups of which two have less in common now
    open: set[int] = field(default_factory=set)  # keys of the new groups under which they meet


def stories_of(making: Making, cores: Sequence[Facts]) -> list[Story]:
    """What is filed of the reports whose claims were grouped."""
    leads = leads_of(cores)
    rivals = rivals_of(cores, leads)
    led = {report: core for core, reports in leads.items() for report in reports}
    return [
        Story(report, tuple(words), tuple(names), led.get(report), rivals.get(report, 0))
        for report, words, names in making.wordbook.said()
    ]


def bundles_of(
    reports: Iterable[str], cores: Sequence[Facts], world: World, report_of: Mapping[str, str]
) -> list[tuple[str, list[str], list[Facts]]]:
    """(name, reports, cores) of the bundles: reports tied by copies or by a core of both."""
    parent: dict[str, str] = {}

    def find(report: str) -> str:
        while parent.setdefault(report, report) != report:
            parent[report] = report = parent[parent[report]]
        return report

    def tie(one: str, two: str) -> None:
        one, two = sorted((find(one), find(two)))
        parent[two] = one

    for report in reports:
        tie(report, world.root(report))
    for core in cores:
        first = report_of[core.id]
        for claim in core.claims[1:]:
            tie(first, report_of[claim])
    inside: dict[str, list[Facts]] = {}
    for core in cores:
        inside.setdefault(find(report_of[core.id]), []).append(core)
    members: dict[str, list[str]] = {}
    for report in sorted(parent):
        members.setdefault(find(report), []).append(report)
    return [(name, members[name], inside.get(name, [])) for name in sorted(members)]


def refile(
    joins: Joins, world: World, making: Making, cores: Sequence[Facts], reports: Sequence[str],
    report_of: Mapping[str, str],
) -> Refiled:  # fmt: skip
    """Put the groups of `reports` in the place of those that were filed."""
    bundles = sorted({name for r in reports if (name := joins.bundle(r)) is not None})
    before = [kept_of(record, world.spots) for name in bundles for record in joins.cores(name)]
    new = {core.id: Kept(core, tuple(keys(core, world))) for core in cores}
    made = Refiled({kept.facts.id: kept for kept in before}, new, [])
    roots = {world.root(r) for r in reports} | set(reports)
    gone = [story for root in sorted(roots) if (story := joins.story(root)) is not None]
    told = stories_of(making, cores)
    made.stories = [story.report for story in told]
    _change_words(joins, gone, told, made)
    _change_keys(joins, made)
    for name in bundles:
        joins.drop_bundle(name)
    rows = bundles_of(reports, cores, world, report_of)
    joins.put_bundles((name, row, [new[c.id].record() for c in told]) for name, row, told in rows)
    return made


def _change_words(
    joins: Joins, gone: Sequence[Story], told: Sequence[Story], made: Refiled
) -> None:
    """File the words, and note the near pairs of other reports that they part."""
    stories = joins.stories()
    rarity = Rarity.among(stories)
    if Rarity.among(stories - len(gone) + len(told)) != rarity:
        raise Anew("the number of reports has doubled, by which the words of all are weighed anew")
    change = Counter(word for story in told for word in story.words)
    change.subtract(word for story in gone for word in story.words)
    most = rarity.most + 1 + len(gone) + len(told)
    own = {story.report for story in (*gone, *told)}
    risen: set[str] = set()
    fallen: list[list[str]] = []
    times = joins.times((word for word, more in change.items() if more), most)
    for word in sorted(times):
        before = times[word]
        if rarity.step(before) == rarity.step(before + change[word]):
            continue
        others = [report for report in joins.saying(word, most) if report not in own]
        if change[word] < 0:
            risen.update(others)
        elif before > 1:
            fallen.append(others)
    if risen:
        raise Wider(risen)
    for others in fallen:
        tells = _told_by(joins, others)
        near = {(left, right) for core in tells for left, right, _ in joins.near(core)}
        made.shaken |= {core for pair in near for core in pair if core in tells}
        made.parted |= {(a, b) for a, b in near if a in tells and b in tells}
    for story in gone:
        joins.drop_story(story)
    joins.put_stories(told)


def _told_by(joins: Joins, reports: Iterable[str]) -> set[str]:
    """The groups that some reports tell."""
    tells: set[str] = set()
    for report in reports:
        bundle = joins.bundle(report)
        tells.update(r[0] for r in (joins.cores(bundle) if bundle else ()) if report in r[2])
    return tells


def _change_keys(joins: Joins, made: Refiled) -> None:
    """File the groups under their keys, and note whom that parts and brings together."""
    gone = {(number, kept.facts.id) for kept in made.old.values() for number, _ in kept.keys}
    filed = {
        (number, kept.facts.id): meets for kept in made.new.values() for number, meets in kept.keys
    }
    change = Counter(number for number, _ in filed)
    change.subtract(number for number, _ in gone)
    full = joins.crowds(change, FULL + 1 + len(gone))
    joins.drop_keys(sorted(gone))
    joins.put_keys((number, core, meets) for (number, core), meets in filed.items())
    for number in sorted(change):
        before, after = full[number], full[number] + change[number]
        if after <= FULL:
            made.open.add(number)
        if before <= FULL < after:
            members = {core for core, _ in joins.filed(number, after)}
            near = {(a, b) for core in members for a, b, _ in joins.near(core)}
            made.parted |= {(a, b) for a, b in near if a in members and b in members}
        elif after <= FULL < before:
            line = sorted(joins.filed(number, FULL))
            made.meeting |= {
                (a, b)
                for at, (a, one) in enumerate(line)
                for b, two in line[at + 1 :]
                if one or two
            }
