"""Every run of words that a record says it found in its report's text."""

from __future__ import annotations

from collections.abc import Iterable

from gesta.types import Assessment, Claim, Quote, Speaker, TieClaim

Named = list[tuple[str, Quote]]  # the field and its words


def quotes_of_claim(claim: Claim) -> Named:
    """Evidence, trigger, roles and speakers."""
    found: Named = [("evidence", claim.evidence), ("trigger", claim.trigger)]
    for field, words in (
        ("actors", claim.actors), ("recipients", claim.recipients), ("targets", claim.targets),
        ("weapons", claim.weapons), ("places", claim.places), ("origins", claim.origins),
    ):  # fmt: skip
        found += [(field, Quote(item.start, item.end, item.text)) for item in words]
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
