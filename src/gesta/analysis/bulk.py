"""Numbers told at once: a few incidents that stand for a large part of the attacks counted."""

from __future__ import annotations

from statistics import median

from gesta.analysis.happenings import Happenings

LEAST, FEW, TOO_MUCH = 30, 3, 0.25
"""Incidents below which nothing is said; how many may hold at most what share of the attacks."""

LARGE = 3
"""Times the median number of an incident that one told at once is above."""


def bulk(
    happenings: Happenings, of: str = "counted", *, least: int = LEAST
) -> tuple[str, ...]:  # fmt: skip
    """A warning where the three largest of many incidents hold over a quarter of all attacks.

    `About 400 targets were hit overnight` counts as 400 attacks on one day, as the report has it; an
    answer that hangs on it should say so.
    """
    total = sum(row.n.best for row in happenings.rows)
    largest = sorted(happenings.rows, key=lambda row: (-row.n.best, row.id))[:FEW]
    usual = median(row.n.best for row in happenings.rows) if happenings.rows else 1
    largest = [row for row in largest if row.n.best > max(LARGE * usual, 1)]
    share = sum(row.n.best for row in largest) / max(total, 1)
    if len(happenings.rows) < least or share <= TOO_MUCH:
        return ()
    named = ", ".join(f"{row.n.best:,} in {row.id}" for row in largest)
    return (
        f"{100 * share:.0f} % of the {total:,} attacks {of} are numbers told at once ({named}); "
        "the answer hangs on them",
    )
