"""Times that a word before them opens: `since` October 7 is the stretch from that day on.

The reader marks the date; the little word before it stands outside the mention and turns a day
into an interval. `until` closes it. A date that words of a beginning lead up to (`since the siege
began in March`) is opened as well.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from gesta.grounding.dates.resolve import resolve
from gesta.types import Span, When

REACH = 60  # characters before a time in which the word that opens it is looked for
_SINCE = re.compile(
    r"\bsince(?: (?:about|around|at least|early|late|mid-?))?\s+(?:the\s+)?$"
    r"|\bsince (?:[\w'’-]+ ){1,5}(?:began|begun|started|broke out|erupted|resumed)"
    r"(?: (?:on|in|at|early|late))?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|up to)\s+(?:the\s+)?$", re.IGNORECASE)
_ONWARD = re.compile(r"\s+(?:onwards?|on)\b(?!\s+(?:the|a|an|its|their)\b)", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_SAYS_SO = re.compile(r"\b(?:since|until|till|from|between|after|before|to)\b", re.IGNORECASE)


def opened(text: str, span: Span, when: When, *, anchor: date | None) -> When:
    """`when`, the value of `span`, as the interval that the words beside it make of it.

    From the day to `anchor`, the day of publication, with the reason `open`; without an anchor, or
    where the day lies behind it, the end stays unknown. An unresolved time, and one whose own
    words open it already, is given back as it is.
    """
    if when.start is None or when.end is None or _SAYS_SO.search(span.of(text)):
        return when
    before = text[max(0, span.start - REACH) : span.start]
    if _SINCE.search(before):
        return _from(_last(text, span, when, anchor), anchor)
    if _FROM.search(before) and _ONWARD.match(text, span.end):
        return _from(when, anchor)
    if _UNTIL.search(before):
        return replace(when, start=None, precision="span", reason="end only")
    return when


def _from(when: When, anchor: date | None) -> When:
    end = anchor if anchor and when.start and anchor >= when.start else None
    return replace(when, end=end, precision="span", reason="open")


def _last(text: str, span: Span, when: When, anchor: date | None) -> When:
    """What `since` makes of the words: never a day to come, and `October 7` is that of 2023."""
    words = span.of(text)
    again = resolve(f"since {words}", anchor=anchor, tense="past")
    ahead = anchor is not None and when.start is not None and when.start > anchor
    if again.start is not None and (ahead or again.basis == "event"):
        return replace(again, text=words)
    return when
