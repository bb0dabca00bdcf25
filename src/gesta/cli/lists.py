"""The lists that `gesta show` knows, each a function of the ledger and what was asked."""

from __future__ import annotations

import json
from collections.abc import Callable

from rich.console import Console

from gesta.cli.judgements import judgements
from gesta.cli.listing import Asked, print_records, print_table
from gesta.cli.names import Names
from gesta.cli.paper import grid
from gesta.cli.sources import assessments, refusals, reports, sources
from gesta.ledger import Ledger, records
from gesta.ledger.edited import actor_records
from gesta.ledger.find import actor_ids, find_claims, find_incidents, place_ids
from gesta.phrases import chain_words, plain, toll_words, value_words, when_words
from gesta.types import Tie

AMONG = "id IN (SELECT value FROM json_each(?))"
EVERYTHING: tuple[str, tuple[str, ...]] = ("1", ())


def incidents(ledger: Ledger, asked: Asked, console: Console) -> None:
    """Incidents by time."""
    found = find_incidents(ledger, asked.filter, limit=asked.limit)
    if asked.as_json:
        print_records(records.incident_record(incident) for incident in found.shown)
        return
    names = Names(ledger)
    table = grid(
        "when", "type", "where", "who → whom", "killed", "status", "claims", "origins", "id",
        numbers=("claims", "origins"), fixed=("type", "status", "id"),
    )  # fmt: skip
    rows = (
        (
            when_words(i.time), i.type, names.place(i.place),
            _parties(names.actors(i.actors), names.actors(i.recipients), ", ".join(i.targets)),
            toll_words(i.killed), i.status, len(i.claims), i.origins, i.id,
        )
        for i in found.shown
    )  # fmt: skip
    print_table(console, table, rows, of=found.total, what="incident")


def _parties(actors: str, recipients: str, targets: str) -> str:
    whom = "; ".join(part for part in (recipients, targets) if part)
    return _short(f"{actors or '?'} → {whom}" if whom else actors)


def claims(ledger: Ledger, asked: Asked, console: Console) -> None:
    """Claims by time, with who says so and the sentence."""
    found = find_claims(ledger, asked.filter, limit=asked.limit)
    if asked.as_json:
        joined = dict(ledger.connection.execute("SELECT claim, incident FROM incident_claims"))
        print_records(
            records.claim_record(claim, incident=joined.get(claim.id)) for claim in found.shown
        )
        return
    names = Names(ledger)
    outlets = dict(ledger.connection.execute("SELECT id, outlet FROM reports"))
    table = grid("when", "type", "certainty", "who says so", "who → whom", "says", "id",
                 fixed=("type", "certainty", "id"))  # fmt: skip
    rows = (
        (
            when_words(c.time), c.type, c.certainty,
            chain_words(outlets.get(c.report), c.said_by),
            _parties(names.parties(c.actors), names.parties(c.recipients),
                     ", ".join(t.text for t in c.targets)),
            "; ".join(part for part in (value_words(c), _short(c.evidence.text)) if part), c.id,
        )
        for c in found.shown
    )  # fmt: skip
    print_table(console, table, rows, of=found.total, what="claim")


def _short(words: str, longest: int = 120) -> str:
    tidy = plain(words)
    return tidy if len(tidy) <= longest else tidy[: longest - 1] + "…"


