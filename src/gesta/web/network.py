"""The network of ties between actors, laid out on the server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta.ledger import Ledger
from gesta.types import Actor, Tie
from gesta.web.known import known_of
from gesta.web.layout import degrees, layout
from gesta.web.sending import Packed, packed, send
from gesta.web.served import Served, heads, version_of
from gesta.web.ties import ties_of, type_list


def network_of(stated: Iterable[Tie], actors: Mapping[str, Actor]) -> dict[str, Any]:
    """Actors that have a tie to another, and the ties; places of `based-in` are on the map."""
    ties = [
        tie for tie in stated
        if tie.source in actors and tie.target in actors and tie.source != tie.target
    ]  # fmt: skip
    pairs = [(tie.source, tie.target) for tie in ties]
    size = degrees(pairs)
    spots = layout(size, pairs)
    return {
        "nodes": [
            {"id": name, "name": actors[name].name, "type": actors[name].type,
             "country": actors[name].country, "generic": actors[name].generic,
             "x": x, "y": y, "size": size[name]}
            for name, (x, y) in sorted(spots.items())
        ],
        "edges": [
            {"id": tie.id, "type": tie.type, "from": tie.source, "to": tie.target,
             "since": tie.since and tie.since.isoformat(),
             "until": tie.until and tie.until.isoformat(), "basis": tie.basis,
             "claims": len(tie.claims)}
            for tie in ties
        ],
        "types": type_list(),
    }  # fmt: skip


def _network(served: Served, ledger: Ledger) -> dict[str, Any]:
    known = known_of(served, ledger)
    return network_of(ties_of(served, ledger, known).all, known.actors)


def network_answer(served: Served, ledger: Ledger) -> Packed:
    """The network, laid out once for each state of the ledger."""
    tag = version_of(ledger)
    return served.kept(
        "network", heads(ledger),
        lambda: packed(_network(served, ledger), tag),
    )  # fmt: skip


def routes(served: Served) -> APIRouter:
    """The route of the network."""
    router = APIRouter(tags=["actors"])

    @router.get("/api/network", summary="Ties between actors, with positions")
    def network(request: Request) -> Response:
        with served.ledger() as ledger:
            return send(request, network_answer(served, ledger))

    return router
