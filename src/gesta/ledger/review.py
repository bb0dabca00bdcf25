"""Making decisions on claims: each is checked, kept as a review, and can be undone.

Invariant: whoever decides names the last decision on the claim that they know (`seen`). Where
another was made since, theirs is refused with both versions and nothing is changed; so no decision
is ever made over one that its maker had not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from gesta.errors import LedgerError
from gesta.ledger import reading, writing
from gesta.ledger.editing import Editor
from gesta.ledger.moments import moment_after
from gesta.ledger.pieces import Record
from gesta.ledger.receipts import EVIDENCE, Chain
from gesta.ledger.review_decision import Decision, decisions_on, in_force, undone
from gesta.ledger.review_fields import NEEDED, field_named, record_of
from gesta.ledger.review_ground import Ground
from gesta.ledger.review_overlay import Decisions
from gesta.ledger.review_rows import settle_by
from gesta.ledger.review_value import Given, Valued, Values, known_records
from gesta.ledger.scrub import scrubbed
from gesta.ledger.store import Ledger
from gesta.renew import renew
from gesta.types import Claim

UNSEEN: Final = "?"
"""For `seen`: whoever decides has just read the claim, as on the command line."""
LONGEST: Final = 4_000  # characters of a reason


class StaleDecision(LedgerError):
    """A decision made without having seen a later one; `theirs` are those made since."""

    def __init__(self, words: str, yours: Record, theirs: Sequence[Decision], claim: str) -> None:
        super().__init__(words)
        self.yours = yours
        self.theirs = tuple(theirs)
        self.claim = claim


@dataclass(frozen=True, slots=True)
class Made:
    """A decision made, and the incidents that changed by it (those gone included), by id."""

    decision: Decision
    incidents: tuple[str, ...]


def decide(
    ledger: Ledger, editor: Editor, claim: str, kind: str, given: Given | None = None, *,
    seen: str | None = UNSEEN, exact: bool = True,
) -> Made:  # fmt: skip
    """Accept or reject a claim or field, or correct a field; the claim's incident follows.

    To reject a field takes its value away. Without `exact` the incident is computed in milliseconds
    and `gesta.renew.join_decided` is left to the caller. Raises StaleDecision, or LedgerError in words where it
    cannot be made; then nothing was changed.
    """
    if kind not in ("accept", "reject", "correct"):
        raise LedgerError(f"{kind!r} is no decision on a claim. Say accept, reject or correct.")
    if kind == "correct" and given is None:
        raise LedgerError(f"Which field of {claim} is to be corrected? Name it with its value.")
    by = person(editor)
    read = _read(ledger, claim)
    ground = None if given is None or kind == "accept" else Ground.of(ledger, read.report)
    with ledger.transaction(EVIDENCE) as chain:
        known = decisions_on(ledger.connection, [claim])
        yours: Record = {
            "kind": kind, "by": by, "reason": editor.reason,
            "field": given and given.field, "value": given and given.value,
            "span": given and given.span,
        }  # fmt: skip
        seen = _check_seen(known, seen, claim, yours)
        now = _now(ledger, read, known)
        at = moment(ledger)
        try:
            made, before = _made(ledger, kind, now, given, ground, known)
        except ValueError as error:
            raise LedgerError(f"{claim}: {error}. Nothing was changed.") from error
        made = replace(made, by=by, at=at, seen=seen, reason=reason_of(editor))
        changes = kind != "accept" or (given is None and before["standing"] == "reject")
        return Made(made, keep(ledger, chain, made, before, changes=changes, exact=exact))


def undo(
    ledger: Ledger, editor: Editor, decision: str | None = None, *, seen: str | None = UNSEEN,
    exact: bool = True,
) -> Made:  # fmt: skip
    """Take back a decision, by default the editor's last in force; an undo is undone by its id."""
    from gesta.ledger.review_decision import decisions

    by = person(editor)
    with ledger.transaction(EVIDENCE) as chain:
        every = decisions(ledger.connection)
        if decision is None:
            mine = [one for one in in_force(every) if one.by == by]
            if not mine:
                raise LedgerError(f"{by} made no decision on a claim that could be undone.")
            decision = mine[-1].id
        found = next((one for one in every if one.id == decision), None)
        if found is None:
            raise LedgerError(
                f"There is no decision {decision!r} on a claim. `gesta review {ledger.path} log` "
                "lists them."
            )
        known = [one for one in every if one.claim == found.claim]
        yours: Record = {"kind": "undo", "decision": found.id, "by": by, "reason": editor.reason}
        if found.id in undone(every):
            theirs = [o for o in known if o.kind == "undo" and o.subject == found.id]
            raise StaleDecision(
                f"The decision {found.id} is undone already, by {theirs[-1].by}.",
                yours, theirs, found.claim,
            )  # fmt: skip
        seen = _check_seen(known, seen, found.claim, yours)
        made = Decision(
            "undo", found.id, found.claim, by, moment(ledger), seen=seen, reason=reason_of(editor)
        )
        changes = found.kind != "accept" or found.field is None
        before = found.after()
        return Made(made, keep(ledger, chain, made, before, changes=changes, exact=exact))


