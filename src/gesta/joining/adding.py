"""Which incidents and edges come of groups filed anew, and whom they touch.

Groups meet under their keys and by their stories; pairs that come out near are kept; the groups
concerned are clustered anew with their neighbours, as far as anything changes.

How far that is: clusters grow by the strongest pair of all (see `cluster`), and which of two
pairs comes first does not depend on any third. So a cluster grows as it would alone, and two that
grow as they did before do not meet now if they did not then. The invariant: every cluster that
holds a group that is new or judged otherwise, or did not come out as before, is stirred, and was
clustered together with all groups next to it (by a pair of even odds or better); those further off
can tell no difference.
Where people judged since, incidents may be parts of what was clustered (see `renew`); each part
then holds a claim that they judged, and the groups of its report are new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gesta.joining.filed import Filed
from gesta.joining.lazy import Lazy
from gesta.joining.refile import Refiled
from gesta.resolution.cluster import agglomerate, average
from gesta.resolution.cores import same_edge
from gesta.resolution.facts import Facts
from gesta.resolution.partition import Partition
from gesta.resolution.resolve import LEAST_LOGIT, near_edge
from gesta.resolution.score import Judged, across
from gesta.types import Claim, Edge

Pair = tuple[str, str]
Near = tuple[str, str, bool, float, float]  # left, right, positive, log-odds, objection


@dataclass(frozen=True, slots=True)
class Clustered:
    """The groups that were clustered anew: their cores, claims by incident, and edges."""

    cores: Mapping[str, Facts]
    groups: Sequence[Sequence[str]]
    edges: Mapping[Pair, Edge]
    as_before: Mapping[Pair, str]  # pairs judged as before, and what their edge says


@dataclass(frozen=True, slots=True)
class _Clusters:
    """Claims by cluster, the groups in each, and the pairs by which they joined."""

    groups: Sequence[Sequence[str]]
    rows: Sequence[Sequence[str]]
    made: Sequence[Pair]


class Adding:
    """One step of adding: judging what meets, and clustering what hangs together."""

    def __init__(
        self, filed: Filed, claims: Mapping[str, Claim], judged: Sequence[Edge],
        together: Callable[[str], Iterable[str]],
    ) -> None:  # fmt: skip
        """`together` gives the claims that were in one incident with a claim."""
        self._filed, self._claims, self._judged = filed, claims, judged
        self._together = together
        self._held: dict[str, set[str]] = {}
        self._strengths: Mapping[str, list[Near]] = Lazy(filed.joins.strengths)
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
        pairs |= {_ordered(a, b) for a, b in self._filed.met(made.new.values(), made.open)}
        for report in made.stories:
            pairs |= {_ordered(a, b) for a, b in self._filed.of_story(report)}
        near_pairs = [pair for pair in sorted(pairs) if self._compare(*pair).logit >= LEAST_LOGIT]
        self._keep(near_pairs)
        seeds.update(name for pair in near_pairs for name in pair if pair in made.meeting)
        return self._settle(seeds)

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

    def _settle(self, seeds: set[str]) -> Clustered:
        """Cluster the groups with their neighbours, and on until those left alone stay as they
        were."""
        stirred = self._whole(seeds)
        while True:
            clusters = self._cluster(stirred | self._whole(self._beside(stirred)), stirred)
            changed = {
                core
                for row in clusters.rows
                if not stirred.isdisjoint(row) or self._was(row[0]) != {*row}
                for core in row
            }
            if changed <= stirred:
                return self._judged_anew(stirred, clusters)
            stirred |= self._whole(changed)

    def _whole(self, cores: Iterable[str]) -> set[str]:
        """The groups with all that were in one incident with them."""
        return {name for core in cores for name in self._was(core)}

    def _was(self, core: str) -> set[str]:
        """The groups, as they are now, that were in one incident with a claim of this one."""
        # A `Lazy` that asks its owner would tie a knot that the search for cycles has to find.
        if core not in self._held:
            self._held[core] = self._cluster_before(core)
        return self._held[core]

    def _cluster_before(self, core: str) -> set[str]:
        claims: set[str] = set()
        for claim in self._filed[core].claims:
            if claim not in claims:
                claims.update(self._together(claim))
        found = (self._filed.find(claim) for claim in claims if claim in self._claims)
        return {core, *(one.id for one in found if one is not None)}

    def _beside(self, cores: Iterable[str]) -> set[str]:
        """The groups that go with one of these by even odds or better."""
        rows = (row for core in cores for row in self._strengths[core])
        return {name for left, right, positive, *_ in rows if positive for name in (left, right)}

    def _cluster(self, cores: set[str], stirred: set[str]) -> _Clusters:
        """Cluster groups as if there were no others; those that were in two clusters, neither of
        them stirred, do not meet."""
        rows = {row for core in sorted(cores) for row in self._strengths[core]}
        facts = [self._filed[core] for core in sorted(cores)]
        members = [claim for core in facts for claim in core.claims]
        apart = [(e.left, e.right) for e in self._judged if e.judgement == "different"]
        partition = Partition(members, apart)
        for core in facts:
            for claim in core.claims[1:]:
                partition.join(core.id, claim)
        near = {
            (left, right): Judged(logit, objection, ())
            for left, right, positive, logit, objection in sorted(rows)
            if positive and left in cores and right in cores
            if left in stirred or right in stirred or right in self._was(left)
        }
        made = agglomerate(near, compare=self._compare, link=average, join=partition.join)
        groups = partition.groups()
        return _Clusters(groups, [[c for c in row if c in cores] for row in groups], made)

    def _judged_anew(self, cores: set[str], clusters: _Clusters) -> Clustered:
        """The clusters of some groups, whole ones, and all edges of these groups."""
        of = {core: row[0] for row in clusters.rows for core in row}
        pairs = {(a, b) for core in cores for a, b, *_ in self._strengths[core]}
        says = {
            (a, b): "different" for a, b in pairs if a not in of or b not in of or of[a] != of[b]
        }
        says |= {pair: "same" for pair in clusters.made if cores.issuperset(pair)}
        kept = pairs - self._known.keys()
        return Clustered(
            {core: self._filed[core] for core in sorted(cores)},
            [row for row, names in zip(clusters.groups, clusters.rows, strict=True)
             if names[0] in cores],
            {pair: self.edge(pair, said) for pair, said in says.items() if pair not in kept},
            {pair: said for pair, said in says.items() if pair in kept},
        )  # fmt: skip

    def edge(self, pair: Pair, said: str) -> Edge:
        """The edge of two groups that joined (`same`) or nearly did."""
        judged = self._compare(*pair)
        if said == "same":
            return same_edge(*pair, judged.score, judged.reasons)
        return near_edge(*pair, judged)


def _ordered(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def _is_positive(judged: Judged) -> bool:
    return judged.logit >= 0.0 and not judged.vetoed
