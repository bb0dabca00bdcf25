"""Umbrellas: who stands under whom on a day, and the events of all under one, each counted once.

An event counts where one of its doers stood under the umbrella on the day of the event. A patron
(`backed-by`) is shown beside its clients and their events are not its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gesta.analysis.happenings import Happening
from gesta.analysis.sides import registry_keys
from gesta.analysis.ties_on import Held, below_of, distinct_pairs, held_ties
from gesta.analysis.under import DEEPEST, Tenure
from gesta.ledger import Ledger
from gesta.past import world_of


@dataclass(frozen=True, slots=True)
class Node:
    """A party in a tree; `tie` leads to the one above, None at the root."""

    actor: str
    depth: int
    tie: Held | None = None


def tree(
    root: str, below: Mapping[str, Sequence[Held]], distinct: frozenset[frozenset[str]]
) -> list[Node]:
    """Those under a root, depth first, each once, no deeper than `DEEPEST` steps.

    Nobody stands under one that it is stated to be distinct from, by whatever way.
    """
    nodes = [Node(root, 0)]
    seen = {root}

    def grow(actor: str, path: tuple[str, ...]) -> None:
        for tie in sorted(below.get(actor, ()), key=lambda t: (not t.firm, t.source)):
            member = tie.source
            apart = any(frozenset((member, one)) in distinct for one in path)
            if member not in seen and not apart and len(path) <= DEEPEST:
                seen.add(member)
                nodes.append(Node(member, len(path), tie))
                grow(member, (*path, member))

    grow(root, (root,))
    return nodes


def roots(below: Mapping[str, Sequence[Held]]) -> list[str]:
    """Those with members who are nobody's member themselves, or only in a ring."""
    members = {tie.source for ties in below.values() for tie in ties}
    tops = {one for one, ties in below.items() if ties and one not in members}
    reached = {n.actor for top in tops for n in tree(top, below, frozenset())}
    for one in sorted(below):  # rings: each has no top, so its smallest id stands for it
        if below[one] and one not in reached:
            tops.add(one)
            reached |= {n.actor for n in tree(one, below, frozenset())}
    return sorted(tops)


def tenures(
    root: str, below: Mapping[str, Sequence[Held]], distinct: frozenset[frozenset[str]]
) -> dict[str, list[Tenure]]:
    """Those under a root at any time, and when: the days that all ties up to it share."""
    found: dict[str, list[Tenure]] = defaultdict(list, {root: [Tenure()]})
    level: list[tuple[tuple[str, ...], Tenure]] = [((root,), Tenure())]
    for _ in range(DEEPEST):
        deeper: list[tuple[tuple[str, ...], Tenure]] = []
        for path, tenure in level:
            for tie in below.get(path[-1], ()):
                both = tenure.within(tie.tenure)
                apart = any(frozenset((tie.source, one)) in distinct for one in path)
                if both is None or apart or tie.source in path or both in found[tie.source]:
                    continue
                found[tie.source].append(both)
                deeper.append(((*path, tie.source), both))
        level = deeper
    return dict(found)


def under(ledger: Ledger, heads: Iterable[str]) -> dict[str, list[Tenure]]:
    """The actors of a ledger that are one of `heads` or stand under one by stated ties, and when.

    As `below_of` follows them: descriptions are nobody, and one report's word moves no umbrella.
    """
    world = world_of(ledger)
    ties = held_ties(ledger.ties(), world, registry_keys(ledger))
    below, distinct = below_of(ties, world), distinct_pairs(ties)
    found: dict[str, list[Tenure]] = defaultdict(list)
    for head in sorted({world.aliases.get(one, one) for one in heads} | set(heads)):
        for actor, days in tenures(head, below, distinct).items():
            found[actor] += [day for day in days if day not in found[actor]]
    for name, main in world.aliases.items():
        if main in found:
            found[name] = found[main]
    return dict(found)


def is_under(row: Happening, held: Mapping[str, Sequence[Tenure]]) -> bool:
    """Whether a doer of an event stood under the root on a day the event may have been."""
    return any(
        tenure.holds(row.first) or tenure.holds(row.last)
        for actor in row.actors
        for tenure in held.get(actor, ())
    )