def last_on(ledger: Ledger, claim: str) -> str | None:
    """The id of the last decision on a claim, undos included: what `seen` has to name."""
    known = decisions_on(ledger.connection, [claim])
    return known[-1].id if known else None


def has_claim(ledger: Ledger, claim: str) -> bool:
    """Whether the ledger has a claim, rejected or not."""
    rows = ledger.connection.execute("SELECT 1 FROM claims WHERE id = ?", (claim,))
    return bool(rows.fetchall())


def claim_now(ledger: Ledger, claim: str) -> Claim:
    """The claim by the edits and decisions, rejected or not."""
    return ledger.edits().claim(_read(ledger, claim))


def _read(ledger: Ledger, claim: str) -> Claim:
    found = next(reading.claims(ledger.connection, "id = ?", (claim,)), None)
    if found is None:
        raise LedgerError(
            f"{ledger.path} has no claim {claim!r}. `gesta show {ledger.path} claims` lists them."
        )
    return found


def _now(ledger: Ledger, read: Claim, known: Sequence[Decision]) -> Claim:
    edits, held = ledger.edits(), Decisions(in_force(known))
    return held.claim(edits.uncorrected(held.added(read.id) or read), edits.whom)


def _check_seen(
    known: Sequence[Decision], seen: str | None, claim: str, yours: Record
) -> str | None:
    """The last decision on the claim. Raises StaleDecision where `seen` is another."""
    last = known[-1].id if known else None
    if seen in (UNSEEN, last):
        return last
    ids = [one.id for one in known]
    if seen is not None and seen not in ids:
        raise LedgerError(
            f"The claim {claim} has no decision {seen!r} that could have been seen. Load the claim "
            "again."
        )
    theirs = known[ids.index(seen) + 1 :] if seen is not None else known
    people = ", ".join(sorted({one.by for one in theirs}))
    raise StaleDecision(
        f"{people} decided on this claim since you loaded it. Compare both and decide again.",
        yours, theirs, claim,
    )  # fmt: skip


def _made(
    ledger: Ledger, kind: str, now: Claim, given: Given | None, ground: Ground | None,
    known: Sequence[Decision],
) -> tuple[Decision, Any]:  # fmt: skip
    """The decision without its person and time, and what it was made on."""
    state = Decisions(in_force(known)).states.get(now.id)
    if given is None:
        return Decision(kind, now.id, now.id, "", ""), {"standing": state and state.standing}
    name = field_named(given.field)
    before = {name: record_of(name, now)}
    if ground is None:  # an accepted field
        return Decision(kind, now.id, now.id, "", "", name), before
    if kind == "reject":
        if name in NEEDED:
            raise ValueError(f"a claim cannot be without {name}; correct it or reject the claim")
        empty: Any = None if name in ("outcome", "time", "killed", "wounded", "count") else []
        valued = Valued(name, empty)
    else:
        if given.value is None and given.span is None and given.item is None and name in NEEDED:
            raise ValueError(f"a claim cannot be without {name}; give a span or value")
        valued = Values(ledger, ground).of(given, before[name])
    _check_nested(name, valued, now)
    if valued.value == before[name]:
        raise ValueError(f"{name} has this value already; accept it instead")
    actors, places = known_records(valued)
    return Decision(
        "correct", now.id, now.id, "", "", name, valued.value, actors=actors, places=places
    ), before


def _check_nested(name: str, valued: Valued, now: Claim) -> None:
    if name in ("evidence", "trigger"):
        spans = {"evidence": record_of("evidence", now), "trigger": record_of("trigger", now)}
        checked_nested({**spans, name: valued.value})


def checked_nested(record: Record) -> None:
    """Raise ValueError where the evidence does not hold the trigger."""
    outer, inner = record["evidence"], record["trigger"]
    if not outer["start"] <= inner["start"] < inner["end"] <= outer["end"]:
        raise ValueError(f"the evidence must hold the trigger {inner['text'][:60]!r}")


def keep(
    ledger: Ledger, chain: Chain, made: Decision, before: Any, *, changes: bool, exact: bool
) -> tuple[str, ...]:
    """Write the decision and what follows from it, in the transaction under way."""
    review = scrubbed(made.review(before))
    writing.put_review(ledger.connection, chain, review)
    settle_by(ledger.connection, review)
    if not changes:
        return ()
    return renew(ledger, [made.claim], exact=exact)


def person(editor: Editor) -> str:
    """The name of whoever decides. Raises LedgerError where it is none."""
    by = " ".join(editor.by.split())
    if not by or by == "gesta" or len(by) > 120:
        raise LedgerError("Who decides? Give the name of a person, at most 120 characters.")
    return by


def reason_of(editor: Editor) -> str | None:
    """Why, None where nothing is said. Raises LedgerError where it is too long."""
    reason = (editor.reason or "").strip()
    if len(reason) > LONGEST:
        raise LedgerError(f"The reason has {len(reason)} characters; {LONGEST} are the most.")
    return reason or None


def moment(ledger: Ledger) -> str:
    """A time later than that of every decision so far."""
    rows = ledger.connection.execute("SELECT max(at) FROM reviews")
    return moment_after(str(at) for (at,) in rows if at is not None)
