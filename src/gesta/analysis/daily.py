"""A table with one line a day: weather, holidays, whatever may serve as instrument or control."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.errors import AnalysisError

Floats: TypeAlias = NDArray[np.float64]

LARGEST = 64 * 1024 * 1024
_DAY = ("date", "day")
_UNKNOWN = frozenset({"", "na", "nan", "n/a", "null", "none", "."})


@dataclass(frozen=True, slots=True)
class Daily:
    """Columns over the days from `begin` on, NaN where the table says nothing."""

    begin: date
    columns: dict[str, Floats]
    refused: tuple[str, ...] = ()

    @property
    def end(self) -> date:
        """The last day."""
        return self.begin + timedelta(days=len(next(iter(self.columns.values()))) - 1)

    def between(self, begin: date, end: date, name: str) -> Floats:
        """A column from `begin` to `end`, inclusive; NaN outside the table."""
        found = np.full((end - begin).days + 1, np.nan)
        own = self.columns[name]
        shift = (self.begin - begin).days
        at = np.arange(len(own)) + shift
        inside = (at >= 0) & (at < len(found))
        found[at[inside]] = own[inside]
        return found


def read_daily(path: Path, names: Sequence[str]) -> Daily:
    """These columns of a CSV whose column `date` or `day` has year-month-day.

    Raises AnalysisError where the table or a column is missing or a day comes twice; a line that
    cannot be read is refused in words.
    """
    rows = csv.reader(io.StringIO(_text(path), newline=""))
    try:
        lines = list(rows)
    except csv.Error as error:
        raise AnalysisError(f"{path} is no table: {error}.") from error
    header = [cell.strip().casefold() for cell in lines[0]] if lines else []
    wanted = {name: _index(header, name, path) for name in dict.fromkeys(names)}
    at = next((header.index(name) for name in _DAY if name in header), None)
    if at is None:
        raise AnalysisError(f"{path} has no column `date` or `day` with the day of each line.")
    found: dict[date, list[float]] = {}
    refused = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            day = date.fromisoformat(cells[at].strip()[:10])
            values = [_number(cells[index]) for index in wanted.values()]
        except (ValueError, IndexError):
            refused.append(f"line {number} has no day (year-month-day) or a cell that is no number")
            continue
        if day in found:
            raise AnalysisError(
                f"{path} has {day} twice, the second time on line {number}. A table of days has one "
                "line for each day; add up or take out the others."
            )
        found[day] = values
    if not found:
        raise AnalysisError(f"{path} has no line that can be read. {' '.join(refused[:1])}")
    return _filled(found, list(wanted), tuple(refused))


def _filled(found: dict[date, list[float]], names: list[str], refused: tuple[str, ...]) -> Daily:
    begin, end = min(found), max(found)
    values = np.full(((end - begin).days + 1, len(names)), np.nan)
    for day, row in found.items():
        values[(day - begin).days] = row
    return Daily(begin, {name: values[:, i] for i, name in enumerate(names)}, refused)


def _index(header: Sequence[str], name: str, path: Path) -> int:
    if name.casefold() not in header:
        raise AnalysisError(
            f"{path} has no column {name!r}. It has {', '.join(header[:20]) or 'none'}."
        )
    return header.index(name.casefold())


def _number(cell: str) -> float:
    words = cell.strip()
    if words.casefold() in _UNKNOWN:
        return float("nan")
    number = float(words)
    if number in (float("inf"), float("-inf")):
        raise ValueError(words)
    return number


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise AnalysisError(
                f"{path} is larger than {LARGEST // 2**20} MiB; keep one line a day."
            )
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise AnalysisError(f"{path} cannot be read: {error.strerror or error}.") from error
