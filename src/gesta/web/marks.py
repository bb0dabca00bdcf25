"""Where in a report's text the words of its claims, assessments and ties stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from gesta.ledger.pieces import Record
from gesta.types import Assessment, Claim, Quote, Report, Speaker, TieClaim

ROLES: Final = (
    ("actor", "actors"), ("recipient", "recipients"), ("target", "targets"),
    ("weapon", "weapons"), ("place", "places"), ("origin", "origins"),
)  # fmt: skip
NUMBERS: Final = ("time", "killed", "wounded", "count")


def marks_of(
    report: Report,
    claims: Iterable[Claim],
    assessments: Iterable[Assessment],
    ties: Iterable[TieClaim],
) -> list[Record]:
    """All marks in the order of the text, the longer first; each with its claim, if it has one."""
    found: dict[tuple[int, int, str, str | None], Record] = {}
    for claim in claims:
        for kind, start, end in _of_claim(report.text, claim):
            _put(found, report.text, kind, start, end, claim.id)
    for value in assessments:
        _put(found, report.text, "assessment", value.evidence.start, value.evidence.end, None)
        for kind, start, end in _said(report.text, value.said_by, value.evidence):
            _put(found, report.text, kind, start, end, None)
    for tie in ties:
        _put(found, report.text, "tie", tie.evidence.start, tie.evidence.end, None)
        for kind, start, end in _said(report.text, tie.said_by, tie.evidence):
            _put(found, report.text, kind, start, end, None)
    if report.dateline is not None:
        _put(found, report.text, "dateline", report.dateline.start, report.dateline.end, None)
    return sorted(found.values(), key=lambda m: (m["start"], -m["end"], m["kind"], str(m["claim"])))


def _put(
    found: dict[tuple[int, int, str, str | None], Record],
    text: str, kind: str, start: int, end: int, claim: str | None,
) -> None:  # fmt: skip
    if 0 <= start < end <= len(text):
        found[start, end, kind, claim] = {
            "start": start, "end": end, "kind": kind, "claim": claim, "words": text[start:end],
        }  # fmt: skip


def _of_claim(text: str, claim: Claim) -> Iterator[tuple[str, int, int]]:
    yield "evidence", claim.evidence.start, claim.evidence.end
    yield "trigger", claim.trigger.start, claim.trigger.end
    for kind, field in ROLES:
        for part in getattr(claim, field):
            yield kind, part.start, part.end
    for kind in NUMBERS:
        value = getattr(claim, kind)
        if value is not None and (span := near(text, value.text, claim.evidence)):
            yield kind, *span
    yield from _said(text, claim.said_by, claim.evidence)


def _said(text: str, chain: Iterable[Speaker], evidence: Quote) -> Iterator[tuple[str, int, int]]:
    for speaker in chain:
        if speaker.start is not None and speaker.end is not None:
            yield "speaker", speaker.start, speaker.end
        if speaker.cue_start is not None and speaker.cue_end is not None:
            yield "cue", speaker.cue_start, speaker.cue_end
        elif speaker.cue and (span := near(text, speaker.cue, evidence)):
            yield "cue", *span


def near(text: str, words: str, evidence: Quote) -> tuple[int, int] | None:
    """Where words stand that the ledger keeps without offsets: in the sentence, else nearest to it.

    >>> near("On Monday it rained. On Monday it was hit.", "Monday", Quote(21, 42, ""))
    (24, 30)
    """
    if not words:
        return None
    inside = text.find(words, evidence.start, evidence.end)
    if inside >= 0:
        return inside, inside + len(words)
    before, after = text.rfind(words, 0, evidence.start), text.find(words, evidence.end)
    apart = {at: abs(at - evidence.start) for at in (before, after) if at >= 0}
    if not apart:
        return None
    closer = min(apart, key=lambda at: (apart[at], at))
    return closer, closer + len(words)
