"""Rows of claims that people added: in the tables of claims as long as the decision is in force.

They stand beside those that were read, so that whatever asks for claims has them. No receipt is
theirs: the decision has one, and `gesta verify` compares them with it. A claim of the same id that
the report was read to say keeps its rows; the added one is put over it when claims are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress

import apsw

from gesta.ledger import reading, writing
from gesta.ledger.review_decision import decision_of, decisions, decisions_on, in_force
from gesta.types import Claim, Review


def added(connection: apsw.Connection, claim: str) -> Claim | None:
    """The claim as the decisions in force add it; None where they do not."""
    held = [one.added for one in in_force(decisions_on(connection, [claim])) if one.added]
    return held[-1] if held else None


def added_claims(connection: apsw.Connection) -> dict[str, Claim]:
    """All that decisions in force add, by id."""
    held = in_force(decisions(connection))
    return {one.claim: one.added for one in held if one.added is not None}


def was_read(connection: apsw.Connection, claim: str) -> bool:
    """Whether the claim's rows are what a reader found."""
    sql = "SELECT 1 FROM receipts WHERE kind = 'claim' AND id = ?"
    return bool(connection.execute(sql, (claim,)).fetchall())


def settle(connection: apsw.Connection, claim: str) -> None:
    """Let the rows of a claim be those that the decisions in force add, inside a transaction."""
    if was_read(connection, claim):
        return
    wanted = added(connection, claim)
    if next(reading.claims(connection, "id = ?", (claim,)), None) == wanted:
        return
    connection.execute("DELETE FROM claim_roles WHERE claim = ?", (claim,))
    connection.execute("DELETE FROM attributions WHERE owner = ?", (claim,))
    connection.execute("DELETE FROM claims WHERE id = ?", (claim,))
    if wanted is not None and _is_there(connection, wanted.report):
        writing.put_claim_rows(connection, [wanted])


def settle_by(connection: apsw.Connection, review: Review) -> None:
    """The same for the claim that a review decides on, where it is a decision on one."""
    with suppress(ValueError):  # `gesta verify` names a decision that cannot be read
        decision = decision_of(review)
        if decision is not None and decision.kind in ("add", "undo"):
            settle(connection, decision.claim)


def put_added(connection: apsw.Connection, report: str, read: Collection[str]) -> None:
    """Put the rows of what people added to a report that was just read; `read` are its own claims."""
    sql = "SELECT subject FROM reviews WHERE kind = 'add' AND after ->> '$.value.report' = ?"
    for claim in sorted({str(row[0]) for row in connection.execute(sql, (report,))} - {*read}):
        settle(connection, claim)


def reports_of(connection: apsw.Connection, claims: Iterable[str]) -> set[str]:
    """The reports of claims that people added, be they taken back."""
    made = decisions_on(connection, sorted(claims))
    found = {one.added.report for one in made if one.added is not None}
    return {report for report in found if _is_there(connection, report)}


def _is_there(connection: apsw.Connection, report: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM reports WHERE id = ?", (report,)).fetchall())
