"""Whether a match of the finder's pattern stands for a time where it stands.

`May` is a month and `may` a verb; a bare figure is a year only where the words around ask for one;
`in his 30s` is an age.
"""

from __future__ import annotations

import re

from gesta.grounding.dates.words import HEDGE, NUMBER

_BARE_VERB = re.compile(r"(?:may|march|sat|sun|mar|sep|dec|jan|fall)(?:'s|\.)?")
_NO_TIME = re.compile(
    rf"(?:about |around |at )?\d+\.\d+|.*\bseconds?|(?:{HEDGE})(?:an?|one|two|three|some|{NUMBER})[ -]quarters?"
)
_YEAR_ONLY = re.compile(r"\d{4}")
_ASKS_FOR_YEAR = re.compile(
    r"(?:\b(?:in|since|from|until|till|between|during|before|after|year|through|throughout|early|late|mid|into|january|february|march|april|may|june|july|august|september|october|november|december)|-|\() ?$"
)
_ASKS_FOR_COUNT = re.compile(
    r"(?:\b(?:some|about|nearly|almost|than|least|over|up to|killed|wounded|injured|total of|approximately|roughly|around|number|no\.|unit|flight|highway|route|room|page|resolution)|[$£€#]) ?$"
)
_COUNTED = re.compile(
    r" (?!was\b|is\b|as\b|has\b|his\b|this\b|its\b)[a-z]+s\b| (?:people|men|women|children|dead|others|points?)\b"
)
_AGE = re.compile(r"(?:early |mid-?|late )?'?[2-9]0s")
_AGED = re.compile(r"\b(?:his|her|their|my|your|its)(?: early| mid-?| late)? ?$")
_LEADS_TO_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|from|through|during|between|early|late|mid|last|next|this|and|to)[ -]$"
)
_DETERMINED = re.compile(r"\b(?:the|its|his|her|their|this) $")
_RANGE = re.compile(r"(\d{4})-(\d{2}|\d{4})")
_GOES_ON = re.compile(r" (?:for|of|on|to)\b")


def is_time(text: str, plain: str, found: re.Match[str]) -> bool:
    """Whether `found`, a match in `plain` (`text` in lower case), stands for a time."""
    words, start, end = found[0], found.start(), found.end()
    before = plain[max(0, start - 24) : start]
    if _BARE_VERB.fullmatch(words):
        return words in ("may", "march") and _is_month(text, plain, start, end)
    if words.endswith((" may", " march")) and text[start:end].endswith((" may", " march")):
        return False
    if _NO_TIME.fullmatch(words):
        return False
    if _AGE.fullmatch(words):
        return not _AGED.search(before)
    if years := _RANGE.fullmatch(words):
        return years[1][: 4 - len(years[2])] + years[2] > years[1]
    if _YEAR_ONLY.fullmatch(words):
        return _is_year(words, before, plain[end : end + 24])
    return True


def _is_year(year: str, before: str, after: str) -> bool:
    if _ASKS_FOR_YEAR.search(before[-16:]):
        return True
    if year >= "1900" and _DETERMINED.search(before):
        return True  # `the 1992 protests`
    return not (_ASKS_FOR_COUNT.search(before[-16:]) or _COUNTED.match(after))


def _is_month(text: str, plain: str, start: int, end: int) -> bool:
    """Whether a bare `May` or `March` is the month: after `in` always, else by its capital letter.

    Not `March for Life`, nor a word that begins a sentence, nor one in capitals only.
    """
    if not text[start].isupper():
        return False
    if _LEADS_TO_MONTH.search(plain[max(0, start - 10) : start]):
        return not (text[start:end].isupper() and end - start > 3)
    if text[end : end + 1] in ("-", ".") or _GOES_ON.match(plain, end):
        return False
    if text[start:end].isupper() and end - start > 3:
        return False
    before = text[max(0, start - 2) : start]
    return bool(before.strip()) and before[0] not in '.!?"“'
