"""What a ledger has filed of its groups, in the form in which resolution asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from gesta.joining.lazy import Lazy
from gesta.ledger.joins import Joins, Story
from gesta.resolution.blocks import FULL
from gesta.resolution.facts import Facts
from gesta.resolution.kept import Kept, Record, kept_of
from gesta.resolution.stories import LEAST_SHARED, ONE_STORY, Stories, beside
from gesta.resolution.vocabulary import Overlap, Rarity, overlap_of
from gesta.resolution.world import World

_HELD = 4_000  # bundles and stories that are held


class FiledWords:
    """The words of reports as the ledger keeps them."""

    def __init__(self, joins: Joins, rarity: Rarity, story: Mapping[str, Story]) -> None:
        self._joins, self.rarity, self._story = joins, rarity, story
        self._times: dict[str, int] = {}
        self._said: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def _of(self, report: str) -> tuple[frozenset[str], frozenset[str]]:
        """The words of a report, and its names."""
        found = self._said.get(report)
        if found is None:
            story = self._story.get(report)
            words, names = (story.words, story.names) if story else ((), ())
            found = self._said[report] = frozenset(words), frozenset(names)
        return found

    def _rare(self, words: frozenset[str]) -> list[tuple[str, int]]:
        """The rare ones of words, and how many reports have each."""
        most = self.rarity.most
        self._times |= self._joins.times(words - self._times.keys(), most + 1)
        return [(word, times) for word in words if 2 <= (times := self._times[word]) <= most]

    def sharing(self, report: str) -> list[str]:
        """The reports that share rare words enough with one for the two to be of one story."""
        rare = [word for word, _ in self._rare(self._of(report)[0])]
        return [other for other in self._joins.sharing(rare, LEAST_SHARED) if other != report]

    def length(self, report: str) -> float:
        """The length of a report; 0 where it has no words."""
        return self.rarity.length(len(self._of(report)[0]))

    def overlap(self, one: str, two: str) -> Overlap:
        """What two reports have in common."""
        (words, names), (others, named) = self._of(one), self._of(two)
        return overlap_of(self._rare(words & others), names & named, self.rarity)


class Filed:
    """The groups of a ledger by id, and which of them are worth judging together."""

    def __init__(self, joins: Joins, world: World, report_of: Callable[[str], str]) -> None:
        self.joins, self.world = joins, world
        self.rarity = Rarity.among(joins.stories())
        self._story = story = Lazy(joins.story)
        self.words = FiledWords(joins, self.rarity, story)
        leads: Mapping[str, frozenset[str]] = Lazy(lambda c: frozenset(joins.led_by(c)) or None)
        rivals: Mapping[str, int] = Lazy(lambda r: s.rivals if (s := story.get(r)) else None)
        self.stories = Stories(self.words, leads, rivals, world.outlets)
        self._report_of = report_of
        self._records: Mapping[str, dict[str, Record]] = Lazy(
            lambda name: {record[0]: record for record in joins.cores(name)}
        )
        self._bundle: Mapping[str, str] = Lazy(joins.bundle)
        self._kept: dict[str, Kept] = {}
        self._by_word: dict[str, dict[str, list[Facts]]] = {}
        self._is_open: Mapping[int, bool] = Lazy(lambda n: len(joins.filed(n, FULL + 1)) <= FULL)

    def kept(self, core: str) -> Kept:
        """A group by its id."""
        found = self._kept.get(core)
        if found is None:
            record = self._records[self._bundle[self._report_of(core)]][core]
            found = self._kept[core] = kept_of(record, self.world.spots)
        return found

    def find(self, claim: str) -> Facts | None:
        """The group of which a claim is the first; None where it is another claim of one."""
        there = claim in self._records[self._bundle[self._report_of(claim)]]
        return self.kept(claim).facts if there else None

    def __getitem__(self, core: str) -> Facts:
        return self.kept(core).facts

    def told(self, report: str) -> list[Facts]:
        """The groups that a report (the root of its copies) tells."""
        every = map(self.kept, self._records[self._bundle[report]])
        return [kept.facts for kept in every if report in kept.facts.reports]

    def _told_by(self, report: str) -> dict[str, list[Facts]]:
        """The groups that a report tells, by the words by which it does."""
        found = self._by_word.get(report)
        if found is None:
            found = self._by_word[report] = {}
            for facts in self.told(report):
                for lemma in facts.lemmas:
                    found.setdefault(lemma, []).append(facts)
        return found

    # ------------------------------------------------------------ which pairs are judged

    def met(self, groups: Iterable[Kept], open_keys: Set[int]) -> Iterator[tuple[str, str]]:
        """Pairs of these groups and those whom they meet under keys that are not full."""
        under: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        for kept in groups:
            for number, meets in kept.keys:
                if number in open_keys:
                    under[number].append((kept.facts.id, meets))
        for number, other, met in self.joins.together(under):
            for core, meets in under[number]:
                if core != other and (meets or met):
                    yield core, other

    def of_story(self, report: str) -> Iterator[tuple[str, str]]:
        """Pairs of groups to judge as a report is of one story with others."""
        story = self._story.get(report)
        if story is None or story.lead is None:
            return
        for other in self.words.sharing(report):
            yield from self._of_two(story, other)

    def _leads(self, story: Story, other: str) -> tuple[str, str, bool] | None:
        """The groups that two linked reports are about, and whether what they tell besides is worth
        judging too; None where the reports are not linked."""
        lead = self._lead(other)
        if story.lead is None or lead is None or lead == story.lead:
            return None
        found = self.stories.linked(story.report, other)
        return None if found is None else (story.lead, lead, found.part >= ONE_STORY)

    def _of_two(self, story: Story, other: str) -> Iterator[tuple[str, str]]:
        found = self._leads(story, other)
        if found is None:
            return
        yield found[0], found[1]
        if found[2]:
            own, others = self._told_by(story.report), self._told_by(other)
            for word in own.keys() & others.keys():
                for one in own[word]:
                    yield from ((one.id, two.id) for two in others[word] if beside(one, two))

    def _lead(self, report: str) -> str | None:
        story = self._story.get(report)
        return story.lead if story else None

    def worth_judging(self, left: str, right: str) -> bool:
        """Whether two groups are still worth judging, by their keys or their stories."""
        one, two = self.kept(left), self.kept(right)
        keys = dict(two.keys)
        for number, meets in one.keys:
            shared = number in keys and (meets or keys[number])
            if shared and self._is_open[number]:
                return True
        for report in sorted(one.facts.reports):
            for other in sorted(two.facts.reports - {report}):
                story = self._story.get(report)
                found = self._leads(story, other) if story else None
                if found is None:
                    continue
                if {found[0], found[1]} == {left, right}:
                    return True
                if found[2] and beside(one.facts, two.facts):
                    return True
        return False
