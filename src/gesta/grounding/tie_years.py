"""Since and until when a tie holds, where the words right beside it say so.

`part of the army since 2016` tells the tie and its beginning. A time further off than a few words,
behind the end of a clause or behind another event's word dates something else and is left alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from gesta.grounding.scene import Scene
from gesta.types import Mention

NEAR: Final = 25  # characters behind a tie's words in which a time still dates it
_BEFORE: Final = 16  # characters that a preposition and a word such as `late` take
_SINCE: Final = re.compile(r"\bsince\s+(?:early |late |mid-?)?$", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\b(?:until|till)\s+(?:early |late |mid-?)?$", re.IGNORECASE)
_FROM_TO: Final = re.compile(r"(?:from|between)\s.+\s(?:to|until|and)\s", re.IGNORECASE)
_FROM: Final = re.compile(r"\b(?:from|between)\s+$", re.IGNORECASE)
_ENDS: Final = re.compile(r"[.;:!?\n]")

Years = tuple[date | None, date | None]


def years_of(scene: Scene, start: int, end: int) -> Years:
    """Since and until when the tie with the words `[start, end)` holds; None where unsaid."""
    since: date | None = None
    until: date | None = None
    for index, mention in enumerate(scene.reading.mentions):
        if mention.type == "time" and _is_beside(scene, mention, start, end):
            first, last = _said(scene, index, mention)
            since, until = since or first, until or last
    return (since, until) if since is None or until is None or since <= until else (None, None)


def _is_beside(scene: Scene, mention: Mention, start: int, end: int) -> bool:
    """Whether a time stands among the tie's words or right behind them, in the same clause."""
    if not start <= mention.start <= end + NEAR:
        return False
    if _ENDS.search(scene.report.text[end : mention.start]):
        return False
    return not any(end <= event.start < mention.start for event in scene.reading.events)


def _said(scene: Scene, index: int, mention: Mention) -> Years:
    """What the time says of the tie: a beginning, an end, both or neither."""
    when = scene.times[index]
    if when is None:
        return None, None
    before = scene.report.text[max(0, mention.start - _BEFORE) : mention.start]
    first = scene.words(mention).lower().split(" ", 1)[0]
    if first == "since" or _SINCE.search(before) or when.reason == "open":
        return when.start, None
    if first in ("until", "till") or _UNTIL.search(before):
        return None, when.end
    if _FROM_TO.match(scene.words(mention)) or _FROM.search(before):
        return (when.start, when.end) if when.start and when.end else (None, None)
    return None, None
