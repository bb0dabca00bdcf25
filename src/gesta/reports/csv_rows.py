"""Tables of articles in CSV and TSV, one row at a time.

A row that is odd is refused by its number and the rest is read; a quote that is not closed costs
its own line.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from gesta.reports.decode import encoding_of
from gesta.reports.limits import Limits
from gesta.reports.tables import Columns, Labels, fields_of, no_text, peeked, refused, source_of
from gesta.types import Refusal, Source

_UNCLOSED: Final = "a quote opens and is not closed; close it and read the table again. The line"


def read_csv(
    stream: BinaryIO, labels: Labels, limits: Limits, *, tabs: bool = False
) -> Iterator[Source | Refusal]:
    """The rows of a CSV or TSV table with a header line; the row after it has number 1."""
    head = peeked(stream)
    encoding = encoding_of(head)
    if encoding == "utf-8":
        encoding = "utf-8-sig"
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    taken = _Taken(text, limits.max_bytes)
    csv.field_size_limit(limits.max_bytes)
    sample = head.decode(encoding, "replace").split("\n", 1)[0]
    delimiter = "\t" if tabs else max(",;\t|", key=sample.count)
    reader = csv.reader(taken, delimiter=delimiter, strict=False)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        yield refused(labels.path, "broken table", str(error))
        return
    columns = Columns(fields_of([name for name in header if name]))
    if not columns.readable:
        reason = "no text column" if header else "empty"
        yield refused(labels.path, reason, no_text(header))
        return
    taken.take()
    yield from _csv_rows(reader, taken, header, delimiter, columns, labels)


def _csv_rows(
    reader: Iterator[list[str]],
    taken: _Taken,
    header: list[str],
    delimiter: str,
    columns: Columns,
    labels: Labels,
) -> Iterator[Source | Refusal]:
    number = 0
    while True:
        number += 1
        path = labels.row(number)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            taken.take()
            yield refused(path, "broken row", str(error))
            continue
        lines = taken.take()
        if _is_unclosed(lines, cells, len(header), delimiter):
            taken.give_back(lines[1:])
            yield refused(path, "unclosed quote", f"{_UNCLOSED}: {lines[0][:60].rstrip()!r}")
            continue
        data = "".join(lines).encode("utf-8", "replace")
        if not any(cells):
            continue
        if len(cells) != len(header):
            detail = f"{len(cells)} cells under {len(header)} column names"
            yield refused(path, "ragged row", detail)
            continue
        yield source_of(data, path, dict(zip(header, cells, strict=True)), columns, labels)


def _is_unclosed(lines: Sequence[str], cells: Sequence[str], width: int, delimiter: str) -> bool:
    """Whether a row of several lines goes on only because a quote in its first line is not closed.

    Such a row ends at the next quote, which some later row opens, or with the table: words follow a
    quote that closes, or none does; and its quotes are odd, its cells too many, or the quote that
    closes stands where a cell begins.
    """
    if len(lines) == 1:
        return False
    odd = sum(line.count('"') for line in lines) % 2 == 1
    opens = re.compile(rf'(?:^|{re.escape(delimiter)})"(?![{re.escape(delimiter)}"\r\n]|$)')
    if not odd and len(cells) <= width and not any(map(opens.search, lines[1:])):
        return False
    try:
        return not list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return True


class _Taken:
    """Lines for the CSV reader, which are kept until their row is complete."""

    def __init__(self, text: io.TextIOWrapper, longest: int) -> None:
        self._text = text
        self._longest = longest
        self._lines: list[str] = []
        self._again: deque[str] = deque()
        self._size = 0

    def __iter__(self) -> _Taken:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(self._longest)
        if not line:
            raise StopIteration
        self._size += len(line)
        if self._size > 2 * self._longest:
            # An unclosed quote swallows the rest of a table; stop before memory does.
            self.take()
            raise csv.Error(f"a row over {2 * self._longest:,} characters, or an unclosed quote")
        self._lines.append(line.replace("\x00", ""))
        return self._lines[-1]

    def take(self) -> list[str]:
        """The lines since the last call."""
        lines, self._lines, self._size = self._lines, [], 0
        return lines

    def give_back(self, lines: Sequence[str]) -> None:
        """Lines that come once more."""
        self._again.extendleft(reversed(lines))
