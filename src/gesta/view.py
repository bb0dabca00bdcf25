"""The derived view over a ledger's evidence: copies, registry ties, incidents and their edges.

Invariant: the view is a function of the evidence, the registry and people's decisions alone, so
it can be rebuilt at any time and is the same however often the reading was stopped, and whether
it was computed at once (`rebuild_view`) or brought up to date step by step (`update_view`).
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from sys import intern

from gesta.grounding import joining_ties, registry_ties
from gesta.joining.filing import file_joins, is_filed
from gesta.joining.known import file_known
from gesta.joining.refile import Anew
from gesta.joining.update import Update
from gesta.ledger import Ledger, reading
from gesta.ledger.joins import Joins
from gesta.ledger.judgements import judged
from gesta.ledger.receipts import VIEW
from gesta.resolution import Shelf, find_copies
from gesta.resolution.resolve import Resolving
from gesta.resolution.world import World
from gesta.types import Claim

TextRow = tuple[str, str, str | None, date | None]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the search for reference cycles, which costs a fifth of the time among so many
    values, and more the more there are, and finds none: they are frozen and point one way."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def update_view(ledger: Ledger) -> tuple[str, ...] | None:
    """Bring the view up to date with what was read, judged and decided since it was computed.

    Only the neighbourhood of what is new is joined; the ids of the incidents that changed, came or
    went are given. Where much is new, or actors were edited, all is joined anew and None is given.
    """
    with collector_paused():
        if is_filed(Joins(ledger.connection)):
            try:
                with ledger.transaction(VIEW) as chain:
                    return Update(ledger, chain).run()
            except Anew:
                pass
        _rebuild(ledger)
    return None


def rebuild_view(ledger: Ledger) -> None:
    """Compute the view of `ledger` anew and put it in the place of the old one, at once."""
    with collector_paused():
        _rebuild(ledger)


def _rebuild(ledger: Ledger) -> None:
    published: dict[str, date | None] = {}
    kept: dict[str, str] = {}
    outlets: dict[str, str | None] = {}
    keys: dict[str, bytes] = {}
    bands: dict[str, array[int]] = {}

    def texts() -> Iterator[TextRow]:
        for report in ledger.reports():
            published[report.id], outlets[report.id] = report.published, report.outlet
            kept[report.id] = report.text
            yield report.id, report.text, report.outlet, report.published

    def seen(report: str, key: bytes, numbers: Iterable[int]) -> None:
        if key:
            keys[report] = key
        bands[report] = array("q", numbers)

    copies = find_copies(texts(), seen=seen)
    actors = {actor.id: actor for actor in ledger.actors()}
    places = {place.id: place for place in ledger.places()}
    known = registry_ties(actors)
    ties = [*joining_ties(tie for tie in ledger.ties() if tie.claims), *known]
    world = World.of(
        published=published, outlets=outlets, copies=copies, places=places, actors=actors,
        ties=ties, texts=kept,
    )  # fmt: skip
    job = Resolving(_shelf(ledger), world, judged(ledger.connection))
    resolution = job.run()
    reviews = [review.id for review in ledger.reviews()]

    def file(joins: Joins) -> None:
        joins.put_texts(sorted(keys.items()))
        joins.put_bands((number, report) for report, row in bands.items() for number in row)
        file_joins(joins, job, world, sorted(published), reviews)
        file_known(joins, actors, places, ties, outlets.values())

    ledger.replace_view(
        incidents=resolution.incidents, edges=resolution.edges, notes=resolution.notes,
        ties=known, copies=copies, file=file,
    )  # fmt: skip


def _shelf(ledger: Ledger) -> Shelf:
    """The claims of the ledger, fetched report by report."""
    edits = ledger.edits()

    def fetch(report: str) -> Iterator[Claim]:
        found = reading.claims(ledger.connection, "report = ?", (report,))
        return edits.claims(found)

    rows = ledger.connection.execute("SELECT id, report FROM claims")
    standing = ((c, r) for c, r in rows if c not in edits.decisions.rejected)
    return Shelf({intern(str(claim)): intern(str(report)) for claim, report in standing}, fetch)
