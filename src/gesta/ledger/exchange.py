"""The whole ledger as JSON lines, and back: the same ledger always gives the same bytes.

Order: reports, places, actors, claims, assessments, ties, incidents, reviews, refusals, edges;
by id within each. An import is one transaction: either every line is taken or none.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw

from gesta.errors import ExchangeError
from gesta.ledger import edited, reading, records, schema, values, writing
from gesta.ledger.edits import fault_of, tie_groups
from gesta.ledger.fields import Fields, fields_of
from gesta.ledger.pieces import Record, day
from gesta.ledger.reading import Children
from gesta.ledger.receipts import EVIDENCE, VIEW, Chain
from gesta.ledger.review_rows import added_claims
from gesta.ledger.store import Ledger
from gesta.types import Actor, Claim, Note, Place

# JSON allows these inside a line, but many programs take them for the end of one.
_LINE_ENDS = str.maketrans({"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def line_of(record: Record) -> str:
    """One exchange line, with its line end."""
    return json.dumps(record, ensure_ascii=False).translate(_LINE_ENDS) + "\n"


def export_lines(
    ledger: Ledger,
    *,
    originals: bool = True,
    added: Callable[[Iterator[Record]], Iterator[Record]] = iter,
) -> Generator[str, None, None]:
    """The ledger line by line, as it stands at the first line; `originals` adds the bytes.

    `added` may put further fields into the records; an import passes over those it does not know.
    """
    with ledger.snapshot():
        yield from map(line_of, added(export_records(ledger, originals=originals)))


def export_records(ledger: Ledger, *, originals: bool = True) -> Iterator[Record]:
    """The records of the exchange lines, in order.

    Raises:
        LedgerError: where a row of the ledger is damaged.
    """
    with schema.in_words(ledger.path), schema.damage_in_words(ledger.path):
        yield from _records(ledger, originals=originals)


def _records(ledger: Ledger, *, originals: bool) -> Iterator[Record]:
    for kept in ledger.kept_reports():
        record = records.report_record(kept)
        data = ledger.original(kept.report.id) if originals else None
        yield record if data is None else {**record, **_original_record(data)}
    yield from edited.place_records(ledger)
    yield from edited.actor_records(ledger)
    members = Children(
        ledger.connection.execute("SELECT claim, incident FROM incident_claims ORDER BY claim")
    )
    notes = Children(
        ledger.connection.execute("SELECT claim, words FROM notes ORDER BY claim, position")
    )
    edits = ledger.edits()
    for claim in reading.claims(ledger.connection):
        incidents = sorted(row[1] for row in members.of(claim.id))
        incident = incidents[0] if incidents else None
        record = edited.claim_record(claim, edits, incident=incident)
        said = [row[1] for row in notes.of(claim.id)]
        yield {**record, "notes": said} if said else record
    for assessment in reading.assessments(ledger.connection):
        yield edited.assessment_record(assessment, edits.assessment(assessment))
    yield from _tie_records(ledger)
    yield from (records.incident_record(incident) for incident in ledger.incidents())
    yield from (records.review_record(review) for review in ledger.reviews())
    for refusal in ledger.refusals():
        data = ledger.refused_bytes(refusal.id) if originals else None
        record = records.refusal_record(refusal)
        yield record if data is None else {**record, **_original_record(data)}
    yield from (records.edge_record(edge) for edge in ledger.edges())


def _original_record(data: bytes) -> Record:
    """The bytes as text where they are UTF-8, else as base64."""
    try:
        return {"original": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"original_base64": base64.b64encode(data).decode("ascii")}


def _tie_records(ledger: Ledger) -> Iterator[Record]:
    known, edits = ledger.registry_ties(), ledger.edits()
    for tie in tie_groups(ledger.connection):
        record = edited.tie_record(tie, edits)
        registry = known.get((tie.type, tie.source, tie.target))
        if tie.claims and registry is not None:
            record["registry"] = {
                "since": day(registry.since),
                "until": day(registry.until),
                "basis": registry.basis,
            }
        yield record


# ------------------------------------------------------------------ import


def import_lines(lines: Iterable[str], path: Path | str) -> int:
    """Make the ledger `path` of exchange lines; returns how many there were.

    Raises ExchangeError naming line, field and value; then nothing is left behind.
    """
    path = Path(path)
    fresh = not path.exists()
    try:
        with Ledger.open(path, create=True) as ledger:
            if any(
                ledger.count(table) for table in ("reports", "refusals", "reviews", "incidents")
            ):
                raise ExchangeError(
                    f"{path} is not empty. Import into a new file; nothing was imported."
                )
            with ledger.transaction(EVIDENCE) as evidence:
                return Import(ledger, evidence).run(lines)
    except BaseException:
        if fresh:
            for end in ("", "-wal", "-shm"):
                Path(f"{path}{end}").unlink(missing_ok=True)
        raise


class Import:
    """One import under way: takes lines in the order of the format."""

    def __init__(self, ledger: Ledger, evidence: Chain) -> None:
        self._ledger = ledger
        self._connection = ledger.connection
        self._evidence = evidence
        self._view = Chain(ledger.connection, VIEW)
        self._joined: dict[str, str] = {}  # claim → incident, until the incident's line confirms it
        self._merged: dict[tuple[str, str], tuple[int, Record]] = {}
        self._named: set[tuple[str, str]] = set()
        # Claims with decisions on them: line, values as decided, whether rejected.
        self._decided: dict[str, tuple[int, Claim | None, bool | None]] = {}
        self._added: dict[str, tuple[int, Claim]] = {}  # claims that reviews must add
        self._takers: dict[str, Callable[[Fields], None]] = {
            "report": self._report,
            "place": self._place,
            "actor": self._actor,
            "claim": self._claim,
            "assessment": self._assessment,
            "tie": self._tie,
            "incident": self._incident,
            "review": self._review,
            "refusal": self._refusal,
            "edge": self._edge,
        }

    def run(self, lines: Iterable[str]) -> int:
        """Take all lines and check what only the whole can show."""
        taken = 0
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            f = fields_of(line, number)
            self._take(f, f.word("kind", self._takers))
            taken += 1
        self._check_whole()
        self._view.close()
        return taken

    def _take(self, f: Fields, kind: str) -> None:
        try:
            self._takers[kind](f)
        except apsw.ConstraintError as error:
            raise ExchangeError(
                f"line {f.line}: the {kind} {f.get('id')!r} is there twice or breaks a rule of the "
                f"ledger ({error}). Correct the line; nothing was imported."
            ) from error
        except UnicodeError as error:
            raise ExchangeError(
                f"line {f.line}: the {kind} {f.get('id')!r} has characters that are no Unicode "
                "text. Correct the line; nothing was imported."
            ) from error

    def _report(self, f: Fields) -> None:
        kept = values.report(f)
        writing.put_report(self._connection, self._evidence, kept)
        if kept.report.duplicate_of is not None:
            copy = (kept.report.id, kept.report.duplicate_of)
            writing.put_copies(self._connection, self._view, [copy])

    def _sighted(self, kind: str, value: Actor | Place, f: Fields) -> None:
        """Kept as it stands where no report sights it; else compared with the merge at the end."""
        if (kind, value.id) in self._named:
            f.wrong("id", f"this {kind} is there twice")
        self._named.add((kind, value.id))
        if self._has(f"{kind}_sightings", kind, value.id):
            record = (
                records.actor_record(value)
                if isinstance(value, Actor)
                else records.place_record(value)
            )
            self._merged[kind, value.id] = (f.line, record)
        else:
            writing.put_loose(self._connection, self._evidence, value)

    def _actor(self, f: Fields) -> None:
        """An actor as it was read; what edits made of it must be what the reviews say."""
        actor = values.actor(f)
        if f.maybe_text("merged_into") is not None:
            if not self._has("actor_sightings", "actor", actor.id):
                writing.put_loose(self._connection, self._evidence, actor)
        elif f.get("added") is True or (read := f.maybe_part("as_read")) is not None:
            self._merged["actor", actor.id] = (f.line, records.actor_record(actor))
            if f.get("added") is not True and read is not None:
                writing.put_loose(self._connection, self._evidence, values.actor(read))
        else:
            self._sighted("actor", actor, f)

    def _place(self, f: Fields) -> None:
        place = values.place(f)
        if f.get("added") is True:
            self._merged["place", place.id] = (f.line, records.place_record(place))
        else:
            self._sighted("place", place, f)

    def _claim(self, f: Fields) -> None:
        """A claim as it was read; what decisions made of it must be what the reviews say."""
        claim = values.claim(f)
        read = f.maybe_part("as_read")
        if read is not None or f.get("rejected") is True:
            self._decided[claim.id] = (f.line, None if read is None else claim, f.get("rejected"))
        claim = claim if read is None else values.claim(read)
        if claim.id != f.get("id") or claim.report != f.get("report"):
            f.wrong("as_read", "it has another id or report than its line")
        self._need_report(f, claim.report)
        if f.get("added") is True:
            self._added[claim.id] = (f.line, claim)
            writing.put_claim_rows(self._connection, [claim])
        else:
            writing.put_claims(self._connection, self._evidence, [claim])
        if f.has("notes"):
            said = [Note(claim.id, words) for words in f.texts("notes")]
            writing.put_notes(self._connection, self._view, said)
        incident = f.maybe_text("incident")
        if incident is not None:
            self._joined[claim.id] = incident

    def _assessment(self, f: Fields) -> None:
        assessment = values.assessment(f)
        self._need_report(f, assessment.report)
        writing.put_assessments(self._connection, self._evidence, [assessment])

    def _tie(self, f: Fields) -> None:
        tie = values.tie(f)
        for claim in tie.claims:
            self._need_report(f, claim.report)
        writing.put_tie_claims(self._connection, self._evidence, tie.claims)
        registry = f.maybe_part("registry")
        if registry is not None:
            basis = registry.word("basis", ("reports", "registry"), "registry")
            since, until = registry.day("since"), registry.day("until")
            own = replace(tie, claims=(), since=since, until=until, basis=basis)
        elif tie.claims and tie.id == records.tie_id(tie.type, tie.source, tie.target):
            since = min((c.since for c in tie.claims if c.since), default=None)
            until = max((c.until for c in tie.claims if c.until), default=None)
            if (since, until) == (tie.since, tie.until):
                return
            own = replace(tie, claims=())
        else:
            own = replace(tie, claims=())
        writing.put_registry_ties(self._connection, self._view, [own])

    def _incident(self, f: Fields) -> None:
        incident = values.incident(f)
        for claim in incident.claims:
            if not self._has("claims", "id", claim):
                f.wrong("claims", f"no line before it has the claim {claim!r}")
            if self._joined.pop(claim, incident.id) != incident.id:
                f.wrong("id", f"the line of claim {claim!r} names another incident")
        writing.put_incidents(self._connection, self._view, [incident])

    def _review(self, f: Fields) -> None:
        review = values.review(f)
        if fault := fault_of(review):
            f.wrong("after", f"this decision cannot be taken: {fault}")
        writing.put_review(self._connection, self._evidence, review)

    def _refusal(self, f: Fields) -> None:
        data = values.original(f)
        writing.put_refusal(self._connection, self._evidence, values.refusal(f), data)

    def _edge(self, f: Fields) -> None:
        edge = values.edge(f)
        for claim in (edge.left, edge.right):
            if not self._has("claims", "id", claim):
                f.wrong("left", f"no line before it has the claim {claim!r}")
        writing.put_edges(self._connection, self._view, [edge])

    def _need_report(self, f: Fields, report: str) -> None:
        if not self._has("reports", "id", report):
            f.wrong("report", f"no line before it has the report {report!r}")

    def _has(self, table: str, column: str, name: str) -> bool:
        sql = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"
        return bool(self._connection.execute(sql, (name,)).fetchall())

    def _check_whole(self) -> None:
        if self._joined:
            claim, incident = min(self._joined.items())
            raise ExchangeError(
                f"The claim {claim!r} names the incident {incident!r}, but no incident's line has "
                "that claim. Add the line or set incident to null; nothing was imported."
            )
        self._check_added()
        self._check_decided()
        merged: list[tuple[str, Iterable[Any], Callable[[Any], Record]]] = [
            ("actor", self._ledger.actors(), records.actor_record),
            ("place", self._ledger.places(), records.place_record),
        ]
        for kind, found, record_of in merged:
            for value in found:
                line, record = self._merged.pop((kind, value.id), (0, None))
                if record is not None and record != record_of(value):
                    raise ExchangeError(
                        f"line {line}: the {kind} {value.id!r} differs from what the reports' "
                        "`sighted` fields give. Change it there; nothing was imported."
                    )
        for (kind, name), (line, _) in sorted(self._merged.items(), key=lambda item: item[1][0]):
            raise ExchangeError(
                f"line {line}: the {kind} {name!r} is said to be added by an edit, but no review's "
                "line adds it. Add that line or drop this one; nothing was imported."
            )

    def _check_added(self) -> None:
        """The claims that lines say people added, against what the reviews' lines add."""
        wanted = added_claims(self._connection)
        for name, (line, claim) in self._added.items():
            if wanted.get(name) != claim:
                raise ExchangeError(
                    f"line {line}: the claim {name!r} is said to be added, but no review's line adds "
                    "it so. Correct the one or the other; nothing was imported."
                )
        for name, claim in wanted.items():
            if self._has("reports", "id", claim.report) and not self._has("claims", "id", name):
                raise ExchangeError(
                    f"A review's line adds the claim {name!r}, but no claim's line has it. Add that "
                    "line or drop the review's; nothing was imported."
                )

    def _check_decided(self) -> None:
        """What lines say that reviewers made of claims, against what the reviews' lines say."""
        edits = self._ledger.edits()
        ids = json.dumps(sorted({*self._decided, *edits.decisions.touched}))
        where = "id IN (SELECT value FROM json_each(?))"
        for read in reading.claims(self._connection, where, (ids,)):
            line, said, rejected = self._decided.get(read.id, (0, None, None))
            now = edits.claim(read)
            if bool(rejected) != (read.id in edits.decisions.rejected):
                wrong = "rejected"
            elif (said is None) != (now == edits.uncorrected(read)) or said not in (None, now):
                wrong = "as_read"
            else:
                continue
            raise ExchangeError(
                f"line {line or '?'}: {wrong} of the claim {read.id!r} differs from what the "
                "reviews' lines make of it. Correct the one or the other; nothing was imported."
            )
