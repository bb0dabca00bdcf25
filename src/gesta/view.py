"""The derived view over a ledger's evidence: copies, registry ties, incidents and their edges.

Invariant: the view is a function of the evidence, the registry and people's decisions alone, so
it can be rebuilt at any time and is the same however often the reading was stopped.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from sys import intern

from gesta.grounding import joining_ties, registry_ties
from gesta.ledger import Ledger, reading
from gesta.ledger.judgements import judged
from gesta.resolution import Shelf, find_copies, resolve
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


def rebuild_view(ledger: Ledger) -> None:
    """Compute the view of `ledger` anew and put it in the place of the old one, at once."""
    with collector_paused():
        _rebuild(ledger)


def _rebuild(ledger: Ledger) -> None:
    published: dict[str, date | None] = {}
    kept: dict[str, str] = {}
    outlets: dict[str, str | None] = {}

    def texts() -> Iterator[TextRow]:
        for report in ledger.reports():
            published[report.id], outlets[report.id] = report.published, report.outlet
            kept[report.id] = report.text
            yield report.id, report.text, report.outlet, report.published

    copies = find_copies(texts())
    actors = {actor.id: actor for actor in ledger.actors()}
    said = [tie for tie in ledger.ties() if tie.claims]
    known = registry_ties(actors)
    resolution = resolve(
        _shelf(ledger),
        published=published,
        outlets=outlets,
        copies=copies,
        places={place.id: place for place in ledger.places()},
        actors=actors,
        ties=[*joining_ties(said), *known],
        texts=kept,
        judged=judged(ledger.connection),
    )
    ledger.replace_view(
        incidents=resolution.incidents, edges=resolution.edges, notes=resolution.notes,
        ties=known, copies=copies,
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
