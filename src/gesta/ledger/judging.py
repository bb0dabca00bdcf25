"""Making judgements of a ledger's incidents: each is checked, kept as a review, and can be undone.

Every function takes who judges, and why, and gives the judgement that was kept. LedgerError says
in words why one cannot be made; then nothing was changed. The incidents follow when they are
joined anew (`gesta.view`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gesta.errors import LedgerError
from gesta.ledger.editing import Editor
from gesta.ledger.judgements import Judgement, in_force, judgements, undone
from gesta.ledger.moments import moment_after
from gesta.ledger.store import Ledger


def merge(ledger: Ledger, editor: Editor, one: str, other: str) -> Judgement:
    """Judge two incidents (or claims) to be of one happening."""
    left, right = _claims_of(ledger, one), _claims_of(ledger, other)
    if left == right:
        raise LedgerError(f"{one!r} and {other!r} are one already; name two.")
    right = tuple(claim for claim in right if claim not in left)
    if not right:
        raise LedgerError(f"Every claim of {other!r} is part of {one!r} already; name two.")
    before = {one: list(left), other: list(right)}
    return _keep(ledger, editor, "same", one, left=left, right=right, before=before)


def split(ledger: Ledger, editor: Editor, incident: str, claims: Sequence[str]) -> Judgement:
    """Judge claims of an incident to be of another happening than its other claims.

    Whether the claims split off are of one happening among themselves is not said by this.
    """
    every = _claims_of(ledger, incident)
    apart = tuple(sorted(set(claims)))
    if not apart:
        raise LedgerError(f"Which claims of {incident!r} are of another happening? Give their ids.")
    for claim in apart:
        if claim not in every:
            raise LedgerError(
                f"{claim!r} is no claim of {incident!r}. `gesta show {ledger.path} incident "
                f"{incident}` lists them."
            )
    rest = tuple(claim for claim in every if claim not in apart)
    if not rest:
        raise LedgerError(
            f"That would leave {incident!r} without a claim. Name those of its claims that are of "
            "another happening than the rest."
        )
    return _keep(
        ledger, editor, "different", incident,
        left=apart, right=rest, before={incident: list(every)},
    )  # fmt: skip


def undo(ledger: Ledger, editor: Editor, judgement_id: str | None = None) -> Judgement:
    """Take back a judgement, by default the last in force; an undo can be undone by its id."""
    every = judgements(ledger.connection)
    held = in_force(every)
    if judgement_id is None and not held:
        raise LedgerError(f"{ledger.path} has no judgement of incidents to undo.")
    wanted = held[-1].id if judgement_id is None else judgement_id
    found = next((j for j in every if j.id == wanted), None)
    if found is None:
        raise LedgerError(
            f"There is no judgement {wanted!r}. `gesta show {ledger.path} judgements` lists them; "
            f"edits of actors are undone by `gesta actors {ledger.path} undo`."
        )
    if wanted in undone(every):
        raise LedgerError(f"The judgement {wanted} is undone already.")
    return _keep(ledger, editor, "undo", found.id, before=found.after())


def opponents(ledger: Ledger, made: Judgement) -> list[Judgement]:
    """Other judgements in force that say the contrary of a pair that `made` judges."""
    if made.kind == "undo":
        return []
    left, right = set(made.left), set(made.right)
    found = []
    for other in in_force(judgements(ledger.connection)):
        if other.kind == made.kind or other.by == made.by:
            continue
        one, two = set(other.left), set(other.right)
        if (one & left and two & right) or (one & right and two & left):
            found.append(other)
    return found


def _claims_of(ledger: Ledger, name: str) -> tuple[str, ...]:
    """The claims of an incident, or the claim itself, by id."""
    incident = next(ledger.incidents("id = ?", (name,)), None)
    if incident is not None:
        return incident.claims
    if any(ledger.claims("id = ?", (name,))):
        return (name,)
    raise LedgerError(
        f"{ledger.path} has no incident or claim {name!r}. `gesta show {ledger.path} incidents` "
        "lists them."
    )


def _keep(
    ledger: Ledger, editor: Editor, kind: str, subject: str, *, left: tuple[str, ...] = (),
    right: tuple[str, ...] = (), before: Any = None,
) -> Judgement:  # fmt: skip
    """Write the judgement, later than every decision before it."""
    by = " ".join(editor.by.split())
    if not by or by == "gesta":
        raise LedgerError("Who judges? Give the name of a person with --by.")
    at = moment_after(review.at for review in ledger.reviews())
    made = Judgement(kind, subject, by, at, left, right, editor.reason)
    ledger.add_review(made.review(before))
    return made
