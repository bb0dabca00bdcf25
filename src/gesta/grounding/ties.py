"""Ties of a reading into ties between grounded actors, each with the words it stands on."""

from __future__ import annotations

from gesta.grounding.scene import Scene
from gesta.grounding.tie_years import years_of
from gesta.types import Actor, TieClaim, TieMention


def make_ties(scene: Scene) -> tuple[TieClaim, ...]:
    """One tie for each pair of different actors that the reading ties, in order of the text.

    A tie leads to a named actor: that some militias belong to some army says nothing that can be
    looked up. Two names that already are one actor need no alias.
    """
    made: dict[tuple[str, str, str], TieClaim] = {}
    for tie in scene.reading.ties:
        if tie.type != "same" and (claim := _tie(scene, tie)) is not None:
            made.setdefault((claim.type, claim.source, claim.target), claim)
    return tuple(made.values())


def _tie(scene: Scene, tie: TieMention) -> TieClaim | None:
    source = scene.actors[tie.head]
    if source is None:
        return None
    target = _other_end(scene, tie)
    if (
        target is None
        or target == source.id
        or not _can_be(tie.type, source, scene.actors[tie.tail])
    ):
        return None
    head, tail = scene.reading.mentions[tie.head], scene.reading.mentions[tie.tail]
    start, end = min(head.start, tail.start), max(head.end, tail.end)
    said_by = scene.speakers_over(start, end)
    since, until = years_of(scene, start, end)
    return TieClaim(
        type=tie.type,
        source=source.id,
        target=target,
        report=scene.report.id,
        evidence=scene.evidence(start, end),
        said_by=said_by,
        certainty="attributed" if said_by else "reported",
        since=since,
        until=until,
    )


def _can_be(kind: str, source: Actor, other: Actor | None) -> bool:
    """Whether the tie can hold of two such actors: nobody is part of a person or of another state."""
    if kind != "part-of" or other is None:
        return True
    if other.type == "person":
        return False
    states = source.type == other.type == "government" and bool(source.country and other.country)
    return not states or source.country == other.country


def _other_end(scene: Scene, tie: TieMention) -> str | None:
    """Id of what the tie leads to: a place for based-in, else an actor with a name."""
    if tie.type == "based-in":
        place = scene.places[tie.tail]
        return place.id if place else None
    other = scene.actors[tie.tail]
    return None if other is None or other.generic else other.id
