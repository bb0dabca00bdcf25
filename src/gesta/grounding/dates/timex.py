"""The value of a When in TIMEX3 (ISO-TimeML), for exchange with and measuring against it.

The mapping: a day `2024-09-24`; a part of it with the code that its words name (`TMO` morning,
`TAF` afternoon, `TEV` evening, `TNI` night, or the clock); a week `2024-W39`, a weekend with
`-WE`; a month `2024-09` and a year `2024`, also where only a part of it is meant, since TIMEX3
keeps `early` and `late` beside the value; quarters, halves and seasons `Q3`, `H1`, `SU`; a
decade `198`, a century `19`; `the past two weeks` `P2W`; now, recently, the future
`PRESENT_REF`, `PAST_REF`, `FUTURE_REF`; ranges the day or year they begin with, since TIMEX3 marks
both ends apart; lengths `P3D`; repetitions `XXXX-XX-XX` or `P1Y`.
None where TIMEX3 has a value and the When has not.
"""

from __future__ import annotations

import re
from datetime import date

from gesta.grounding.dates.lengths import duration_value
from gesta.grounding.dates.vague import vague_reference
from gesta.grounding.dates.words import normalise, weekday_of
from gesta.types import When

_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap]\.?m\b)?")
_PARTS = (
    ("TMO", re.compile(r"morning|dawn|early hours|sunrise|daybreak")),
    ("TAF", re.compile(r"afternoon")),
    ("TEV", re.compile(r"evening|dusk|sunset")),
    ("TNI", re.compile(r"night|overnight")),
)
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_WINDOW = re.compile(r"\b(?:past|last|next|coming|recent|following|previous|preceding|first)\b")
_UNITS = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?|decades?|centuries|quarters?|minutes?)\b"
)
_QUARTER = re.compile(
    r"\b(?:first|second|third|fourth|[1-4](?:st|nd|rd|th)|this|last|latest|the|year-ago|year-earlier|comparable|corresponding|same|\d{4})[ -]quarter\b(?! of an?)|\bq[1-4]\b"
)
_ONE_UNIT = re.compile(r"\b(?:past|coming) (?P<unit>week|month|year|decade|day)\b")
_RANGE = re.compile(r"\d(?:-| to | and )\d")
_NUMBERED = re.compile(r"\b(?:years|months|weeks|days|hours|decades)\b")


def timex_value(when: When) -> str | None:
    """The TIMEX3 value of `when`, from its interval and, where that has no room, its words."""
    words = normalise(when.text)
    if when.reason == "now" or (when.start is None and when.end is None):
        return _open_value(words, when.reason)
    start, end = when.start or when.end, when.end or when.start
    if start is None or end is None:
        return None
    if when.reason == "vague" and " ago" in words:
        return "PAST_REF"
    if when.precision == "hour":
        return start.isoformat() + _daytime(words)
    if when.precision == "day":
        return start.isoformat()
    if when.precision == "week":
        return week_value(start)
    if when.precision == "month":
        return f"{start:%Y-%m}"
    if when.precision == "year":
        return f"{start:%Y}"
    return _span_value(words, start, end)


def _open_value(words: str, reason: str | None) -> str | None:
    if reason == "set":
        return _set_value(words)
    if reason == "duration":
        return duration_value(words)
    pointed = vague_reference(words)
    return f"{pointed.upper()}_REF" if pointed else None


def _set_value(words: str) -> str | None:
    if "daily" in words or "everyday" in words:
        return "XXXX-XX-XX"
    named = {
        "annual": "P1Y",
        "year": "P1Y",
        "month": "P1M",
        "week": "P1W",
        "hour": "PT1H",
        "quarter": "P1Q",
    }
    if weekday := re.search(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", words):
        return f"XXXX-WXX-{weekday_of(weekday[0]) + 1}"
    found = next((value for name, value in named.items() if name in words), None)
    return found or ("P1D" if "day" in words else None)


def _daytime(words: str) -> str:
    if clock := _CLOCK.search(words):
        hour, half = int(clock["hour"]), clock["half"]
        if (half or clock["minute"]) and hour <= 24:
            hour = hour % 12 + 12 * half.startswith("p") if half else hour
            return f"T{hour:02d}:{clock['minute'] or '00'}"
    if "noon" in words and "afternoon" not in words:
        return "T12:00"
    return next((code for code, pattern in _PARTS if pattern.search(words)), "")


def week_value(day: date) -> str:
    """The ISO week that holds `day`, as `2024-W39`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _span_value(words: str, start: date, end: date) -> str | None:
    days = (end - start).days + 1
    if _RANGE.search(words):
        whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
        return f"{start.year}" if whole_years else start.isoformat()
    if "weekend" in words and days == 2:
        return f"{week_value(start)}-WE"
    if re.search(r"\b(?:this|that|the) week\b", words):
        return week_value(start)
    if _QUARTER.search(words):
        return f"{start.year}-Q{(start.month + 2) // 3}"
    if one := _ONE_UNIT.search(words):
        return f"P1{one['unit'][0].upper()}" if one["unit"] != "decade" else "P10Y"
    if _WINDOW.search(words) and _UNITS.search(words) and (length := duration_value(words)):
        return length
    if _NUMBERED.search(words) and _WINDOW.search(words):
        return duration_value(_NUMBERED.findall(words)[-1])
    if re.search(r"\b(?:spring|summer|autumn|fall|winter)\b", words):
        month = (start.month // 3 * 3) or 12
        return f"{start.year}-{_SEASONS[month]}"
    if " half of" in words:
        return f"{start.year}-H{1 if start.month < 7 else 2}"
    return _by_length(words, start, end)


def _by_length(words: str, start: date, end: date) -> str:
    """The smallest calendar unit that holds the span."""
    if start == end and "month" not in words and "year" not in words:
        return start.isoformat()
    if "year" not in words and (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}"
    if start.day == 1 and start.month % 3 == 1 and 88 < (end - start).days < 92:
        return f"{start.year}-Q{start.month // 3 + 1}"
    if start.year == end.year:
        return f"{start.year}"
    if start.year // 10 == end.year // 10:
        return f"{start.year // 10}"
    if (start.year - 1) // 100 == (end.year - 1) // 100:
        return f"{(start.year - 1) // 100}"
    return start.isoformat()
