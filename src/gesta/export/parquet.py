"""Parquet, written by DuckDB: lists stay lists, sources and disputes are nested.

Rows go through a file of JSON lines into DuckDB, which runs in one thread, loads no extension and
opens nothing but that file.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Final

from gesta.export.columns import COLUMNS, record
from gesta.export.extract import Extract, Row
from gesta.export.extras import need
from gesta.export.files import file_pieces

LINE: Final = 4 << 20  # bytes of a line that DuckDB makes room for at the least
MEMORY: Final = 512  # megabytes, and eight times the longest line beside

_TYPES: Final = {
    "text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "day": "DATE", "texts": "VARCHAR[]",
}  # fmt: skip
_SOURCES: Final = (
    "STRUCT(claim VARCHAR, report VARCHAR, outlet VARCHAR, title VARCHAR, published DATE, "
    "url VARCHAR, copy_of VARCHAR, said_by VARCHAR, certainty VARCHAR, words VARCHAR, "
    '"start" BIGINT, "end" BIGINT)[]'
)
_DISPUTES: Final = 'STRUCT(field VARCHAR, "values" STRUCT("value" VARCHAR, claims VARCHAR[])[])[]'
SCHEMA: Final = {
    **{column.name: _TYPES[column.kind] for column in COLUMNS},
    "disputes": _DISPUTES,
    "sources": _SOURCES,
}


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The file."""
    yield from write_table(extract, "parquet")


def write_table(
    extract: Extract,
    format_: str,
    *,
    extra: Callable[[Row], dict[str, Any]] = lambda row: {},
    schema: dict[str, str] | None = None,
    made: str = "",
    metadata: str = "",
) -> Generator[bytes, None, None]:
    """A Parquet file of incidents, with `extra` fields of the further `schema`.

    `made` is SQL that puts columns in the place of those fields, `metadata` SQL of the file's own.
    """
    duckdb = need("duckdb", format_)
    with tempfile.TemporaryDirectory(prefix="gesta-") as folder:
        lines, path = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
        longest = LINE
        with open(lines, "wb") as stream:
            for row in extract.rows():
                fields = {**record(row, extract), **extra(row)}
                line = json.dumps(fields, ensure_ascii=False).encode("utf-8") + b"\n"
                longest = max(longest, len(line))
                stream.write(line)
        connection = duckdb.connect(config={
            "threads": 1, "memory_limit": f"{MEMORY + 8 * (longest >> 20)}MB", "temp_directory": folder,
            "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        })  # fmt: skip
        with connection:
            columns = ", ".join(f"'{n}': '{t}'" for n, t in {**SCHEMA, **(schema or {})}.items())
            connection.execute(
                f"COPY (SELECT * {made} FROM read_json({_quoted(lines)}, "
                f"format = 'newline_delimited', maximum_object_size = {longest}, "
                f"columns = {{{columns}}})) TO {_quoted(path)} "
                f"(FORMAT parquet, COMPRESSION zstd{metadata})"
            )
        yield from file_pieces(path)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
