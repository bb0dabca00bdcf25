"""PLOVER as JSON lines: an event an incident, with actor, recipient, mode, intensity and sectors."""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any

from gesta import __version__
from gesta.codebook import EVENT_SCORES
from gesta.export.extract import Extract, Row
from gesta.export.words import dispute_record, source_record
from gesta.grounding.actors import Registry, sector_of
from gesta.ledger.pieces import day, toll_record
from gesta.types import Actor

FIELDS: dict[str, str] = {
    "id": "the incident's id",
    "link": "where it is found",
    "event": "PLOVER's event type",
    "mode": "the first of its modes, null where none is known",
    "modes": "all of them",
    "intensity": "PLOVER's score of the event type, -9 to 10",
    "date": "the day, where it is known to the day; else null",
    "dateStart": "the first day on which it may have begun",
    "dateEnd": "the last day",
    "datePrecision": "hour, day, week, month, year, span or unknown",
    "actor": "who did it: name, id, type, country (ISO alpha-3), sector, generic",
    "recipient": "to whom, the same",
    "target": "what was hit or held, in the reports' words",
    "weapon": "with what",
    "location": "name, lat, lon, radius_km, precision, country, geonamesId; null where not known",
    "killed": "low, best, high; null where nobody says",
    "wounded": "the same",
    "status": "reported, claimed, corroborated, disputed, denied or planned",
    "origins": "independent origins; copies are none",
    "disputes": "what the claims do not agree on",
    "sources": "outlet, day, address, who says so, the words",
    "version": "of Gesta",
}


def write(extract: Extract) -> Generator[bytes, None, None]:
    """An event a line."""
    registry = Registry.open()
    for row in extract.rows():
        record = event(row, extract, registry)
        yield (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8")


def event(row: Row, extract: Extract, registry: Registry) -> dict[str, Any]:
    """One incident in the fields of `FIELDS`."""
    incident, (start, end) = row.incident, row.days
    return {
        "id": incident.id, "link": row.link, "event": incident.type,
        "mode": incident.modes[0] if incident.modes else None, "modes": list(incident.modes),
        "intensity": EVENT_SCORES.get(incident.type), "date": day(start) if start == end else None,
        "dateStart": day(start), "dateEnd": day(end),
        "datePrecision": incident.time.precision if incident.time else "unknown",
        "actor": [_party(actor, registry) for actor in row.actors],
        "recipient": [_party(actor, registry) for actor in row.recipients],
        "target": list(incident.targets), "weapon": list(incident.weapons),
        "location": _location(row), "killed": toll_record(incident.killed),
        "wounded": toll_record(incident.wounded), "status": incident.status,
        "origins": incident.origins,
        "disputes": [dispute_record(d, extract) for d in incident.disputes],
        "sources": [source_record(t) for t in row.tellings], "version": f"gesta {__version__}",
    }  # fmt: skip


def _party(actor: Actor, registry: Registry) -> dict[str, Any]:
    return {
        "name": actor.name, "id": actor.id, "type": actor.type, "country": actor.country,
        "sector": sector_of(actor, registry=registry), "generic": actor.generic,
    }  # fmt: skip


def _location(row: Row) -> dict[str, Any] | None:
    spot = row.spot
    if spot is None:
        return None
    return {
        "name": spot.name, "lat": spot.lat, "lon": spot.lon, "radius_km": spot.radius_km,
        "precision": spot.precision, "country": spot.country, "geonamesId": spot.geonames_id,
    }  # fmt: skip
