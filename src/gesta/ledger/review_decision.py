"""People's decisions on claims: accepted, rejected, a field corrected, one added, one taken back.

Invariant: a decision changes no claim. It is kept as a review beside the evidence, and says the
whole value that a field has from then on, so that the state of a claim is what its decisions in
force say, oldest first. Two people's decisions on one claim both stay; the later counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import apsw

from gesta.identity import hashed
from gesta.ledger import reading, values
from gesta.ledger.pieces import Record
from gesta.ledger.review_fields import FIELDS, claim_of, typed, value_of
from gesta.types import Claim, Review

# The codebook's words for decisions; the field `decided` of a review says that it is one on a claim.
KINDS: Final = {
    "accept": "accept", "reject": "reject", "correct": "correct", "add": "add", "undo": "reject",
}  # fmt: skip
DECIDED: Final = "json_type(after, '$.decided') = 'text'"


@dataclass(frozen=True)
class Decision:
    """One decision: who, when and why, and what it does.

    subject: the claim; of an undo the id of the decision undone. field: the one corrected, or the
    only one accepted; None is the whole claim. value: the field's whole value, or the claim that is
    added, as exchange lines have it. actors, places: records of those that the value names. seen: the last decision on the
    claim that whoever decided knew.
    """

    kind: str
    subject: str
    claim: str
    by: str
    at: str
    field: str | None = None
    value: Any = None
    actors: tuple[Record, ...] = ()
    places: tuple[Record, ...] = ()
    seen: str | None = None
    reason: str | None = None

    @cached_property
    def added(self) -> Claim | None:
        """The claim that it adds."""
        return claim_of(self.value) if self.kind == "add" else None

    @cached_property
    def id(self) -> str:
        """A hash of all that the decision says."""
        return hashed("v", self.kind, self.subject, self.by, self.at, self.after(), self.reason)

    def after(self) -> Record:
        """What the decision says, as a review keeps it."""
        record: Record = {"decided": self.kind}
        if self.kind == "undo":
            record["claim"] = self.claim
        if self.field is not None:
            record["field"] = self.field
        if self.kind in ("correct", "add"):
            record["value"] = self.value
        for name, known in (("actors", self.actors), ("places", self.places)):
            if known:
                record[name] = list(known)
        record["seen"] = self.seen
        return record

    def review(self, before: Any) -> Review:
        """The decision as a review; `before` is what it was made on."""
        kind = KINDS[self.kind]
        return Review(
            self.id, kind, self.subject, self.by, self.at, before, self.after(), self.reason
        )


def decision_of(review: Review) -> Decision | None:
    """The decision that a review keeps; None where it is one on something else than a claim.

    Raises ValueError, naming the field, where the review is a decision that cannot be read.
    """
    after = review.after
    if not isinstance(after, dict) or "decided" not in after:
        return None
    kind = after["decided"]
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError(f"after.decided: {kind!r} is none of {', '.join(KINDS)}")
    claim = _maybe_text(after, "claim") if kind == "undo" else review.subject
    if not claim:
        raise ValueError("after.claim: an undo needs the claim whose decision it takes back")
    field = _maybe_text(after, "field")
    if field is not None and field not in FIELDS:
        raise ValueError(f"after.field: {field!r} is no field of a claim")
    value = after.get("value")
    if kind == "correct":
        if field is None:
            raise ValueError("after.field: a correction needs the field that it corrects")
        typed(field, value)
    if kind == "add" and claim_of(value).id != claim:
        raise ValueError(f"after.value: the claim that is added is another than {claim!r}")
    decision = Decision(
        kind, review.subject, claim, review.by, review.at, field, value,
        _records(after, "actors"), _records(after, "places"), _maybe_text(after, "seen"),
        review.reason,
    )  # fmt: skip
    if decision.id != review.id:
        raise ValueError(f"id: {review.id!r} is not the hash of what it says ({decision.id})")
    return decision


def _maybe_text(after: Record, name: str) -> str | None:
    value = after.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"after.{name}: {value!r} must be words")
    return value


def _records(after: Record, name: str) -> tuple[Record, ...]:
    found = after.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValueError(f"after.{name}: must be a list of records")
    for one in found:
        value_of(one, values.actor if name == "actors" else values.place)
    return tuple(found)


def read(reviews: Iterable[Review]) -> list[Decision]:
    """The decisions among reviews, oldest first; `gesta verify` names those that cannot be read."""
    found = []
    for review in reviews:
        try:
            decision = decision_of(review)
        except ValueError:
            continue
        if decision is not None:
            found.append(decision)
    return sorted(found, key=lambda one: (one.at, one.id))


def decisions(connection: apsw.Connection) -> list[Decision]:
    """All decisions on claims, oldest first, undone ones and undos too."""
    return _among(connection, f"SELECT id FROM reviews WHERE {DECIDED}")


def decisions_on(connection: apsw.Connection, claims: Sequence[str]) -> list[Decision]:
    """Those on some claims, found by their ids."""
    sql = (
        "WITH RECURSIVE found(id) AS (SELECT id FROM reviews WHERE subject IN "
        "(SELECT value FROM json_each(?)) UNION SELECT v.id FROM reviews v JOIN found f "
        f"ON v.subject = f.id) SELECT id FROM reviews WHERE id IN found AND {DECIDED}"
    )
    return _among(connection, sql, json.dumps(list(claims)))


def _among(connection: apsw.Connection, sql: str, *args: str) -> list[Decision]:
    """The decisions of the ids that a query gives. An id is the hash of what its decision says, so
    each is read once by a process."""
    ids = [str(row[0]) for row in connection.execute(sql, args)]
    unread = json.dumps([name for name in ids if name not in _read])
    if unread != "[]":
        where = "id IN (SELECT value FROM json_each(?))"
        if len(_read) > _MOST_READ:
            _read.clear()
            unread = json.dumps(ids)
        _read.update((d.id, d) for d in read(reading.reviews(connection, where, (unread,))))
    found = [_read[name] for name in ids if name in _read]
    return sorted(found, key=lambda one: (one.at, one.id))


_MOST_READ: Final = 200_000
_read: dict[str, Decision] = {}


def undone(every: Sequence[Decision]) -> set[str]:
    """Ids of decisions and undos that are taken back; an undo that is undone does nothing."""
    found: set[str] = set()
    for decision in reversed(every):  # an undo is later than what it undoes
        if decision.kind == "undo" and decision.id not in found:
            found.add(decision.subject)
    return found


def in_force(every: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold, oldest first."""
    gone = undone(every)
    return [d for d in every if d.kind != "undo" and d.id not in gone]


def fault_of(review: Review) -> str:
    """Why a review that is a decision on a claim cannot be read; '' where it can, or is none."""
    try:
        decision_of(review)
    except ValueError as error:
        return str(error)
    return ""
