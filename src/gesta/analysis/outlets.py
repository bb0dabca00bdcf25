"""Whether the telling changed with the attacks: a rise may be an outlet that came, or more reports."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from gesta.analysis.happenings import Happenings
from gesta.analysis.redraw import middle

LEAST = 10
"""Reports on either side, below which nothing is said."""

TOO_MUCH = 0.25
"""Share of the reports of one side by outlets that the other side lacks."""

TOLD_MORE = 1.5
"""Factor by which the reports a day must have changed, beyond chance (95 %), to be warned of."""

TOO = " The number of reports a day changed with it: see the warning."

_SHOWN = 3


def changes_of_telling(happenings: Happenings, begin: date, at: date, end: date) -> tuple[str, ...]:
    """Warnings that the outlets changed about day `at`, or how many reports they bring."""
    found = (f(happenings, begin, at, end) for f in (change_of_reports, change_of_outlets))
    return tuple(words for words in found if words)


def change_of_reports(happenings: Happenings, begin: date, at: date, end: date) -> str | None:
    """A warning where the reports a day changed on day `at`; None where not, or where there are few.

    More attacks bring more reports, and more reports tell of more attacks: the factor of the attacks
    for each report says how much would be left of the change, were it all of the second kind.
    """
    told = [day for days in happenings.reports.values() for day in days if begin <= day <= end]
    after = sum(day >= at for day in told)
    before = len(told) - after
    if min(before, after) < LEAST:
        return None
    days = (at - begin).days / ((end - at).days + 1)
    change = math.log(after * days / before)
    if abs(change) < max(math.log(TOLD_MORE), 1.96 * math.sqrt(1 / before + 1 / after)):
        return None
    counts = [0, 0]
    for row in happenings.rows:
        day = middle(row)
        if begin <= day <= end:
            counts[day >= at] += row.n.best
    each = f"; for each report, attacks are ×{counts[1] * before / (counts[0] * after):.2f}" if counts[0] else ""  # fmt: skip
    return (
        f"since {at} there are ×{math.exp(change):.2f} as many reports a day in these data as before"
        f"{each}. Whether there was more or less to tell or only more or less told, they cannot say"
    )


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
