"""The lines above an article: headline, byline, day, outlet, as a plain text gives them.

Only lines before the first paragraph of the body are looked at, and only lines that say what
they are (`Published: …`, `By …`, `date 2024-09-26`) or stand first as a headline do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from gesta.reports.clean import Line, is_boilerplate
from gesta.reports.details import Detail, Details, day, detail, one

_LINES: Final = 10
_BODY: Final = 200
_FIELDS: Final = {
    "title": "title", "headline": "title",
    "source": "outlet", "outlet": "outlet", "publisher": "outlet", "publication": "outlet",
    "newspaper": "outlet", "agency": "outlet", "site": "outlet",
    "author": "author", "byline": "author", "reporter": "author", "written by": "author",
    "url": "url", "link": "url", "address": "url",
    "date": "published", "published": "published", "published on": "published",
    "publication date": "published", "date published": "published", "posted": "published",
    "posted on": "published", "pubdate": "published", "dct": "published",
    "updated": "updated", "last updated": "updated", "last modified": "updated",
    "id": "source_id",
}  # fmt: skip
_KEYED = re.compile(
    rf"({'|'.join(sorted(_FIELDS, key=len, reverse=True))})\s*(:|=|\s)\s*(\S.{{0,400}})", re.I
)
_BYLINE = re.compile(
    r"(?:By|BY|Written by|Reported by) ((?:[A-ZÀ-Þ][\w.’'-]*|and|AND|with|de|al|el|bin|ibn|van|von|in|for|of|the|,|&)"
    r"(?:,? (?:[A-ZÀ-Þ][\w.’'-]*|and|AND|with|de|al|el|bin|ibn|van|von|in|for|of|the|&)){0,11})"
    r"(?:\s*[|,·•–—-]\s*(.{0,80}))?"
)
_BARS = re.compile(r"\s+[|·•–—-]+\s+|\s*\|\s*")
_CLOCK: Final = frozenset(
    "gmt utc est edt ist bst am pm a.m p.m at on monday tuesday wednesday thursday friday saturday "  # noqa: SIM905
    "sunday mon tue tues wed thu thur thurs fri sat sun local time hours".split()
)
_DATELINE_DASH = re.compile(r"^[A-Z][^.!?]{1,80}?\s*(?:—|–|--)\s*\S")


@dataclass(frozen=True, slots=True)
class Header:
    """What the leading lines say, and the lines that remain (headline left out)."""

    details: Details
    lines: list[Line]


def read_header(lines: list[Line], *, untitled: bool) -> Header:
    """Read the leading lines; `untitled` says that a headline may stand first."""
    known = Details()
    rest: list[Line] = []
    for at, line in enumerate(lines):
        if at >= _LINES or len(line.text) > _BODY or (rest and not _next_to_header(lines, at)):
            return Header(known, rest + lines[at:])
        said = _said(line.text)
        if said is not None:
            known = known.or_else(said)
        elif untitled and not known.title and not rest and _is_headline(line.text, lines[at + 1 :]):
            known = replace(known, title=Detail(line.text.lstrip("# "), "first line"))
        else:
            rest.append(line)
    return Header(known, rest)


def _next_to_header(lines: list[Line], at: int) -> bool:
    """Whether a line after a sub-headline may still belong to the header."""
    return at < 4 and _said(lines[at].text) is not None


def _said(text: str) -> Details | None:
    """The details that one line states, None for a line that states none."""
    keyed = _KEYED.fullmatch(text)
    if keyed:
        field, mark, value = _FIELDS[keyed.group(1).lower()], keyed.group(2), keyed.group(3)
        if field in ("published", "updated") and (stated := day(value, "leading line", "text")):
            worded = _words_beside_date(value)
            if mark != " " or len(worded) <= 2:
                return Details() if field == "updated" else Details(published=stated)
        if mark != " " and field not in ("published", "updated"):
            return one(field, detail(value, "leading line"))
    byline = _BYLINE.fullmatch(text)
    if byline and len(byline.group(1).split()) <= 12:
        return Details(
            author=detail(byline.group(1).rstrip(","), "byline"),
            published=day(byline.group(2) or "", "byline", "text"),
        )
    return _day_line(text)


def _day_line(text: str) -> Details | None:
    """A line that is a date and little else: `Coastal Courier | 26 September 2024`."""
    stated = day(text, "leading line", "text")
    if stated is None or len(text) > 100:
        return None
    parts = [part for part in _BARS.split(text) if part]
    named = [part for part in parts if day(part, "", "text") is None and _words_beside_date(part)]
    dated = [part for part in parts if day(part, "", "text")]
    if not dated or any(len(_words_beside_date(part)) > 2 for part in dated):
        return None
    if len(named) > 1 or (named and len(named[0].split()) > 6):
        return None
    by = _BYLINE.fullmatch(named[0]) if named else None
    return Details(
        published=stated,
        author=detail(by.group(1), "byline") if by else None,
        outlet=detail(named[0], "leading line") if named and not by else None,
    )


def _words_beside_date(text: str) -> list[str]:
    """The words of a line that are no part of a date or clock time."""
    words = re.findall(r"[^\W\d_][^\W\d_.]*(?:\.[^\W\d_])*", text.lower())
    months = {"january", "february", "march", "april", "may", "june", "july", "august",
              "september", "october", "november", "december"}  # fmt: skip
    short = {month[:3] for month in months} | {"sept"}
    skip = _CLOCK | months | short | {"st", "nd", "rd", "th", "t", "z", "of"}
    skip |= {"published", "updated", "posted", "date", "dated", "last", "first", "modified"}
    return [word for word in words if word.strip(".") not in skip]


def _is_headline(text: str, following: list[Line]) -> bool:
    """Whether a first line is a headline: short, no full stop, a text after it."""
    if len(following) < 1 or len(text.split()) < 2 or is_boilerplate(text):
        return False
    if text.startswith("#"):
        return True
    if text.endswith((".", ",", ";", ":", ".”", '."')) or _DATELINE_DASH.match(text):
        return False
    return max(len(line.text) for line in following) > len(text) or len(following) >= 3
