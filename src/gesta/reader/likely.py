"""What is too unlikely as a whole to be told: doubtful arguments, and doubtful events without any.

An argument is right where its event, its role and its filler all are. Each alone may be likely
enough to be read while the three together are not: a doubtful name in a doubtful event. An event
that nobody does to anybody, nowhere and by nobody's word, is mostly a modifier or a figure of
speech where the trigger itself is doubtful.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gesta.types import Argument, EventMention, Reading

# Of the arguments of the development passages that are less likely, 25 of 94 on wires and 50 of 163
# in prose were right: too few to be told.
LEAST: Final = 0.25
BARE: Final = 2  # times as likely an event must be that has nothing to it


def without_unlikely(reading: Reading, least: float = LEAST) -> Reading:
    """The reading without the arguments whose event, role and filler together are less likely than
    `least`, and without the bare events less likely than twice that."""

    def likely(event: EventMention, argument: Argument) -> bool:
        if argument.mention is None:
            return True
        filler = reading.mentions[argument.mention].score
        return event.score * argument.score * filler >= least

    events = [
        replace(event, arguments=tuple(a for a in event.arguments if likely(event, a)))
        for event in reading.events
    ]
    told = {a.event for event in events for a in event.arguments if a.event is not None}
    kept = [
        number
        for number, event in enumerate(events)
        if event.arguments or event.said_by or number in told or event.score >= BARE * least
    ]
    place = {number: new for new, number in enumerate(kept)}
    return replace(reading, events=tuple(_moved(events[number], place) for number in kept))


def _moved(event: EventMention, place: dict[int, int]) -> EventMention:
    """The event with the new numbers of the events that it is about."""
    if all(a.event is None for a in event.arguments):
        return event
    arguments = (
        a if a.event is None else replace(a, event=place[a.event]) for a in event.arguments
    )
    return replace(event, arguments=tuple(arguments))
