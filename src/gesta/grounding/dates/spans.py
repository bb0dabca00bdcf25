"""Intervals of days and the arithmetic on them. Both ends inclusive; out of range gives None."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gesta.types import When

UNKNOWN_ANCHOR = "publication date unknown"
UNKNOWN_YEAR = "year unknown"
NO_DATE = "no date in the words"
NO_EARLIER_DATE = "no earlier date in the report to count from"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a time expression may lean on: see `resolve`."""

    anchor: date | None
    tense: str | None = None
    years: Sequence[int] = ()
    previous: When | None = None
    known: tuple[date, ...] = ()  # the days that the report states in full or names, in order

    @property
    def before(self) -> date | None:
        """The day on which the report's last resolved date began."""
        return self.previous.start if self.previous else None

    @property
    def after(self) -> date | None:
        """The day on which the report's last resolved date ended."""
        if self.previous is None:
            return None
        return self.previous.end or self.previous.start


def interval(
    start: date, end: date, precision: str, basis: str = "stated", reason: str | None = None
) -> When:
    """A resolved When whose words are filled in at the end."""
    return When("", start, end, precision, basis, reason)


def unresolved(reason: str) -> When:
    """An open When, and why."""
    return When("", reason=reason)


def one_day(day: date, basis: str = "stated", reason: str | None = None) -> When:
    """A single day."""
    return When("", day, day, "day", basis, reason)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int, basis: str = "stated", reason: str | None = None) -> When:
    """A whole month."""
    last = monthrange(year, month)[1]
    return When("", date(year, month, 1), date(year, month, last), "month", basis, reason)


def year_span(year: int, basis: str = "stated", reason: str | None = None) -> When:
    """A whole year; the caller keeps `year` within 1..9999."""
    return When("", date(year, 1, 1), date(year, 12, 31), "year", basis, reason)


def week_span(day: date, basis: str = "relative") -> When:
    """The week, Monday to Sunday, that holds `day`."""
    monday = add_days(day, -day.weekday())
    return When("", monday, add_days(monday, 6), "week", basis)


def add_days(day: date, days: int) -> date:
    """`day` moved by `days`, held within the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def add_months(day: date, months: int) -> date:
    """`day` moved by whole months, to the month's last day where the day is missing."""
    index = day.year * 12 + day.month - 1 + months
    if not 12 <= index < 10_000 * 12:
        return date.max if months > 0 else date.min
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def rebased(when: When, basis: str, reason: str | None = None) -> When:
    """`when` with another basis, unless it is unresolved."""
    return (
        when
        if when.start is None and when.end is None
        else replace(when, basis=basis, reason=reason)
    )


def cut(when: When, *, start: date | None = None, end: date | None = None) -> When:
    """`when` narrowed to a part of itself, as a span; unchanged where nothing would be left."""
    new_start, new_end = start or when.start, end or when.end
    if new_start is None or new_end is None or new_start > new_end:
        return when
    return replace(when, start=new_start, end=new_end, precision="span")
