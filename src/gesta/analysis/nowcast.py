"""How much of the last two weeks is still unreported.

Each recent day's attacks are its reports so far and those to come. With a steady rate mu over the
window, gamma-mixed by the spread of the counts, what is to come on a day of age a is Poisson with
mean `lambda (1 - F(a))`, where F is the share reported by that age and lambda is drawn given what
came (Lawless 1994; Salmon et al. 2015, Biometrics 71). Refused where the backtest fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.answer import NO, YES, Answer, refuse
from gesta.analysis.bulk import bulk
from gesta.analysis.complete import RECENT, Completeness, completeness
from gesta.analysis.happenings import DAY, Happenings
from gesta.analysis.interval import estimate_of
from gesta.analysis.redraw import affordable, redraw
from gesta.analysis.series import dispersion

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

LEAST_DAYS, LEAST = 42, 20
LOOK_BACK = 400
"""Days: delays of more than a year ago say nothing about today's."""

METHOD = (
    "reversed hazards of the delays from attack to first report (Lawless 1994), tried on past "
    "weeks before use; what is still to come is drawn day by day (Salmon et al. 2015)"
)
UNDATED = (
    "For more than one in ten of the attacks the day of the first report is not known, so that nothing tells how "
    "late reports come. A ledger has it where its reports are dated, a table in its column `reported`."
)
ASSUMES = (
    "reports of the last days take as long as those of the weeks before",
    "attacks reported more than 28 days late are left out",
)


def nowcast(happenings: Happenings, *, draws: int, seed: int) -> Answer:
    """How many attacks of the last 14 days are not reported yet; needs 42 days and 20 attacks."""
    happenings = happenings.last(LOOK_BACK)
    draws = affordable(happenings, draws)
    begin, end = happenings.begin, happenings.end
    question = f"Are {happenings.words} of the last {RECENT} days still unreported?"
    if begin is None or end is None or (end - begin).days + 1 < LEAST_DAYS:
        return refuse(question, f"The data cover less than {LEAST_DAYS} days.", happenings, method=METHOD)  # fmt: skip
    question = (
        f"Are {happenings.words} of the last {RECENT} days "
        f"({end - timedelta(days=RECENT - 1)} to {end}) still unreported?"
    )
    if len(happenings.rows) < LEAST:
        reason = f"{len(happenings.rows)} attacks are too few to tell how late reports come; {LEAST} are needed."  # fmt: skip
        return refuse(question, reason, happenings, method=METHOD)
    known = completeness(happenings, draws=draws, seed=seed)
    had = observed(happenings, known, draws=draws, seed=seed)
    if known.state in ("unknown", "unstable", "trimmed"):
        words = known.words[0].upper() + known.words[1:] + "."
        if known.state == "unknown":
            words = UNDATED
        plot = weeks_plot(happenings, had, None)
        return refuse(question, words, happenings, method=METHOD, plot=plot)
    return _answer(question, happenings, known, had, seed)


def _answer(
    question: str, happenings: Happenings, known: Completeness, had: Ints, seed: int
) -> Answer:
    more = to_come(had, known, np.random.default_rng([seed, 2]))
    now, due = had[:, -RECENT:], more[:, -RECENT:]
    total = now.sum(axis=1) + due.sum(axis=1)
    missing = estimate_of("still to be reported", due.sum(axis=1), "attacks")
    verdict = YES if missing.low >= 1 else NO
    words = (
        f"About {missing.value:.0f} attacks of the last {RECENT} days are still to be reported."
        if verdict == YES
        else "The last days are as good as complete: few or no reports are still to come."
    )
    return Answer(
        question, verdict, words, len(happenings.rows), METHOD,
        estimates=(
            missing,
            estimate_of(f"attacks of the last {RECENT} days in all", total, "attacks"),
            estimate_of("reported so far", 100 * now.sum(axis=1) / np.maximum(total, 1), "%"),
        ),
        smallest="1 attack still to come",
        dropped={**happenings.left_out(), **late(happenings, known)},
        assumptions=ASSUMES,
        warnings=(*happenings.notes, *bulk(happenings.last(RECENT)), *(() if known.backtest else ("too few late reports came to try the nowcast on past weeks",))),
        table=tuple(_table(happenings, now, due)),
        incidents=happenings.ids, refused=happenings.refused,
        plot=weeks_plot(happenings, had, more),
    )  # fmt: skip


def observed(happenings: Happenings, known: Completeness, *, draws: int, seed: int) -> Ints:
    """`[draws, days]`: attacks reported so far, without those reported too late to be compared."""
    fits = [known.counted(row) for row in happenings.rows]
    return redraw(happenings, draws=draws, seed=seed).counts(lambda index: fits[index])


def to_come(had: Ints, known: Completeness, rng: np.random.Generator) -> Ints:
    """`[draws, days]`: attacks of each day still to be reported, drawn once for each draw."""
    share = known.exposures(had.shape[1])
    window = slice(-RECENT, None)
    spread = dispersion(had[:, :-RECENT].mean(axis=0)) if had.shape[1] > 2 * RECENT else 1.0
    spread = 1.0 if np.isnan(spread) else spread
    sums = had[:, window].sum(axis=1) / spread
    rate = rng.gamma(sums + 0.5, spread / share[:, window].sum(axis=1))[:, None]
    if spread > 1.0:
        size = rate / (spread - 1.0)
        rate = rng.gamma(size + had, 1.0 / (1.0 / (spread - 1.0) + share))
    return np.asarray(rng.poisson(rate * (1 - share)), dtype=np.int64)


def late(happenings: Happenings, known: Completeness) -> dict[str, int]:
    """How many rows were reported too late to be compared with recent days."""
    found = sum(not known.counted(row) for row in happenings.rows)
    return {"reported more than 28 days late": found} if found else {}


def _table(happenings: Happenings, now: Ints, due: Ints) -> list[Mapping[str, Any]]:
    end = happenings.end
    if end is None:
        return []
    low, high = np.quantile(now + due, [0.05, 0.95], axis=0)
    middle = np.median(now, axis=0), np.median(now + due, axis=0)
    return [
        {"day": (end - timedelta(days=RECENT - 1 - i)).isoformat(), "reported": int(middle[0][i]),
         "in all": int(middle[1][i]), "at least": int(low[i]), "at most": int(high[i])}
        for i in range(RECENT)
    ]  # fmt: skip


def weeks_plot(
    happenings: Happenings, had: Ints, more: Ints | None, *, skip: int = 0
) -> dict[str, Any]:
    """Data of the plot `weeks`: whole weeks up to the last day counted, and what is to come.

    The last `skip` days of the happenings are not in `had`.
    """
    whole = had.shape[1] // 7 * 7
    by_week = had[:, had.shape[1] - whole :].reshape(len(had), -1, 7).sum(axis=2)
    plot: dict[str, Any] = {
        "kind": "weeks", "end": happenings.end - skip * DAY if happenings.end else None,
        "counts": np.median(by_week, axis=0).tolist(),
        "recent": RECENT // 7, "what": happenings.words,
    }  # fmt: skip
    if more is not None:
        total = by_week + more[:, more.shape[1] - whole :].reshape(len(had), -1, 7).sum(axis=2)
        low, mid, high = np.quantile(total, [0.05, 0.5, 0.95], axis=0)
        plot |= {"total": mid.tolist(), "low": low.tolist(), "high": high.tolist()}
    return plot
