"""A quick count of the articles under some paths, for the progress bar; exactness is not needed."""

from __future__ import annotations

import csv
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path

LARGEST = 256 << 20
"""Bytes of a table that are worth counting through: a second or two of reading."""

LARGEST_CSV = 64 << 20
"""The same for a table whose cells must be told apart."""

TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json")


def quick_total(paths: Iterable[str]) -> int | None:
    """About how many articles there are; None where counting them would be slow or unsure."""
    total = 0
    for path in paths:
        for file in _files(path):
            number = _articles(file)
            if number is None:
                return None
            total += number
    return total


def _files(path: str) -> Iterable[Path | None]:
    if path == "-":
        return [None]
    if not os.path.isdir(path):
        return [Path(path)]
    return (
        Path(folder, name)
        for folder, _, names in os.walk(path)
        for name in names
        if not name.startswith(".")
    )


def _articles(file: Path | None) -> int | None:
    if file is None:
        return None
    try:
        match file.suffix.lower():
            case ".jsonl" | ".ndjson":
                return _lines(file)
            case ".zip":
                return _members(file)
            case ".csv" | ".tsv":
                return _rows(file)
            case ".json":
                return None  # its rows are known only once all of it is parsed
            case _:
                return 1
    except (OSError, zipfile.BadZipFile, csv.Error):
        return 1  # it will be one refusal


def _lines(file: Path) -> int | None:
    if file.stat().st_size >= LARGEST:
        return None
    with file.open("rb") as stream:
        return sum(1 for line in stream if line.strip())


def _rows(file: Path) -> int | None:
    """Rows below the head; a cell may hold line ends, so lines are no rows."""
    if file.stat().st_size >= LARGEST_CSV:
        return None
    with file.open(encoding="utf-8", errors="replace", newline="") as stream:
        return max(0, sum(1 for row in csv.reader(stream) if row) - 1)


def _members(file: Path) -> int | None:
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
    return None if any(name.lower().endswith((*TABLES, ".zip")) for name in names) else len(names)
