"""What every format promises: bytes of one ledger are the same, nothing known gives a sound file,
memory does not grow with the ledger, a missing package is said in words."""

from __future__ import annotations

import json
import resource
from pathlib import Path
from typing import Any

import pytest

from gesta.errors import ExchangeError, LedgerError
from gesta.export import FORMATS, Extract, Options, find_format, pieces
from gesta.export.extras import need
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from tests.export import many
from tests.export.conftest import give

NUMBER = 10_000
ROOM = 48e6  # bytes of the process beyond those before; what goes through is 150 MB
STATM = Path("/proc/self/statm")
HELD = {"gexf", "stix", "parquet", "geoparquet"}
"""gexf holds its graph, DuckDB is given half a gigabyte, stix2 takes a millisecond an object."""


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, name: str) -> None:
    assert give(ledger, name) == give(ledger, name)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("jsonl", "ris")])
def test_every_format_names_the_incident(ledger: Ledger, name: str) -> None:
    data = give(ledger, name, table="incidents", base="https://x.example/i/")
    if not FORMATS[name].binary:
        assert b"https://x.example/i/i1" in data


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_at_all_is_a_sound_file_too(empty: Ledger, ledger: Ledger, name: str) -> None:
    none = give(ledger, name, asked=Filter(status="planned"))
    assert none == give(empty, name)
    if FORMATS[name].suffix in (".json", ".geojson"):
        assert json.loads(none) is not None


@pytest.mark.parametrize("name", FORMATS)
def test_a_filter_that_names_nobody_is_said(ledger: Ledger, name: str) -> None:
    with pytest.raises(LedgerError, match="no actor called 'Nobody'"):
        give(ledger, name, asked=Filter(actor="Nobody"))
    assert ledger.connection.get_autocommit()  # no transaction stays open


def test_an_unknown_format_says_which_there_are() -> None:
    with pytest.raises(ExchangeError, match="'doc' is no format .* jsonl, csv, xlsx, .*timemap"):
        find_format("doc")


@pytest.mark.parametrize(
    ("name", "package"),
    [("xlsx", "xlsxwriter"), ("parquet", "duckdb"), ("geoparquet", "duckdb"), ("gexf", "networkx"),
     ("stix", "stix2")],
)  # fmt: skip
def test_a_missing_package_is_said_in_words(
    ledger: Ledger, name: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(wanted: str) -> Any:
        raise ModuleNotFoundError(f"No module named {wanted!r}", name=wanted.partition(".")[0])

    monkeypatch.setattr(
        "gesta.export.extras.importlib", type("Gone", (), {"import_module": missing})
    )
    with pytest.raises(
        ExchangeError, match=rf"{package} is needed .*pip install 'gesta\[export\]'"
    ):
        give(ledger, name)


def test_a_package_that_lacks_a_part_of_its_own_is_not_called_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def half(wanted: str) -> Any:
        raise ModuleNotFoundError("No module named 'inner'", name="inner")

    monkeypatch.setattr("gesta.export.extras.importlib", type("Half", (), {"import_module": half}))
    with pytest.raises(ModuleNotFoundError, match="inner"):
        need("outer", "xlsx")


def size() -> int:
    """Bytes of memory that the process has now."""
    return int(STATM.read_text().split()[1]) * resource.getpagesize()


@pytest.mark.skipif(not STATM.exists(), reason="the system does not say how large a process is")
def test_ten_thousand_incidents_go_through_in_bounded_memory(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "many.ledger", create=True) as ledger:
        many.fill(ledger, 200)
        give(ledger, "plover")  # the registry of actors, which stays
    (tmp_path / "many.ledger").unlink()
    with Ledger.open(tmp_path / "more.ledger", create=True) as ledger:
        many.fill(ledger, NUMBER)
        before, largest, length = size(), 0, 0
        for name in sorted(FORMATS.keys() - HELD):
            extract = Extract(ledger, options=Options(table="incidents", originals=False))
            for number, piece in enumerate(pieces(name, extract)):
                length += len(piece)
                if number % 200 == 0:
                    largest = max(largest, size())
    assert largest - before < ROOM < length / 2
