"""GeoJSON (RFC 7946): a feature an incident, its point the middle of a disc of `radius_km`.

An incident without a place on the map has the geometry null; none is left out.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any, Final

from gesta.export.columns import record
from gesta.export.extract import Extract, Row
from gesta.export.words import title

NOTE: Final = (
    "A point is the middle of a disc of radius_km in which the incident is placed, to the town at "
    "the finest. Draw the disc, not a pin. Who says so is in sources."
)


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The collection, a feature a line."""
    yield f'{{"type": "FeatureCollection", "note": {json.dumps(NOTE)}, "features": ['.encode()
    between = "\n"
    for row in extract.rows():
        yield (between + json.dumps(feature(row, extract), ensure_ascii=False)).encode("utf-8")
        between = ",\n"
    yield b"\n]}\n"


def feature(row: Row, extract: Extract) -> dict[str, Any]:
    """One incident."""
    spot = row.spot
    point = None
    if spot is not None and spot.lat is not None:
        point = {"type": "Point", "coordinates": [spot.lon, spot.lat]}
    return {
        "type": "Feature",
        "id": row.incident.id,
        "geometry": point,
        "properties": {"title": title(row), **record(row, extract)},
    }
