"""XLSX, opened by openpyxl: words are text, numbers numbers, days days; nothing is a formula."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest

from gesta.export import xlsx
from gesta.ledger import Ledger
from tests.export import odd
from tests.export.conftest import give
from tests.ledger import world


def sheets(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [tuple(c.value for c in row) for row in sheet] for sheet in book}


def test_incidents_sources_and_disputes(ledger: Ledger) -> None:
    found = sheets(give(ledger, "xlsx"))
    assert list(found) == ["incidents", "sources", "disputes"]
    head, row = found["incidents"]
    cells = dict(zip(head, row, strict=True))
    assert (cells["id"], cells["link"]) == ("i1", "gesta:incident/i1")
    assert cells["time_start"] == datetime(2024, 3, 4)
    assert (cells["killed_low"], cells["killed_best"], cells["killed_high"]) == (3, 12, None)
    assert (cells["lat"], cells["radius_km"]) == (29.55, 10)
    words = [dict(zip(found["sources"][0], r, strict=True)) for r in found["sources"][1:]]
    assert [w["words"] for w in words] == [c.evidence.text for c in (world.C1, world.C2, world.C3)]
    assert [w["outlet"] for w in words] == ["Valley News", "Valley News", "Coast Wire"]
    assert [r[1:3] for r in found["disputes"][1:]] == [("killed", "12"), ("killed", "3")]


def test_no_cell_is_a_formula_or_a_link(odd_ledger: Ledger) -> None:
    book = openpyxl.load_workbook(io.BytesIO(give(odd_ledger, "xlsx")))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [c for c in cells if c.data_type == "f" or c.hyperlink]
    texts = [c.value for c in cells if c.data_type in "s" and c.value]
    assert any(odd.FORMULA in text for text in texts)
    assert odd.SAID.evidence.text in texts  # unchanged: text needs no apostrophe here
    assert any(odd.EMOJI in text for text in texts)


def test_a_cell_beyond_what_excel_takes_is_cut_and_says_so() -> None:
    for words in ("x" * 40_000, "🚁" * 20_000):
        cut = xlsx._text(words)
        assert cut.endswith(xlsx.CUT)
        assert len(cut.encode("utf-16-le")) // 2 <= xlsx.LONGEST
    assert xlsx._text("a\x00b") == "a\ufffdb"


def test_a_full_sheet_goes_on_in_the_next(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    found = sheets(give(ledger, "xlsx"))
    assert len(found["sources"]) == 3
    assert len(found["sources 2"]) == 2
    assert found["sources 2"][0] == found["sources"][0]
