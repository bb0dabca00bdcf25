"""GeoParquet 1.1: the Parquet table with each incident's disc of doubt as its geometry (WKB).

A polygon, no point: software draws where it may have been, not a pin. `lat` and `lon` are there too.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Generator
from typing import Any, Final

from gesta.export.extract import Extract, Row
from gesta.export.parquet import write_table
from gesta.export.spot import disc

POLYGON: Final = 3
GEO: Final[dict[str, Any]] = {
    "version": "1.1.0",
    "primary_column": "geometry",
    # Without "crs" it is OGC:CRS84: longitude and latitude in degrees of WGS 84.
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Polygon"],
                             "orientation": "counterclockwise"}},
}  # fmt: skip


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The file."""
    geo = json.dumps(GEO).replace("'", "''")
    yield from write_table(
        extract,
        "geoparquet",
        extra=lambda row: {"geometry": wkb_hex(row)},
        schema={"geometry": "VARCHAR"},
        made="REPLACE (unhex(geometry) AS geometry)",
        metadata=f", KV_METADATA {{geo: '{geo}'}}",
    )


def wkb_hex(row: Row) -> str | None:
    """The disc as well-known binary in hex digits; None where no place is known."""
    ring = disc(row.spot) if row.spot else []
    if not ring:
        return None
    head = struct.pack("<BIII", 1, POLYGON, 1, len(ring))
    return (head + b"".join(struct.pack("<dd", *corner) for corner in ring)).hex()
