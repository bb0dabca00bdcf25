"""Whose voice a claim is, so that corroboration counts independent origins and not copies.

A claim's voice is the innermost medium in the chain of who says so ("AFP, citing IRNA" is IRNA),
else the outlet of the report that its report is a copy of, else that report. Media that the
registry puts under one owner (`part-of`) are one voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from gesta.identity import slug
from gesta.resolution.world import World
from gesta.types import Claim


def voice(claim: Claim, world: World) -> str:
    """The origin of a claim: an actor id of a medium, `outlet:name`, or `report:id`."""
    for speaker in reversed(claim.said_by):
        actor = world.actors.get(speaker.actor) if speaker.actor else None
        if actor is not None and actor.type == "media" and not actor.generic:
            return _owner(actor.id, world)
    root = world.root(claim.report)
    outlet = world.outlets.get(root) or world.outlets.get(claim.report)
    if not outlet or not outlet.strip():
        return "report:" + root
    name = _slug(outlet)
    medium = world.media.get(name)
    return _owner(medium, world) if medium else "outlet:" + name


# Outlets are few and asked for claim by claim.
_slug = lru_cache(maxsize=10_000)(slug)


def source(claim: Claim, world: World) -> str | None:
    """The named party that the claim rests on (the innermost one), None for the report's own word.

    Two outlets that both quote one ministry have two voices and one source.
    """
    for speaker in reversed(claim.said_by):
        actor = world.actors.get(speaker.actor) if speaker.actor else None
        if actor is not None and not actor.generic and actor.type != "media":
            return world.aliases.get(actor.id, actor.id)
    return None


def _owner(medium: str, world: World) -> str:
    """The topmost medium that this one is part of."""
    medium = world.aliases.get(medium, medium)
    owners = [
        one
        for one in world.above.get(medium, ())
        if one in world.actors and world.actors[one].type == "media"
    ]
    tops = [one for one in owners if not any(o in world.above.get(one, ()) for o in owners)]
    return min(tops, default=medium)


def independent(claims: Iterable[Claim], world: World) -> int:
    """How many independent origins speak: the most claims with no voice or source in common.

    A matching of voices to sources (Kuhn's algorithm): ten outlets that quote one ministry are
    one origin, and so are ten ministries quoted by one outlet.
    """
    claims = list(claims)
    if len(claims) == 1:
        return 1
    said: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        own = voice(claim, world)
        said[own].add(source(claim, world) or "own word of " + own)
    taken: dict[str, str] = {}
    return sum(_place(one, said, taken, set()) for one in sorted(said))


def _place(one: str, said: Mapping[str, set[str]], taken: dict[str, str], tried: set[str]) -> bool:
    """Give `one` a source of its own, moving other voices where they have another."""
    for what in sorted(said[one]):
        if what in tried:
            continue
        tried.add(what)
        if what not in taken or _place(taken[what], said, taken, tried):
            taken[what] = one
            return True
    return False
