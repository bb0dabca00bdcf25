"""The checks of a ledger's file, records and references."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

from gesta.ledger import reading, receipts, records, review_checks, schema
from gesta.ledger.edits import fault_of
from gesta.ledger.fault import Fault
from gesta.ledger.pieces import Record
from gesta.ledger.read_with import KEY
from gesta.ledger.references import ORDERED, REFERENCES, gaps
from gesta.ledger.store import Ledger
from gesta.types import Refusal

COUNTED = (
    "reports", "originals", "segments", "claims", "assessments", "ties", "incidents", "edges",
    "refusals", "reviews", "spans", "receipts", "references",
)  # fmt: skip

RECORD_TABLES = {
    "report": "reports", "claim": "claims", "assessment": "assessments",
    "tie-claim": "tie_claims", "refusal": "refusals", "review": "reviews",
    "incident": "incidents", "registry-tie": "registry_ties",
}  # fmt: skip


class RecordChecks:
    """Checks of what is stored; `checked` counts it."""

    def __init__(self, ledger: Ledger, checked: dict[str, int]) -> None:
        self._ledger = ledger
        self._connection = ledger.connection
        self.checked = checked

    # -------------------------------------------------------------- the file

    def file(self) -> Iterator[Fault]:
        """SQLite's own check, the schema, foreign keys."""
        path = str(self._ledger.path)
        stored = set(schema.stored_schema(self._connection))
        sound = schema.schema_rows(schema.version_of(self._connection))
        for _, name, _, _ in sorted(stored ^ sound, key=str):
            yield Fault("ledger", path, "schema", f"{name} is not as this version writes it")
        for (words,) in self._connection.execute("PRAGMA integrity_check(20)"):
            if words != "ok":
                yield Fault("ledger", path, "file", str(words))
        for table, *_ in self._connection.execute("PRAGMA foreign_key_check"):
            yield Fault("ledger", path, str(table), "names a report or claim that is not there")

    # -------------------------------------------------------------- the receipts

    def chains(self) -> Iterator[Fault]:
        """Each layer's receipts against the head that `meta` keeps."""
        path = str(self._ledger.path)
        heads = dict.fromkeys(receipts.LAYERS, receipts.START)
        rows = self._connection.execute("SELECT layer, kind, id, digest FROM receipts ORDER BY seq")
        for layer, kind, name, digest in rows:
            self.checked["receipts"] += 1
            if layer not in heads:
                yield Fault(str(kind), str(name), "receipt", f"is of an unknown layer {layer!r}")
            else:
                step = receipts.STEPS[str(layer)]
                heads[str(layer)] = step(heads[str(layer)], kind, name, digest)
        meta = self._connection.execute("SELECT key, value FROM meta")
        stored = {str(key): str(value) for key, value in meta}
        for layer, head in heads.items():
            if stored.pop(receipts.head_key(layer), receipts.START) != head:
                yield Fault(
                    "ledger", path, f"{layer} head",
                    "the chain of receipts was changed, or records were taken off its end",
                )  # fmt: skip
        for key in stored.keys() - {KEY}:
            yield Fault("ledger", path, "meta", f"{key!r} is not known")

    def receipt(self, kind: str, name: str, record: Record) -> Iterator[Fault]:
        """A record against the digest written with it."""
        rows = self._connection.execute(
            "SELECT digest FROM receipts WHERE kind = ? AND id = ?", (kind, name)
        ).fetchall()
        if not rows:
            yield Fault(
                kind, name, "receipt", "there is none: the record was put in by other means"
            )
        elif rows[0][0] != receipts.digest(record):
            yield Fault(kind, name, "receipt", "its values are not those that were written")

    def counts(self) -> Iterator[Fault]:
        """Receipts whose record is gone."""
        for kind, table in RECORD_TABLES.items():
            gone = self._connection.execute(
                f"SELECT id FROM receipts WHERE kind = ? AND id NOT IN (SELECT id FROM {table})",
                (kind,),
            )
            for (name,) in gone:
                yield Fault(kind, str(name), "receipt", "the record is gone")
        others = {
            "actor": "SELECT actor FROM actor_sightings WHERE report = ''",
            "place": "SELECT place FROM place_sightings WHERE report = ''",
            "edge": "SELECT \"left\" || '~' || \"right\" || '~' || by FROM edges",
            "notes": "SELECT claim FROM notes",
            "copy": "SELECT report FROM copies",
            "original": "SELECT report FROM originals",
            "refused bytes": "SELECT id FROM refusals WHERE data IS NOT NULL",
        }
        for kind, sql in others.items():
            gone = self._connection.execute(
                f"SELECT id FROM receipts WHERE kind = ? AND id NOT IN ({sql})", (kind,)
            )
            for (name,) in gone:
                yield Fault(kind, str(name), "receipt", "the record is gone")
        known = (*RECORD_TABLES, *others)
        for (kind,) in self._connection.execute("SELECT DISTINCT kind FROM receipts"):
            if kind not in known:
                yield Fault("ledger", str(self._ledger.path), "receipts", f"{kind!r} is no kind")

    # -------------------------------------------------------------- the rest

    def loose(self) -> Iterator[Fault]:
        """Actors and places that came without a report."""
        for row in self._connection.execute(
            "SELECT actor, name, names, type, country, generic FROM actor_sightings "
            "WHERE report = ''"
        ):
            actor = reading.actor(row)
            yield from self.receipt("actor", actor.id, records.actor_record(actor))
        for row in self._connection.execute(
            "SELECT place, name, names, lat, lon, country, precision, radius_km, geonames_id "
            "FROM place_sightings WHERE report = ''"
        ):
            place = reading.place(row)
            yield from self.receipt("place", place.id, records.place_record(place))

    def refusals(self) -> Iterator[Fault]:
        """Refusals, their ids and bytes."""
        rows = self._connection.execute(
            "SELECT id, data, path, stage, reason, detail, sha256 FROM refusals ORDER BY id"
        )
        for name, packed, *values in rows:
            self.checked["refusals"] += 1
            refusal = Refusal(*values)
            yield from self.receipt("refusal", name, records.refusal_record(refusal))
            if refusal.id != name:
                yield Fault("refusal", name, "id", "it is not the hash of what was refused")
            if packed is None:
                continue
            data = unpacked(packed)
            if data is None:
                yield Fault("refusal", name, "data", "its bytes cannot be unpacked")
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            yield from self.receipt("refused bytes", name, {"sha256": sha256})
            if refusal.sha256 not in (None, sha256):
                yield Fault("refusal", name, "sha256", f"its bytes have the SHA-256 {sha256}")

    def reviews(self) -> Iterator[Fault]:
        """People's decisions."""
        for review in reading.reviews(self._connection):
            self.checked["reviews"] += 1
            yield from self.receipt("review", review.id, records.review_record(review))
            if fault := fault_of(review):
                yield Fault("review", review.id, "after", f"this decision is not in force: {fault}")
        yield from review_checks.faults(self._connection, self.checked)

    def view(self) -> Iterator[Fault]:
        """Incidents, edges, notes, registry ties and copies."""
        for incident in reading.incidents(self._connection):
            self.checked["incidents"] += 1
            yield from self.receipt("incident", incident.id, records.incident_record(incident))
        for edge in reading.edges(self._connection):
            self.checked["edges"] += 1
            yield from self.receipt("edge", records.edge_id(edge), records.edge_record(edge))
        said: dict[str, list[str]] = {}
        for note in reading.notes(self._connection):
            said.setdefault(note.claim, []).append(note.words)
        for claim, words in said.items():
            yield from self.receipt("notes", claim, records.notes_record(claim, words))
        for tie in reading.registry_ties(self._connection):
            self.checked["ties"] += 1
            yield from self.receipt("registry-tie", tie.id, records.tie_record(tie))
        for report, original in self._connection.execute("SELECT report, duplicate_of FROM copies"):
            record: dict[str, Any] = {"report": report, "duplicate_of": original}
            yield from self.receipt("copy", str(report), record)

    def references(self) -> Iterator[Fault]:
        """Every id that a record names is there."""
        for kind, field, sql in REFERENCES:
            for owner, name in self._connection.execute(sql):
                if name is None:  # NULL is "not in" an empty list
                    continue
                yield Fault(kind, str(owner), field, f"{name!r} is not in the ledger")
            self.checked["references"] += 1
        for table, owner, group in ORDERED:
            for (name,) in self._connection.execute(gaps(table, owner, group)):
                yield Fault(table, str(name), "position", "a row of its list is gone or was moved")


def unpacked(packed: Any) -> bytes | None:
    """The bytes of a zlib column; None where they are damaged."""
    try:
        return zlib.decompress(packed)
    except (zlib.error, TypeError):
        return None
