"""The labels of every head, in the order of the model's outputs, and the BIO scheme."""

from __future__ import annotations

from typing import Final

from gesta.codebook import (
    CERTAINTIES,
    EVENT_TYPES,
    MENTION_TYPES,
    MODES,
    OUTCOMES,
    ROLES,
    SENTENCE_KINDS,
    TIE_TYPES,
)


def bio(types: tuple[str, ...]) -> tuple[str, ...]:
    """The tags O, B-x, I-x of the BIO scheme, B before I for each type."""
    return ("O", *(f"{mark}-{kind}" for kind in types for mark in "BI"))


MENTION_TAGS: Final = bio(MENTION_TYPES)
TRIGGER_TAGS: Final = bio(EVENT_TYPES)
SPAN_TAGS: Final = bio(("in",))  # cue words, and the words of a content span

ROLE_LABELS: Final = ("none", *ROLES)
TIE_LABELS: Final = ("none", *(tie for tie in TIE_TYPES if tie != "same"))
CERTAINTY_LABELS: Final = CERTAINTIES
OUTCOME_LABELS: Final = ("none", *OUTCOMES)
MODE_LABELS: Final = MODES
KIND_LABELS: Final = SENTENCE_KINDS
