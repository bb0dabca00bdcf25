"""One-line makers of happenings, tables and ledgers for tests of the analysis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from gesta.analysis.happenings import Amount, Happening, Happenings

DAY0 = date(2024, 1, 1)


def on(day: int, *, id: str | None = None, n: int = 1, last: int | None = None, **more: Any) -> Happening:  # fmt: skip
    """A happening `day` days after 2024-01-01; `reported` is the delay of its first report."""
    first = DAY0 + timedelta(days=day)
    reported = more.pop("reported", None)
    return Happening(
        id or f"i{day:03d}", first, first if last is None else DAY0 + timedelta(days=last),
        n=Amount(n, n, n),
        first_reported=None if reported is None else first + timedelta(days=reported), **more,
    )  # fmt: skip


def all_of(rows: Sequence[Happening], *, length: int = 100, **more: Any) -> Happenings:
    """Happenings that cover `length` days from 2024-01-01 on."""
    return Happenings(tuple(rows), DAY0, DAY0 + timedelta(days=length - 1), **more)


def from_counts(counts: Sequence[int], **more: Any) -> Happenings:
    """One happening for each attack of a daily series from 2024-01-01 on."""
    rows = [
        on(day, id=f"i{day:03d}-{k}", **more) for day, n in enumerate(counts) for k in range(int(n))
    ]
    return all_of(rows, length=len(counts))


def table(folder: Path, *lines: str) -> Path:
    """A CSV of these lines."""
    path = folder / "events.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
