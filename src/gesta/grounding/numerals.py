"""Numbers in digits and English words: `1,200`, `twenty-one`, `two and a half million`, `40.000`.

One grammar for counts and for the numbers inside time expressions. Input is lower case.
"""

from __future__ import annotations

import re

UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}

WORD = "|".join(sorted((*UNITS, *TENS), key=len, reverse=True))
SCALE = "dozen|hundred|thousand|million|billion"

# Digits with grouping (1,200 or 1.200) or a decimal part (1.2), never part of a longer token.
DIGITS = r"\d{1,3}(?:,\d{3}){1,4}|\d{1,3}(?:\.\d{3}){1,4}(?!\d)|\d{1,12}(?:\.\d{1,3})?"

# One numeral: digits with up to two scale words, or up to eight number words.
NUMERAL = (
    rf"(?:(?:{DIGITS})(?:[ -]?(?:{SCALE}|mln|bn|k)\b){{0,2}}"
    rf"|(?:an?[ -](?:half[ -])?(?={SCALE})|half[ -]an?[ -](?={SCALE})|(?:{WORD})(?:[ -](?=and[ -]a[ -]half|{WORD}|{SCALE})))?"
    rf"(?:{WORD}|{SCALE}|and[ -]a[ -]half)"
    rf"(?:[ -](?:and[ -](?:a[ -]half|{WORD})|{WORD}|{SCALE})\b){{0,6}})"
)

_TOKEN = re.compile(r"[a-z]+|\d[\d,.]*")
_GROUPED = re.compile(r"\d{1,3}(?:[,.]\d{3})+$")


def parse_numeral(words: str) -> float | None:
    """The value of `words` (lower case), None when they are not a number and nothing else.

    >>> parse_numeral("two hundred and five"), parse_numeral("1.2 million")
    (205.0, 1200000.0)
    """
    total = 0.0
    part: float | None = None
    scaled = 1.0
    for token in _TOKEN.findall(words[:80]):
        if token[0].isdigit():
            value = _digits(token)
            if value is None or part is not None:
                return None
            part = value
        elif token in UNITS or token in TENS:
            part = (part or 0.0) + UNITS.get(token, TENS.get(token, 0))
        elif token == "half":
            # "half a million" and "two and a half million": the half precedes its scale.
            part = (part or 0.0) + 0.5
        elif token in SCALES:
            scaled = SCALES[token]
            if scaled == 100 or token == "dozen":
                part = (1.0 if part is None else part) * scaled
            else:
                total += (1.0 if part is None and not total else part or 0.0) * scaled
                part = None
        elif token not in ("a", "an", "and"):
            return None
    if part is None and not total:
        return None
    return total + (part or 0.0)


def _digits(token: str) -> float | None:
    token = token.rstrip(".,")
    if _GROUPED.match(token):
        return float(token.replace(",", "").replace(".", ""))
    try:
        return float(token)
    except ValueError:
        return None
