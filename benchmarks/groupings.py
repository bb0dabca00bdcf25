"""Scores of a grouping against the true one. Groupings map an item to the name of its group.

An item that only one side has is left out by none of the scores: it stands alone on the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass

Grouping = Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 in percent."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _rows(gold: Grouping, found: Grouping) -> list[tuple[Hashable, Hashable]]:
    """(true group, found group) of each item of either side."""
    items = sorted(gold.keys() | found.keys())
    return [(gold.get(i, ("alone", i)), found.get(i, ("alone", i))) for i in items]


def pairwise(gold: Grouping, found: Grouping) -> Score:
    """Over pairs of items in one group. 100 - precision is the false-merge rate: pairs joined
    that are two. Where nothing is joined precision is 100."""
    rows = _rows(gold, found)
    both = _pairs(Counter(rows))
    joined, true = _pairs(Counter(f for _, f in rows)), _pairs(Counter(g for g, _ in rows))
    return Score(100 * both / joined if joined else 100.0, 100 * both / true if true else 100.0)


def bcubed(gold: Grouping, found: Grouping) -> Score:
    """B³ (Bagga and Baldwin 1998): the mean over items of how pure and how whole its group is."""
    rows = _rows(gold, found)
    if not rows:
        return Score(0.0, 0.0)
    both = Counter(rows)
    by_gold, by_found = Counter(g for g, _ in rows), Counter(f for _, f in rows)
    precision = sum(n * n / by_found[f] for (_, f), n in both.items())
    recall = sum(n * n / by_gold[g] for (g, _), n in both.items())
    return Score(100 * precision / len(rows), 100 * recall / len(rows))


def linked(gold: Set[tuple[str, str]], found: Set[tuple[str, str]]) -> Score:
    """Over pairs given outright, for links that need not be transitive (reports that share an
    incident). 100 - precision is the false-merge rate."""
    both = len(gold & found)
    return Score(
        100 * both / len(found) if found else 100.0, 100 * both / len(gold) if gold else 100.0
    )
