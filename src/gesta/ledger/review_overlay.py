"""Claims in the light of people's decisions: corrected, accepted, rejected, added.

The rows of claims stay as they were read; every reading of them puts the corrected values in
place. Without decisions nothing is changed.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import apsw

from gesta.ledger import values
from gesta.ledger.receipts import EVIDENCE, head_key
from gesta.ledger.review_decision import Decision, decisions, in_force
from gesta.ledger.review_fields import LISTS, typed, value_of
from gesta.types import Actor, Claim, Place

Whom = Callable[[str | None], str | None]
_HELD: Final = 4  # ledgers whose decisions a process keeps in mind
_known: OrderedDict[str, Decisions] = OrderedDict()


@dataclass(slots=True)
class State:
    """What the decisions in force make of one claim; `fields` are the corrected ones, `added` is
    the claim as somebody added it."""

    added: Claim | None = None
    standing: str | None = None  # accept | reject
    fields: dict[str, Any] = field(default_factory=dict)


class Decisions:
    """The decisions in force, by claim."""

    def __init__(self, held: Sequence[Decision]) -> None:
        self.states: dict[str, State] = defaultdict(State)
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}
        for one in held:
            if one.added is not None:  # whatever was decided before is of another claim
                self.states[one.claim] = State(one.added)
            state = self.states[one.claim]
            if one.kind == "correct" and one.field is not None:
                state.fields[one.field] = typed(one.field, one.value)
            elif one.field is None and one.kind != "add":
                state.standing = one.kind
            for record in one.actors:
                self.actors[record["id"]] = value_of(record, values.actor)
            for record in one.places:
                self.places[record["id"]] = value_of(record, values.place)
        self.states = dict(self.states)
        self.rejected = frozenset(c for c, s in self.states.items() if s.standing == "reject")
        self.touched = self.rejected | {c for c, s in self.states.items() if s.fields or s.added}
        """Claims that are not as they were read."""

    def __bool__(self) -> bool:
        return bool(self.states)

    def added(self, claim: str) -> Claim | None:
        """The claim as somebody added it; None where nobody did."""
        state = self.states.get(claim)
        return None if state is None else state.added

    def claim(self, claim: Claim, whom: Whom = lambda actor: actor) -> Claim:
        """The claim as corrected; `whom` gives the actor that an id stands for by other edits."""
        state = self.states.get(claim.id)
        if state is None or not state.fields:
            return claim
        changed = {name: _by(name, value, whom) for name, value in state.fields.items()}
        return replace(claim, **changed)


def _by(name: str, value: Any, whom: Whom) -> Any:
    if name not in LISTS or not value or not hasattr(value[0], "actor"):
        return value
    return tuple(replace(item, actor=whom(item.actor)) for item in value)


NONE: Final = Decisions(())


def decisions_in(connection: apsw.Connection) -> Decisions:
    """The decisions of a ledger as they stand now.

    A process keeps them in mind under the head of the evidence, which no two states share.
    """
    if not connection.execute("SELECT 1 FROM reviews LIMIT 1").fetchall():
        return NONE
    if connection.txn_state("main") == apsw.SQLITE_TXN_WRITE:  # its head is not written yet
        return Decisions(in_force(decisions(connection)))
    rows = connection.execute("SELECT value FROM meta WHERE key = ?", (head_key(EVIDENCE),))
    head = str(next(iter(rows), ("",))[0])
    found = _known.get(head)
    if found is None:
        found = _known[head] = Decisions(in_force(decisions(connection)))
        while len(_known) > _HELD:
            _known.popitem(last=False)
    return found


def standing(claims: Iterable[Claim], made: Decisions) -> Iterable[Claim]:
    """The claims without those that people rejected."""
    return (claim for claim in claims if claim.id not in made.rejected)
