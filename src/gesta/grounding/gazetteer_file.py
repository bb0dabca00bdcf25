"""The compiled gazetteer's file: its header, and its columns mapped into memory, not read.

`GESTA-GAZETTEER 1\\n`, a JSON header on one line, then aligned little-endian columns. The package's
own file packs a row number into 20 bits; the wide form, for a user's own dump, into 28.
"""

from __future__ import annotations

import json
import mmap
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from gesta.errors import ResourceError
from gesta.grounding.gazetteer_build import ADMIN1, ADMIN2, AREA, CITY, DISTRICT, MAGIC, SITE

Columns = dict[str, "np.ndarray[Any, Any]"]
WIDE = "wide"
_NARROW_TYPES = {
    "hash_high": "<u4", "hash_low": "u1", "target": "u1", "lat": "u1", "lon": "u1",
    "geonames_id": "<u4", "population": "u1", "country": "u1", "kind": "u1", "admin1": "<u2",
    "admin2": "<u2", "name_length": "u1", "names": "u1",
}  # fmt: skip
_WIDE_TYPES = {**_NARROW_TYPES, "target": "<u4", "admin1": "<u4", "admin2": "<u4"}
KINDS = {
    CITY: "city", ADMIN1: "admin1", ADMIN2: "admin2", SITE: "site", AREA: "area",
    DISTRICT: "district",
}  # fmt: skip
# Precision and radius (km) of what a user's own dump has besides towns, states and counties.
FIXED = {SITE: ("site", 2.0), AREA: ("region", 30.0), DISTRICT: ("district", 10.0)}
_LONGEST_HEADER = 1 << 20


def package_file() -> Path:
    """The compiled file that comes with the package."""
    return Path(str(files("gesta.resources"))) / "gazetteer" / "geonames.gaz"


def _fault(path: Path) -> ResourceError:
    return ResourceError(f"{path} is no gazetteer of this version; build it anew")


def header_of(path: Path) -> dict[str, Any]:
    """The header of a compiled file. Raises ResourceError where there is none."""
    try:
        with path.open("rb") as handle:
            data = handle.read(_LONGEST_HEADER)
    except OSError as fault:
        raise ResourceError(f"the gazetteer {path} cannot be opened: {fault}") from fault
    return _header(data, path)[0]


def _header(data: bytes, path: Path) -> tuple[dict[str, Any], int]:
    """The header and where the columns begin."""
    end = data.find(b"\n", len(MAGIC)) + 1
    if data[: len(MAGIC)] != MAGIC or not end:
        raise _fault(path)
    try:
        header: dict[str, Any] = json.loads(data[len(MAGIC) : end])
    except ValueError as fault:
        raise _fault(path) from fault
    return header, end + -end % 8


def map_columns(path: Path) -> tuple[Columns, dict[str, Any]]:
    """The columns, mapped, and the header.

    Raises ResourceError where the file is absent, cut short, or no gazetteer of this version.
    """
    try:
        with path.open("rb") as handle:
            data = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as fault:
        raise ResourceError(f"the gazetteer {path} cannot be opened: {fault}") from fault
    header, base = _header(data[:_LONGEST_HEADER], path)
    types = _WIDE_TYPES if header.get("form") == WIDE else _NARROW_TYPES
    columns: Columns = {}
    try:
        for name, (start, length) in header["sections"].items():
            kind = np.dtype(types[name])
            columns[name] = np.frombuffer(data, kind, length // kind.itemsize, base + start)
    except (KeyError, ValueError, TypeError) as fault:
        raise _fault(path) from fault
    if columns.keys() != types.keys():
        raise _fault(path)
    return columns, header
