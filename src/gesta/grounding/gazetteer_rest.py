"""The package's own places of the countries that a user's dump does not hold.

A dump of one country adds to the world that comes with the package and does not take its stead.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

import numpy as np

from gesta.grounding.gazetteer_build import ADMIN2, CITY
from gesta.grounding.gazetteer_dump import Feature
from gesta.grounding.gazetteer_file import Columns, map_columns, package_file

Hashes = list[tuple[int, int]]
Numbers = np.ndarray[Any, Any]
_SCALE = 360 / (1 << 24)


def rest_of_world(covered: Container[str]) -> Iterator[tuple[Feature, Hashes]]:
    """Each place outside the `covered` countries, with its hashed names and how each meets it.

    Units are numbered in the package's own way, marked by a `#`.
    """
    columns, header = map_columns(package_file())
    hashes, hows, starts = _names(columns)
    lat, lon = (_wide(columns[name]) * _SCALE - 180 for name in ("lat", "lon"))
    ends = np.cumsum(columns["name_length"], dtype=np.uint32)
    codes: list[str] = header["countries"]
    for row, country in enumerate(columns["country"].tolist()):
        if codes[country] in covered:
            continue
        first, second = int(columns["admin1"][row]), int(columns["admin2"][row])
        begin = int(ends[row]) - int(columns["name_length"][row])
        feature = Feature(
            int(columns["geonames_id"][row]),
            (columns["names"][begin : int(ends[row])].tobytes().decode("utf-8"),),
            float(lat[row]), float(lon[row]), codes[country],
            round(10 ** (int(columns["population"][row]) / 28) - 1), int(columns["kind"][row]),
            f"#{first}" if first else "",
            f"#{second}" if second and columns["kind"][row] in (CITY, ADMIN2) else "",
        )  # fmt: skip
        here = slice(int(starts[row]), int(starts[row + 1]))
        yield feature, list(zip(hashes[here].tolist(), hows[here].tolist(), strict=True))


def _names(columns: Columns) -> tuple[Numbers, Numbers, Numbers]:
    """Hashes and their kinds in the order of the rows, and where each row's begin."""
    packed = _wide(columns["target"])
    rows = packed & 0xFFFFF
    order = np.argsort(rows, kind="stable")
    hashes = columns["hash_high"].astype(np.int64) << 8 | columns["hash_low"]
    starts = np.searchsorted(rows[order], np.arange(len(columns["country"]) + 1))
    return hashes[order], packed[order] >> 20, starts


def _wide(column: Numbers) -> Numbers:
    """Three-byte numbers as whole ones."""
    parts = column.reshape(-1, 3).astype(np.int64)
    joined: Numbers = parts[:, 0] | parts[:, 1] << 8 | parts[:, 2] << 16
    return joined
