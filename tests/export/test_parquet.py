"""Parquet and GeoParquet, read by DuckDB: nested sources, typed columns, discs as geometry."""

from __future__ import annotations

import json
import struct
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gesta.export.columns import COLUMNS
from gesta.ledger import Ledger
from tests.export import odd
from tests.export.conftest import give
from tests.ledger import world


def table(data: bytes, folder: Path, sql: str) -> list[dict[str, Any]]:
    path = folder / "x.parquet"
    path.write_bytes(data)
    with duckdb.connect() as connection:
        found = connection.execute(sql.replace("TABLE", f"read_parquet('{path}')"))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_rows_with_nested_sources(ledger: Ledger, tmp_path: Path) -> None:
    (row,) = table(give(ledger, "parquet"), tmp_path, "SELECT * FROM TABLE")
    assert list(row) == [*(c.name for c in COLUMNS), "disputes", "sources"]
    assert (row["time_start"], row["killed_high"]) == (date(2024, 3, 4), None)
    assert row["actors"] == ["Northern Front"]
    assert [s["words"] for s in row["sources"]] == [
        c.evidence.text for c in (world.C1, world.C2, world.C3)
    ]
    assert row["sources"][0]["published"] == date(2024, 3, 5)
    assert [v["value"] for v in row["disputes"][0]["values"]] == ["12", "3"]


def test_words_stay_as_they_are(odd_ledger: Ledger, tmp_path: Path) -> None:
    rows = table(give(odd_ledger, "parquet"), tmp_path, "SELECT * FROM TABLE")
    found = {row["id"]: row for row in rows}
    assert found["i-full"]["actors"] == [odd.ARABIC, odd.EMOJI]
    assert found["i-full"]["recipients"] == [odd.FORMULA]
    assert found["i-full"]["sources"][0]["words"] == odd.SAID.evidence.text
    assert found["i-nothing"]["lat"] is None
    assert found["i-unplaced"]["sources"] == []


def test_types_hold_without_a_row(empty: Ledger, tmp_path: Path) -> None:
    data = give(empty, "parquet")
    kinds = {r["column_name"]: r["column_type"]
             for r in table(data, tmp_path, "DESCRIBE SELECT * FROM TABLE")}  # fmt: skip
    assert (kinds["time_start"], kinds["killed_low"], kinds["actors"]) == (
        "DATE", "BIGINT", "VARCHAR[]",
    )  # fmt: skip


def test_geoparquet_has_discs_and_says_so(odd_ledger: Ledger, tmp_path: Path) -> None:
    data = give(odd_ledger, "geoparquet")
    path = tmp_path / "x.parquet"
    path.write_bytes(data)
    with duckdb.connect() as connection:
        sql = f"SELECT decode(value) FROM parquet_kv_metadata('{path}') WHERE decode(key) = 'geo'"
        geo = json.loads(connection.execute(sql).fetchall()[0][0])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert geo["columns"]["geometry"]["geometry_types"] == ["Polygon"]
    # As bytes, whatever type the reader gives the column.
    rows = table(data, tmp_path, "SELECT id, lat, lon, radius_km, "
                 "CASE WHEN geometry IS NULL THEN NULL ELSE ST_AsWKB(geometry) END AS wkb "
                 "FROM TABLE") if _has_geometry() else _raw(data, tmp_path)  # fmt: skip
    found = {row["id"]: row for row in rows}
    assert found["i-nothing"]["wkb"] is None
    ring = corners(bytes(found["i-full"]["wkb"]))
    assert ring[0] == ring[-1]
    middle = (found["i-full"]["lon"], found["i-full"]["lat"])
    assert middle == (36.05, 34.51)
    heights = [lat - middle[1] for _, lat in ring]
    assert max(heights) * 111.2 == pytest.approx(found["i-full"]["radius_km"], rel=0.01)


def _has_geometry() -> bool:
    with duckdb.connect() as connection:
        sql = "SELECT count(*) FROM duckdb_functions() WHERE function_name = 'st_aswkb'"
        return bool(connection.execute(sql).fetchall()[0][0])


def _raw(data: bytes, folder: Path) -> list[dict[str, Any]]:
    return table(data, folder, "SELECT id, lat, lon, radius_km, geometry AS wkb FROM TABLE")


def corners(wkb: bytes) -> list[tuple[float, float]]:
    order, kind, rings, number = struct.unpack_from("<BIII", wkb)
    assert (order, kind, rings) == (1, 3, 1)
    found = [struct.unpack_from("<dd", wkb, 13 + 16 * index) for index in range(number)]
    assert len(wkb) == 13 + 16 * number
    return [(x, y) for x, y in found]
