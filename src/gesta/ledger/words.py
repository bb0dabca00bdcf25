"""The checks of a ledger's words: spans, kept text, original bytes, and the way between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from gesta.identity import hashed
from gesta.ledger import reading, records
from gesta.ledger.checks import RecordChecks, unpacked
from gesta.ledger.fault import DAMAGE, Fault, said
from gesta.ledger.records import KeptReport
from gesta.ledger.review_rows import added_claims, was_read
from gesta.ledger.spans import (
    quotes_of_assessment,
    quotes_of_claim,
    quotes_of_tie,
    said_amiss,
    said_count,
    words_of_claim,
)
from gesta.ledger.store import Ledger
from gesta.ledger.wayback import broken_segments
from gesta.types import Claim, Quote, Report, Speaker


class WordChecks:
    """Checks of each report and what was found in it; `checked` counts it."""

    def __init__(self, ledger: Ledger, receipts: RecordChecks) -> None:
        self._connection = ledger.connection
        self._receipt = receipts.receipt
        self.checked = receipts.checked
        self._added: dict[str, Claim] = {}

    def reports(self) -> Iterator[Fault]:
        """Every report with its original, its claims, assessments and ties."""
        with suppress(*DAMAGE):  # the check of reviews names those that cannot be read
            self._added = added_claims(self._connection)
        names = [
            str(row[0]) for row in self._connection.execute("SELECT id FROM reports ORDER BY id")
        ]
        for name in names:
            try:
                yield from self._report(name)
            except DAMAGE as error:
                words = f"cannot be read: {said(error)}"
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
        data = unpacked(rows[0][1])
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
            if self._added.get(claim.id) == claim and not was_read(self._connection, claim.id):
                continue  # its words are checked with the decision that adds it
            yield from self._receipt("claim", claim.id, records.claim_record(claim))
            yield from self._spans("claim", claim.id, quotes_of_claim(claim), report)
            yield from self._cues("claim", claim.id, claim.said_by, report)
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
            yield from self._cues("assessment", value.id, value.said_by, report)
        for name, tie in reading.tie_claims(self._connection, "report = ?", (report.id,)):
            self.checked["ties"] += 1
            yield from self._receipt("tie-claim", name, records.tie_claim_full(tie))
            yield from self._spans("tie-claim", name, quotes_of_tie(tie), report)
            yield from self._cues("tie-claim", name, tie.said_by, report)

    def _cues(
        self, kind: str, name: str, chain: tuple[Speaker, ...], report: Report
    ) -> Iterator[Fault]:
        self.checked["spans"] += said_count(chain)
        for words, at in said_amiss(chain, report.text):
            yield Fault(kind, name, "said_by", f"report {report.id}: {words}", at)

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
