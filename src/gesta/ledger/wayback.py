"""The way back: from each run of kept text to the characters of the original it came from."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Iterator
from contextlib import suppress

from gesta.types import Report

LONGEST_ENTITY = 40  # "&CounterClockwiseContourIntegral;" has 33 characters


def decoded_original(report: Report, data: bytes) -> list[str]:
    """The texts in which a report's segments may stand: the file, or the cells of a row."""
    # Imported here: the libraries that parse pages take half a second to load.
    from gesta.reports.decode import decode, encoding_of

    if report.format == "row":
        return _cells(data.decode(encoding_of(data), "replace"))
    return [decode(data).text]


def _cells(row: str) -> list[str]:
    """The cells of one row of a table: a JSON object, or CSV with any of the usual delimiters."""
    try:
        value = json.loads(row)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        from gesta.reports.tables import cell_text

        return [cell for cell in map(cell_text, value.values()) if cell]
    csv.field_size_limit(max(csv.field_size_limit(), len(row) + 1))
    cells: list[str] = []
    for delimiter in ",;\t|":
        with suppress(csv.Error):
            lines = io.StringIO(row.replace("\x00", ""), newline="")
            cells += [cell for line in csv.reader(lines, delimiter=delimiter) for cell in line]
    return cells


def broken_segments(report: Report, data: bytes) -> Iterator[tuple[int, str]]:
    """Offset and reason for each segment that does not lead back to the same characters."""
    texts = decoded_original(report, data)
    faults = [list(_broken(report, text)) for text in texts]
    # All segments of a row stand in one of its columns.
    yield from min(faults, key=len, default=[(0, "there is no original to lead back to")])


def _broken(report: Report, original: str) -> Iterator[tuple[int, str]]:
    end = 0
    for segment in report.segments:
        if segment.start < end or segment.length < 1 or segment.origin < 0:
            yield segment.start, "the segments of its way back are not in order"
            return
        end = segment.start + segment.length
        kept = report.text[segment.start : end]
        came = original[segment.origin : segment.origin + segment.length]
        if kept != came and not (
            segment.length == 1 and _is_entity(original, segment.origin, kept)
        ):
            yield segment.start, f"{kept[:40]!r} does not stand in the original at {segment.origin}"


def _is_entity(original: str, at: int, character: str) -> bool:
    """Whether an entity at `at` is how the original writes `character`."""
    written = original[at : at + LONGEST_ENTITY]
    return written.startswith("&") and character in html.unescape(
        written[: written.find(";") + 1] or written
    )
