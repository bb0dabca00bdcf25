"""Counts in words → the least and the most that they say.

Conventions, after the UCDP GED codebook (low estimates from the least that the words allow):

- `at least 12` → 12 and no upper bound; `more than 100` → 101 and none; `12` → 12, 12.
- `up to 30`, `as many as 30` → no lower bound, 30; `fewer than 10` → none, 9.
- `about 50`, `some 300`, `an estimated 40` → ten per cent either way, one at the least;
  `nearly 40` → ten per cent below up to the number; `just over 40` → the mirror of it.
- Plurals of scale say two of it, with no upper bound: `dozens` → 24, `scores` → 40,
  `hundreds` → 200, `tens of thousands` → 20,000 (ACLED would code `dozens` as 12: we do not).
- `several`, `a few`, `a handful` → 3 and no upper bound; `many`, `numerous`, `a number of` → 2.
- `no`, `none` → 0, 0; an article alone (`a soldier`) → 1, 1.

Shares (`a third of`, `80 percent`), sums of money, ordinals, model names and dates are no counts.
"""

from __future__ import annotations

import re
from math import ceil, floor

from gesta.grounding.dates.words import MONTH
from gesta.grounding.numerals import NUMERAL, parse_numeral
from gesta.types import Count

LONGEST = 160  # characters that are looked at
BAND = 0.1
LARGEST = 10_000_000_000

_TABLE = str.maketrans(
    {"’": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "\xa0": " ", "~": " about "}
)
_SPACE = re.compile(r"\s+")
_NUMBER = rf"(?<![\w.,$£€#/-])(?:(?<=\A)|(?<=[ (\"'])|(?<=-))(?:{NUMERAL})(?![\w%]|-?(?:st|nd|rd|th)\b|[.,/:]\d|-(?:year|mile|day|hour|minute|week|month|metre|meter|km|kg|ton|tonne|millimet\w{{2,3}}|mm|foot|inch|storey|story|point|old))"
_FIRST = re.compile(_NUMBER)
_RANGE = re.compile(
    rf"(?P<low>{NUMERAL}) ?(?:-|to|and|or)(?: (?:up to|as many as|perhaps|possibly|even))? ?(?P<high>{NUMERAL})(?![\w%-]|\.\d)"
)
_NO_COUNT = re.compile(
    rf"[$£€]|%|\bper ?cent\b|\bpercent|\b(?:usd|dollars?|euros?|pounds)\b|\b(?:unknown|unspecified|undisclosed|undetermined|unconfirmed|uncertain) number\b|^no\. ?\d|\bone in (?:\w+|\d+)$|\b(?:a third|a quarter|one third|two thirds|two-thirds|one-third|half|most|majority|fraction|share)(?: of\b|$)(?! a\b)"
    rf"|\b(?:in|since|on|by|from|until) (?:(?:19|20)\d\d$|\d{{1,2}} {MONTH})"
)
_AT_LEAST = re.compile(
    r"\b(?:at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|minimum of|as few as|at a minimum|least)\b"
)
_MORE = re.compile(
    r"\b(?:more than|over|above|upwards? of|in excess of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|greater than|north of|topp(?:ed|ing))\b"
)
_JUST_MORE = re.compile(r"\b(?:just|slightly|little) (?:over|more than|above)\b")
_UP_TO = re.compile(
    r"\b(?:up to|as many as|no more than|not more than|at most|a maximum of|maximum of|as much as)\b"
)
_LESS = re.compile(r"\b(?:fewer than|less than|under|below)\b")
_NEARLY = re.compile(
    r"\b(?:nearly|almost|close to|approaching|just under|just below|just short of|nearing)\b"
)
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|approx\.?|circa|estimated|an estimated|in the region of|perhaps|possibly|or so|ish)\b"
)
_OR_MORE = re.compile(r"\b(?:or more|plus|at least|at a minimum)\b|\+")
_NONE = re.compile(
    r"\b(?:no one|nobody|none|zero|neither|not (?:one|a single))\b|^no\b(?! (?:fewer|less|more) than)"
)
_ONE = re.compile(r"^(?:an?|another|a single|a lone|one more)\b")
_ONCE = {"once": 1, "twice": 2, "thrice": 3}