def actors(ledger: Ledger, asked: Asked, console: Console) -> None:
    """Actors by how many claims name them."""
    asked.only("actors", "actor", "type")
    edits = ledger.edits()
    claims_of = _counts(ledger, "SELECT actor, count(DISTINCT claim) FROM "
                        f"{edits.parties_sql()} WHERE actor IS NOT NULL GROUP BY actor")  # fmt: skip
    says = _counts(ledger, f"SELECT actor, count(*) FROM {edits.speakers_sql()} "
                   "WHERE actor IS NOT NULL GROUP BY actor")  # fmt: skip
    found = [a for a in ledger.actors() if asked.filter.type in (None, a.type)]
    if asked.filter.actor is not None:
        ids = set(json.loads(actor_ids(ledger, asked.filter.actor)))
        found = [a for a in found if a.id in ids]
    found.sort(key=lambda a: (-claims_of.get(a.id, 0), -says.get(a.id, 0), a.name, a.id))
    if asked.as_json:
        shown = {a.id for a in asked.cut(found)}
        lines = {line["id"]: line for line in actor_records(ledger) if line["id"] in shown}
        print_records(lines[a.id] for a in asked.cut(found))
        return
    table = grid("name", "type", "country", "also called", "claims", "says", "id",
                 numbers=("claims", "says"), fixed=("type",))  # fmt: skip
    rows = (
        (a.name, a.type + (" (described)" if a.generic else ""), a.country,
         _short(", ".join(n for n in a.names if n != a.name)), claims_of.get(a.id, 0),
         says.get(a.id, 0), a.id)
        for a in asked.cut(found)
    )  # fmt: skip
    print_table(console, table, rows, of=len(found), what="actor")


def places(ledger: Ledger, asked: Asked, console: Console) -> None:
    """Places by how many claims name them."""
    asked.only("places", "place")
    claims_at = _counts(ledger, "SELECT place, count(DISTINCT claim) FROM "
                        f"{ledger.edits().places_sql()} WHERE place IS NOT NULL GROUP BY place")  # fmt: skip
    where, args = EVERYTHING
    if asked.filter.place is not None:
        where, args = AMONG, (place_ids(ledger, asked.filter.place),)
    found = list(ledger.places(where, args))
    found.sort(key=lambda p: (-claims_at.get(p.id, 0), p.name, p.id))
    if asked.as_json:
        print_records(records.place_record(p) for p in asked.cut(found))
        return
    table = grid("name", "country", "precision", "lat", "lon", "also called", "claims", "id",
                 numbers=("lat", "lon", "claims"))  # fmt: skip
    rows = (
        (p.name, p.country, p.precision, _degrees(p.lat), _degrees(p.lon),
         _short(", ".join(n for n in p.names if n != p.name)), claims_at.get(p.id, 0), p.id)
        for p in asked.cut(found)
    )  # fmt: skip
    print_table(console, table, rows, of=len(found), what="place")


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _counts(ledger: Ledger, sql: str) -> dict[str, int]:
    return {str(name): int(number) for name, number in ledger.connection.execute(sql)}


def ties(ledger: Ledger, asked: Asked, console: Console) -> None:
    """Ties by type and name, with their words."""
    asked.only("ties", "actor", "type")
    found = list(ledger.ties())
    if asked.filter.type is not None:
        found = [t for t in found if t.type == asked.filter.type]
    if asked.filter.actor is not None:
        ids = actor_ids(ledger, asked.filter.actor)
        found = [t for t in found if f'"{t.source}"' in ids or f'"{t.target}"' in ids]
    names = Names(ledger)
    found.sort(key=lambda t: (t.basis != "reports", names.end(t.source), t.type, t.id))
    if asked.as_json:
        print_records(records.tie_record(t) for t in asked.cut(found))
        return
    table = grid("from", "tie", "to", "since", "until", "basis", "reports", "in the words",
                 numbers=("reports",), fixed=("tie", "since", "until", "basis"))  # fmt: skip
    rows = (
        (names.end(t.source), t.type, names.end(t.target), t.since, t.until, t.basis,
         len({c.report for c in t.claims}), _words_of(t))
        for t in asked.cut(found)
    )  # fmt: skip
    print_table(console, table, rows, of=len(found), what="tie")


def _words_of(tie: Tie) -> str:
    return _short(tie.claims[0].evidence.text) if tie.claims else ""


LISTS: dict[str, Callable[[Ledger, Asked, Console], None]] = {
    "incidents": incidents,
    "claims": claims,
    "actors": actors,
    "ties": ties,
    "places": places,
    "sources": sources,
    "reports": reports,
    "assessments": assessments,
    "refusals": refusals,
    "judgements": judgements,
}
