"""Every run of words that a record says it found in its report's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from gesta.types import Assessment, Claim, Quote, Speaker, TieClaim

Named = list[tuple[str, Quote]]  # the field and its words
NOWHERE: Final = Quote(0, 0, "")
"""The words of a value that a person gave without any, as lines and rows have it."""


def quotes_of_claim(claim: Claim) -> Named:
    """Evidence, trigger, roles and speakers; not what stands on a reviewer alone and has no words."""
    found: Named = [("evidence", claim.evidence), ("trigger", claim.trigger)]
    for field, words in (
        ("actors", claim.actors), ("recipients", claim.recipients), ("targets", claim.targets),
        ("weapons", claim.weapons), ("places", claim.places), ("origins", claim.origins),
    ):  # fmt: skip
        quotes = (Quote(item.start, item.end, item.text) for item in words)
        found += [(field, quote) for quote in quotes if quote != NOWHERE]
    return found + _speakers(claim.said_by)


def words_of_claim(claim: Claim) -> list[tuple[str, str]]:
    """Words of the time and the numbers, which stand in the text but carry no offsets."""
    said = (
        ("time", claim.time), ("killed", claim.killed), ("wounded", claim.wounded),
        ("count", claim.count),
    )  # fmt: skip
    return [(field, value.text) for field, value in said if value is not None]


def quotes_of_assessment(assessment: Assessment) -> Named:
    """Evidence and speakers."""
    return [("evidence", assessment.evidence), *_speakers(assessment.said_by)]


def quotes_of_tie(tie: TieClaim) -> Named:
    """Evidence and speakers."""
    return [("evidence", tie.evidence), *_speakers(tie.said_by)]


def _speakers(chain: Iterable[Speaker]) -> Named:
    return [
        ("said_by", Quote(s.start, s.end, s.text))
        for s in chain
        if s.start is not None and s.end is not None and s.text is not None
    ]


def said_amiss(chain: Iterable[Speaker], text: str) -> Iterator[tuple[str, int]]:
    """In words, and where: cues that are not what the text says, and spans of what is said that do
    not lie in it one after the other."""
    for speaker in chain:
        if (speaker.cue_start, speaker.cue_end) != (None, None):
            start, end, cue = speaker.cue_start or 0, speaker.cue_end or 0, speaker.cue or ""
            stands = text[start:end] if 0 <= start < end <= len(text) else ""
            if not stands or stands != cue:
                yield f"{cue[:60]!r} is not what the text says: {stands[:60]!r}", start
        end = 0
        for span in speaker.content:
            if not end <= span.start < span.end <= len(text):
                yield f"what is said ends at {span.end}, out of place in the text", span.start
            end = max(end, span.end)


def said_count(chain: Iterable[Speaker]) -> int:
    """How many spans that checks."""
    return sum((s.cue_start is not None) + len(s.content) for s in chain)
