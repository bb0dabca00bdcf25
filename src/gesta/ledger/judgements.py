"""People's judgements of incidents: these claims are of one happening, or those are not.

Invariant: a judgement is kept as a review beside the evidence and says something about pairs of
claims, never about incidents, which come and go. So it holds for whatever is read later, joining
anew keeps it, and taking it back brings back what was. What two people say about one pair both
stays; of what one person says about a pair the later counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import apsw

from gesta.identity import hashed
from gesta.ledger import reading
from gesta.types import Edge, Reason, Review

# The codebook's words for decisions; the field `judged` of a review says which judgement it is.
DECISIONS: Final = {"same": "merge", "different": "split", "undo": "reject"}
_JUDGED = "json_type(after, '$.judged') = 'text'"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement: who, when and why, and that each claim of `left` is or is not of one
    happening with each claim of `right`.

    kind: same | different | undo. subject: the incident or claim that it was made on; of an undo
    the id of the judgement undone.
    """

    kind: str
    subject: str
    by: str
    at: str
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def id(self) -> str:
        """A hash of all that the judgement says."""
        return hashed("v", self.kind, self.subject, self.by, self.at, self.after(), self.reason)

    def after(self) -> dict[str, Any]:
        """What the judgement says, as a review keeps it."""
        if self.kind == "undo":
            return {"judged": "undo"}
        return {"judged": self.kind, "left": list(self.left), "right": list(self.right)}

    def review(self, before: Any = None) -> Review:
        """The judgement as a review; `before` is what it was made on."""
        kind = DECISIONS[self.kind]
        return Review(
            self.id, kind, self.subject, self.by, self.at, before, self.after(), self.reason
        )


def judgement_of(review: Review) -> Judgement | None:
    """The judgement that a review keeps; None where it is a decision on something else.

    Raises ValueError, naming the field, where the review is a judgement that cannot be read.
    """
    after = review.after
    if not isinstance(after, dict) or "judged" not in after:
        return None
    kind = after["judged"]
    if not isinstance(kind, str) or kind not in DECISIONS:
        raise ValueError(f"after.judged: {kind!r} is none of {', '.join(DECISIONS)}")
    sides = ((), ()) if kind == "undo" else (_claims(after, "left"), _claims(after, "right"))
    if set(sides[0]) & set(sides[1]):
        raise ValueError("after.left: a claim cannot be judged against itself")
    return Judgement(kind, review.subject, review.by, review.at, *sides, review.reason)


def _claims(after: dict[str, Any], name: str) -> tuple[str, ...]:
    found = after.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(c, str) for c in found):
        raise ValueError(f"after.{name}: a judgement needs a list of ids of claims")
    return tuple(found)


def fault_of(review: Review) -> str:
    """Why a review that is a judgement cannot be read; '' where it can, or is none."""
    try:
        judgement_of(review)
    except ValueError as error:
        return str(error)
    return ""


def judgements(connection: apsw.Connection) -> list[Judgement]:
    """All judgements, oldest first, undone ones and undos too; `gesta verify` names bad ones."""
    found = []
    for review in reading.reviews(connection, _JUDGED):
        try:
            judgement = judgement_of(review)
        except ValueError:
            continue
        if judgement is not None:
            found.append(judgement)
    return sorted(found, key=lambda j: (j.at, j.id))


def undone(every: Sequence[Judgement]) -> set[str]:
    """Ids of judgements and undos that are taken back; an undo that is itself undone does nothing."""
    found: set[str] = set()
    for judgement in reversed(every):  # an undo is later than what it undoes
        if judgement.kind == "undo" and judgement.id not in found:
            found.add(judgement.subject)
    return found


def in_force(every: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that hold, oldest first."""
    gone = undone(every)
    return [j for j in every if j.kind != "undo" and j.id not in gone]


def edges_of(held: Iterable[Judgement]) -> list[Edge]:
    """The pairs that judgements in force join or keep apart, by claims and person."""
    kept: dict[tuple[str, str, str], Edge] = {}
    for judgement in held:
        for left, right in product(judgement.left, judgement.right):
            kept.pop((min(left, right), max(left, right), judgement.by), None)
        why = (Reason("judgement", 0.0, judgement.reason or f"judged by {judgement.by}"),)
        score = 1.0 if judgement.kind == "same" else 0.0
        for left, right in _pairs(judgement):
            one, two = min(left, right), max(left, right)
            kept[one, two, judgement.by] = Edge(
                one, two, judgement.kind, score, why, judgement.by, judgement.at
            )
    return [kept[key] for key in sorted(kept)]


def _pairs(judgement: Judgement) -> Iterator[tuple[str, str]]:
    """All pairs for `different`; for `same` enough of them to hold both sides together."""
    if judgement.kind == "different":
        yield from product(judgement.left, judgement.right)
        return
    first, other = min(judgement.left), min(judgement.right)
    yield from ((left, other) for left in judgement.left)
    yield from ((first, right) for right in judgement.right if right != other)


def judged(connection: apsw.Connection) -> list[Edge]:
    """The judged pairs of a ledger as they stand now."""
    return edges_of(in_force(judgements(connection)))


def edges_at(connection: apsw.Connection, claims: Sequence[str]) -> list[Edge]:
    """The view's edges with a claim among `claims`, by claims and judge."""
    among, ids = "IN (SELECT value FROM json_each(?))", json.dumps(claims)
    where = f'"left" {among} OR "right" {among}'
    return list(reading.edges(connection, where, (ids, ids)))


def people_edges(connection: apsw.Connection, claims: Sequence[str]) -> list[Edge]:
    """Those of them that people judged."""
    return [edge for edge in edges_at(connection, claims) if edge.by != "gesta"]
