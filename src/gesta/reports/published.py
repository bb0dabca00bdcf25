"""Days out of date strings: what metadata, table columns and bylines write. Never a guess.

A string in which day and month could be swapped, or without a year, gives no day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}[ ,-]{{1,2}}((?:19|20)\d\d)(?!\d)", re.I
)
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)(?!\d)", re.I)
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_EPOCH = re.compile(r"^(\d{9,10})(?:\.\d+)?$|^(\d{12,13})$")
# News does not come from before the telegraph, nor from the next century.
_EARLIEST: Final = 1850
_LATEST: Final = 2099
_LONGEST: Final = 200


def day_in(text: str) -> date | None:
    """The first full date in `text`, None where there is none or it can be read in two ways.

    >>> day_in("Updated Sept. 26, 2024 10:30 GMT")
    datetime.date(2024, 9, 26)
    >>> day_in("03/04/2024") is None
    True
    """
    text = " ".join(text[:_LONGEST].split())
    epoch = _EPOCH.match(text)
    if epoch:
        seconds = int(epoch.group(1)) if epoch.group(1) else int(epoch.group(2)) // 1000
        return datetime.fromtimestamp(seconds, UTC).date()
    compact = _COMPACT.match(text)
    if compact:
        return _day(*compact.groups())
    readings = (
        (m.start(), day)
        for pattern, read in _FORMS
        if (m := pattern.search(text)) and (day := read(*m.groups())) is not None
    )
    return min(readings, default=(0, None))[1]


def _numeric(first: str, mark: str, second: str, year: str) -> date | None:
    """26/9/2024 and 9/26/2024 can be read in one way only; 3/4/2024 cannot, 4/4/2024 can.

    With dots the day stands first everywhere.
    """
    if int(first) > 12 or first == second or mark == ".":
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None


def _day(year: str, month: str, day: str) -> date | None:
    number = _MONTHS.get(month.lower()) or (int(month) if month.isdigit() else 0)
    if not _EARLIEST <= int(year) <= _LATEST:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


_FORMS: Final = (
    (_ISO, lambda year, _mark, month, day: _day(year, month, day)),
    (_DAY_FIRST, lambda day, month, year: _day(year, month, day)),
    (_MONTH_FIRST, lambda month, day, year: _day(year, month, day)),
    (_NUMERIC, _numeric),
)
