"""Named events (`the October 7 attack`) from a readable resource, and holidays with fixed rules."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files

from gesta.errors import ResourceError
from gesta.grounding.dates.spans import (
    UNKNOWN_YEAR,
    Scope,
    add_days,
    interval,
    one_day,
    rebased,
    unresolved,
)
from gesta.types import When

_HOLIDAY = re.compile(
    r"\b((?:orthodox )?christmas eve|(?:orthodox )?christmas(?: day)?|boxing day|new year'?s? eve|new year'?s?(?: day)?|halloween|year(?:'s)?[- ]end"
    r"|thanksgiving(?: day)?|valentine'?s day|(?:orthodox )?easter(?: sunday| day)?|(?:orthodox )?good friday|(?:orthodox )?easter monday|may day)\b(?:[, ]+(?:of |in )?(1\d{3}|20\d\d))?"
)
_FIXED = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "orthodox christmas eve": (1, 6),
    "orthodox christmas": (1, 7),
    "boxing day": (12, 26),
    "new years eve": (12, 31),
    "new years": (1, 1),
    "year end": (12, 31),
    "years end": (12, 31),
    "halloween": (10, 31),
    "valentines day": (2, 14),
    "may day": (5, 1),
}
_MOVING = {"thanksgiving": 0, "easter": 0, "good friday": -2, "easter monday": 1}
# `since October 7` names the event, and so does a bare `October 7` unless one has just passed.
_BARE_OCTOBER = re.compile(
    r"^(?P<since>(?:ever )?since )?(?:(?:on|after|before) )?(?:the )?(?:oct(?:ober|\.)? 7(?:th)?|7(?:th)?(?: of)? oct(?:ober|\.)?)$"
)
_FRESH = 31  # days
_OCTOBER = date(2023, 10, 7)
_LONGEST_NAME = 10  # words
_ORTHODOX = "orthodox "


@cache
def load_events() -> dict[str, tuple[date, date]]:
    """Name (lower case) → first and last day. Raises ResourceError for a faulty line."""
    path = files("gesta.resources") / "named_events.txt"
    events: dict[str, tuple[date, date]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        days, *names = (part.strip() for part in line.split("|"))
        first, _, last = days.partition("..")
        try:
            value = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError as fault:
            raise ResourceError(f"named_events.txt, line {number}: no date {days!r}") from fault
        if not names or value[0] > value[1] or any(name in events for name in names):
            raise ResourceError(f"named_events.txt, line {number}: no name, or a name told twice")
        events.update(dict.fromkeys(names, value))
    return events


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in load_events())


def read_event(words: str, scope: Scope) -> When | None:
    """The day of an event that `words` name, the longest name first."""
    if _means_october(words, scope):
        return rebased(one_day(_OCTOBER), "event", "the October 7 attack")
    parts = words.replace(",", " ").replace("'s ", "'s ").split()
    if not any(part in _first_words() for part in parts):
        return None
    events = load_events()
    for length in range(min(_LONGEST_NAME, len(parts)), 0, -1):
        for start in range(len(parts) - length + 1):
            name = " ".join(parts[start : start + length])
            if name in events:
                return _event(name, events[name], words)
    return None


def _means_october(words: str, scope: Scope) -> bool:
    """Whether a bare `October 7` names the attack of 2023 and not the day of a later year."""
    found = _BARE_OCTOBER.match(words)
    now = scope.anchor or (scope.known[-1] if scope.known else None)
    if found is None or (now is not None and now <= _OCTOBER):
        return False
    if found["since"]:
        return True
    if now is None or scope.tense == "future":
        return False
    last = date(now.year - (now < date(now.year, 10, 7)), 10, 7)
    return (now - last).days > _FRESH


def _event(name: str, days: tuple[date, date], words: str) -> When | None:
    """The event's days, or the end of them that the words point at."""
    first, last = days
    if re.search(rf"\b(?:start|beginning|outbreak|onset|eve) of (?:the )?{re.escape(name)}", words):
        return rebased(one_day(first), "event", name)
    if re.search(rf"\bend of (?:the )?{re.escape(name)}", words):
        return rebased(one_day(last), "event", name)
    return interval(first, last, "day" if first == last else "span", "event", name)


def read_holiday(words: str, scope: Scope) -> When | None:
    """`Christmas 2007`, `New Year's Eve`, `Easter Sunday`: the stated or the nearest year."""
    found = _HOLIDAY.search(words)
    if found is None:
        return None
    name = found[1].removesuffix(" sunday").replace("'", "").replace("-", " ")
    if name.removeprefix(_ORTHODOX) not in {**_FIXED, **_MOVING}:
        name = name.removesuffix(" day")
    name = {"new year eve": "new years eve", "new year": "new years"}.get(name, name)
    if found[2]:
        return one_day(_holiday(name, int(found[2])))
    if scope.anchor is not None:
        days = [
            _holiday(name, year)
            for year in range(max(1, scope.anchor.year - 1), min(9999, scope.anchor.year + 1) + 1)
        ]
        coming = [day for day in days if day >= scope.anchor]
        gone = [
            day for day in days if day <= add_days(scope.anchor, 0 if scope.tense == "past" else 31)
        ]
        pick = coming[0] if scope.tense == "future" and coming else (gone or days)[-1]
        return one_day(pick, "inferred", "year taken from the publication date")
    if scope.before is not None:
        return one_day(
            _holiday(name, scope.before.year), "inferred", "year taken from the date before it"
        )
    return unresolved(UNKNOWN_YEAR)


def _holiday(name: str, year: int) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name == "thanksgiving":
        return date(year, 11, 22 + (3 - date(year, 11, 22).weekday()) % 7)
    if name.startswith(_ORTHODOX):
        return add_days(orthodox_easter(year), _MOVING[name.removeprefix(_ORTHODOX)])
    return add_days(easter(year), _MOVING[name])


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms).

    The two calendars are taken to lie 13 days apart, as they do from 1900 to 2099.
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return add_days(date(year, month, day + 1), 13)


def easter(year: int) -> date:
    """Western Easter Sunday (anonymous Gregorian algorithm; Meeus, Astronomical Algorithms)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, skipped = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - shift + 15) % 30
    leaps, years = divmod(rest, 4)
    weekday = (32 + 2 * skipped + 2 * leaps - moon - years) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
