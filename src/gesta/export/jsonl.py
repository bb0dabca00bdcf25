"""JSON lines: the exchange format (`gesta import` reads it back), whole or the part of a filter.

A part holds the chosen incidents and what they stand on: their claims, the reports of those, the
actors and places they name, ties whose words stand in those reports, edges between the claims.
People's edits are already in its values, so it has no reviews, and it imports as a ledger of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

from gesta.export.extract import Extract
from gesta.ledger.exchange import export_records, line_of
from gesta.ledger.pieces import Record

_OF_EDITS = ("read_as", "as_read", "added")


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The lines, in the order of the format."""
    options = extract.options
    records = export_records(extract.ledger, originals=options.originals)
    if options.history:
        from gesta.past import history_lines

        records = history_lines(records, extract.ledger)
    if not extract.whole:
        records = Part(extract).of(records)
    for record in records:
        yield line_of(record).encode("utf-8")


class Part:
    """Which records belong to the chosen incidents, and how they read without the others."""

    def __init__(self, extract: Extract) -> None:
        self.incidents = set(extract.incident_ids)
        self.claims: set[str] = set()
        self.reports: set[str] = set()
        self.named: set[str] = set()  # actors and places
        for row in extract.rows():
            incident = row.incident
            self.named |= {incident.place or "", *incident.actors, *incident.recipients}
            for telling in row.tellings:
                self.claims.add(telling.claim.id)
                self.reports |= {telling.head.id, telling.head.copy_of or telling.head.id}
                self.named |= _named(telling.claim)
        for tie in extract.ledger.ties():
            found = [c for c in tie.claims if c.report in self.reports]
            if found:
                self.named |= {tie.source, tie.target}
                self.named |= {s.actor or "" for c in found for s in c.said_by}
        self._keep: dict[str, Callable[[Record], Record | None]] = {
            "report": self._report, "place": self._place, "actor": self._actor,
            "claim": self._claim, "tie": self._tie, "incident": self._incident,
            "edge": self._edge,
        }  # fmt: skip

    def of(self, records: Iterator[Record]) -> Iterator[Record]:
        """The records that belong, in the same order."""
        for record in records:
            keep = self._keep.get(record["kind"])
            kept = keep(record) if keep else None
            if kept is not None:
                yield kept

    def _report(self, record: Record) -> Record | None:
        if record["id"] not in self.reports:
            return None
        if record.get("duplicate_of") not in self.reports:
            record = {**record, "duplicate_of": None}
        # Actors and places come as the whole ledger has them, so no sightings are to be compared.
        return {key: value for key, value in record.items() if key != "sighted"}

    def _place(self, record: Record) -> Record | None:
        if record["id"] not in self.named:
            return None
        kept: Record = _without_edits(record)
        return kept

    def _actor(self, record: Record) -> Record | None:
        if record["id"] not in self.named or "merged_into" in record:
            return None
        kept: Record = _without_edits(record)
        return kept

    def _claim(self, record: Record) -> Record | None:
        if record["id"] not in self.claims:
            return None
        incident = record.get("incident")
        about = [claim for claim in record.get("content") or [] if claim in self.claims]
        kept: Record = _without_edits({
            **record, "content": about, "incident": incident if incident in self.incidents else None,
        })  # fmt: skip
        return kept

    def _tie(self, record: Record) -> Record | None:
        claims = [c for c in record.get("claims") or [] if c["report"] in self.reports]
        kept: Record = _without_edits({**record, "claims": claims})
        return kept if claims else None

    def _incident(self, record: Record) -> Record | None:
        return record if record["id"] in self.incidents else None

    def _edge(self, record: Record) -> Record | None:
        return record if {record["left"], record["right"]} <= self.claims else None


def _named(claim: Any) -> set[str]:
    parties = (*claim.actors, *claim.recipients, *claim.said_by)
    return {p.actor or "" for p in parties} | {
        at.place or "" for at in (*claim.places, *claim.origins)
    }


def _without_edits(value: Any) -> Any:
    """The value without the marks of edits, at every depth."""
    if isinstance(value, dict):
        return {k: _without_edits(v) for k, v in value.items() if k not in _OF_EDITS}
    return [_without_edits(v) for v in value] if isinstance(value, list) else value
