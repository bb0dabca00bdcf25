"""Ties of a reading into ties between grounded actors, each with the words it stands on."""

from __future__ import annotations

from gesta.grounding.scene import Scene
from gesta.types import Actor, TieClaim, TieMention


def make_ties(scene: Scene) -> tuple[TieClaim, ...]:
    """One tie for each pair of different actors that the reading ties, in order of the text.

    A tie needs a named actor at one end at least: that some militias belong to some army says
    nothing that can be looked up. Two names that already are one actor need no alias.
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
    target: str | None
    if tie.type == "based-in":
        place = scene.places[tie.tail]
        target, named = (place.id if place else None), not source.generic
    else:
        other = scene.actors[tie.tail]
        target, named = _other_end(source, other)
    if target is None or not named or target == source.id:
        return None
    head, tail = scene.reading.mentions[tie.head], scene.reading.mentions[tie.tail]
    start, end = min(head.start, tail.start), max(head.end, tail.end)
    said_by = scene.speakers_over(start, end)
    return TieClaim(
        type=tie.type,
        source=source.id,
        target=target,
        report=scene.report.id,
        evidence=scene.evidence(start, end),
        said_by=said_by,
        certainty="attributed" if said_by else "reported",
    )


def _other_end(source: Actor, other: Actor | None) -> tuple[str | None, bool]:
    if other is None:
        return None, False
    return other.id, not (source.generic and other.generic)
