"""Arguments that are too unlikely as a whole.

An argument is right where its event, its role and its filler all are. Each alone may be likely
enough to be read while the three together are not: a doubtful name in a doubtful event.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gesta.types import Argument, EventMention, Reading

# Of the arguments of the development passages that are less likely, 25 of 94 on wires and 50 of 163
# in prose were right: too few to be told.
LEAST: Final = 0.25


def without_unlikely(reading: Reading, least: float = LEAST) -> Reading:
    """The reading without the arguments whose event, role and filler together are less likely."""

    def likely(event: EventMention, argument: Argument) -> bool:
        if argument.mention is None:
            return True
        filler = reading.mentions[argument.mention].score
        return event.score * argument.score * filler >= least

    events = tuple(
        replace(event, arguments=tuple(a for a in event.arguments if likely(event, a)))
        for event in reading.events
    )
    return replace(reading, events=events)