# Words for more than one, longest first: the least that they stand for.
_PLURALS = {
    "hundreds of thousands": 200_000,
    "tens of thousands": 20_000,
    "hundreds of millions": 200_000_000,
    "tens of millions": 20_000_000,
    "thousands": 2_000,
    "millions": 2_000_000,
    "billions": 2_000_000_000,
    "hundreds": 200,
    "scores": 40,
    "dozens": 24,
    "tens": 20,
    "a handful": 3,
    "handful": 3,
    "several": 3,
    "a few": 3,
    "few": 3,
    "a number of": 2,
    "a number": 2,
    "a large number": 2,
    "great number": 2,
    "a small number": 2,
    "large numbers": 2,
    "large number": 2,
    "small number": 2,
    "a group of": 2,
    "a string of": 2,
    "a series of": 2,
    "a wave of": 2,
    "a spate of": 2,
    "a barrage of": 2,
    "a salvo of": 2,
    "numbers of": 2,
    "multiple": 2,
    "numerous": 2,
    "countless": 2,
    "various": 2,
    "many": 2,
    "a lot": 2,
}
_PLURAL = re.compile(r"\b(?<!as )(?:" + "|".join(_PLURALS) + r")\b")
_PLURAL_SCALE = re.compile(
    r"\b(?P<few>several|a few|few|a couple|many)(?: of)? (?P<scale>dozens?|hundreds?|thousands?|millions?|scores?)\b"
)
_SCALE = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_PAIR = re.compile(r"\b(?:a |the )?(?:couple|pair|duo)\b|\bboth\b")
# `a barrage of 30 rockets`: the number says how many.
_GROUP_OF = re.compile(
    rf"\ba (?:string|series|wave|spate|barrage|salvo|group) of (?=(?:\w+ ){{0,3}}(?:{NUMERAL})\b)"
)
_SCORE = re.compile(r"\b(?P<times>a|two|three|four) score\b")
_TIMES = {"a": 1, "two": 2, "three": 3, "four": 4}


def parse_count(text: str) -> Count | None:
    """The least and the most that a number mention says, None when it says no number.

    >>> parse_count("at least 12"), parse_count("16 key commanders")
    (Count(text='at least 12', low=12, high=None), Count(text='16 key commanders', low=16, high=16))
    """
    words = _SPACE.sub(" ", text[:LONGEST].translate(_TABLE)).strip().lower()
    if not words or _NO_COUNT.search(words):
        return None
    bounds = _bounds(words)
    return None if bounds is None else Count(text, *bounds)


def _bounds(words: str) -> tuple[int | None, int | None] | None:
    words = _GROUP_OF.sub("", words)
    if _NONE.search(words):
        return 0, 0
    if ranged := _range(words):
        return ranged
    if scores := _SCORE.search(words):
        number = 20 * _TIMES[scores["times"]]
        return number, number
    plural = _plural(words)
    found = _FIRST.search(words)
    if plural and (found is None or plural[1] <= found.start()):
        return plural[0], None
    if found is not None:
        return _hedged(words, found)
    if _PAIR.search(words):
        return 2, 2
    if words in _ONCE:
        return _ONCE[words], _ONCE[words]
    return (1, 1) if _ONE.match(words) else None


def _range(words: str) -> tuple[int, int | None] | None:
    """`20-30`, `between 20 and 30`, `two or three hundred`; both ends of one scale."""
    found = _RANGE.search(words)
    if found is None or _FIRST.search(words) is None:
        return None
    start = found.start()
    if start and (words[start - 1].isalnum() or words[start - 1] in "-.,/"):
        return None
    joined = words[found.end("low") : found.start("high")].strip()
    if joined.startswith("and") and "between" not in words[:start] and "up to" not in joined:
        return None
    low, high = parse_numeral(found["low"]), parse_numeral(found["high"])
    if low is None or high is None:
        return None
    if scale := next((size for name, size in _SCALE.items() if found["high"].endswith(name)), None):
        low = low * scale if low < scale and low * scale <= high else low
    if not 0 <= low < high <= LARGEST:
        return None
    return ceil(low), None if _OR_MORE.search(words[found.end() :][:10]) else floor(high)


def _plural(words: str) -> tuple[int, int] | None:
    """The least of a plural without a number, and where it stands."""
    if scaled := _PLURAL_SCALE.search(words):
        few = 2 if "couple" in scaled["few"] or scaled["few"] == "many" else 3
        return few * _SCALE[scaled["scale"].rstrip("s")], scaled.start()
    if found := _PLURAL.search(words):
        return _PLURALS[found[0]], found.start()
    return None


def _hedged(words: str, found: re.Match[str]) -> tuple[int | None, int | None] | None:
    """The number with the hedge before or right behind it."""
    value = parse_numeral(found[0])
    if value is None or not 0 <= value <= LARGEST:
        return None
    number, before, after = floor(value), words[: found.start()], words[found.end() :][:16]
    band = max(1, floor(number * BAND))
    if _AT_LEAST.search(before) or _OR_MORE.match(after.lstrip()):
        return number, None
    if _NEARLY.search(before):
        return max(0, number - band), number
    if _JUST_MORE.search(before):
        return number + 1, number + band
    if _UP_TO.search(before):
        return None, number
    if _LESS.search(before):
        return None, max(0, number - 1)
    if _MORE.search(before):
        return number + 1, None
    if _ABOUT.search(before) or re.match(r" or so\b|-odd\b|-ish\b", after):
        return max(0, number - band), number + band
    return number, number
