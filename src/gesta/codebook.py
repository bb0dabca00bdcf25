"""The words of the codebook: one list for the reader's labels, the ledger and the screens.

Event types, modes and scores follow PLOVER (Open Event Data Alliance); certainty grades and
low/best/high follow MUC-4 and UCDP GED. The order of each tuple is the order of the model's
labels and must not change without training a new model.
"""

from __future__ import annotations

from typing import Final

MENTION_TYPES: Final = (
    "group", "force", "government", "civilian", "person", "media",
    "organisation", "place", "site", "weapon", "time", "number",
)  # fmt: skip

ACTOR_TYPES: Final = ("group", "force", "government", "civilian", "person", "media", "organisation")

EVENT_SCORES: Final[dict[str, float]] = {
    "ASSAULT": -9.0, "COERCE": -7.0, "MOBILIZE": -5.5, "SANCTION": -6.0, "PROTEST": -5.0,
    "THREATEN": -3.5, "REJECT": -2.0, "ACCUSE": -3.0, "REQUEST": 0.0, "CONSULT": 2.5,
    "AGREE": 2.5, "CONCEDE": 4.5, "SUPPORT": 5.0, "RETREAT": 6.5, "COOPERATE": 9.5, "AID": 10.0,
}  # fmt: skip

EVENT_TYPES: Final = tuple(EVENT_SCORES)

# Modes of ASSAULT are PLOVER's; those of the other types are the ones the corpus uses.
MODES: Final = (
    "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
    "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
    "unconventional", "seize", "arrest", "deport", "demo", "raid", "visit", "riot",
    "withdraw", "siege",
)  # fmt: skip

ROLES: Final = (
    "actor", "recipient", "target", "weapon", "place", "origin", "time", "killed",
    "wounded", "count",
)  # fmt: skip

CERTAINTIES: Final = (
    "reported", "attributed", "claimed", "alleged", "denied", "planned", "hypothetical",
)  # fmt: skip

OUTCOMES: Final = ("hit", "intercepted", "failed", "thwarted")

TIE_TYPES: Final = (
    "same", "alias-of", "distinct-from", "part-of", "backed-by", "linked-to",
    "allied-with", "opposed-to", "leads", "speaks-for", "based-in",
)  # fmt: skip

SENTENCE_KINDS: Final = ("fact", "assessment", "question", "other")

PRECISIONS: Final = ("hour", "day", "week", "month", "year", "span", "unknown")

PLACE_PRECISIONS: Final = ("site", "town", "district", "region", "country", "unknown")

STATUSES: Final = ("reported", "claimed", "corroborated", "disputed", "denied", "planned")
