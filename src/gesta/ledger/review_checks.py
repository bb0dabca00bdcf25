"""The checks of what reviewers corrected and added: its words stand in the text, its ids are known,
and what they added is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import apsw

from gesta.ledger import reading
from gesta.ledger.fault import Fault
from gesta.ledger.review_decision import Decision, decisions
from gesta.ledger.review_fields import FIELDS, LISTS, NUMBERS, typed
from gesta.ledger.review_rows import added_claims
from gesta.ledger.spans import said_amiss


def faults(connection: apsw.Connection, checked: dict[str, int]) -> Iterator[Fault]:
    """What does not hold in corrections of claims that the ledger has, and in what was added to its
    reports; `checked` counts spans.

    Decisions on a claim that is gone (reviews outlive re-reading) have no text to stand on.
    """
    texts: dict[str, str] = {}
    for one in decisions(connection):
        report = _report(connection, one)
        if report is None:
            continue
        if report not in texts:
            texts = {report: _text(connection, report)}
        for part in _parts(one):
            yield from _words(part, texts[report], checked)
            if part.field == "said_by":
                for words, at in said_amiss(typed("said_by", part.value), texts[report]):
                    yield Fault("review", one.id, "after.value (said_by)", words, at)
            yield from _ids(connection, part)
    yield from _missing(connection)


def _report(connection: apsw.Connection, one: Decision) -> str | None:
    """The report whose words a decision gives; None where it gives none, or the report is gone."""
    if one.added is not None:
        sql, name = "SELECT id FROM reports WHERE id = ?", one.added.report
    elif one.kind == "correct":
        sql, name = "SELECT report FROM claims WHERE id = ?", one.claim
    else:
        return None
    return next((str(row[0]) for row in connection.execute(sql, (name,))), None)


def _parts(one: Decision) -> Iterator[Decision]:
    """A correction as it is; what is added as a correction of every field."""
    if one.added is None:
        yield one
        return
    for field in FIELDS:
        yield replace(one, kind="correct", field=field, value=one.value[field])


def _missing(connection: apsw.Connection) -> Iterator[Fault]:
    """Claims that decisions in force add to reports that are there, and that are not."""
    for name, claim in added_claims(connection).items():
        sql = (
            "SELECT 1 FROM reports WHERE id = ? AND NOT EXISTS (SELECT 1 FROM claims WHERE id = ?)"
        )
        if connection.execute(sql, (claim.report, name)).fetchall():
            yield Fault("claim", name, "rows", "a decision adds it, and it is not there")


def _text(connection: apsw.Connection, report: str) -> str:
    return next((k.report.text for k in reading.reports(connection, "r.id = ?", (report,))), "")


def _words(one: Decision, text: str, checked: dict[str, int]) -> Iterator[Fault]:
    for item in _items(one):
        words, start, end = item.get("text"), item.get("start"), item.get("end")
        if not words:
            continue
        checked["spans"] += 1
        placed = one.field not in ("time", *NUMBERS)  # those carry no offsets
        if placed and text[start:end] != words:
            said = f"{words[:60]!r} is not what the report says: {text[start:end][:60]!r}"
            yield Fault("review", one.id, f"after.value ({one.field})", said, start)
        elif words not in text:
            said = f"{words[:60]!r} is not in the report"
            yield Fault("review", one.id, f"after.value ({one.field})", said)


def _items(one: Decision) -> list[dict[str, Any]]:
    if one.field in LISTS:
        return list(one.value)
    return [one.value] if isinstance(one.value, dict) else []


def _ids(connection: apsw.Connection, one: Decision) -> Iterator[Fault]:
    for key, table, named in (
        ("actor", "actor_sightings", one.actors), ("place", "place_sightings", one.places)
    ):  # fmt: skip
        given = {str(record["id"]) for record in named}
        for item in _items(one):
            name = item.get(key)
            if name is None or name in given:
                continue
            sql = f"SELECT 1 FROM {table} WHERE {key} = ? LIMIT 1"
            if not connection.execute(sql, (name,)).fetchall():
                words = f"{name!r} is not in the ledger"
                yield Fault("review", one.id, f"after.value ({one.field})", words)
