"""What a report of unknown date tells of its time: the days that it states in full or names.

Read from the whole text, captions and headlines too. Days behind words such as
`since`, `born` and `until` are of another time, and an event counts where the report tells its day.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from gesta.grounding.dates.events import load_events
from gesta.grounding.dates.words import DAY, MONTH, YEAR, day_of, month_of

# A day this many days after one that the report knows is of the same run of days.
FOLLOWS = 92
# A text that states more days in full is a history: its dates lean on those before them.
MOST = 7

# A day told with these words is not of the days that the report tells of.
_ELSEWHEN = re.compile(
    r"\b(?:since|born|died|anniversary|until|till|expire[sd]?|before|through|deadline|due)\b[^.;\n]*$",
    re.IGNORECASE,
)
_BEFORE = 40  # characters in which they are sought

_FULL = re.compile(
    rf"\b(?:(?P<month>{MONTH}) ?(?:the )?(?P<day>{DAY})|(?P<day2>{DAY})(?: of)? (?P<month2>{MONTH})),? (?:of )?(?P<year>{YEAR})(?!\w)"
    r"|(?<![\d/-])(?P<iso>\d{4}-\d\d-\d\d)(?![\d-])",
    re.IGNORECASE,
)


@cache
def _names() -> re.Pattern[str]:
    """The names of all events that last a day, the longest first."""
    names = sorted((n for n, (a, b) in load_events().items() if a == b), key=lambda n: (-len(n), n))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")


def known_days(text: str) -> tuple[date, ...]:
    """The days that `text` states with their year, or names as events, in order; none of a history.

    >>> known_days("Mosul: October 19, 2023. Since the fall of Mosul on June 10 it was rebuilt.")
    (datetime.date(2014, 6, 10), datetime.date(2023, 10, 19))
    """
    told = {
        day for found in _FULL.finditer(text)
        if not _ELSEWHEN.search(text, max(0, found.start() - _BEFORE), found.start())
        and (day := _day(found))
    }  # fmt: skip
    low = text.lower()
    named = {load_events()[found[0]][0] for found in _names().finditer(low)}
    days = told | {day for day in named if _tells(low, day)}
    return tuple(sorted(days)) if len(days) <= MOST else ()


def _tells(low: str, day: date) -> bool:
    """Whether the text tells the day and month of an event: it is of these days, not far behind."""
    month, number = day.strftime("%B").lower(), day.day
    return bool(
        re.search(
            rf"\b{month} {number}\b(?!,? \d{{4}})(?! attack)|\b{number} {month}\b(?! \d{{4}})", low
        )
    )


def _day(found: re.Match[str]) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        day = day_of((found["day"] or found["day2"]).lower())
        month = month_of((found["month"] or found["month2"]).lower())
        return date(int(found["year"]), month, day)
    except ValueError:
        return None


def year_among(days: tuple[date, ...], month: int, day: int | None) -> tuple[int, str] | None:
    """The year of a date without one by the days that its report knows, and why.

    The same day told in full gives its year; else the date follows the last known day closely.
    None where neither holds: an earlier day of the same year is as likely as one of the next.
    """
    if not days:
        return None
    last = days[-1]
    for known in reversed(days):
        if known.year == last.year and known.month == month and day in (None, known.day):
            return known.year, f"year of {known.isoformat()}, which the report tells in full"
    year = last.year + ((month, day or 31) < (last.month, last.day))
    try:
        after = (date(year, month, day or 1) - last).days
    except ValueError:
        return None
    if after <= FOLLOWS:
        return year, f"soon after {last.isoformat()}, the last day that the report tells in full"
    return None
