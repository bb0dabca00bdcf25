"""Events of a reading into claims: roles filled with what their mentions were grounded to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from gesta.grounding.counts import parse_count
from gesta.grounding.dates import NO_DATE
from gesta.grounding.outcomes import outcome_count, outcome_told
from gesta.grounding.repeats import attacks_told
from gesta.grounding.scene import Scene
from gesta.grounding.speech import is_statement, issued
from gesta.grounding.tolls import Role, toll_of
from gesta.grounding.weapons import classify
from gesta.identity import hashed
from gesta.types import Claim, Count, EventMention, Location, Means, Mention, Party, Quote, When

T = TypeVar("T")
# Events that are done by saying so.
_IN_WORDS = frozenset(
    ("THREATEN", "REJECT", "ACCUSE", "REQUEST", "AGREE", "CONCEDE", "SUPPORT", "SANCTION")
)
_FINEST = ("hour", "day", "week", "month", "span", "year", "unknown")


def make_claims(scene: Scene) -> tuple[Claim, ...]:
    """One claim for each event of the reading, in order of the text."""
    ids = [_id(scene, event) for event in scene.reading.events]
    claims = (_claim(scene, event, ids) for event in scene.reading.events)
    return tuple(sorted(claims, key=lambda c: (c.trigger.start, c.trigger.end)))


def _id(scene: Scene, event: EventMention) -> str:
    return hashed("c", scene.report.id, event.start, event.end, event.type)


def _claim(scene: Scene, event: EventMention, ids: list[str]) -> Claim:
    trigger = scene.quote(event.start, event.end)
    roles = _roles(scene, event)
    return Claim(
        id=_id(scene, event),
        report=scene.report.id,
        evidence=scene.evidence(event.start, event.end),
        trigger=trigger,
        type=event.type,
        certainty=event.certainty,
        modes=event.modes,
        outcome=outcome_told(event, scene.report.text),
        score=event.score,
        said_by=scene.speakers(event.said_by),
        actors=_fill(scene, roles("actor"), _party) or _speaking_actor(scene, event),
        recipients=_fill(scene, roles("recipient"), _party),
        targets=_fill(scene, roles("target"), _target),
        weapons=_fill(scene, roles("weapon"), _means),
        places=_fill(scene, _standing_in(scene, roles), _location),
        origins=_fill(scene, roles("origin"), _location),
        time=_when(scene, event, roles("time")) or _said_on(scene, event),
        killed=_toll(scene, event, "killed"),
        wounded=_toll(scene, event, "wounded"),
        count=_count(scene, roles("count"))
        or outcome_count(event, scene.report.text)
        or attacks_told(event, scene.reading.events, scene.report.text),
        content=tuple(ids[a.event] for a in event.arguments if a.event is not None),
    )


def _roles(scene: Scene, event: EventMention) -> Callable[[str], list[int]]:
    def roles(role: str) -> list[int]:
        return [a.mention for a in event.arguments if a.role == role and a.mention is not None]

    return roles


def _fill(
    scene: Scene, mentions: list[int], make: Callable[[Scene, int, Mention], T]
) -> tuple[T, ...]:
    return tuple(make(scene, index, scene.reading.mentions[index]) for index in mentions)


def _party(scene: Scene, index: int, mention: Mention) -> Party:
    actor = scene.actors[index]
    return Party(mention.start, mention.end, scene.words(mention), actor.id if actor else None)


def _target(scene: Scene, _: int, mention: Mention) -> Quote:
    return scene.quote(mention.start, mention.end)


def _means(scene: Scene, _: int, mention: Mention) -> Means:
    words = scene.words(mention)
    return Means(mention.start, mention.end, words, classify(words))


def _location(scene: Scene, index: int, mention: Mention) -> Location:
    place = scene.places[index]
    return Location(mention.start, mention.end, scene.words(mention), place.id if place else None)


def _standing_in(scene: Scene, roles: Callable[[str], list[int]]) -> list[int]:
    """The place mentions, and targets that are themselves on the map (a town seized, a base hit)."""
    places = roles("place")
    return places + [i for i in roles("target") if scene.places[i] is not None and i not in places]


def _when(scene: Scene, event: EventMention, mentions: list[int]) -> When | None:
    """The finest of the event's resolved times, of equal ones the nearest to its trigger; else the
    first that stayed open, unless its words hold no date at all (`the end of the war`)."""
    nearest = sorted(mentions, key=lambda i: (_gap(event, scene.reading.mentions[i]), i))
    times = [when for index in nearest if (when := scene.times[index]) is not None]
    resolved = [when for when in times if when.start is not None]
    if not resolved:
        first = (scene.times[index] for index in mentions)
        return next((w for w in first if w is not None and w.reason != NO_DATE), None)
    return min(resolved, key=lambda when: _FINEST.index(when.precision))


def _gap(event: EventMention, mention: Mention) -> int:
    """Characters between an event's trigger and a mention."""
    return max(0, mention.start - event.end, event.start - mention.end)


def _speaking_actor(scene: Scene, event: EventMention) -> tuple[Party, ...]:
    """The speaker as the doer of what is done by saying so and claimed: whose solidarity it is
    that a statement declares. A claim is graded `claimed` where its doer's side says it."""
    if event.type not in _IN_WORDS or event.certainty != "claimed" or not event.said_by:
        return ()
    source = scene.reading.attributions[event.said_by[-1]].source
    if source is None or scene.actors[source] is None:
        return ()
    return (_party(scene, source, scene.reading.mentions[source]),)


def _said_on(scene: Scene, event: EventMention) -> When | None:
    """The day of the statement that the event is made in: a vow is made when it is said."""
    if event.type not in _IN_WORDS or not event.said_by:
        return None
    source = scene.reading.attributions[event.said_by[-1]].source
    if source is None or not is_statement(scene.reading.mentions[source], scene.report.text):
        return None
    said = scene.reading.mentions[source]
    issuer = issued(said, scene.reading, scene.report.text, scene.actors)
    if issuer is None:
        return None
    sentence = scene.sentence_at(scene.reading.mentions[issuer].start)
    for when, mention in zip(scene.times, scene.reading.mentions, strict=True):
        inside = sentence.start <= mention.start < sentence.end
        if inside and when is not None and when.start is not None:
            return replace(when, reason="the day of the statement")
    return None


def _toll(scene: Scene, event: EventMention, role: Role) -> Count | None:
    return toll_of(role, event, scene.reading.mentions, scene.report.text)


def _count(scene: Scene, mentions: list[int]) -> Count | None:
    """The first number among the mentions that says how many."""
    counts = (parse_count(scene.words(scene.reading.mentions[index])) for index in mentions)
    return next((count for count in counts if count is not None), None)
