"""Whether the outlets changed with the attacks: a rise may be an outlet that came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gesta.analysis.happenings import Happenings

LEAST = 10
"""Reports on either side, below which nothing is said."""

TOO_MUCH = 0.25
"""Share of the reports of one side by outlets that the other side lacks."""

_SHOWN = 3


def change_of_outlets(happenings: Happenings, begin: date, at: date, end: date) -> str | None:
    """A warning where over a quarter of the reports from `at` to `end` are by outlets with none
    from `begin` on before, or the other way round; None where not, or where there are few."""
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for outlet, days in happenings.reports.items():
        for day in days:
            if begin <= day <= end:
                side = before if day < at else after
                side[outlet] = side.get(outlet, 0) + 1
    if min(sum(before.values()), sum(after.values())) < LEAST:
        return None
    came = [name for name in after if name not in before]
    went = [name for name in before if name not in after]
    new = sum(after[name] for name in came) / sum(after.values())
    gone = sum(before[name] for name in went) / sum(before.values())
    if max(new, gone) <= TOO_MUCH:
        return None
    return (
        f"the outlets changed about {at}: {100 * new:.0f} % of the reports since then are by new ones"
        f"{_named(came)}, {100 * gone:.0f} % of those before by ones without a report since"
        f"{_named(went)}; the difference may be theirs"
    )


def _named(outlets: Sequence[str]) -> str:
    if not outlets:
        return ""
    more = " …" if len(outlets) > _SHOWN else ""
    return f" ({', '.join(sorted(outlets)[:_SHOWN])}{more})"
