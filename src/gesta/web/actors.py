"""Actors: the list, and one with its names, ties, deeds, and what became of what it said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta.grounding.actors import Registry, sector_of
from gesta.ledger import Ledger
from gesta.types import Actor, Incident, Tie
from gesta.web.facts import Facts, facts_of
from gesta.web.faults import missing
from gesta.web.known import Known, known_of
from gesta.web.sending import Packed, packed, send
from gesta.web.served import Served, heads, version_of
from gesta.web.ties import BACK, WORDS, Ties, said_of, ties_of

FATES: Final = {"corroborated": "corroborated", "disputed": "disputed", "denied": "denied"}
ALONE: Final = "alone"
"""What nobody else speaks of: reported, claimed or planned by one origin."""


def fate(incident: Incident) -> str:
    """How an incident fared: borne out by an independent origin, disputed, denied, or alone."""
    return FATES.get(incident.status, ALONE)


def fared(fates: Counter[str]) -> dict[str, int]:
    """Counts of every fate."""
    return {name: fates[name] for name in (*FATES, ALONE)}


def actors_of(
    ledger: Ledger, facts: Facts, ties: Ties, actors: Mapping[str, Actor]
) -> list[dict[str, Any]]:
    """The actors, the most spoken of first."""
    registry = Registry.open()
    reports = report_counts(ledger)
    rows = [
        {
            "id": actor.id, "name": actor.name, "names": list(actor.names), "type": actor.type,
            "country": actor.country, "generic": actor.generic,
            "sector": sector_of(actor, registry=registry), "reports": reports[actor.id],
            "did": len(facts.did.get(actor.id, ())), "suffered": len(facts.suffered.get(actor.id, ())),
            "said": len(facts.spoken.get(actor.id, ())), "umbrella": ties.above.get(actor.id),
        }
        for actor in actors.values()
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (-r["did"] - r["suffered"], -r["reports"], r["id"]))


def report_counts(ledger: Ledger) -> Counter[str]:
    """In how many reports each actor is named, with people's edits of actors in force."""
    edits = ledger.edits()
    counts: Counter[str] = Counter()
    for name, number in ledger.connection.execute("SELECT id, reports FROM actors"):
        counts[edits.whom(str(name)) or str(name)] += int(str(number))
    return counts


def actors_answer(served: Served, ledger: Ledger) -> Packed:
    """The list, made once for each state of the ledger."""

    def build() -> Packed:
        facts, known = facts_of(served, ledger), known_of(served, ledger)
        return packed(actors_of(ledger, facts, ties_of(served, ledger, known), known.actors), tag)

    tag = version_of(ledger)
    return served.kept("actors", heads(ledger), build)


def actor_of(ledger: Ledger, facts: Facts, ties: Ties, known: Known, name: str) -> dict[str, Any]:
    """Everything the page says of one actor; raises Missing."""
    actor = known.actors.get(name)
    if actor is None:
        raise missing("actor", name)
    did, suffered = facts.did.get(name, []), facts.suffered.get(name, [])
    return {
        "actor": actor_record(actor),
        "names": names_of(ledger, actor),
        "ties": [_tie(tie, name, known) for tie in ties.of(name)],
        "umbrella": {
            "chain": known.actor_list(ties.over(name)),
            "members": known.actor_list(ties.below.get(name, ())),
        },
        "did": [i.id for i in did],
        "suffered": [i.id for i in suffered],
        "said": said(facts, name),
        "years": years(did, suffered),
    }


def actor_record(actor: Actor) -> dict[str, Any]:
    """An actor with its sector."""
    return {
        "id": actor.id, "name": actor.name, "type": actor.type, "country": actor.country,
        "generic": actor.generic, "sector": sector_of(actor, registry=Registry.open()),
    }  # fmt: skip


def names_of(ledger: Ledger, actor: Actor) -> list[dict[str, Any]]:
    """The names of an actor and how many reports have each, the most frequent first."""
    names = dict.fromkeys([actor.name, *actor.names])
    mine = "actor = ?1" if ledger.edits().rules is None else "?1 IS NOT NULL"
    rows = ledger.connection.execute(
        "SELECT value, count(DISTINCT report) FROM actor_sightings, json_each(names) "
        f"WHERE {mine} AND value IN (SELECT value FROM json_each(?2)) GROUP BY value",
        (actor.id, json.dumps([*names])),
    )
    counted = {str(words): int(str(number)) for words, number in rows}
    found = [{"name": words, "reports": counted.get(words, 0)} for words in names]
    return sorted(found, key=lambda f: (f["name"] != actor.name, -int(str(f["reports"]))))


def _tie(tie: Tie, name: str, known: Known) -> dict[str, Any]:
    out = tie.source == name
    other = tie.target if out else tie.source
    return {
        "id": tie.id, "type": tie.type, "words": (WORDS if out else BACK)[tie.type],
        "other": {"id": other, "name": known.ends.get(other, other)},
        "direction": "out" if out else "in",
        "since": tie.since and tie.since.isoformat(), "until": tie.until and tie.until.isoformat(),
        "basis": tie.basis, "claims": said_of(tie, known),
    }  # fmt: skip


def said(facts: Facts, name: str) -> dict[str, Any]:
    """What an actor says: claims, how sure, and how the incidents fared that it speaks of."""
    own = facts.spoken.get(name, [])
    certainty = Counter(claim.certainty for _, claim in own)
    fates = Counter(fate(i) for i in {i.id: i for i, _ in own}.values())
    return {"claims": certainty.total(), "certainty": dict(certainty), "fared": fared(fates)}


def years(did: list[Incident], suffered: list[Incident]) -> list[list[int]]:
    """Year, incidents done, incidents suffered; years without any are left out."""
    one, other = (Counter(filter(None, map(_year, found))) for found in (did, suffered))
    return [[year, one[year], other[year]] for year in sorted({*one, *other})]


def _year(incident: Incident) -> int | None:
    day = incident.time and (incident.time.start or incident.time.end)
    return day.year if day else None


def routes(served: Served) -> APIRouter:
    """The routes of actors."""
    router = APIRouter(tags=["actors"])

    @router.get("/api/actors", summary="All actors")
    def actors(request: Request) -> Response:
        with served.ledger() as ledger:
            return send(request, actors_answer(served, ledger))

    @router.get("/api/actors/{name}", summary="One actor with its ties and deeds")
    def actor(request: Request, name: str) -> Response:
        with served.ledger() as ledger:
            version = version_of(ledger)
            known = known_of(served, ledger)
            ties = ties_of(served, ledger, known)
            value = actor_of(ledger, facts_of(served, ledger), ties, known, name)
        return send(request, packed(value, version))

    return router
