"""Dates of the Islamic calendar, by the tabular (civil) reckoning.

The tabular calendar (30-year cycle, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29) may
differ by a day from the moon sighted in a country, so that a day comes out as a span of ±1 day
with the reason said. Method: Dershowitz and Reingold, Calendrical Calculations.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from gesta.grounding.dates.spans import Scope, add_days, interval, unresolved
from gesta.grounding.dates.units import amount_of
from gesta.grounding.dates.words import DAY, MONTH, NUMBER
from gesta.types import When

TABULAR = "tabular Islamic calendar, one day either way"
_EPOCH = date(622, 7, 19).toordinal()  # 16 July 622, Julian

_NAMES = (
    r"muharram",
    r"safar",
    r"rabi'? ?(?:al-? ?|ul-? ?)?(?:awwal|i\b|1)",
    r"rabi'? ?(?:al-? ?|ul-? ?|ath-? ?)?(?:thani|akhir|ii\b|2)",
    r"jumada? ?(?:al-? ?|ul-? ?)?(?:awwal|ula|i\b|1)",
    r"jumada? ?(?:al-? ?|ul-? ?|ath-? ?)?(?:thani|thaniya|akhira?|ii\b|2)",
    r"rajab",
    r"sha'?ban",
    r"rama[dz]h?an",
    r"shawwal",
    r"(?:dhu|zu|zul|dhul)[ '-]?(?:al-? ?|l-? ?)?q[ia]'?d?ah?",
    r"(?:dhu|zu|zul|dhul)[ '-]?(?:al-? ?|l-? ?)?hijj?ah?",
)
_MONTH = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(_NAMES, start=1))
HINT = re.compile(r"muharram|safar|rabi|jumad|rajab|sha'?ban|rama[dz]|shawwal|dhu|\bzul?\b|zil")
_DATED = re.compile(
    rf"(?:(?P<day>[12]\d|30|0?[1-9])(?:st|nd|rd|th)?(?: of)? )?(?:{_MONTH})"
    r"(?: (?P<after>[12]\d|30|0?[1-9])(?:st|nd|rd|th)?\b(?!\d))?(?:,? (?:of )?(?P<year>\d{4}))?"
)
_PART = re.compile(
    rf"\b(?P<way>first|opening|last|final)(?: (?P<amount>{NUMBER}))? (?P<unit>day|night|week)s? of "
)
_FEASTS = (
    (r"eid (?:al|ul)-? ?(?:fitr|fitri)", "1 shawwal"),
    (r"eid (?:al|ul)-? ?(?:adha|azha)", "10 dhu al-hijjah"),
    (r"ashoura|ashura", "10 muharram"),
    (r"arba'?een", "20 safar"),
    (r"mawlid(?: (?:al|an)-? ?nabi)?", "12 rabi al-awwal"),
)
_FEAST = re.compile(r"\b(?:" + "|".join(name for name, _ in _FEASTS) + r")\b")
_YEAR = re.compile(r"^(?:in |the year )?(1[34]\d\d) (?:ah|a\.h\.?|hijri)$")
# Figures are Islamic where they say so, or where the year is that of the present: 1340 to 1499.
_FIGURES = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>1(?:3[4-9]|4\d)\d)(?![\d/])"
)
_GREGORIAN = re.compile(rf"\b(?:{MONTH} ?{DAY}|{DAY} ?{MONTH}),? (?:1[6-9]|20)\d\d\b")
_FIRST_GREGORIAN = 1700  # a year below it is counted from the Hijra


def to_gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a tabular Islamic date, None outside the calendar.

    >>> to_gregorian(1445, 9, 14)
    datetime.date(2024, 3, 24)
    """
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    days = day + 29 * (month - 1) + month // 2 + 354 * (year - 1) + (3 + 11 * year) // 30
    return date.fromordinal(_EPOCH + days - 1)


def read_hijri(words: str, scope: Scope) -> When | None:
    """The value of an expression that names an Islamic month, feast or year (`1445 AH`).

    A Gregorian day told beside it (`14 Ramadan 1445 (24 March 2024)`) is the more exact one.
    """
    if _GREGORIAN.search(words):
        return None
    if figures := _FIGURES.search(words):
        return _value(int(figures["year"]), int(figures["month"]), int(figures["day"]), "stated")
    if alone := _YEAR.search(words):
        return _whole_year(int(alone[1]))
    words = _FEAST.sub(lambda found: _feast_day(found[0]), words)
    if not HINT.search(words):
        return None
    found = _DATED.search(words)
    if found is None:
        return None
    month = next(number for number in range(1, 13) if found[f"m{number}"])
    stated = found["day"] or found["after"]
    day = int(stated) if stated else None
    year = int(found["year"]) if found["year"] else None
    if year is not None and year < _FIRST_GREGORIAN:
        when = _value(year, month, day, "stated")
    elif year is not None:
        when = _within(year, month, day)
    elif scope.anchor is None:
        return unresolved("publication date unknown")
    else:
        when = _nearest(scope.anchor, month, day)
    part = _PART.search(words) if day is None else None
    return _part_of(when, part) if part and when else when


def _part_of(when: When, part: re.Match[str]) -> When:
    """`the first day`, `the last ten days` of a month, a day more on either side for the moon."""
    if when.start is None or when.end is None:
        return when
    amount = int(amount_of(part["amount"] or "one") or 1) * (7 if part["unit"] == "week" else 1)
    if part["way"] in ("first", "opening"):
        return replace(when, start=add_days(when.start, -1), end=add_days(when.start, amount))
    return replace(when, start=add_days(when.end, -amount), end=add_days(when.end, 1))


def _feast_day(name: str) -> str:
    """A feast as its day: `eid al-fitr` is `1 shawwal`."""
    return next(day for pattern, day in _FEASTS if re.match(pattern, name))


def _whole_year(year: int) -> When | None:
    first, following = to_gregorian(year, 1, 1), to_gregorian(year + 1, 1, 1)
    if first is None or following is None:
        return None
    return interval(first, add_days(following, -1), "span", "stated", TABULAR)


def _value(year: int, month: int, day: int | None, basis: str) -> When | None:
    first = to_gregorian(year, month, day or 1)
    if first is None:
        return None
    if day is not None:
        return interval(add_days(first, -1), add_days(first, 1), "span", basis, TABULAR)
    following = to_gregorian(year + month // 12, month % 12 + 1, 1)
    if following is None:
        return None
    return interval(first, add_days(following, -1), "span", basis, TABULAR)


def _within(gregorian: int, month: int, day: int | None) -> When | None:
    """The Islamic date that falls in a Gregorian year."""
    for year in range(
        gregorian - 622 + (gregorian - 622) // 33 - 1, gregorian - 618 + (gregorian - 622) // 33
    ):
        first = to_gregorian(year, month, day or 1)
        if first and first.year == gregorian:
            return _value(year, month, day, "stated")
    return None


def _nearest(anchor: date, month: int, day: int | None) -> When | None:
    """The last such Islamic date that began on or before the anchor."""
    year = int((anchor.toordinal() - _EPOCH) / 354.367) + 2
    for candidate in range(year, year - 4, -1):
        first = to_gregorian(candidate, month, day or 1)
        if first and first <= add_days(anchor, 1):
            return _value(candidate, month, day, "inferred")
    return None
