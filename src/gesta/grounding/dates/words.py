"""The vocabulary of English time expressions, and the pattern pieces that the rules share.

All patterns are for lower-case text with single spaces and plain quotes and dashes
(`normalise`), and hold no unbounded repetition, so that matching is linear in the text.
"""

from __future__ import annotations

import re

from gesta.grounding.numerals import TENS, UNITS, parse_numeral

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
WEEKDAYS = {
    name: number for number, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}

ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
}
ORDINALS |= {f"twenty-{word}": 20 + value for word, value in list(ORDINALS.items())[:9]}
ORDINALS |= {"thirtieth": 30, "thirty-first": 31}

MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b\.?)"
)
DAY = (
    r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)|"
    + "|".join(sorted(ORDINALS, key=len, reverse=True))
    + ")"
)
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
PART = (
    r"(?:(?:mid-?)?(?:morning|afternoon)|(?:morning|early|late|small|wee) hours|evening"
    r"|mid-?night|night|noon|mid-?day|dawn|dusk|sunrise|sunset|day-?break|nightfall|lunchtime)"
)
CLOCK = (
    r"(?:\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?|\d{1,2}\.\d{2} ?[ap]\.?m\b\.?|\d{1,4} ?[ap]\.?m\b\.?|\d{1,2} o'clock"
    r"|\d{4} ?(?:gmt|utc|hours|hrs|local time))"
)
UNIT = r"(?:second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|centurie)"

_NUMBER_WORD = "|".join(sorted((*UNITS, *TENS), key=len, reverse=True))
NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d| 1/2|½)?|(?:{_NUMBER_WORD})(?:[- ](?:{_NUMBER_WORD}|hundred|thousand)){{0,3}}"
    r"|a hundred|a thousand|a dozen|two dozen|half a|an?|one)"
)
VAGUE = r"(?:several|a few|few|some|many|a couple of|a couple|couple of|a number of|dozens of|scores of|hundreds of|thousands of|countless|recent|various)"

HEDGE = (
    r"(?:(?:about|around|some|nearly|almost|over|more than|less than|just over|just under|just|only"
    r"|at least|up to|roughly|approximately|exactly|barely|under|close to|no more than|well over) )?"
)

SPOKEN_YEAR = (
    r"(?:(?:nineteen|eighteen|seventeen) (?:hundred|oh (?:one|two|three|four|five|six|seven|eight|nine)"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
    r"|two thousand(?: and)?(?: (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?"
    r"(?! (?:people|troops|men|soldiers|of|years|miles)))"
)
_SPOKEN = re.compile(rf"(?:(?<=^)|(?<= )){SPOKEN_YEAR}$")
_HALF = re.compile(r"(?<=\d)(?: 1/2\b|½)")
_SPACE = re.compile(r"\s+")
_LOWER_VERB = re.compile(r"\b(?:may|march|mar|sat|sun|wed|fall)\b")
_TABLE = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "[": ",",
        "]": ",",
        "(": ",",
        ")": ",",
    }
)
LONGEST = 200  # characters of a time expression that are looked at


def normalise(text: str) -> str:
    """`text` in lower case, single spaces, plain quotes and dashes, brackets as commas.

    `may` and `march` in lower case stay only beside a number: they are verbs otherwise.
    """
    words = _SPACE.sub(" ", text[:LONGEST].translate(_TABLE)).strip(" ,;:.\"'")
    if _LOWER_VERB.search(words):
        words = _LOWER_VERB.sub(lambda found: _keep_beside_number(words, found), words)
    lower = _HALF.sub(".5", words.lower().replace(" ,", ","))
    return _SPOKEN.sub(_as_digits, lower) if "teen " in lower or "two thousand" in lower else lower


def _as_digits(found: re.Match[str]) -> str:
    """`nineteen ninety-six` as `1996`, as broadcasts are written down."""
    if found[0].startswith("two thousand"):
        return f"{parse_numeral(found[0]) or 2000:.0f}"
    century, _, rest = found[0].partition(" ")
    if rest == "hundred":
        return f"{UNITS[century]}00"
    return f"{UNITS[century]}{parse_numeral(rest.removeprefix('oh ')) or 0:02.0f}"


def _keep_beside_number(words: str, found: re.Match[str]) -> str:
    before, after = words[: found.start()][-6:], words[found.end() :][:4]
    if found[0] == "fall":
        return found[0]
    beside = any(mark.isdigit() for mark in before + after)
    return found[0] if beside else "_"


def month_of(name: str) -> int:
    """The number of a month's name or short form."""
    return MONTHS[name[:3]]


def weekday_of(name: str) -> int:
    """Monday 0 to Sunday 6 for a weekday's name or short form."""
    return WEEKDAYS[name[:3]]


def day_of(words: str) -> int:
    """The day of the month in `7`, `07`, `7th` or `seventh`."""
    if words[0].isdigit():
        return int(words.rstrip("stndrh"))
    return ORDINALS[words]
