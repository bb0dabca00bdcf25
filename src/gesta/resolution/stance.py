"""What a claim holds: that the happening took place, or that its speaker denies it.

The reader grades by the sentence; a denial told with `denies` or `had no role in` is a denial
whatever the grade, and a doer who speaks of `we` or `it` is the speaker.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gesta.types import Claim, Party

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|refute[sd]?|disput(?:es|ed))\b", re.I
)
_NEITHER = re.compile(
    r"\b(?:neither|not|nor|did not|has not|have not|without)\b[^.;]{0,40}\bden", re.I
)
_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|told|tells|announce[sd]?|add(?:s|ed)|report(?:s|ed))\b"
)
_NO_PART = re.compile(
    r"\b(?:had|has|have|played?|plays)\s+(?:absolutely\s+)?(?:no|nothing)\s+"
    r"(?:role|part|hand|involvement|connection|link|to\s+do)\b"
    r"|\b(?:was|were|is|are)\s+not\s+(?:connected|involved|behind|responsible|linked)\b",
    re.I,
)
_PRONOUNS = frozenset({"it", "its", "they", "their", "we", "our", "us", "he", "she", "i", "who"})
# Grades that the reader gives to what somebody says; a report's own word is no denial.
_SAID = frozenset({"claimed", "alleged", "attributed", "reported"})


def grade(claim: Claim) -> str:
    """The claim's certainty, `denied` also where its speaker denies it or any part in it."""
    if claim.certainty in _SAID:
        said = bool(claim.said_by)
        if (said and _is_denial(claim)) or _has_no_part(claim):
            return "denied"
    return claim.certainty


def _is_denial(claim: Claim) -> bool:
    """Whether the innermost verb of saying that counts is one of denying."""
    return _denies(tuple(s.cue or "" for s in claim.said_by), claim.evidence.text)


@lru_cache(maxsize=50_000)
def _denies(cues: tuple[str, ...], text: str) -> bool:
    if not any(map(_DENIES.search, cues)) or _NEITHER.search(text):
        return False
    return not (len(cues) > 1 and _SAYS.search(cues[-1]))


def _has_no_part(claim: Claim) -> bool:
    """Whether `had no role in`, `was not behind` stands between the doer and the trigger."""
    begin = claim.evidence.start
    start, end = claim.trigger.start - begin, claim.trigger.end - begin
    return _tells_no_part(claim.evidence.text, max(0, start), end)


@lru_cache(maxsize=50_000)
def _tells_no_part(text: str, start: int, end: int) -> bool:
    """Whether the words around a trigger at `[start, end)` say that somebody had no part in it."""
    found = _NO_PART.search(text[:start])
    after = text[end:]
    told_after = _NO_PART.match(after.lstrip()) or re.match(
        r"\s*and\s+had\s+nothing\s+to\s+do", after
    )
    return found is not None or told_after is not None


def doers(claim: Claim) -> tuple[Party, ...]:
    """The actors; where the doer's side speaks and names itself by a pronoun, the speaker."""
    known = tuple(p for p in claim.actors if p.text.casefold() not in _PRONOUNS or p.actor)
    if known or not claim.actors or not claim.said_by:
        return known
    speaker = claim.said_by[-1]
    if grade(claim) not in ("claimed", "denied") or speaker.actor is None or speaker.text is None:
        return known
    start = speaker.start if speaker.start is not None else claim.evidence.start
    end = speaker.end if speaker.end is not None else start
    return (Party(start, end, speaker.text, speaker.actor),)
