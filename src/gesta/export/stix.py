"""STIX 2.1: a bundle of incidents, identities, locations and relationships, by the stix2 library.

What STIX has no property for stands in a property extension of each incident. Ids are UUIDs made of
the ledger's ids, and no time of writing is in it: the same ledger gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Generator, Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

from gesta import __version__
from gesta.export.columns import record
from gesta.export.countries import alpha2
from gesta.export.extract import Extract, Row
from gesta.export.extras import need
from gesta.export.spot import Spot
from gesta.export.words import doubts, quotation, title
from gesta.types import Actor, Tie

SPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "gesta:stix")
UNDATED: Final = date(1970, 1, 1)
"""`created` of what no dated report tells of; STIX must have one."""

CLASSES: Final = {
    "person": "individual", "group": "group", "force": "organization", "media": "organization",
    "government": "organization", "organisation": "organization", "civilian": "class",
}  # fmt: skip


def stix_id(kind: str, *parts: str) -> str:
    """`incident--UUID` for the ledger's id."""
    return f"{kind}--{uuid.uuid5(SPACE, ' '.join((kind, *parts)))}"


AUTHOR: Final = stix_id("identity", "gesta")
EXTENSION: Final = stix_id("extension-definition", "incident")


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The bundle, an object a line; its id is a hash of them."""
    v21 = need("stix2", "stix").v21
    digest = hashlib.sha256()
    yield b'{"type": "bundle", "objects": ['
    between = b"\n"
    for made in _objects(extract, v21):
        line = json.dumps(json.loads(made.serialize()), ensure_ascii=False).encode("utf-8")
        digest.update(line)
        yield between + line
        between = b",\n"
    yield f'\n], "id": "{stix_id("bundle", digest.hexdigest())}"}}\n'.encode()


def _objects(extract: Extract, v21: Any) -> Iterator[Any]:
    yield v21.Identity(
        id=AUTHOR, name="Gesta", identity_class="system", **_dated(UNDATED),
        description="Reads news reports of armed conflict and keeps a sourced ledger.",
    )  # fmt: skip
    yield v21.ExtensionDefinition(
        id=EXTENSION, created_by_ref=AUTHOR, name="gesta incident", version=__version__,
        schema="docs/exports/stix.md", extension_types=["property-extension"], **_dated(UNDATED),
        description="Times as intervals, places with their radius, tolls and disputes.",
    )  # fmt: skip
    seen: set[str] = set()
    for row in extract.rows():
        for actor in (*row.actors, *row.recipients):
            if actor.id not in seen:
                seen.add(actor.id)
                yield _identity(actor, v21)
        spot = _placed(row.spot)
        if spot is not None and spot.id not in seen:
            seen.add(spot.id)
            yield _location(spot, v21)
        yield from _incident(row, extract, v21)
    for tie in extract.ties(set(seen)):
        for end in (tie.source, tie.target):
            if end not in seen:
                seen.add(end)
                yield _identity(extract.actors[end], v21)
        yield _tie(tie, v21)


def _dated(day: date) -> dict[str, datetime]:
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return {"created": at, "modified": at}


def _identity(actor: Actor, v21: Any) -> Any:
    return v21.Identity(
        id=stix_id("identity", actor.id), name=actor.name, created_by_ref=AUTHOR,
        identity_class=CLASSES.get(actor.type, "unknown"), **_dated(UNDATED),
        labels=[actor.type, *(["generic"] if actor.generic else [])],
        external_references=[v21.ExternalReference(source_name="gesta", external_id=actor.id)],
    )  # fmt: skip


def _placed(spot: Spot | None) -> Spot | None:
    """The place, where STIX has what it asks of one: a point or a country."""
    known = spot is not None and (spot.lat is not None or alpha2(spot.country))
    return spot if known else None


def _location(spot: Spot, v21: Any) -> Any:
    fields: dict[str, Any] = {}
    if spot.lat is not None and spot.radius_km is not None:
        fields = {"latitude": spot.lat, "longitude": spot.lon, "precision": spot.radius_km * 1000}
    if alpha2(spot.country):
        fields["country"] = alpha2(spot.country)
    return v21.Location(
        id=stix_id("location", spot.id), name=spot.name, created_by_ref=AUTHOR,
        labels=[spot.precision], **fields, **_dated(UNDATED),
    )  # fmt: skip


def _incident(row: Row, extract: Extract, v21: Any) -> Iterator[Any]:
    incident = row.incident
    days = _dated(max((h.published for h in row.heads if h.published), default=UNDATED))
    name = stix_id("incident", incident.id)
    yield v21.Incident(
        id=name, name=title(row), description=doubts(row, extract), created_by_ref=AUTHOR,
        labels=list(dict.fromkeys([incident.type, incident.status, *incident.modes])),
        external_references=[
            v21.ExternalReference(source_name="gesta", external_id=incident.id, url=row.link),
            *_references(row, v21),
        ],
        extensions={EXTENSION: {
            "extension_type": "property-extension", **_filled(record(row, extract))
        }},
        **days,
    )  # fmt: skip
    ends = [("attributed-to", "identity", actor.id) for actor in row.actors]
    ends += [("targets", "identity", actor.id) for actor in row.recipients]
    spot = _placed(row.spot)
    ends += [("located-at", "location", spot.id)] if spot else []
    for relation, kind, end in dict.fromkeys(ends):
        yield v21.Relationship(
            id=stix_id("relationship", relation, incident.id, end), source_ref=name,
            relationship_type=relation, target_ref=stix_id(kind, end), created_by_ref=AUTHOR,
            description=f"As reports say; status: {incident.status}.", **days,
        )  # fmt: skip


def _references(row: Row, v21: Any) -> Iterator[Any]:
    """A reference a claim: outlet, address, and the words with who says so."""
    for telling in row.tellings:
        url = {"url": telling.head.url} if telling.head.url else {}
        yield v21.ExternalReference(
            source_name=telling.head.outlet or "outlet not known", description=quotation(telling),
            external_id=telling.claim.id, **url,
        )  # fmt: skip


def _filled(value: Any) -> Any:
    """Without nulls and empty lists, which STIX does not have."""
    if isinstance(value, dict):
        return {k: _filled(v) for k, v in value.items() if v not in (None, "", [])}
    return [_filled(v) for v in value] if isinstance(value, list) else value


def _tie(tie: Tie, v21: Any) -> Any:
    days: dict[str, Any] = {}
    if tie.since is not None:
        days["start_time"] = _dated(tie.since)["created"]
    if tie.until is not None and (tie.since is None or tie.until > tie.since):
        days["stop_time"] = _dated(tie.until)["created"]
    said = [
        v21.ExternalReference(
            source_name="gesta", external_id=claim.report, description=claim.evidence.text
        )
        for claim in tie.claims
    ]
    return v21.Relationship(
        id=stix_id("relationship", tie.id), relationship_type=tie.type, created_by_ref=AUTHOR,
        source_ref=stix_id("identity", tie.source), target_ref=stix_id("identity", tie.target),
        labels=[tie.basis], **({"external_references": said} if said else {}),
        **days, **_dated(UNDATED),
    )  # fmt: skip
