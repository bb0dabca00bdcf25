"""Which formats there are. A format's own file is loaded when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from gesta.errors import ExchangeError
from gesta.export.extract import Extract


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, file ending, media type, and what it is for.

    The file `gesta/export/NAME.py` has `write(extract)`, which gives the bytes piece by piece.
    """

    name: str
    suffix: str
    media: str
    words: str
    binary: bool = False


_ALL: Final = (
    Format("jsonl", ".jsonl", "application/x-ndjson", "the whole ledger, to import again"),
    Format("csv", ".csv", "text/csv", "a table of claims or incidents"),
    Format("xlsx", ".xlsx",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
           "a workbook: incidents, sources, disputes", binary=True),
    Format("parquet", ".parquet", "application/vnd.apache.parquet",
           "incidents with nested sources, for DuckDB, pandas, R", binary=True),
    Format("geoparquet", ".parquet", "application/vnd.apache.parquet",
           "the same with discs on the map, for GIS", binary=True),
    Format("geojson", ".geojson", "application/geo+json", "points with radius, for GIS and the web"),
    Format("kml", ".kml", "application/vnd.google-earth.kml+xml", "discs in time, for Google Earth"),
    Format("gexf", ".gexf", "application/xml", "the network of actors in time, for Gephi"),
    Format("ged", ".csv", "text/csv", "columns like those of UCDP GED"),
    Format("acled", ".csv", "text/csv", "columns like those of ACLED"),
    Format("plover", ".jsonl", "application/x-ndjson", "events in the words of PLOVER"),
    Format("ftm", ".jsonl", "application/x-ndjson", "FollowTheMoney entities, for Aleph"),
    Format("stix", ".json", "application/stix+json;version=2.1", "a STIX 2.1 bundle"),
    Format("ris", ".ris", "application/x-research-info-systems",
           "the sources, for Zotero and other reference managers"),
    Format("timemap", ".json", "application/json", "events.json of Forensic Architecture's timemap"),
)  # fmt: skip

FORMATS: Final[dict[str, Format]] = {format_.name: format_ for format_ in _ALL}


def find_format(name: str) -> Format:
    """The format of a name; raises ExchangeError with those there are."""
    if name not in FORMATS:
        raise ExchangeError(f"{name!r} is no format of an export. Say one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def pieces(name: str, extract: Extract) -> Generator[bytes, None, None]:
    """The bytes of an export, of one moment of the ledger. The same ledger gives the same bytes.

    Raises ExchangeError for an unknown format or a missing package, LedgerError for a filter that
    names nobody.
    """
    module = importlib.import_module(f"gesta.export.{find_format(name).name}")
    with extract.ledger.snapshot(), closing(module.write(extract)) as written:
        yield from written
