"""The words of a claim in its report as marks, each with its role: for files that people annotate.

Times and numbers carry no offsets in the ledger; their words are looked for in the claim's
sentence, at the place nearest to its trigger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gesta.codebook import ACTOR_TYPES
from gesta.types import Actor, Claim

ROLES: Final = {
    "actor": "actors", "recipient": "recipients", "target": "targets", "weapon": "weapons",
    "place": "places", "origin": "origins", "said_by": "said_by",
    "time": "time", "killed": "killed", "wounded": "wounded", "count": "count",
}  # fmt: skip
"""The words of annotation files for a role, and the claim's field."""
UNPLACED: Final = ("time", "killed", "wounded", "count")
_TYPES: Final = {
    "target": "site", "weapon": "weapon", "place": "place", "origin": "place", "time": "time",
    "killed": "number", "wounded": "number", "count": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a claim: their role, the codebook's type of mention, where they stand, and the id of
    the named actor or place that they mean."""

    role: str
    type: str
    start: int
    end: int
    who: str | None = None


def marks_of(claim: Claim, actors: Mapping[str, Actor]) -> list[Mark]:
    """The marks of a claim by role, in the order of its values; values without words have none."""
    found: list[Mark] = []
    for role in ("actor", "recipient"):
        for party in getattr(claim, ROLES[role]):
            if party.text:
                found.append(Mark(role, *_kind(party.actor, actors, party.start, party.end)))
    hit = {(target.start, target.end) for target in claim.targets}
    for role in ("target", "weapon", "place", "origin"):
        for item in getattr(claim, ROLES[role]):
            # A target that is on the map is among the places too; its words have one role.
            if item.text and (role != "place" or (item.start, item.end) not in hit):
                who = getattr(item, "place", None)
                found.append(Mark(role, _TYPES[role], item.start, item.end, who))
    for one in claim.said_by:
        if one.text and one.start is not None and one.end is not None:
            found.append(Mark("said_by", *_kind(one.actor, actors, one.start, one.end)))
    for role in UNPLACED:
        value = getattr(claim, role)
        spot = None if value is None else place_of(value.text, claim)
        if spot is not None:
            found.append(Mark(role, _TYPES[role], *spot))
    return found


def _kind(
    actor: str | None, actors: Mapping[str, Actor], start: int, end: int
) -> tuple[str, int, int, str | None]:
    """Of the words for an actor: the type, where they stand, and who it is where it has a name."""
    known = actors.get(actor or "")
    kind = known.type if known is not None and known.type in ACTOR_TYPES else "group"
    return kind, start, end, None if known is None or known.generic else known.id


def place_of(words: str, claim: Claim) -> tuple[int, int] | None:
    """Where words stand in the claim's sentence, nearest to its trigger; None where they do not."""
    if not words:
        return None
    text, base = claim.evidence.text, claim.evidence.start
    spots = [base + at for at in _all(text, words)]
    if not spots:
        return None
    middle = (claim.trigger.start + claim.trigger.end) / 2
    start = min(spots, key=lambda at: abs(at + len(words) / 2 - middle))
    return start, start + len(words)


def _all(text: str, words: str) -> Iterable[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def matches(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share half of the shorter one: then they are the same for scorers."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    return shared > 0 and 2 * shared >= shorter
