"""Which speakers have one interest, so that the one's word does not bear out the other's.

A party belongs to what it is part of, leads or speaks for. Ties of the registry or of two reports
count, and one report's word for whom a person or a medium speaks for. Two speakers are near each other where
they belong to one body, or where their bodies are tied as backed, linked or allied: Hamas and a
ministry linked to it, a group and the state that arms it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gesta.analysis.under import DEEPEST, is_told
from gesta.ledger import Ledger
from gesta.resolution.world import World
from gesta.types import Tie

_BELONGS = ("speaks-for", "leads", "part-of")  # in the order in which a person's body is looked up
_NEAR = frozenset({"backed-by", "linked-to", "allied-with"})
FIRM = 2
"""Reports, copies aside, that make a tie firm; the registry's word does too."""

Key: TypeAlias = tuple[str, str, str]  # type, from, to


@dataclass(frozen=True, slots=True)
class Sides:
    """`own`: actor → itself and the bodies it belongs to. `beside`: actor → those tied to it."""

    own: Mapping[str, frozenset[str]]
    beside: Mapping[str, frozenset[str]]
    bodies: Mapping[str, str]

    @staticmethod
    def of(ties: Collection[Tie], world: World, registry: Collection[Key] = ()) -> Sides:
        """The sides of a ledger's actors; `registry` are the ties that the registry states too."""
        weight = {t.id: _weight(t, world, registry) for t in ties}
        up: dict[str, set[str]] = defaultdict(set)
        beside: dict[str, set[str]] = defaultdict(set)
        heads: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
        for tie in ties:
            low, high = (world.aliases.get(one, one) for one in (tie.source, tie.target))
            if not is_told(tie) or low == high or not world.is_specific(high):
                continue
            kind = world.actors[low].type if low in world.actors else ""
            person = kind == "person"
            voiced = person or (kind == "media" and tie.type == "speaks-for")
            if tie.type in _BELONGS and (voiced or weight[tie.id] >= FIRM):
                up[low].add(high)
                if person:
                    heads[low][tie.type].append((weight[tie.id], high))
            elif tie.type in _NEAR and weight[tie.id] >= FIRM:
                beside[low].add(high)
                beside[high].add(low)
        bodies = {one: body for one, kinds in heads.items() if (body := _body(kinds))}
        return Sides(
            {one: _closure(one, up) for one in up},
            {one: frozenset(others) for one, others in beside.items()},
            bodies,
        )

    def belongs(self, actor: str) -> frozenset[str]:
        """The actor and all bodies that it belongs to."""
        return self.own.get(actor, frozenset({actor}))

    def near(self, belongs: Iterable[str]) -> frozenset[str]:
        """Bodies and those tied to them: whose word does not bear out theirs."""
        return frozenset(belongs).union(*(self.beside.get(one, ()) for one in belongs))

    def body(self, actor: str) -> str:
        """The body that a person speaks for or heads; any other actor itself."""
        return self.bodies.get(actor, actor)


def registry_keys(ledger: Ledger) -> frozenset[Key]:
    """The ties that the registry states, whether or not reports state them too."""
    return frozenset(k for k, tie in ledger.registry_ties().items() if tie.basis == "registry")


def _weight(tie: Tie, world: World, registry: Collection[Key]) -> int:
    """In how many reports, copies aside, the tie stands; the registry counts as many."""
    if tie.basis == "registry" or (tie.type, tie.source, tie.target) in registry:
        return 99
    return len({world.root(c.report) for c in tie.claims})


def _body(kinds: Mapping[str, list[tuple[int, str]]]) -> str | None:
    """The body most reports name, by the first kind of tie told; None where two are as good."""
    rows = next((kinds[kind] for kind in _BELONGS if kinds.get(kind)), [])
    best = max((weight for weight, _ in rows), default=0)
    tops = {body for weight, body in rows if weight == best}
    return tops.pop() if len(tops) == 1 else None


def _closure(actor: str, up: Mapping[str, set[str]]) -> frozenset[str]:
    found, level = {actor}, {actor}
    for _ in range(DEEPEST):
        level = {higher for one in level for higher in up.get(one, ())} - found
        found |= level
    return frozenset(found)
