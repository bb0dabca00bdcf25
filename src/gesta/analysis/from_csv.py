"""A table of events as happenings: one's own CSV, or an export of UCDP GED or ACLED.

A row that cannot be read is refused with its line and the reason, and counted; a table that
cannot be read at all is an AnalysisError. Only the first report's day is taken from `reported`;
the days covered run from the first to the last day in the table, asked for or not.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from gesta.analysis.cells import Cells, RowError
from gesta.analysis.columns import find_columns
from gesta.analysis.happenings import (
    DUPLICATE,
    LONGEST,
    ONE,
    OUTSIDE,
    UNDATED,
    VAGUE,
    Amount,
    Happening,
    Happenings,
    covering,
)
from gesta.errors import AnalysisError
from gesta.identity import slug
from gesta.ledger.find import Filter

LARGEST = 512 * 1024 * 1024
"""Bytes of a table that is read; larger ones are refused in words."""

_CELL = 1 << 20
"""Characters of a cell; a longer one is a quote that was not closed."""


def from_csv(path: Path, asked: Filter, *, recipient: str | None = None) -> Happenings:
    """The rows of a table that a filter asks for; raises AnalysisError where there is no table.

    Names match without regard to case and accents, as part of the cell. `certainty` cannot be
    asked of a table.
    """
    if asked.certainty is not None:
        raise AnalysisError("--certainty applies to the claims of a ledger, not to --events.")
    words = _text(path)
    table = _Table(words)
    header = _header(table, path)
    kind, columns = find_columns(header, str(path))
    table.width = len(header)
    read = _Read(path, kind, columns, table.width)
    read.refused = table.refused
    for number, cells in table:
        read.take(number, cells)
    return read.asked(asked, recipient)


_EVE = timedelta(days=1)
"""A report may bear the day before, by the hours of another place."""


class _Read:
    """The rows taken so far, and what was refused or dropped."""

    def __init__(self, path: Path, kind: str, columns: dict[str, int], width: int) -> None:
        self.path, self.kind, self.columns, self.width = path, kind, columns, width
        self.rows: list[Happening] = []
        self.refused: list[str] = []
        self.dropped: dict[str, list[str]] = defaultdict(list)
        self.days: list[date] = []
        self.seen: set[str] = set()

    def take(self, number: int, cells: Sequence[str]) -> None:
        """One row of the table, line `number`."""
        if not any(cell.strip() for cell in cells):
            return
        try:
            if len(cells) > self.width:
                raise RowError(f"has {len(cells)} cells where the header has {self.width}")
            row = _row(Cells(cells, self.columns), number)
        except RowError as error:
            self.refused.append(f"line {number} {error}")
            return
        if row is None:
            self.dropped[UNDATED].append(f"line {number}")
        elif row.id in self.seen:
            self.dropped[DUPLICATE].append(row.id)
        else:
            self.seen.add(row.id)
            self.days += [d for d in (row.first, row.last, row.first_reported) if d is not None]
            self.rows.append(row)

    def asked(self, asked: Filter, recipient: str | None) -> Happenings:
        """The rows that a filter asks for. Raises AnalysisError for a name that no row has."""
        begin = asked.since or min(self.days, default=None)
        end = asked.until or max(self.days, default=None)
        rows = self.rows
        for name, option, of in (
            (asked.actor, "--actor", lambda row: row.actors),
            (recipient, "--recipient", lambda row: row.recipients),
            (asked.place, "--place", lambda row: tuple(x for x in (row.place, row.area) if x)),
            (asked.type, "--type", lambda row: (row.type,)),
            (asked.status, "--status", lambda row: (row.status,)),
        ):
            rows = self._among(rows, name, option, of)
        vague = {row.id for row in rows if (row.last - row.first).days >= LONGEST}
        self.dropped[VAGUE] += sorted(vague)
        rows, outside = covering([r for r in rows if r.id not in vague and r.n.high], begin, end)
        self.dropped[OUTSIDE] += outside
        return Happenings(
            tuple(rows), begin, end, {k: tuple(v) for k, v in self.dropped.items() if v},
            tuple(self.refused), words=_words(asked, recipient), source=str(self.path),
        )  # fmt: skip

    def _among(
        self, rows: list[Happening], name: str | None, option: str,
        of: Callable[[Happening], tuple[str, ...]],
    ) -> list[Happening]:  # fmt: skip
        if name is None:
            return rows
        wanted = slug(name)
        whole = [r for r in rows if any(f"-{wanted}-" in f"-{slug(v)}-" for v in of(r))]
        found = whole or [r for r in rows if any(wanted in slug(v) for v in of(r))]
        if not found and not any(wanted in slug(v) for r in self.rows for v in of(r)):
            known = sorted({value for row in self.rows for value in of(row)})
            raise AnalysisError(
                f"{self.path} has no row for {option} {name!r}."
                + (f" It has {', '.join(known[:8])}" + (" …" if known[8:] else "") + "."
                   if known else " It has no column for it.")
            )  # fmt: skip
        return found


def _row(cells: Cells, number: int) -> Happening | None:
    """The happening of a row; None where it has no date. Raises RowError in words."""
    days = cells.days("date")
    if days is None:
        return None
    last = cells.days("date_end") or days
    if last[1] < days[0]:
        raise RowError(f"ends on {last[1]}, before it begins on {days[0]}")
    reported = cells.days("reported")
    if reported and reported[1] < days[0] - _EVE:
        raise RowError(f"was reported on {reported[1]}, before it happened on {days[0]}")
    lat, lon = cells.degrees("lat", 90.0), cells.degrees("lon", 180.0)
    if (lat is None) != (lon is None):
        raise RowError("has a latitude or a longitude, but not both")
    return Happening(
        cells.text("id") or f"line {number}", days[0], last[1],
        "day" if days[0] == last[1] else "span",
        cells.texts("actor"), cells.texts("recipient"), cells.texts("target"),
        cells.text("type") or "ASSAULT", place=cells.text("place"), area=cells.text("area"),
        lat=lat, lon=lon,
        killed=cells.amount("killed", "killed_low", "killed_high"), wounded=cells.amount("wounded"),
        n=_number(cells), status=cells.text("status") or "reported",
        first_reported=reported[0] if reported else None,
    )  # fmt: skip


def _number(cells: Cells) -> Amount:
    return cells.amount("n", "low", "high") or ONE


def _words(asked: Filter, recipient: str | None) -> str:
    by = f" by {asked.actor}" if asked.actor else ""
    to = f" on {recipient}" if recipient else ""
    at = f" at {asked.place}" if asked.place else ""
    return f"attacks{by}{to}{at}"


def _text(path: Path) -> str:
    """The table as text: UTF-8, UTF-16 with its mark, else Windows-1252."""
    try:
        if path.stat().st_size > LARGEST:
            raise AnalysisError(
                f"{path} is larger than {LARGEST // 2**20} MiB. Keep the rows and columns that the "
                "question needs."
            )
        data = path.read_bytes()
    except OSError as error:
        raise AnalysisError(f"{path} cannot be read: {error.strerror or error}.") from error
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


def _delimiter(words: str) -> str:
    head = words.lstrip().partition("\n")[0]
    return max(",;\t|", key=head.count) if any(d in head for d in ",;\t|") else ","


def _header(table: _Table, path: Path) -> list[str]:
    for _, cells in table:
        if any(cell.strip() for cell in cells):
            return cells
    if table.refused:
        raise AnalysisError(f"{path} is no table: {table.refused[0]}.")
    raise AnalysisError(f"{path} is empty. Its first line must name the columns, such as `date`.")


class _Table:
    """The rows of a CSV with the line they end on; what is no row is refused in words.

    A quote that does not close would take all rows after it for one cell: its line alone is
    refused, and the next line is a row again.
    """

    def __init__(self, words: str) -> None:
        csv.field_size_limit(_CELL)
        self.lines = list(io.StringIO(words, newline=""))
        self.delimiter = _delimiter(words)
        self.at = self.width = 0  # cells of the header, once that is read
        self.over = False  # whether a row went on beyond the last line
        self.refused: list[str] = []
        self.rows = self._read()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self.rows

    def _read(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(self._feed(), delimiter=self.delimiter)
        while self.at < len(self.lines):
            start = self.at
            try:
                cells = next(reader, [])
                fault = self._unclosed(start, cells)
            except csv.Error as error:
                fault = f"is no row of a table: {error}"
            if not fault:
                yield self.at, cells
                continue
            self.refused.append(f"line {start + 1} {fault}")
            self.at = start + 1
            reader = csv.reader(self._feed(), delimiter=self.delimiter)

    def _feed(self) -> Iterator[str]:
        while self.at < len(self.lines):
            self.at += 1
            yield self.lines[self.at - 1]
        self.over = True

    def _unclosed(self, start: int, cells: Sequence[str]) -> str:
        """What is wrong with a row whose first line is `start`; or nothing.

        A quote that does not close ends with the table, or at the next quote: then two of three
        hold. Its quotes are odd, words follow a quote that closes, and cells are too many.
        """
        lines, over = self.lines[start : self.at], self.over
        self.over = False
        if len(lines) <= 1 and not over:
            return ""
        odd = sum(line.count('"') for line in lines) % 2 == 1
        wide = bool(self.width) and len(cells) > self.width
        if over or (odd and wide) or ((odd or wide) and not self._strict(lines)):
            return "opens a quote that is not closed"
        return ""

    def _strict(self, lines: list[str]) -> bool:
        """Whether quotes in lines of a row close before a delimiter or an end of a line."""
        try:
            return bool(list(csv.reader(lines, delimiter=self.delimiter, strict=True)))
        except csv.Error:
            return False
