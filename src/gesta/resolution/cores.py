"""Claims in groups of one happening before reports are compared: judged ones, copies, reports.

People's judgements come first, then the claims of copied reports, then the claims of one report.
What comes out are cores, the pooled facts of each group, and the edges that made them. The
invariant: reports that no judgement and no copy ties together do not touch each other's cores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import replace

from gesta.resolution.cluster import agglomerate, nearest
from gesta.resolution.copied import same_words
from gesta.resolution.facts import Facts, facts_of, pool, shared
from gesta.resolution.hopeless import hopeless
from gesta.resolution.partition import Partition
from gesta.resolution.satellites import satellites
from gesta.resolution.score import Judged, within
from gesta.resolution.shelf import Shelf
from gesta.resolution.vocabulary import Wordbook
from gesta.resolution.world import World
from gesta.types import Claim, Edge, Reason

# A claim is compared with this many claims that follow it in its report.
REACH = 60


def edge_key(edge: Edge) -> tuple[str, str, str, str, str, float]:
    """The order of edges."""
    return edge.left, edge.right, edge.by, edge.at or "", edge.judgement, edge.score


def by_people(judged: Sequence[Edge]) -> list[Edge]:
    """The edges that people judged, each once, left before right; contradictory ones all stay."""
    kept = {}
    for edge in judged:
        if edge.by != "gesta":
            left, right = sorted((edge.left, edge.right))
            turned = replace(edge, left=left, right=right)
            kept[edge_key(turned)] = turned
    return [kept[key] for key in sorted(kept)]


def same_edge(left: str, right: str, score: float, reasons: Sequence[Reason]) -> Edge:
    """An edge that joins two claims."""
    left, right = sorted((left, right))
    return Edge(left, right, "same", round(score, 6), tuple(map(shared, reasons)))


class Making:
    """The cores of some claims, made in three steps over one partition.

    `known` are the ids of all claims there are; what people judged of others is gone.
    """

    def __init__(
        self, claims: Shelf, world: World, judged: Sequence[Edge], *, known: Container[str]
    ) -> None:
        self._claims, self._world, self._judged, self._known = claims, world, judged, known
        apart = [(e.left, e.right) for e in judged if e.judgement == "different"]
        self.partition = Partition(claims, apart)
        self.wordbook = Wordbook(world)
        self.edges: dict[tuple[str, str], Edge] = {}
        self.notes: set[tuple[str, str]] = set()
        self._facts: dict[str, Facts] = {}
        self._line: dict[str, Claim] = {}  # the claims of the report at hand
        self._cores: dict[str, Facts] = {}

    def cores(self) -> list[Facts]:
        """Make the cores; those of one report come one after the other."""
        self._join_judged()
        self._join_copies()
        for report in self._claims.reports():
            line = self._told(report)
            self.wordbook.add(line)
            self._join_within(line)
            self._join_satellites(line)
            self._close(line)
        for claims in self._open():
            self._keep([self._facts[claim] for claim in claims])
        return sorted(self._cores.values(), key=lambda c: (self._claims.report_of[c.id], c.id))

    def _join_judged(self) -> None:
        """Join what people judged same, unless people judged it different too."""
        for edge in self._judged:
            if edge.judgement != "same":
                continue
            missing = [c for c in (edge.left, edge.right) if c not in self._known]
            if missing:
                for known in {edge.left, edge.right} & self._claims.keys():
                    words = f"judged same by {edge.by} as {missing[0]}, which is gone"
                    self.notes.add((known, words))
            elif not self.partition.join(edge.left, edge.right):
                words = f"judged same as {edge.right} by {edge.by}, but kept apart by a judgement"
                self.notes.add((edge.left, words + " that says different"))

    def _join_copies(self) -> None:
        """Join each claim of a copied report to the claim with the same words in the original."""
        families: dict[str, list[str]] = defaultdict(list)
        for report in self._claims.reports():
            families[self._world.root(report)].append(report)
        for root in sorted(families):
            if len(families[root]) == 1:
                continue
            told = [claim for report in families[root] for claim in self._told(report)]
            for left, right, reason in same_words(told, self._facts, self._world):
                if self.partition.join(left, right):
                    self._same(left, right, 1.0, (reason,))

    def _told(self, report: str) -> list[Claim]:
        """The claims of a report in the order of its text, their facts known from now on."""
        told = self._claims.told(report)
        for claim in told:
            if claim.id not in self._facts:
                self._facts[claim.id] = facts_of(claim, self._world)
        return sorted(told, key=lambda c: (c.trigger.start, c.id))

    def _join_within(self, line: Sequence[Claim]) -> None:
        """Join the claims of one report that speak of one happening."""
        near = {}
        self._line = {claim.id: claim for claim in line}
        facts = [self._facts[claim.id] for claim in line]
        for at, one in enumerate(facts):
            for two in facts[at + 1 : at + 1 + REACH]:
                if hopeless(one, two):
                    continue
                key = (one.id, two.id) if one.id < two.id else (two.id, one.id)
                near[key] = self._within(*key)
        made = agglomerate(near, compare=self._within, link=nearest, join=self.partition.join)
        for key in made:
            self._same(*key, near[key].score if key in near else 0.0, self._within(*key).reasons)

    def _join_satellites(self, line: Sequence[Claim]) -> None:
        """Join what one report tells without a date to the happening that it dates."""
        groups: dict[str, list[Facts]] = defaultdict(list)
        for claim in line:
            groups[self.partition.find(claim.id)].append(self._facts[claim.id])
        pooled = [pool(row) for row in groups.values()]
        for anchor, satellite, judged in satellites(pooled, self._line, self._world):
            if self.partition.join(anchor, satellite):
                self._same(anchor, satellite, judged.score, judged.reasons)

    def _close(self, line: Sequence[Claim]) -> None:
        """Pool the groups that lie whole in one report, of which nothing more will be said."""
        inside = {claim.id for claim in line}
        for root in sorted({self.partition.find(claim) for claim in inside}):
            members = self.partition.members(root)
            if inside.issuperset(members):
                self._keep([self._facts.pop(claim) for claim in members])

    def _open(self) -> list[list[str]]:
        """The groups over several reports."""
        return [
            self.partition.members(root)
            for root in sorted({self.partition.find(claim) for claim in self._facts})
        ]

    def _keep(self, facts: Sequence[Facts]) -> None:
        core = pool(facts)
        self._cores[core.id] = core

    def _within(self, left: str, right: str) -> Judged:
        one = self._line[left], self._facts[left]
        two = self._line[right], self._facts[right]
        return within(one, two, self._world)

    def _same(self, left: str, right: str, score: float, reasons: Sequence[Reason]) -> None:
        edge = same_edge(left, right, score, reasons)
        self.edges[edge.left, edge.right] = edge
