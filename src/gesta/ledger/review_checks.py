"""The checks of what reviewers corrected: its words stand in the text, its ids are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import apsw

from gesta.ledger import reading
from gesta.ledger.fault import Fault
from gesta.ledger.review_decision import Decision, decisions
from gesta.ledger.review_fields import LISTS, NUMBERS


def faults(connection: apsw.Connection, checked: dict[str, int]) -> Iterator[Fault]:
    """What does not hold in corrections of claims that the ledger has; `checked` counts spans.

    Decisions on a claim that is gone (reviews outlive re-reading) have no text to stand on.
    """
    texts: dict[str, str] = {}
    for one in decisions(connection):
        if one.kind != "correct" or one.field is None:
            continue
        rows = connection.execute("SELECT report FROM claims WHERE id = ?", (one.claim,)).fetchall()
        if not rows:
            continue
        report = str(rows[0][0])
        if report not in texts:
            texts = {report: _text(connection, report)}
        yield from _words(one, texts[report], checked)
        yield from _ids(connection, one)


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
