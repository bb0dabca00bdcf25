"""Durations and repetitions: time words that are no dates, recognised so that none is made of them."""

from __future__ import annotations

import re

from gesta.grounding.dates.units import amount_of
from gesta.grounding.dates.words import MONTH, NUMBER, UNIT, VAGUE, WEEKDAY

_SET = re.compile(
    rf"\b(?:every|each)(?: \w{{1,12}})? (?:{UNIT}|{WEEKDAY}|{MONTH}|morning|evening|afternoon|summer|winter|spring)s?\b|\b(?:daily|nightly|weekly|monthly|yearly|hourly|annual(?:ly)?|quarterly|everyday|bi-?weekly|bi-?annual(?:ly)?)\b"
    rf"|\b(?:per|(?:once|twice|times) an?) (?:{UNIT})\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\b(?:weekends|nights|mornings|evenings|afternoons|weekdays|summers|winters)$"
)
# One adjective may stand between: `two bloody weeks`.
_LENGTH = re.compile(
    rf"\b(?P<amount>{VAGUE}|{NUMBER})(?: and a half|(?: or | to |-)(?:{NUMBER}))?(?: (?!of )[a-z]{{3,12}})?[ -](?P<unit>{UNIT})s?(?P<half> and a half)?(?!\w)"
)
_BARE = re.compile(
    rf"^(?:for |the |many |these |those |more |just |early |first )*(?P<unit>{UNIT})s?(?:[ -]long)?$"
)
_PLURAL = re.compile(r"(?:s|centuries)(?:[ -]long)?$")
_CODES = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "weekend": "WE",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "century": "CE",
    "centurie": "CE",
}

_HALVES = {"minute": "30S", "hour": "30M", "day": "T12H", "year": "6M"}  # a half of each


def is_set(words: str) -> bool:
    """Whether `words` name a repetition: `daily`, `every Friday`, `twice a week`."""
    return _SET.search(words) is not None


def is_duration(words: str) -> bool:
    """Whether `words` name a length of time and nothing that fixes it: `two days`, `for years`."""
    return duration_value(words) is not None


def duration_value(words: str) -> str | None:
    """The ISO 8601 duration of a length of time (`P2D`, `PT4H`, `PXY`), None without one."""
    found = _LENGTH.search(words)
    if found is None:
        bare = _BARE.match(words)
        if bare is None:
            return None
        return _duration("X" if _PLURAL.search(words) else "1", bare["unit"])
    number = amount_of(found["amount"]) if found["amount"] not in ("some", "many") else None
    if number is None:
        return _duration("X", found["unit"])
    if found["half"] or "and a half" in found[0]:
        number += 0.5
    number *= {"fortnight": 2, "decade": 10, "century": 100}.get(found["unit"], 1)
    if number % 1 == 0.5 and found["unit"] in _HALVES:
        return _duration(f"{number - 0.5:.0f}", found["unit"]) + _HALVES[found["unit"]]
    return _duration(f"{number:g}" if number < 1e6 else f"{number:.0f}", found["unit"])


def _duration(number: str, unit: str) -> str:
    code = _CODES[unit]
    return f"PT{number}{code[1]}" if code[0] == "T" else f"P{number}{code}"
