"""`events.json` of Forensic Architecture's timemap: a list of events, every value a text.

timemap draws a point; the radius stands in `comments`. An event takes place on the first day of its
interval; all of it is in `time_display`.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any, Final

from gesta.export.extract import Extract, Row
from gesta.export.words import days, doubts, joined, quotation, title

FIELDS: Final[dict[str, str]] = {
    "id": "the incident's id",
    "description": "title, who says what in which words",
    "date": "the first day, month/day/year; empty where not known",
    "time": "empty: the ledger knows days",
    "time_precision": "hour, day, week, month, year, span or unknown",
    "time_display": "the whole interval",
    "location": "the place by name",
    "latitude": "of the middle, to 0.01 degrees; empty where not known",
    "longitude": "of the middle",
    "type": "PLOVER's event type",
    "category": "the same; timemap colours by it",
    "associations": "filters: actors, recipients, modes, status",
    "sources": "ids of the reports (for a sources.json of your own)",
    "comments": "link, status, radius, tolls, disputes, the reports' addresses",
}


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The list, an event a line."""
    yield b"["
    between = "\n"
    for row in extract.rows():
        yield (between + json.dumps(event(row, extract), ensure_ascii=False)).encode("utf-8")
        between = ",\n"
    yield b"\n]\n"


def event(row: Row, extract: Extract) -> dict[str, Any]:
    """One incident in the fields of `FIELDS`."""
    incident, spot, (start, end) = row.incident, row.spot, row.days
    first = start or end
    placed = spot is not None and spot.lat is not None
    parties = [actor.name for actor in (*row.actors, *row.recipients)]
    return {
        "id": incident.id,
        "description": "\n".join([title(row), *(quotation(t) for t in row.tellings)]),
        "date": f"{first.month}/{first.day}/{first.year}" if first else "",
        "time": "",
        "time_precision": incident.time.precision if incident.time else "unknown",
        "time_display": days(incident),
        "location": spot.name if spot else "",
        "latitude": str(spot.lat) if spot and placed else "",
        "longitude": str(spot.lon) if spot and placed else "",
        "type": incident.type,
        "category": incident.type,
        "associations": list(dict.fromkeys([*parties, *incident.modes, incident.status])),
        "sources": [head.id for head in row.heads],
        "comments": joined([row.link, doubts(row, extract), *(h.url for h in row.heads)], " "),
    }
