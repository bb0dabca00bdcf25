"""Incidents, edges and notes in the place of those that were, each only where it changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import apsw

from gesta.joining.known import AMONG
from gesta.ledger import reading, writing
from gesta.ledger.receipts import Chain
from gesta.ledger.records import edge_id
from gesta.types import Edge, Incident, Note


def write_incidents(
    connection: apsw.Connection, view: Chain, old: Iterable[Incident], new: Iterable[Incident]
) -> tuple[str, ...]:
    """Put the new incidents in the place of the old; the ids of all that changed, came or went."""
    before = {incident.id: incident for incident in old}
    after = {incident.id: incident for incident in new}
    changed = sorted(n for n in {*before, *after} if before.get(n) != after.get(n))
    for name in changed:
        if name in before:
            for table in ("incident_claims", "disputes"):
                connection.execute(f"DELETE FROM {table} WHERE incident = ?", (name,))
            connection.execute("DELETE FROM incidents WHERE id = ?", (name,))
            view.remove("incident", name)
    writing.put_incidents(connection, view, [after[name] for name in changed if name in after])
    return tuple(changed)


def write_edges(
    connection: apsw.Connection, view: Chain, old: Iterable[Edge], new: Iterable[Edge]
) -> None:
    """Put the new edges in the place of the old."""
    before = {edge_id(edge): edge for edge in old}
    after = {edge_id(edge): writing.rounded(edge) for edge in new}
    changed = sorted(n for n in {*before, *after} if before.get(n) != after.get(n))
    for name in changed:
        if name in before:
            edge = before[name]
            connection.execute(
                'DELETE FROM edges WHERE "left" = ? AND "right" = ? AND by = ?',
                (edge.left, edge.right, edge.by),
            )
            view.remove("edge", name)
    writing.put_edges(connection, view, [after[name] for name in changed if name in after])


def write_notes(
    connection: apsw.Connection, view: Chain, claims: Iterable[str], notes: Mapping[str, Sequence[str]]
) -> None:  # fmt: skip
    """Let the claims have these notes and no others."""
    ids = sorted(claims)
    before: dict[str, list[str]] = {}
    for note in reading.notes(connection, f"claim {AMONG}", (json.dumps(ids),)):
        before.setdefault(note.claim, []).append(note.words)
    for claim in ids:
        after = sorted(notes.get(claim, ()))
        if before.get(claim, []) == after:
            continue
        if claim in before:
            connection.execute("DELETE FROM notes WHERE claim = ?", (claim,))
            view.remove("notes", claim)
        writing.put_notes(connection, view, [Note(claim, words) for words in after])
