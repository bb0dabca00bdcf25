"""Who acts with whom and against whom, out of the claims of a ledger's incidents.

Acting together is being named as doers of one attack whose doers nobody disputes. A clash makes both sides doers
and neither partners, rivals for one attack are no partners, and a state's organs are the state.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gesta.analysis.happenings import Happenings
from gesta.analysis.sides import Sides
from gesta.ledger import Ledger
from gesta.resolution.kinds import MUTUAL
from gesta.resolution.stance import doers, grade
from gesta.resolution.world import World
from gesta.types import Claim, Party

_NOT_DONE = frozenset({"denied", "planned", "hypothetical"})
_WEEK = 7
_ORGANS = frozenset({"force", "government", "person"})

CLASH, RIVALS = "clash, whose doers are no partners", "with rival doers"


@dataclass(frozen=True, slots=True)
class Acts:
    """What parties did: `joint` are the doers of one attack and `against` (doer, recipient),
    each with the ids of its incidents. What the same did together in one week is one occasion."""

    joint: Mapping[tuple[int, frozenset[str]], frozenset[str]] = field(default_factory=dict)
    against: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)


def acts(ledger: Ledger, happenings: Happenings, world: World, sides: Sides) -> Acts:
    """The acts of these happenings, which are incidents of the ledger."""
    days = {row.id: row.first for row in happenings.rows}
    ids = json.dumps(sorted(days))
    incidents = ledger.incidents("id IN (SELECT value FROM json_each(?))", (ids,))
    found = sorted(incidents, key=lambda i: i.id)
    wanted = json.dumps([claim for i in found for claim in i.claims])
    claims = {c.id: c for c in ledger.claims("id IN (SELECT value FROM json_each(?))", (wanted,))}
    joint: dict[tuple[int, frozenset[str]], set[str]] = {}
    against: dict[tuple[str, str], set[str]] = {}
    dropped = {CLASH: 0, RIVALS: 0}
    for incident in found:
        if any(d.field == "actors" for d in incident.disputes):
            dropped[RIVALS] += 1
            continue
        told = [claims[c] for c in incident.claims if c in claims]
        told = [c for c in told if grade(c) not in _NOT_DONE]
        plain = [c for c in told if not is_clash(c)]
        dropped[CLASH] += bool(told) and not plain
        together = {one for c in plain for one in _parties(doers(c), world, sides)}
        if together:
            week = _week(days[incident.id])
            joint.setdefault((week, frozenset(together)), set()).add(incident.id)
        for pair in _pairs(plain, world, sides):
            against.setdefault(pair, set()).add(incident.id)
    return Acts(
        {key: frozenset(ids) for key, ids in joint.items()},
        {pair: frozenset(ids) for pair, ids in against.items()},
        {why: n for why, n in dropped.items() if n},
    )


def is_clash(claim: Claim) -> bool:
    """Whether the claim's word makes both sides doers: clash, battle, fighting."""
    words = {w.casefold().rstrip("s") for w in claim.trigger.text.split()}
    stems = {w.removesuffix("ed").removesuffix("ing").removesuffix("e") for w in words}
    return bool((words | stems) & MUTUAL)


def party(actor: str, world: World, sides: Sides) -> str:
    """The party that an actor is: a state for its organs, forces and officials; else itself."""
    known = world.actors.get(actor)
    if known is None or known.type not in _ORGANS:
        return actor
    states = [
        one
        for one in sides.belongs(actor)
        if one in world.actors and world.actors[one].type == "government"
    ]
    tops = [s for s in states if not (sides.belongs(s) - {s}) & set(states)]
    return min(tops, default=actor)


def _parties(named: Iterable[Party], world: World, sides: Sides) -> set[str]:
    """The named parties, an umbrella left out where one that belongs to it is named too."""
    ids = {world.aliases.get(p.actor, p.actor) for p in named if p.actor}
    found = {party(one, world, sides) for one in ids if world.is_specific(one)}
    return {one for one in found if not any(one in sides.belongs(o) for o in found if o != one)}


def _pairs(
    claims: Iterable[Claim], world: World, sides: Sides
) -> Iterable[tuple[str, str]]:  # fmt: skip
    """Doer and recipient, where they are of different sides."""
    for claim in claims:
        done_to = _parties(claim.recipients, world, sides)
        for doer in _parties(doers(claim), world, sides):
            for other in done_to - {doer}:
                if not sides.belongs(doer) & sides.belongs(other):
                    yield doer, other


def _week(day: date) -> int:
    return day.toordinal() // _WEEK
