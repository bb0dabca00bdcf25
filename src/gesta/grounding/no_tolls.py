"""Numbers that are no tolls: of those who live, stay or ride somewhere, and of pictures in a row.

Gaza, home to 2.3 million people    a town of 40,000    Gaza's 2.3 million residents
a school sheltering 200 families    where half a million people live    Image 12 of 16
"""

from __future__ import annotations

import re

_REACH = 60  # characters on either side of a number that are looked at
_PLACE = (
    r"(?:city|town|village|hamlet|camp|enclave|strip|territory|country|nation|province|district|"
    r"region|neighbou?rhood|suburb|community|capital|island|settlement|governorate|congregation)"
)
_HEDGE = (
    r"(?:(?:about|around|some|roughly|approximately|an? estimated|nearly|almost|over|at least|up to|"
    r"more than|fewer than|less than|just|close to|as many as)\s+){0,2}"
)
_BEFORE = re.compile(
    rf"(?:\bhome (?:to|of)|\bpopulat(?:ion|ed)(?: of| by| is| was| numbers| stands at)?|\binhabited by|"
    rf"\b(?:shelter|hous|host|accommodat|transport)(?:s|es|ed|ing)|\b(?:carr|ferr)(?:y|ies|ied|ying)|\b{_PLACE}(?: \w+)? of)"
    rf"\s+(?:the\s+)?{_HEDGE}$",
    re.IGNORECASE,
)
_OWNED = re.compile(rf"['’]s?\s+{_HEDGE}$", re.IGNORECASE)
_LARGE = re.compile(r"\d[\d,.]{3,}|thousand|million|billion", re.IGNORECASE)
_HARMED = re.compile(r"\s+(?:wounded|injured|dead|bodies)\b", re.IGNORECASE)
_DWELLERS = re.compile(
    r"(?:[- ]strong\b|\s+(?:people|residents|inhabitants|citizens|population)\b)", re.IGNORECASE
)
_WHERE = re.compile(rf"\b(?:where|in which)\s+{_HEDGE}$", re.IGNORECASE)
_LIVE = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:lived?|resided?|(?:are|were|is|was) (?:living|sheltering|staying))\b",
    re.IGNORECASE,
)
_PICTURES = re.compile(r"\b(?:image|photo|picture|slide|page) \d+ (?:of|/) $", re.IGNORECASE)


def is_no_toll(start: int, end: int, text: str) -> bool:
    """Whether the number at `start` to `end` counts those who live or stay somewhere, or pictures.

    >>> said = "Its people, home to 9,000 weavers, mourn."
    >>> is_no_toll(20, 25, said)
    True
    """
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    if _HARMED.match(after):
        return False
    if _BEFORE.search(before) or _PICTURES.search(before):
        return True
    if _OWNED.search(before):
        return _DWELLERS.match(after) is not None and _LARGE.search(text[start:end]) is not None
    return _WHERE.search(before) is not None and _LIVE.match(after) is not None
