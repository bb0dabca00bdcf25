"""Check every receipt of a ledger and name what does not hold.

Four kinds of checks, each independent of the others:
- the file: SQLite's own check, the schema as this version writes it, foreign keys;
- the records: each against its digest, the digests against their chain;
- the words: each span against the kept text, the kept text against the original bytes, those
  against their SHA-256, ids against what they are hashes of;
- the references: every id that a record names is there.

A changed byte that changes anything stored is found. Bytes that hold nothing (free pages, gaps
inside pages, counters of the file's header) may change unseen. Nothing here raises on damage.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import apsw

from gesta.errors import LedgerError
from gesta.identity import hashed
from gesta.ledger import reading, receipts, records, schema
from gesta.ledger.records import KeptReport, Record
from gesta.ledger.references import ORDERED, REFERENCES, gaps
from gesta.ledger.spans import quotes_of_assessment, quotes_of_claim, quotes_of_tie, words_of_claim
from gesta.ledger.store import Ledger
from gesta.ledger.wayback import broken_segments
from gesta.types import Quote, Refusal, Report

# What damaged rows can raise while they are turned into values.
DAMAGE = (apsw.Error, LedgerError, ValueError, TypeError, KeyError, IndexError, AttributeError,
          OverflowError, RecursionError, MemoryError, zlib.error)  # fmt: skip

RECORD_TABLES = {
    "report": "reports", "claim": "claims", "assessment": "assessments",
    "tie-claim": "tie_claims", "refusal": "refusals", "review": "reviews",
    "incident": "incidents", "registry-tie": "registry_ties",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: of which record, in which field, at which offset, and what."""

    kind: str
    id: str
    field: str
    words: str
    offset: int | None = None

    def __str__(self) -> str:
        at = "" if self.offset is None else f" at {self.offset}"
        return f"{self.kind} {self.id}, {self.field}{at}: {self.words}"


@dataclass(frozen=True, slots=True)
class Verification:
    """How much was checked, and what does not hold."""

    checked: dict[str, int]
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return not self.faults


def verify(ledger: Ledger) -> Verification:
    """Check the whole ledger. Never raises on damage: it is in `faults`."""
    check = _Check(ledger)
    stages: list[tuple[str, Callable[[], Iterator[Fault]]]] = [
        ("file", check.file),
        ("receipts", check.chains),
        ("reports", check.reports),
        ("actors and places", check.loose),
        ("refusals", check.refusals),
        ("reviews", check.reviews),
        ("view", check.view),
        ("records", check.counts),
        ("references", check.references),
    ]
    faults: list[Fault] = []
    for name, stage in stages:
        try:
            faults.extend(stage())
        except DAMAGE as error:
            words = f"cannot be read: {error or type(error).__name__}"
            faults.append(Fault("ledger", str(ledger.path), name, words))
    return Verification(check.checked, tuple(faults))


