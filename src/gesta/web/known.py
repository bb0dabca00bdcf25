"""Names of actors and places for answers, looked up once for a view of the ledger."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from gesta.export.spot import Spot, spot_of
from gesta.ledger import Ledger
from gesta.ledger.pieces import Record
from gesta.types import Actor
from gesta.web.served import Served, view_key


class Known:
    """Actors and places by id. Where the map has no such id, the id stands for the name.

    Places are coarsened to the town with their radius, as in every export (`gesta.export.spot`).
    """

    def __init__(self, ledger: Ledger) -> None:
        self.view, self.at = view_key(ledger), time.monotonic()
        self.actors: dict[str, Actor] = {actor.id: actor for actor in ledger.actors()}
        places = list(ledger.places())
        self.spots: dict[str, Spot] = {place.id: spot_of(place) for place in places}
        self.place_names = [
            (p.id, name) for p in places for name in dict.fromkeys((p.name, *p.names))
        ]
        self.outlets: dict[str, str | None] = {}
        self.published: dict[str, str | None] = {}
        for row in ledger.connection.execute("SELECT id, outlet, published FROM reports"):
            report, outlet, at = (None if value is None else str(value) for value in row)
            self.outlets[report or ""], self.published[report or ""] = outlet, at

    @cached_property
    def ends(self) -> dict[str, str]:
        """Names of whatever a tie may end at."""
        return {
            **{spot.id: spot.name for spot in self.spots.values()},
            **{actor.id: actor.name for actor in self.actors.values()},
        }

    def actor(self, name: str) -> str:
        """The name of an actor."""
        known = self.actors.get(name)
        return known.name if known else name

    def place(self, name: str) -> str:
        """The name of a place."""
        known = self.spots.get(name)
        return known.name if known else name

    def actor_list(self, ids: Iterable[str]) -> list[Record]:
        """Ids with names."""
        return [{"id": name, "name": self.actor(name)} for name in ids]

    def spot(self, name: str | None) -> Record | None:
        """A place as the page shows it."""
        if name is None:
            return None
        spot = self.spots.get(name)
        if spot is None:
            return {"id": name, "name": name, "country": None, "lat": None, "lon": None,
                    "radius_km": None, "precision": "unknown"}  # fmt: skip
        return {
            "id": spot.id, "name": spot.name, "country": spot.country, "lat": spot.lat,
            "lon": spot.lon, "radius_km": spot.radius_km, "precision": spot.precision,
        }  # fmt: skip

    def put_names(self, record: Record) -> Record:
        """A claim's, assessment's or tie's record with the name wherever an id stands."""
        for role in ("actors", "recipients", "said_by"):
            for part in record.get(role, ()):
                part["name"] = self.actor(part["actor"]) if part["actor"] else None
        for role in ("places", "origins"):
            for part in record.get(role, ()):
                part["name"] = self.place(part["place"]) if part["place"] else None
        return record

    def value(self, value: Any) -> str:
        """A value of a dispute: the name where it is an id, else as it stands."""
        return self.ends.get(str(value), str(value))


PATIENCE = 10.0
"""Seconds for which names may be those of a moment ago while reports are being added."""


def known_of(served: Served, ledger: Ledger) -> Known:
    """The names of a ledger, looked up once for each state of it."""
    view = view_key(ledger)
    last = served.last("known")
    if isinstance(last, Known) and last.view == view and time.monotonic() - last.at < PATIENCE:
        return last
    return served.kept("known", names_key(ledger), lambda: Known(ledger))


def names_key(ledger: Ledger) -> tuple[object, ...]:
    """What names hang on: the reports, edits of actors, and whom decisions bring in; a decision
    that names nobody new leaves them as they are."""
    edits = ledger.edits()
    rules = tuple(edit.id for edit in edits.rules.edits) if edits.rules else ()
    brought = (*sorted(edits.decisions.actors), *sorted(edits.decisions.places))
    return (ledger.count("reports"), rules, brought)
