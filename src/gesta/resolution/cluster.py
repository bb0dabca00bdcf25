"""Groups joined bottom up by the strength of all their pairs, not of the best one alone.

Average link over log-odds: two clusters join when the mean over all pairs between them speaks
for it and no pair is vetoed, so a chain of likenesses cannot pull strangers together. Ties are
broken by ids; with the pairs given, the result does not depend on any order.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from gesta.resolution.score import Judged

Link = Callable[[Sequence[Judged]], float]
Compare = Callable[[str, str], Judged]

# Above this many groups in a cluster the mean is taken over the ones with the smallest ids,
# which are hashes and so as good as drawn by chance.
SAMPLE = 16


def average(judged: Sequence[Judged]) -> float:
    """How far the mean log-odds over the pairs exceed `_LEAST`. For across reports.

    A pair that shares little and has no objection counts as no worse than `_SILENT`: a late
    report of the trial and a first one of the deed say nothing against each other.
    """
    if any(j.vetoed for j in judged):
        return float("-inf")
    total = sum(max(j.logit, _SILENT) if _is_silent(j) else j.logit for j in judged)
    return total / len(judged) - _LEAST


# Two groups join from these log-odds on, a score of .68: of .5, .75 and 1 the least with less than
# 2 % of false merges on gva_incidents train and dev.
_LEAST = 0.75
_SILENT, _LEAST_OBJECTION = -1.0, -1.0


def _is_silent(judged: Judged) -> bool:
    return judged.objection > _LEAST_OBJECTION


def nearest(judged: Sequence[Judged]) -> float:
    """The best pair's log-odds lowered by the mean objection of all pairs. For within a report.

    A report tells of its incident bit by bit; that two bits share nothing is no objection.
    """
    if any(j.vetoed for j in judged):
        return float("-inf")
    best = max(judged, key=lambda j: j.logit)
    rest = sum(j.objection for j in judged) / len(judged) - best.objection
    return best.logit + min(0.0, rest)


def agglomerate(
    near: Mapping[tuple[str, str], Judged],
    *,
    compare: Compare,
    link: Link,
    join: Callable[[str, str], bool],
) -> list[tuple[str, str]]:
    """Join groups along the pairs of `near`; returns the strongest pair of every join made.

    `near` maps (smaller id, larger id) to judgements, those below even odds are ignored.
    `compare` judges any other pair. `join(a, b)` records a join, or refuses it with False.
    """
    return _Joining(near, compare, link, join).run()


class _Joining:
    """The state of one agglomeration: clusters, who is next to whom, the heap of joins."""

    def __init__(
        self,
        near: Mapping[tuple[str, str], Judged],
        compare: Compare,
        link: Link,
        join: Callable[[str, str], bool],
    ) -> None:
        self._known = dict(near)
        self._compare, self._link, self._join = compare, link, join
        self._members: dict[str, list[str]] = {}
        self._beside: dict[str, set[str]] = defaultdict(set)
        self._version: dict[str, int] = defaultdict(int)
        self._heap: list[tuple[float, str, str, int, int]] = []
        for (a, b), judged in near.items():
            if judged.vetoed or judged.logit < 0.0:
                continue
            self._members.setdefault(a, [a])
            self._members.setdefault(b, [b])
            self._beside[a].add(b)
            self._beside[b].add(a)
            self._push(a, b)

    def run(self) -> list[tuple[str, str]]:
        """Join until no pair of clusters speaks for it."""
        made: list[tuple[str, str]] = []
        while self._heap:
            _, a, b, of_a, of_b = heapq.heappop(self._heap)
            if self._version[a] != of_a or self._version[b] != of_b:
                continue
            best = self._best(a, b)
            if not self._join(a, b):
                self._beside[a].discard(b)
                self._beside[b].discard(a)
                continue
            made.append(best)
            self._merge(a, b)
        return made

    def _judge(self, x: str, y: str) -> Judged:
        key = (x, y) if x < y else (y, x)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._compare(*key)
        return found

    def _sample(self, cluster: str) -> list[str]:
        return self._members[cluster][:SAMPLE]

    def _push(self, a: str, b: str) -> None:
        a, b = sorted((a, b))
        pairs = []
        for x in self._sample(a):
            for y in self._sample(b):
                judged = self._judge(x, y)
                if judged.vetoed:  # no link joins over a veto, whatever the rest says
                    return
                pairs.append(judged)
        strength = self._link(pairs)
        if strength >= 0.0:
            versions = self._version[a], self._version[b]
            heapq.heappush(self._heap, (-strength, a, b, *versions))

    def _best(self, a: str, b: str) -> tuple[str, str]:
        """The pair with the highest log-odds between two clusters."""
        pairs = [(x, y) if x < y else (y, x) for x in self._sample(a) for y in self._sample(b)]
        return min(pairs, key=lambda p: (-self._judge(*p).logit, p))

    def _merge(self, a: str, b: str) -> None:
        """Make one cluster of two, under the smaller id, and weigh its neighbours anew."""
        self._members[a] = sorted(self._members[a] + self._members.pop(b))
        self._version[a] += 1
        self._version[b] = -1
        beside = (self._beside.pop(a) | self._beside.pop(b)) - {a, b}
        self._beside[a] = beside
        for other in sorted(beside):
            self._beside[other].discard(b)
            self._beside[other].add(a)
            self._push(a, other)
