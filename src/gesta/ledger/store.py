"""The ledger: reports and what they say, added one report at a time, and the view over them.

Invariants: evidence is only ever added, each report whole or not at all; the view (incidents,
edges, registry ties, copies) is replaced whole or not at all; the same reports give the same
answers in whatever order they came.

People's edits of actors (`gesta actors`) and decisions on claims (`gesta review`) are reviews
beside the evidence. What is asked here (claims, assessments, actors, places, ties) comes with those
in force, claims without the rejected ones; `gesta.ledger.reading` gives the rows as they were read.
Claims that people added have rows beside those (`gesta.ledger.review_rows`), as long as the decision
is in force.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from heapq import merge
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, cast

import apsw

from gesta.errors import LedgerError
from gesta.ledger import reading, schema, writing
from gesta.ledger.edits import Edits, registry_ties, tie_groups
from gesta.ledger.joins import TABLES, Joins
from gesta.ledger.receipts import EVIDENCE, VIEW, Chain
from gesta.ledger.records import KeptReport
from gesta.ledger.review_rows import put_added, settle_by
from gesta.ledger.scrub import scrubbed
from gesta.types import (
    Actor,
    Assessment,
    Claim,
    Edge,
    Grounded,
    Incident,
    Note,
    Place,
    Refusal,
    Report,
    Review,
    Source,
    Tie,
    TieClaim,
)

T = TypeVar("T")

# Counts of views that need not be made for it.
_COUNTED = {
    "actors": "count(DISTINCT actor) FROM actor_sightings",
    "places": "count(DISTINCT place) FROM place_sightings",
}

VIEW_TABLES = (
    "incidents", "incident_claims", "disputes", "edges", "notes", "registry_ties", "copies",
)  # fmt: skip


class Ledger:
    """One open ledger file. Use it in a `with` statement, from one thread.

    Several processes may have the same file open; writers wait for each other.
    """

    def __init__(self, path: Path, connection: apsw.Connection) -> None:
        self.path = path
        self.connection = connection
        self._chains: dict[str, Chain] | None = None  # of the transaction under way
        self._edits: tuple[int, Edits] | None = None  # within it, at a number of changes

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Ledger:
        """Open a ledger; `create` makes it where there is none. Raises LedgerError in words."""
        path = Path(path)
        return cls(path, schema.connect(path, create=create))

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last to close it folds the write-ahead log into it."""
        with schema.in_words(self.path):
            self.connection.close()

    # ------------------------------------------------------------ writing

    @contextmanager
    def transaction(self, layer: str) -> Iterator[Chain]:
        """All or nothing: what is written inside is there afterwards, or none of it.

        One inside another is part of it, be it of another layer.
        """
        if self._chains is not None:
            yield self._chain(self._chains, layer)
            return
        if self.connection.readonly("main"):
            raise LedgerError(
                f"{self.path} is read-only. Copy it to a folder in which you may write."
            )
        with schema.in_words(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            chains = self._chains = {}
            try:
                yield self._chain(chains, layer)
                for chain in chains.values():
                    chain.close()
                self.connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if not self.connection.get_autocommit():
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                self._chains = self._edits = None

    @contextmanager
    def trial(self, layer: str) -> Iterator[Chain]:
        """A transaction, or within one a part of it that is forgotten where it raises, so that the
        rest can go on. Nothing of the layer may have been written in it before."""
        if self._chains is None:
            with self.transaction(layer) as chain:
                yield chain
            return
        if layer in self._chains:
            raise ValueError("a trial is the first to write to its layer")
        try:
            with self.connection:  # a savepoint
                yield self._chain(self._chains, layer)
        except BaseException:
            self._chains.pop(layer, None)
            raise

    def _chain(self, chains: dict[str, Chain], layer: str) -> Chain:
        if layer not in chains:
            chains[layer] = Chain(self.connection, layer)
        return chains[layer]

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever others write meanwhile."""
        with schema.in_words(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                if not self.connection.get_autocommit():
                    self.connection.execute("COMMIT")

    def add(self, grounded: Grounded, source: Source) -> bool:
        """Add all that one report says; False (and nothing is changed) where it is there already."""
        grounded = scrubbed(grounded)
        report = grounded.report
        kept = KeptReport(
            report, scrubbed(source.outlet), source.published, original=source.data,
            actors=writing.one_each(grounded.actors), places=writing.one_each(grounded.places),
        )  # fmt: skip
        with self.transaction(EVIDENCE) as chain:
            if self.has(report.id):
                return False
            writing.put_report(self.connection, chain, kept)
            writing.put_claims(self.connection, chain, grounded.claims)
            writing.put_assessments(self.connection, chain, grounded.assessments)
            writing.put_tie_claims(self.connection, chain, grounded.ties)
            put_added(self.connection, report.id, {claim.id for claim in grounded.claims})
        return True

    def add_refusal(self, refusal: Refusal, data: bytes | None = None) -> bool:
        """Record what could not be read, with its bytes if given; False where it is known."""
        refusal = scrubbed(refusal)
        with self.transaction(EVIDENCE) as chain:
            if self.has(refusal.id):
                return False
            writing.put_refusal(self.connection, chain, refusal, data)
        return True

    def add_review(self, review: Review) -> bool:
        """Record a person's decision; False where it is known."""
        review = scrubbed(review)
        with self.transaction(EVIDENCE) as chain:
            if self._any("SELECT 1 FROM reviews WHERE id = ?", review.id):
                return False
            writing.put_review(self.connection, chain, review)
            settle_by(self.connection, review)
        return True

    def replace_view(
        self,
        *,
        incidents: Iterable[Incident],
        edges: Iterable[Edge] = (),
        notes: Iterable[Note] = (),
        ties: Iterable[Tie] = (),
        copies: Mapping[str, str] | None = None,
        file: Callable[[Joins], None] | None = None,
    ) -> None:
        """Put a new view in the place of the old one, at once.

        `ties` are those of the registry (ties with claims are grouped from the evidence and
        passed over here); `copies` gives for a report's id the id of the one it copies. `file`
        files what joining goes on from; without it the next joining is of the whole ledger.
        """
        with self.transaction(VIEW) as chain:
            for table in (*VIEW_TABLES, *TABLES):
                self.connection.execute(f"DELETE FROM {table}")
            if file is not None:
                file(Joins(self.connection))
            chain.clear()
            by_id = sorted(scrubbed(tuple(incidents)), key=lambda incident: incident.id)
            pairs = sorted(scrubbed(tuple(edges)), key=lambda e: (e.left, e.right, e.by))
            said = sorted(scrubbed(tuple(notes)), key=lambda note: (note.claim, note.words))
            known = sorted((t for t in ties if not t.claims), key=lambda tie: tie.id)
            writing.put_registry_ties(self.connection, chain, scrubbed(tuple(known)))
            writing.put_incidents(self.connection, chain, by_id)
            writing.put_edges(self.connection, chain, pairs)
            writing.put_notes(self.connection, chain, said)
            writing.put_copies(self.connection, chain, sorted((copies or {}).items()))

    # ------------------------------------------------------------ asking

    def has(self, name: str) -> bool:
        """Whether a report or refusal of this id is in the ledger."""
        return self._any("SELECT 1 FROM reports WHERE id = ?", name) or self._any(
            "SELECT 1 FROM refusals WHERE id = ?", name
        )

    def seen_sha(self, sha256: str) -> bool:
        """Whether bytes of this SHA-256 (hex) were read or refused before."""
        return self._any("SELECT 1 FROM reports WHERE sha256 = ?", sha256) or self._any(
            "SELECT 1 FROM refusals WHERE sha256 = ?", sha256
        )

    def count(self, table: str) -> int:
        """The number of rows of a table or view of the schema."""
        if table not in {row[1] for row in schema.schema_rows()}:
            raise LedgerError(f"The ledger has no table {table!r}.")
        return int(self._one("SELECT " + _COUNTED.get(table, f"count(*) FROM {table}")))

    def undated(self) -> int:
        """The number of reports whose day of publication is unknown."""
        return int(self._one("SELECT count(*) FROM reports WHERE published IS NULL"))

    def _any(self, sql: str, *args: Any) -> bool:
        with schema.in_words(self.path):
            return bool(self.connection.execute(sql, args).fetchall())

    def _one(self, sql: str, *args: Any) -> Any:
        with schema.in_words(self.path):
            return self.connection.execute(sql, args).fetchall()[0][0]

    # ------------------------------------------------------------ reading, in the order of ids

    def _stream(self, rows: Iterator[T]) -> Iterator[T]:
        with schema.in_words(self.path), schema.damage_in_words(self.path):
            yield from rows

    def kept_reports(self, where: str = "1", args: tuple[Any, ...] = ()) -> Iterator[KeptReport]:
        """Reports with what was sighted in them; `where` is an SQL condition on `r`."""
        return self._stream(reading.reports(self.connection, where, args))

    def reports(self) -> Iterator[Report]:
        """Every report."""
        return (kept.report for kept in self.kept_reports())

    def report(self, name: str) -> Report | None:
        """The report of an id."""
        return next((k.report for k in self.kept_reports("r.id = ?", (name,))), None)

    def original(self, report: str) -> bytes | None:
        """The bytes of a report as received; None where they were not kept.

        Raises LedgerError where they are damaged.
        """
        return self._unpacked("SELECT data FROM originals WHERE report = ?", report)

    def refused_bytes(self, refusal: str) -> bytes | None:
        """The bytes of what was refused; None where they were not kept."""
        return self._unpacked("SELECT data FROM refusals WHERE id = ?", refusal)

    def _unpacked(self, sql: str, name: str) -> bytes | None:
        with schema.in_words(self.path):
            rows = self.connection.execute(sql, (name,)).fetchall()
        if not rows or rows[0][0] is None:
            return None
        try:
            return zlib.decompress(cast(bytes, rows[0][0]))
        except zlib.error as error:
            raise LedgerError(
                f"The kept bytes of {name} in {self.path} are damaged ({error}). Run "
                f"`gesta verify {self.path}`."
            ) from error

    def claims(self, where: str = "1", args: tuple[Any, ...] = ()) -> Iterator[Claim]:
        """Claims; `where` is an SQL condition on the table `claims`, which has them as read."""
        return self._stream(self.edits().claims(reading.claims(self.connection, where, args)))

    def claims_of(self, report: str) -> list[Claim]:
        """The claims of one report, in the order of its text."""
        found = self.claims("report = ?", (report,))
        return sorted(found, key=lambda c: (c.evidence.start, c.trigger.start, c.id))

    def assessments(self, where: str = "1", args: tuple[Any, ...] = ()) -> Iterator[Assessment]:
        """Assessments; `where` is an SQL condition on the table `assessments`."""
        found = reading.assessments(self.connection, where, args)
        return self._stream(map(self.edits().assessment, found))

    def edits(self) -> Edits:
        """People's edits of actors and decisions on claims as they stand now."""
        if self._chains is None:
            return Edits(self.connection)
        changes = self.connection.total_changes()
        if self._edits is None or self._edits[0] != changes:
            self._edits = (changes, Edits(self.connection))
        return self._edits[1]

    def actors(self) -> Iterator[Actor]:
        """One actor an id: as most reports have it (then the first name), all names known."""
        return self._stream(self.edits().actors(reading.actors(self.connection)))

    def places(self, where: str = "1", args: tuple[Any, ...] = ()) -> Iterator[Place]:
        """One place an id: as most reports have it (then the first name), all names known."""
        return self._stream(self._places(where, args))

    def _places(self, where: str, args: tuple[Any, ...]) -> Iterator[Place]:
        added = self.edits().added_places
        chosen = [p for p in added if reading.is_place(self.connection, p, where, args)]
        read = reading.places(self.connection, where, args)
        return merge(read, chosen, key=lambda place: place.id) if chosen else read

    def tie_claims(self) -> Iterator[TieClaim]:
        """Every report's words for ties."""
        return self._stream(claim for _, claim in reading.tie_claims(self.connection))

    def registry_ties(self) -> dict[tuple[str, str, str], Tie]:
        """The registry's ties by type, from and to."""
        with schema.in_words(self.path):
            return registry_ties(self.connection, self.edits())

    def ties(self) -> Iterator[Tie]:
        """Ties grouped from their claims and the registry: since the earliest, until the latest."""
        return self._stream(self._ties())

    def _ties(self) -> Iterator[Tie]:
        edits = self.edits()
        found = (tie for tie in tie_groups(self.connection) if not edits.is_of_one(tie))
        return map(edits.tie, found)

    def incidents(self, where: str = "1", args: tuple[Any, ...] = ()) -> Iterator[Incident]:
        """Incidents; `where` is an SQL condition on the table `incidents`."""
        return self._stream(reading.incidents(self.connection, where, args))

    def edges(self, where: str = "1", args: tuple[Any, ...] = ()) -> Iterator[Edge]:
        """Judged pairs of claims; `where` is an SQL condition on the table `edges`."""
        return self._stream(reading.edges(self.connection, where, args))

    def notes(self, where: str = "1", args: tuple[Any, ...] = ()) -> Iterator[Note]:
        """Notes on claims; `where` is an SQL condition on the table `notes`."""
        return self._stream(reading.notes(self.connection, where, args))

    def refusals(self, where: str = "1", args: tuple[Any, ...] = ()) -> Iterator[Refusal]:
        """What could not be read; `where` is an SQL condition on the table `refusals`."""
        return self._stream(reading.refusals(self.connection, where, args))

    def reviews(self) -> Iterator[Review]:
        """People's decisions."""
        return self._stream(reading.reviews(self.connection))
