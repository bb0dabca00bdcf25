"""Arguments that are too unlikely as a whole.

An argument is right where its event, its role and its filler all are. Each alone may be likely
enough to be read while the three together are not: a doubtful name in a doubtful event.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gesta.types import Argument, EventMention, Reading

# Of arguments less likely than this fewer than one in four are right: telling them costs more than
# it gains, and most reversed sides are among them.
LEAST: Final = 0.25


def without_unlikely(reading: Reading) -> Reading:
    """The reading without the arguments whose event, role and filler together are unlikely."""

    def likely(event: EventMention, argument: Argument) -> bool:
        if argument.mention is None:
            return True
        filler = reading.mentions[argument.mention].score
        return event.score * argument.score * filler >= LEAST

    events = tuple(
        replace(event, arguments=tuple(a for a in event.arguments if likely(event, a)))
        for event in reading.events
    )
    return replace(reading, events=events)
