"""The cells of one row made into values, or refused in words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from gesta.analysis.happenings import Amount

MOST = 100_000
"""A row that stands for more attacks than this is taken for a slip."""

EARLIEST = 1800
"""A day before this year, like one to come, would stretch the days covered over centuries."""

_UNKNOWN = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "?", "unknown"})
_WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?", re.ASCII)
_SLASHED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", re.ASCII)


class RowError(ValueError):
    """Why a row cannot be read; the words follow its line number."""


class Cells:
    """One row, its cells found by the field that they hold."""

    def __init__(self, cells: Sequence[str], columns: Mapping[str, int]) -> None:
        self._cells, self._columns = cells, columns

    def text(self, field: str) -> str | None:
        """The words of a cell; None where there are none or they say `unknown`."""
        index = self._columns.get(field)
        if index is None or index >= len(self._cells):
            return None
        words = " ".join(self._cells[index].replace("\0", " ").split())
        return None if words.casefold() in _UNKNOWN else words

    def texts(self, field: str) -> tuple[str, ...]:
        """The parts of a cell between semicolons."""
        parts = (part.strip() for part in (self.text(field) or "").split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))

    def days(self, field: str) -> tuple[date, date] | None:
        """The first and last day that a cell names: a day, a month or a year."""
        words = self.text(field)
        if words is None:
            return None
        first, last = read_days(words, field)
        if first.year < EARLIEST or first > date.today():
            raise RowError(f"has {field} {words!r}, which is {_when(first)}; taken for a slip")
        return first, last

    def degrees(self, field: str, most: float) -> float | None:
        """Degrees between `-most` and `most`."""
        number = self._number(field)
        if number is not None and not abs(number) <= most:
            raise RowError(f"has {field} {self.text(field)}, which is beyond {most:g} degrees")
        return number

    def amount(self, best: str, low: str = "", high: str = "") -> Amount | None:
        """Whole numbers as low, best, high."""
        found = [self._whole(field) if field else None for field in (low, best, high)]
        lower, middle, upper = found
        if lower is not None and upper is not None and lower > upper:
            raise RowError(f"has {low} {lower} above {high} {upper}")
        if middle is None and lower is not None and upper is not None:
            middle = round((lower + upper) / 2)
        return Amount.of(lower, middle, upper)

    def _whole(self, field: str) -> int | None:
        number = self._number(field)
        if number is None:
            return None
        if number < 0 or number > MOST or number != int(number):
            raise RowError(
                f"has {field} {self.text(field)}; it must be a whole number from 0 to {MOST:,}"
            )
        return int(number)

    def _number(self, field: str) -> float | None:
        words = self.text(field)
        if words is None:
            return None
        try:
            number = float(words)
        except ValueError as error:
            raise RowError(f"has {field} {words[:40]!r}, which is no number") from error
        if number != number or number in (float("inf"), float("-inf")):
            raise RowError(f"has {field} {words[:40]!r}, which is no number")
        return number


def _when(day: date) -> str:
    return f"before {EARLIEST}" if day.year < EARLIEST else "still to come"


def read_days(words: str, field: str) -> tuple[date, date]:
    """The first and last day of a written date. Raises RowError, also where it can be read twice.

    >>> read_days("2024-02", "date")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if re.fullmatch(r"\d{8}", words, re.ASCII):
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
    match = _ISO.fullmatch(words)
    if match:
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            last = month or 12, day or calendar.monthrange(year or 0, month or 12)[1]
            return date(year or 0, month or 1, day or 1), date(year or 0, *last)
        except (ValueError, calendar.IllegalMonthError) as error:
            raise RowError(f"has {field} {words!r}, which is no day of the calendar") from error
    for form in _WRITTEN:
        try:
            day_ = datetime.strptime(words, form).date()
        except ValueError:
            continue
        return day_, day_
    hint = "day and month could be either way round; " if _SLASHED.match(words) else ""
    raise RowError(f"has {field} {words[:40]!r}: {hint}write it as year-month-day, 2024-09-26")