class _Check:
    """The stages of one verification and the counts of what they checked."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._connection = ledger.connection
        self.checked = dict.fromkeys(
            ("reports", "originals", "segments", "claims", "assessments", "ties", "incidents",
             "edges", "refusals", "reviews", "spans", "receipts", "references"), 0,
        )  # fmt: skip

    # -------------------------------------------------------------- the file

    def file(self) -> Iterator[Fault]:
        """SQLite's own check, the schema, foreign keys."""
        path = str(self._ledger.path)
        stored = set(schema.stored_schema(self._connection))
        for _, name, _, _ in sorted(stored ^ schema.schema_rows(), key=str):
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
                heads[str(layer)] = receipts.link(heads[str(layer)], kind, name, digest)
        meta = self._connection.execute("SELECT key, value FROM meta")
        stored = {str(key): str(value) for key, value in meta}
        for layer, head in heads.items():
            if stored.pop(receipts.head_key(layer), receipts.START) != head:
                yield Fault(
                    "ledger", path, f"{layer} head",
                    "the chain of receipts was changed, or records were taken off its end",
                )  # fmt: skip
        for key in stored:
            yield Fault("ledger", path, "meta", f"{key!r} is not known")

    def _receipt(self, kind: str, name: str, record: Record) -> Iterator[Fault]:
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
            "edge": 'SELECT "left" || \'~\' || "right" FROM edges',
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

    # -------------------------------------------------------------- the reports and their words

    def reports(self) -> Iterator[Fault]:
        """Every report with its original, its claims, assessments and ties."""
        names = [
            str(row[0]) for row in self._connection.execute("SELECT id FROM reports ORDER BY id")
        ]
        for name in names:
            try:
                yield from self._report(name)
            except DAMAGE as error:
                words = f"cannot be read: {error or type(error).__name__}"
                yield Fault("report", name, "rows", words)

    def _report(self, name: str) -> Iterator[Fault]:
        for kept in reading.reports(self._connection, "r.id = ?", (name,)):
            report = kept.report
            self.checked["reports"] += 1
            bare = replace(kept, report=replace(report, duplicate_of=None))
            yield from self._receipt("report", name, records.report_record(bare))
            if report.dateline is not None:
                yield from self._spans("report", name, [("dateline", report.dateline)], report)
            yield from self._original(kept)
            yield from self._claims(report)
            yield from self._said(report)

    def _original(self, kept: KeptReport) -> Iterator[Fault]:
        report = kept.report
        rows = self._connection.execute(
            "SELECT size, data FROM originals WHERE report = ?", (report.id,)
        ).fetchall()
        if not rows:
            return
        self.checked["originals"] += 1
        data = _unpacked(rows[0][1])
        if data is None or len(data) != rows[0][0]:
            yield Fault("report", report.id, "original", "its bytes cannot be unpacked")
            return
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 != report.sha256:
            yield Fault("report", report.id, "sha256", f"its bytes have the SHA-256 {sha256}")
            return
        record = {"size": len(data), "sha256": sha256}
        yield from self._receipt("original", report.id, record)
        if report.id != hashed("r", sha256, kept.given_outlet):
            yield Fault("report", report.id, "id", "it is not the hash of its bytes and outlet")
        self.checked["segments"] += len(report.segments)
        for offset, words in broken_segments(report, data):
            yield Fault("report", report.id, "segments", words, offset)

    def _claims(self, report: Report) -> Iterator[Fault]:
        for claim in reading.claims(self._connection, "report = ?", (report.id,)):
            self.checked["claims"] += 1
            yield from self._receipt("claim", claim.id, records.claim_record(claim))
            yield from self._spans("claim", claim.id, quotes_of_claim(claim), report)
            for field, words in words_of_claim(claim):
                self.checked["spans"] += 1
                if words not in report.text:
                    yield Fault(
                        "claim", claim.id, field, f"{words[:60]!r} is not in report {report.id}"
                    )

    def _said(self, report: Report) -> Iterator[Fault]:
        for value in reading.assessments(self._connection, "report = ?", (report.id,)):
            self.checked["assessments"] += 1
            yield from self._receipt("assessment", value.id, records.assessment_record(value))
            yield from self._spans("assessment", value.id, quotes_of_assessment(value), report)
        for name, tie in reading.tie_claims(self._connection, "report = ?", (report.id,)):
            self.checked["ties"] += 1
            yield from self._receipt("tie-claim", name, records.tie_claim_full(tie))
            yield from self._spans("tie-claim", name, quotes_of_tie(tie), report)

    def _spans(
        self, kind: str, name: str, quotes: list[tuple[str, Quote]], report: Report
    ) -> Iterator[Fault]:
        for field, quote in quotes:
            self.checked["spans"] += 1
            sound = 0 <= quote.start < quote.end <= len(report.text)
            stands = report.text[quote.start : quote.end] if sound else ""
            if not sound or stands != quote.text:
                words = f"{quote.text[:60]!r} is not what report {report.id} says: {stands[:60]!r}"
                yield Fault(kind, name, field, words, quote.start)

    # -------------------------------------------------------------- the rest

    def loose(self) -> Iterator[Fault]:
        """Actors and places that came without a report."""
        for row in self._connection.execute(
            "SELECT actor, name, names, type, country, generic FROM actor_sightings "
            "WHERE report = ''"
        ):
            actor = reading.actor(row)
            yield from self._receipt("actor", actor.id, records.actor_record(actor))
        for row in self._connection.execute(
            "SELECT place, name, names, lat, lon, country, precision, radius_km, geonames_id "
            "FROM place_sightings WHERE report = ''"
        ):
            place = reading.place(row)
            yield from self._receipt("place", place.id, records.place_record(place))

    def refusals(self) -> Iterator[Fault]:
        """Refusals, their ids and bytes."""
        rows = self._connection.execute(
            "SELECT id, data, path, stage, reason, detail, sha256 FROM refusals ORDER BY id"
        )
        for name, packed, *values in rows:
            self.checked["refusals"] += 1
            refusal = Refusal(*values)
            yield from self._receipt("refusal", name, records.refusal_record(refusal))
            if refusal.id != name:
                yield Fault("refusal", name, "id", "it is not the hash of what was refused")
            if packed is None:
                continue
            data = _unpacked(packed)
            if data is None:
                yield Fault("refusal", name, "data", "its bytes cannot be unpacked")
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            yield from self._receipt("refused bytes", name, {"sha256": sha256})
            if refusal.sha256 not in (None, sha256):
                yield Fault("refusal", name, "sha256", f"its bytes have the SHA-256 {sha256}")

    def reviews(self) -> Iterator[Fault]:
        """People's decisions."""
        for review in reading.reviews(self._connection):
            self.checked["reviews"] += 1
            yield from self._receipt("review", review.id, records.review_record(review))

    def view(self) -> Iterator[Fault]:
        """Incidents, edges, registry ties and copies."""
        for incident in reading.incidents(self._connection):
            self.checked["incidents"] += 1
            yield from self._receipt("incident", incident.id, records.incident_record(incident))
        for edge in reading.edges(self._connection):
            self.checked["edges"] += 1
            yield from self._receipt("edge", records.edge_id(edge), records.edge_record(edge))
        for tie in reading.registry_ties(self._connection):
            self.checked["ties"] += 1
            yield from self._receipt("registry-tie", tie.id, records.tie_record(tie))
        for report, original in self._connection.execute("SELECT report, duplicate_of FROM copies"):
            record: dict[str, Any] = {"report": report, "duplicate_of": original}
            yield from self._receipt("copy", str(report), record)

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


def _unpacked(packed: Any) -> bytes | None:
    try:
        return zlib.decompress(packed)
    except (zlib.error, TypeError):
        return None
