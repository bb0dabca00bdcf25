"""Which incidents and edges come of groups filed anew, and whom they touch.

Groups meet under their keys and by their stories; pairs that come out near are kept; the groups
that hang together by pairs of even odds or better are clustered together, as they are when the
whole ledger is joined, and nobody else's cluster can have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gesta.joining.filed import Filed
from gesta.joining.refile import Refiled
from gesta.resolution.cluster import agglomerate, average
from gesta.resolution.cores import same_edge
from gesta.resolution.facts import Facts
from gesta.resolution.partition import Partition
from gesta.resolution.resolve import LEAST_LOGIT, near_edge
from gesta.resolution.score import Judged, across
from gesta.types import Claim, Edge

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Clustered:
    """The groups that were clustered anew: their cores, claims by incident, and edges."""

    cores: Mapping[str, Facts]
    groups: Sequence[Sequence[str]]
    edges: Mapping[Pair, Edge]
    as_before: Mapping[Pair, str]  # pairs judged as before, and what their edge says


class Adding:
    """One step of adding: judging what meets, and clustering what hangs together."""

    def __init__(self, filed: Filed, claims: Mapping[str, Claim], judged: Sequence[Edge]) -> None:
        self._filed, self._claims, self._judged = filed, claims, judged
        self._known: dict[Pair, Judged] = {}

    def run(self, made: Refiled) -> Clustered:
        """Judge and cluster after `made` was filed."""
        seeds = set(made.new)
        for core in sorted(made.old):
            near = [(left, right) for left, right, _ in self._filed.joins.near(core)]
            seeds.update(name for pair in near for name in pair)
            self._filed.joins.drop_near(near)
        seeds |= made.shaken
        seeds -= made.old.keys() - made.new.keys()
        seeds |= self._part(made)
        pairs = {_ordered(a, b) for a, b in made.meeting}
        for kept in made.new.values():
            pairs |= {_ordered(kept.facts.id, other) for other in self._filed.met(kept)}
        for report in made.stories:
            pairs |= {_ordered(a, b) for a, b in self._filed.of_story(report)}
        near_pairs = [pair for pair in sorted(pairs) if self._compare(*pair).logit >= LEAST_LOGIT]
        self._keep(near_pairs)
        seeds.update(name for pair in near_pairs for name in pair if pair in made.meeting)
        return self._cluster(self._hanging_together(seeds))

    def _part(self, made: Refiled) -> set[str]:
        """Look again at near pairs that may be none now; the groups of those."""
        gone = made.old.keys() | made.new.keys()
        pairs = sorted(pair for pair in made.parted if gone.isdisjoint(pair))
        still = [
            pair
            for pair in pairs
            if self._filed.worth_judging(*pair) and self._compare(*pair).logit >= LEAST_LOGIT
        ]
        self._filed.joins.drop_near(sorted(set(pairs) - set(still)))
        self._keep(still)
        return {name for pair in pairs for name in pair}

    def _keep(self, pairs: Iterable[Pair]) -> None:
        judged = ((pair, self._compare(*pair)) for pair in pairs)
        self._filed.joins.put_near(
            (*pair, _is_positive(one), one.logit, one.objection) for pair, one in judged
        )

    def _compare(self, left: str, right: str) -> Judged:
        key = (left, right)
        found = self._known.get(key)
        if found is None:
            one, two = self._filed[left], self._filed[right]
            found = self._known[key] = across(
                one, two, self._filed.world, self._claims, self._filed.stories
            )
        return found

    def _hanging_together(self, seeds: Iterable[str]) -> set[str]:
        """The groups that hang together with these by pairs of even odds or better."""
        found = set(seeds)
        todo = sorted(found)
        while todo:
            core = todo.pop()
            for left, right, positive in self._filed.joins.near(core):
                other = right if left == core else left
                if positive and other not in found:
                    found.add(other)
                    todo.append(other)
        return found

    def _cluster(self, cores: set[str]) -> Clustered:
        """Cluster groups that nobody else hangs together with."""
        facts = {core: self._filed[core] for core in sorted(cores)}
        rows = {row for core in facts for row in self._filed.joins.strengths(core)}
        members = [claim for core in facts.values() for claim in core.claims]
        apart = [(e.left, e.right) for e in self._judged if e.judgement == "different"]
        partition = Partition(members, apart)
        for core in facts.values():
            for claim in core.claims[1:]:
                partition.join(core.id, claim)
        near = {
            (left, right): Judged(logit, objection, ())
            for left, right, positive, logit, objection in sorted(rows)
            if positive
        }
        made = agglomerate(near, compare=self._compare, link=average, join=partition.join)
        says = {row[:2]: "different" for row in rows if not _together(row[:2], partition, facts)}
        says |= dict.fromkeys(made, "same")
        kept = {row[:2] for row in rows} - self._known.keys()
        fresh = {pair: self.edge(pair, said) for pair, said in says.items() if pair not in kept}
        before = {pair: said for pair, said in says.items() if pair in kept}
        return Clustered(facts, partition.groups(), fresh, before)

    def edge(self, pair: Pair, said: str) -> Edge:
        """The edge of two groups that joined (`same`) or nearly did."""
        judged = self._compare(*pair)
        if said == "same":
            return same_edge(*pair, judged.score, judged.reasons)
        return near_edge(*pair, judged)


def _together(pair: Pair, partition: Partition, inside: Mapping[str, Facts]) -> bool:
    left, right = pair
    there = left in inside and right in inside
    return there and partition.find(left) == partition.find(right)


def _ordered(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def _is_positive(judged: Judged) -> bool:
    return judged.logit >= 0.0 and not judged.vetoed
