"""XLSX: a workbook with the sheets incidents, sources and disputes; words are always text.

Rows go to the disk as they come (constant memory). No cell is a formula or a link, so nothing runs
and nothing is fetched when the workbook is opened. A sheet that is full goes on in a next one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from gesta.export.columns import COLUMNS, FLAT, flat
from gesta.export.extract import Extract, Row
from gesta.export.extras import need
from gesta.export.files import file_pieces
from gesta.export.words import SOURCE_FIELDS, for_xml, joined, named, source_record

LONGEST: Final = 32_767  # characters that Excel takes in a cell
CUT: Final = " … (cut: more than a cell holds)"
MOST_ROWS: Final = 1_048_576
WHOLE: Final = 2**53  # beyond it Excel's numbers are not exact
DATED: Final = datetime(2000, 1, 1)  # the file says no time of its making: same ledger, same bytes

SHEETS: Final[dict[str, tuple[str, ...]]] = {
    "incidents": (*(c.name for c in COLUMNS), *(name for name, _, _ in FLAT)),
    "sources": ("incident", *SOURCE_FIELDS),
    "disputes": ("incident", "field", "value", "claims"),
}


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The workbook."""
    xlsxwriter = need("xlsxwriter", "xlsx")
    with tempfile.TemporaryDirectory(prefix="gesta-") as folder:
        path = Path(folder, "export.xlsx")
        workbook = xlsxwriter.Workbook(str(path), {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False, "tmpdir": folder, "default_date_format": "yyyy-mm-dd",
        })  # fmt: skip
        workbook.set_properties({"created": DATED})
        sheets = {name: _Sheet(workbook, name, columns) for name, columns in SHEETS.items()}
        for row in extract.rows():
            _add(row, extract, sheets)
        workbook.close()
        yield from file_pieces(path)


def _add(row: Row, extract: Extract, sheets: dict[str, _Sheet]) -> None:
    name = row.incident.id
    sheets["incidents"].add(flat(row, extract))
    for telling in row.tellings:
        sheets["sources"].add((name, *source_record(telling).values()))
    for dispute in row.incident.disputes:
        for value in dispute.values:
            sheets["disputes"].add(
                (name, dispute.field, named(value.value, extract), joined(value.claims))
            )


class _Sheet:
    """A sheet under way, its head frozen; full, it goes on in `NAME 2`."""

    def __init__(self, workbook: Any, name: str, columns: tuple[str, ...]) -> None:
        self._workbook, self._name, self._columns = workbook, name, columns
        self._bold = workbook.add_format({"bold": True})
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name} {self._number}"
        self._sheet = self._workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_column(0, len(self._columns) - 1, 16)
        for index, title in enumerate(self._columns):
            self._sheet.write_string(0, index, title, self._bold)
        self._row = 1

    def add(self, cells: Iterable[object]) -> None:
        """The next row."""
        if self._row >= MOST_ROWS:
            self._begin()
        for index, cell in enumerate(cells):
            self._put(index, cell)
        self._row += 1

    def _put(self, index: int, cell: object) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, date) and cell.year >= 1900:
            self._sheet.write_datetime(self._row, index, datetime(cell.year, cell.month, cell.day))
        elif isinstance(cell, int | float) and abs(cell) < WHOLE:
            self._sheet.write_number(self._row, index, cell)
        else:
            self._sheet.write_string(self._row, index, _text(str(cell)))


def _text(words: str) -> str:
    # Excel counts UTF-16 units, of which a character takes at most two.
    words = for_xml(words)
    if len(words.encode("utf-16-le")) // 2 <= LONGEST:
        return words
    kept = words.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT
