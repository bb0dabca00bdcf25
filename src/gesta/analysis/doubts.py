"""What may be one or two: near misses that may be joins, weak joins that may be splits.

The edges between reports are read as probabilities, which is what their scores were fitted to be
(`python -m benchmarks incidents`, calibration): a join scored .8 is taken apart in one draw of five, a
pair kept apart at .4 is joined in two of five. What one report tells as one is taken as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from gesta.analysis.happenings import Split, Twin
from gesta.ledger import Ledger
from gesta.types import Claim, Edge, Incident

SURE = 0.95
"""A join from this score on is not taken apart."""

EVEN = 0.5
"""The most that a pair kept apart is joined: other pairs spoke against it."""


def of(
    ledger: Ledger, incidents: Iterable[Incident], claims: Mapping[str, Claim]
) -> tuple[list[Split], list[Twin]]:
    """The splits and twins among these incidents. What a person judged is not in doubt."""
    owner = {claim: i.id for i in incidents for claim in i.claims}
    inside: dict[str, list[Edge]] = defaultdict(list)
    twins: dict[tuple[str, str], float] = {}
    for edge in ledger.edges():
        left, right = owner.get(edge.left), owner.get(edge.right)
        if left is None or right is None:
            continue
        if left == right and edge.judgement == "same":
            inside[left].append(edge)
        elif left != right and edge.judgement == "different" and _is_doubtful(edge, claims):
            pair = (min(left, right), max(left, right))
            twins[pair] = max(twins.get(pair, 0.0), min(edge.score, EVEN))
    splits = [s for name in sorted(inside) for s in _splits(name, inside[name], claims)]
    return splits, [Twin(left, right, p) for (left, right), p in sorted(twins.items())]


def _is_doubtful(edge: Edge, claims: Mapping[str, Claim]) -> bool:
    """Whether no person judged it and it is between two reports."""
    left, right = claims.get(edge.left), claims.get(edge.right)
    return (
        edge.by == "gesta"
        and left is not None
        and right is not None
        and left.report != right.report
    )


def _splits(incident: str, edges: list[Edge], claims: Mapping[str, Claim]) -> Iterable[Split]:
    """For each weak join: the side without the smallest claim, if it has days of its own."""
    for edge in edges:
        if edge.score >= SURE or not _is_doubtful(edge, claims):
            continue
        days = _days(_side(edge, edges), claims)
        if days is not None:
            yield Split(incident, *days, round(1.0 - edge.score, 6))


def _side(cut: Edge, edges: list[Edge]) -> set[str]:
    """The claims that hang on the others by this edge alone; empty where another way leads round."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge is not cut:
            beside[edge.left].add(edge.right)
            beside[edge.right].add(edge.left)
    first = min(name for edge in edges for name in (edge.left, edge.right))
    sides = [_reached(end, beside) for end in (cut.left, cut.right)]
    if cut.right in sides[0]:
        return set()
    return sides[1] if first in sides[0] else sides[0]


def _reached(start: str, beside: Mapping[str, set[str]]) -> set[str]:
    seen, edge = {start}, [start]
    while edge:
        edge = [n for name in edge for n in beside.get(name, ()) if n not in seen]
        seen.update(edge)
    return seen


def _days(side: Iterable[str], claims: Mapping[str, Claim]) -> tuple[date, date] | None:
    times = [claims[name].time for name in sorted(side) if name in claims]
    dated = [(t.start, t.end) for t in times if t and t.start is not None and t.end is not None]
    return min(dated, key=lambda d: ((d[1] - d[0]).days, d)) if dated else None
