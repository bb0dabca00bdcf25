"""How many people the words for victims name, where no number of its own is given.

    a police officer              → 1
    Peyton Gates                  → 1 at least: the sentence tells of him, not of all
    a man and his son             → 2
    two brothers and a neighbour  → 3
    villagers                     → unknown
    12 soldiers, including a colonel → 12: a part is never added to its whole

The words of a sum are one run of the report's text, so that they can be checked like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gesta.fates import is_plural
from gesta.grounding.counts import parse_count
from gesta.grounding.dates.words import MONTH
from gesta.grounding.numerals import NUMERAL
from gesta.types import Count, Mention

PEOPLE = frozenset(("civilian", "person", "group", "force"))
LONGEST = 160  # characters of a list of victims
_REACH = 60  # characters before a noun that may hold its article or number
_INDEFINITE = ("a", "an", "another", "one")
_OF_ONE = frozenset((*_INDEFINITE, "the", "his", "her", "their", "its", "my", "our", "this",
                     "that", "whose", "each", "every"))  # fmt: skip
_LEFT = re.compile(
    rf"^.*(?:^|(?<=[\s(“\"'—-]))(?P<word>{'|'.join(sorted(_OF_ONE))}|both|several|(?!(?:19|20)\d\d\b)(?:{NUMERAL}))"
    r"(?!-(?:year|month|week|day))(?:-|\s+)(?:(?!(?:and|who|that|where|killed|shot|of|in|at|with|for|to|by|from|"
    r"as|after|over|on|is|are|was|were|has|have|charged|accused|arrested|held|killing|wounding)\s)"
    r"[\w’'.-]+,?\s+){0,4}$",
    re.IGNORECASE | re.DOTALL,
)
# What may stand before the number: `at least 12`, `three of his`.
_HEDGE = re.compile(
    r"\b(?:at least|no (?:fewer|less|more) than|(?:more|fewer|less) than|up to|as many as|about|"
    r"around|some|nearly|almost|over|dozens of|hundreds of)\s+$",
    re.IGNORECASE,
)
_DATED = re.compile(rf"(?:\b(?:{MONTH})\.? |, |[$£€#]|\bNo\. ?)$", re.IGNORECASE)
_OF = re.compile(rf"\b(?:{NUMERAL}|several|some|dozens|many) of\s+$", re.IGNORECASE)
_ANYBODY = frozenset(("people", "persons", "victims", "others", "adults", "individuals"))
_PRONOUNS = frozenset("he she him her himself herself who i me".split())
_JOINT = re.compile(
    r"[^.;:\n]{0,70}(?:,|\band\b|&|\balong(?:side| with)\b|\btogether with\b|\bas well as\b)[^.;:\n]{0,70}"
)
_ASIDE = re.compile(
    r"\s*,?\s*(?:\d{1,2}\s*,\s*)?(?:an?|the|his|her)?\s*(?:[\w-]+\s+){0,3}", re.IGNORECASE
)
_PART = re.compile(
    r"\b(?:includ\w+|among (?:them|whom)|(?:of|for) (?:them|whom)|one of|such as|who|whose|by|while|"
    r"was|were|is|are|suffer(?:ed|ing)|sustained|received|struck|striking|hit|hitting|fatally|killing|wounding|injuring|shooting|died|dies|left|leaving|sent|sending|dead|killed|injured|wounded|shot|hurt|when|after|before|at|in|from|with|told|said)\b",
    re.IGNORECASE,
)


def head_count(mentions: Sequence[Mention], text: str) -> Count | None:
    """The people that the mentions name together, None where one of them is a plain plural.

    Mentions that do not stand in one list with the first are left out.
    """
    row = list_of(sorted(mentions, key=lambda m: m.start), text)
    if not row:
        return None
    low, closed, start = 0, False, row[0].start
    for index, mention in enumerate(row):
        found = _of_one(mention, text)
        if found is None:
            return None
        if index and low > 1 and text[row[0].start : row[0].end].lower() in _ANYBODY:
            row = row[:1]  # `two people, a man and his son`: who they are
            break
        begin, number, whole = found
        start = begin if index == 0 else start
        low, closed = low + number, closed or whole
    words = text[start : row[-1].end]
    return Count(words, low, low if closed else None)


def list_of(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions (in order of the text) of the first list: joined by commas and `and`, nothing that opens a clause."""
    row: list[Mention] = []
    for mention in mentions:
        if not row:
            row.append(mention)
            continue
        between = text[row[-1].end : mention.start]
        if mention.start < row[-1].end or not between.strip():
            continue
        joined = _JOINT.fullmatch(between) and not _PART.search(between)
        if not joined or mention.end - row[0].start > LONGEST:
            break
        if not is_apposed(row[-1], mention, text):
            row.append(mention)
    return row


def is_apposed(one: Mention, two: Mention, text: str) -> bool:
    """Whether `two` says again who `one` is: a name beside a description, without an `and`
    (`his wife, Dana Moss`)."""
    between = text[one.end : two.start]
    names = [text[m.start : m.start + 1].isupper() for m in (one, two)]
    aside = "," in between and "and" not in between.split() and names[0] != names[1]
    return aside and _ASIDE.fullmatch(between) is not None


def _of_one(mention: Mention, text: str) -> tuple[int, int, bool] | None:
    """Where the noun phrase begins, how many it names, and whether those are all it tells of."""
    words = text[mention.start : mention.end]
    if words.lower() in _PRONOUNS:
        return mention.start, 1, False
    name = words[:1].isupper() and not words.isupper() and mention.type == "person"
    begin, word = (mention.start, "") if name else _determiner(mention, text)
    if word and word not in _OF_ONE:
        count = parse_count(text[begin : mention.end])
        return (begin, count.low, count.high == count.low) if count and count.low else None
    last = words.split()[-1].lower().strip("’'\"”.,") if words.split() else ""
    if not name and is_plural(last):
        return None
    return begin, 1, word in _INDEFINITE


def _determiner(mention: Mention, text: str) -> tuple[int, str]:
    """Where the noun phrase of a mention begins and its article or number, empty where none is."""
    line = max(text.rfind("\n", 0, mention.start) + 1, mention.start - _REACH)
    found = _LEFT.match(text[line : mention.start])
    if found is None or is_dated(text, line + found.start("word")):
        return mention.start, ""
    begin, word = line + found.start("word"), found["word"].lower()
    before = text[line:begin]
    more = _OF.search(before) if word in _OF_ONE else _HEDGE.search(before)
    if more is None:
        return begin, word
    return line + more.start(), text[line + more.start() : begin].lower() + word


def is_dated(text: str, start: int) -> bool:
    """Whether a number at `start` is the day of a month, an age, a sum of money or `No. 7`."""
    return _DATED.search(text[max(0, start - 12) : start]) is not None
