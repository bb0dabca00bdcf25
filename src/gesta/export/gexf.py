"""GEXF 1.2: the network of the chosen incidents' actors in time, through networkx.

Edges are incidents, from each actor to each recipient, and ties. The graph is held in memory: it
has a node an actor and an edge a pair, so it stays far smaller than the ledger.
"""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator
from datetime import date
from typing import Any, Final

from gesta.export.extract import Extract, Row
from gesta.export.extras import need
from gesta.export.words import disputes, for_xml, joined, quotation, title, toll
from gesta.types import Actor, Tie

SHOWN: Final = 3  # quotations on an edge


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The graph."""
    networkx = need("networkx", "gexf")
    graph = networkx.MultiDiGraph(mode="dynamic")
    among: set[str] = set()
    for row in extract.rows():
        for actor in (*row.actors, *row.recipients):
            among.add(actor.id)
            graph.add_node(actor.id, **_node(actor))
        for source, target, fields in _edges(row, extract):
            graph.add_edge(source, target, **fields)
    for tie in extract.ties(among):
        for end in (tie.source, tie.target):
            graph.add_node(end, **_node(extract.actors[end]))
        graph.add_edge(tie.source, tie.target, **_tie(tie))
    writer = need("networkx.readwrite.gexf", "gexf").GEXFWriter(
        encoding="utf-8", prettyprint=True, version="1.2draft"
    )
    writer.add_graph(graph)
    for meta in writer.xml:
        meta.attrib.pop("lastmodifieddate", None)  # the same ledger gives the same bytes
    held = io.BytesIO()
    writer.write(held)
    yield held.getvalue()


def _node(actor: Actor) -> dict[str, Any]:
    return {
        "label": for_xml(actor.name), "kind": actor.type, "country": actor.country or "",
        "generic": actor.generic, "names": for_xml(joined(actor.names)),
    }  # fmt: skip


def _edges(row: Row, extract: Extract) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The incident once for each actor and recipient; one that names only one side has no edge."""
    incident = row.incident
    fields = {
        "label": incident.type, "kind": "incident", "relation": incident.type,
        "incident": incident.id, "link": row.link, "title": for_xml(title(row)),
        "status": incident.status, "precision": incident.time.precision if incident.time else "",
        "origins": incident.origins, "killed": toll(incident.killed),
        "disputed": for_xml(joined(disputes(incident.disputes, extract))),
        "words": for_xml(joined([quotation(t) for t in row.tellings][:SHOWN])),
        "claims": len(incident.claims), **_spell(*row.days),
    }  # fmt: skip
    pairs = [(a.id, r.id) for a in row.actors for r in row.recipients]
    if not pairs:
        extract.left_out["incidents that do not name both sides, so make no edge"] += 1
    for source, target in pairs:
        yield source, target, {"id": f"{incident.id}.{source}.{target}", **fields}


def _tie(tie: Tie) -> dict[str, Any]:
    said = [f"“{claim.evidence.text}” ({claim.report})" for claim in tie.claims[:SHOWN]]
    return {
        "id": tie.id, "label": tie.type, "kind": "tie", "relation": tie.type,
        "status": tie.basis, "claims": len(tie.claims), "words": for_xml(joined(said)),
        **_spell(tie.since, tie.until),
    }  # fmt: skip


def _spell(start: date | None, end: date | None) -> dict[str, str]:
    """When an edge is there; without days it always is."""
    found = {} if start is None else {"start": start.isoformat()}
    return found if end is None else {**found, "end": end.isoformat()}
