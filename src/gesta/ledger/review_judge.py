"""Judgements of incidents made in review: merge, split and undo, with the incidents at once.

The judgement is that of `gesta.ledger.judging`. Here it is made in one transaction with what
follows from it, and refused where whoever judges had not seen an earlier one on the incident.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gesta.errors import LedgerError
from gesta.ledger import judging
from gesta.ledger.editing import Editor
from gesta.ledger.judgements import Judgement, judgements
from gesta.ledger.receipts import EVIDENCE
from gesta.ledger.review import UNSEEN
from gesta.ledger.store import Ledger
from gesta.renew import renew


class StaleJudgement(LedgerError):
    """A judgement made without having seen a later one; `theirs` are those made since."""

    def __init__(self, words: str, yours: dict[str, object], theirs: Sequence[Judgement]) -> None:
        super().__init__(words)
        self.yours = yours
        self.theirs = tuple(theirs)


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement made, and the incidents that changed by it (those gone included), by id."""

    judgement: Judgement
    incidents: tuple[str, ...]


def merge(
    ledger: Ledger, editor: Editor, one: str, other: str, *, seen: str | None = UNSEEN,
    exact: bool = True,
) -> Judged:  # fmt: skip
    """Judge two incidents (or claims) to be of one happening."""
    yours: dict[str, object] = {"kind": "merge", "one": one, "other": other, "by": editor.by}
    return _made(ledger, one, seen, yours, exact, lambda: judging.merge(ledger, editor, one, other))


def split(
    ledger: Ledger, editor: Editor, incident: str, claims: Sequence[str], *,
    seen: str | None = UNSEEN, exact: bool = True,
) -> Judged:  # fmt: skip
    """Judge claims of an incident to be of another happening than its other claims."""
    yours: dict[str, object] = {
        "kind": "split", "incident": incident, "claims": list(claims), "by": editor.by
    }  # fmt: skip
    return _made(
        ledger,
        incident,
        seen,
        yours,
        exact,
        lambda: judging.split(ledger, editor, incident, claims),
    )


def undo(ledger: Ledger, editor: Editor, judgement: str, *, exact: bool = True) -> Judged:
    """Take back a judgement; an undo can be undone by its id."""
    yours: dict[str, object] = {"kind": "undo", "decision": judgement, "by": editor.by}
    return _made(
        ledger, None, UNSEEN, yours, exact, lambda: judging.undo(ledger, editor, judgement)
    )


def judgements_on(ledger: Ledger, name: str) -> list[Judgement]:
    """The judgements that touch the claims of an incident (or a claim), oldest first."""
    found = next(ledger.incidents("id = ?", (name,)), None)
    own = {name} if found is None else {*found.claims}
    return [j for j in judgements(ledger.connection) if own & {*j.left, *j.right}]


def _made(
    ledger: Ledger, on: str | None, seen: str | None, yours: dict[str, object], exact: bool,
    make: Callable[[], Judgement],
) -> Judged:  # fmt: skip
    with ledger.transaction(EVIDENCE):
        if on is not None and seen != UNSEEN:
            _check_seen(judgements_on(ledger, on), seen, on, yours)
        judgement = make()
        changed = renew(ledger, _claims(ledger, judgement), judged=True, exact=exact)
        return Judged(judgement, changed)


def _check_seen(
    known: Sequence[Judgement], seen: str | None, on: str, yours: dict[str, object]
) -> None:
    ids = [one.id for one in known]
    if seen is not None and seen not in ids:
        raise LedgerError(
            f"{on} has no judgement {seen!r} that could have been seen. Load it again."
        )
    theirs = known[ids.index(seen) + 1 :] if seen is not None else known
    if theirs:
        people = ", ".join(sorted({one.by for one in theirs}))
        raise StaleJudgement(
            f"{people} judged this incident since you loaded it. Compare both and judge again.",
            yours, theirs,
        )  # fmt: skip


def _claims(ledger: Ledger, judgement: Judgement) -> list[str]:
    """The claims that a judgement, or the one that it undoes in the end, speaks of."""
    every = {one.id: one for one in judgements(ledger.connection)}
    found = judgement
    while found.kind == "undo" and found.subject in every:
        found = every[found.subject]
    return sorted({*found.left, *found.right})
