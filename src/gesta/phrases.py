"""Days, numbers, and who says so, in the words that the command line and the page both show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from gesta.types import Claim, Count, Speaker, Toll, When

# Controls and direction marks of a report must not act on what stands beside them.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def plain(words: object) -> str:
    """Words of a report without controls and direction marks; nothing for None."""
    return "" if words is None else _ACTING.sub(" ", str(words)).strip()


def many(number: int, what: str) -> str:
    """1 claim, 2 claims."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def when_words(time: When | None) -> str:
    """An interval as short as its precision allows: 2024-03, 2024-03-04 – 03-06, or ?"""
    if time is None or (time.start is None and time.end is None):
        return "?"
    start, end = time.start, time.end
    if start is None or end is None:
        return f"from {start}" if start else f"until {end}"
    if time.precision == "year" and start.year == end.year:
        return str(start.year)
    if time.precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}"
    return days_words(start, end)


def days_words(start: date, end: date) -> str:
    """Two days as one interval."""
    if start == end:
        return start.isoformat()
    if start.year == end.year:
        return f"{start.isoformat()} – {end:%m-%d}"
    return f"{start.isoformat()} – {end.isoformat()}"


def range_words(low: int | None, high: int | None) -> str:
    """A range of a number: 3, 3–12, 12+, up to 5."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"{low:,}+"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def count_words(count: Count | None) -> str:
    """A number as a range; its words where they give none."""
    return "" if count is None else range_words(count.low, count.high) or count.text


def toll_words(toll: Toll | None) -> str:
    """Low to high, with the best in brackets where they differ."""
    if toll is None:
        return ""
    words = range_words(toll.low, toll.high)
    if toll.best is None or toll.low == toll.high:
        return words
    return f"{words} (best {toll.best:,})"


def chain_words(outlet: str | None, speakers: Iterable[Speaker]) -> str:
    """Who says it, from the report's outlet inwards: IRNA ← the office in Tehran."""
    chain = [plain(outlet) or "the report"]
    for speaker in speakers:
        words = plain(speaker.text) or f"unnamed ({plain(speaker.cue) or 'reportedly'})"
        if words.casefold() != chain[-1].casefold():
            chain.append(words)
    return " ← ".join(chain)


def value_words(claim: Claim) -> str:
    """What a claim says besides its sentence: outcome, killed, wounded, how many."""
    parts = [
        claim.outcome or "",
        f"killed {count_words(claim.killed)}" if claim.killed else "",
        f"wounded {count_words(claim.wounded)}" if claim.wounded else "",
        f"{count_words(claim.count)} times" if claim.count else "",
    ]
    return ", ".join(part for part in parts if part)
