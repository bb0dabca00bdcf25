"""Datelines: `BAGHDAD, Sept 26 (AP) —`. Place, day and agency are read, the words stay."""

from __future__ import annotations

import re
from typing import Final

from gesta.reports.details import Details, day, detail
from gesta.types import Quote

_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)[a-zA-Z]{0,6}\.?"
_NAME: Final = r"[A-ZÀ-Þ][\w.'’-]{0,24}(?: (?:[A-ZÀ-Þ][\w.'’-]{0,24}|al-\w+|of|the|de|el|on)){0,3}"
_DATELINE = re.compile(
    rf"(?P<place>{_NAME}(?:(?:, |/){_NAME}){{0,3}}?)"
    rf"(?P<date>,? {_MONTH} \d{{1,2}}(?:, \d{{4}})?|,? \d{{1,2}} {_MONTH}(?: \d{{4}})?)?,?"
    r"(?: ?[(\[](?P<agency>[A-Z][\w .&’'-]{1,30})[)\]])?"
    r"\s*(?P<dash>—|–|--|-|:)\s+(?=[A-ZÀ-Þ0-9“\"‘'\[(])"
)
_PARAGRAPHS: Final = 3
_LONGEST: Final = 120
# A shorter paragraph with a dash is an entry of a list: `Amal Darwish – director`.
_PROSE: Final = 80
_LEADS: Final = frozenset(
    {"exclusive", "breaking", "update", "analysis", "opinion", "watch", "live"}
)


def find_dateline(text: str) -> tuple[Quote | None, Details]:
    """The dateline's place words in a kept text, and the agency and full day it states.

    A bare hyphen or colon counts only after a day, an agency or a place in capitals.
    """
    start = 0
    for paragraph in text.split("\n\n", _PARAGRAPHS)[:_PARAGRAPHS]:
        match = _DATELINE.match(paragraph[:_LONGEST])
        if match and _is_sure(match, len(paragraph)):
            place = match.group("place")
            agency = detail(match.group("agency") or "", "dateline")
            stated = day(match.group("date") or "", "dateline", "text")
            return Quote(start, start + len(place), place), Details(outlet=agency, published=stated)
        start += len(paragraph) + 2
    return None, Details()


def moved(quote: Quote, by: int) -> Quote:
    """The same words in a text that has `by` characters more before them."""
    return Quote(quote.start + by, quote.end + by, quote.text)


def _is_sure(match: re.Match[str], length: int) -> bool:
    place = match.group("place")
    if place.split()[0].lower().rstrip(":") in _LEADS:
        return False
    capitals = place.split(",")[0].isupper() and len(place) > 2
    if match.group("date") or match.group("agency") or capitals:
        return match.group("dash") != ":" or bool(match.group("date") or match.group("agency"))
    bare = match.group("dash") in ("—", "–", "--") and len(place.split()) <= 5
    return bare and length >= _PROSE
