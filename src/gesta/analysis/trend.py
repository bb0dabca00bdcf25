"""Are attacks rising: the rate of the last 14 days against that of the 56 days before.

The logarithm of the ratio of two counts over their exposures (days, recent ones with the share
reported so far) is Student's t around its estimate, with the error of quasi-Poisson counts
(McCullagh & Nelder 1989, ch. 9): the dispersion is that of weekly counts (`spread.py`). The
ratio's draws run over ledger doubts, reporting delays and chance together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.answer import NO, OPEN, YES, Answer, factors_seen, refuse
from gesta.analysis.bulk import bulk
from gesta.analysis.complete import Completeness, completeness
from gesta.analysis.extras import need
from gesta.analysis.happenings import Happenings
from gesta.analysis.interval import estimate_of
from gesta.analysis.nowcast import LOOK_BACK, late, observed, to_come, weeks_plot
from gesta.analysis.outlets import TOO, change_of_reports, changes_of_telling
from gesta.analysis.redraw import affordable, middle
from gesta.analysis.spread import MOST, weekly_spread

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

RECENT, BEFORE, WEEK = 14, 56, 7
LEAST = 10
LEAST_RECENT = 8
"""Incidents of the last 14 days below which nothing is said of large numbers among them."""

SEEN = 2.0
"""`No sign of it` is said only where a change by this factor would have been seen."""

_POWER = 1.645 + 0.842  # of a 5 % test to be passed in 80 %
METHOD = (
    "ratio of two rates, scaled by the dispersion of weekly counts (McCullagh & Nelder 1989), over "
    "draws of the ledger's doubts and of the reports still to come (Lawless 1994)"
)
ASSUMES = (
    "reports cover all these days alike: no outlet came or went",
    "weeks vary around a steady rate within the 56 days before",
)


SLOWER = (
    "There are fewer attacks a day than before, beyond chance; but did reports of the last weeks "
    "take twice as long, which nobody could know yet, that would explain it."
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Draws of recent over earlier rate, and the standard error of its logarithm."""

    drawn: Floats
    recent: Floats
    earlier: Floats
    error: float


def trend(happenings: Happenings, *, draws: int, seed: int) -> Answer:
    """Whether attacks rise; needs 70 days, 10 attacks among them, and recent days that can be used."""
    happenings = happenings.last(LOOK_BACK)
    draws = affordable(happenings, draws)
    begin, end = happenings.begin, happenings.end
    question = f"Are {happenings.words} rising?"
    wanted = RECENT + BEFORE
    if begin is None or end is None or (end - begin).days + 1 < wanted:
        covered = 0 if begin is None or end is None else (end - begin).days + 1
        reason = (
            f"The data cover {covered} days; {wanted} are needed: {RECENT} and the {BEFORE} before."
        )
        return refuse(question, reason, happenings, method=METHOD)
    known = completeness(happenings, draws=draws, seed=seed)
    had = observed(happenings, known, draws=draws, seed=seed)
    if not known.usable:
        words = known.words[0].upper() + known.words[1:] + "."
        return refuse(question, words, happenings, method=METHOD, plot=weeks_plot(happenings, had, None))  # fmt: skip
    if had.shape[1] - known.trim < wanted:
        reason = f"Without the last {known.trim} days, which are incomplete, less than {wanted} days are left."
        return refuse(question, reason, happenings, method=METHOD)
    had = had[:, : had.shape[1] - known.trim]
    seen = float(np.median(had[:, -wanted:].sum(axis=1)))
    last = end - timedelta(days=known.trim)
    question = (
        f"Are {happenings.words} rising: more a day from {last - timedelta(days=RECENT - 1)} to {last} "
        f"than in the {BEFORE} days before?"
    )
    if seen < LEAST:
        reason = f"{seen:.0f} attacks in {wanted} days are too few; {LEAST} are needed."
        return refuse(question, reason, happenings, method=METHOD)
    large = _large(happenings, last)
    since = last - timedelta(days=wanted - 1)
    counted = happenings.only(lambda row: since <= middle(row) <= last)
    ratio = ratio_of(
        had, known.exposures(had.shape[1], skip=known.trim), np.random.default_rng([seed, 3])
    )
    return _answer(question, counted, known, had, ratio, seed, large)


def ratio_of(had: Ints, share: Floats, rng: np.random.Generator) -> Ratio:
    """The ratio of the rates, in each draw; `had` and `share` are `[draws, days]`."""
    recent, before = had[:, -RECENT:], had[:, -RECENT - BEFORE : -RECENT]
    now, then = share[:, -RECENT:].sum(axis=1), share[:, -RECENT - BEFORE : -RECENT].sum(axis=1)
    spread, free = weekly_spread(had, share)
    chance = free / rng.chisquare(free, size=len(had))
    counts = [part.sum(axis=1) + 0.5 for part in (recent, before)]
    error = np.sqrt(spread * (1 / counts[0] + 1 / counts[1]))
    centre = np.log(counts[0] / now) - np.log(counts[1] / then)
    quantile = need("scipy.special", "for a trend").stdtrit
    spaced = (rng.permutation(len(had)) + 0.5) / len(had)  # evenly, so that few draws will do
    drawn = np.exp(centre + quantile(free, spaced) * error)
    rates = [
        rng.gamma(count / (spread * chance), spread * chance / days)
        for count, days in zip(counts, (now, then), strict=True)
    ]
    return Ratio(drawn, rates[0], rates[1], float(np.mean(error)))


def _answer(
    question: str, happenings: Happenings, known: Completeness, had: Ints, ratio: Ratio, seed: int,
    large: tuple[str, ...],
) -> Answer:  # fmt: skip
    estimate = estimate_of("rate of the last 14 days over the 56 before", ratio.drawn, "×")
    smallest = math.exp(_POWER * ratio.error)
    verdict, words = _verdict(estimate.low, estimate.high, smallest)
    if estimate.high < 1 and known.state == "tested" and not _holds_if_slower(had, known, seed):
        verdict, words = OPEN, SLOWER
    split = _split(happenings, known)
    if not estimate.low <= 1 <= estimate.high and split and change_of_reports(happenings, *split):
        words += TOO
    more = None
    if known.state in ("tested", "complete"):
        more = to_come(had, known, np.random.default_rng([seed, 2]))
    naive = (had[:, -RECENT:].sum(axis=1).mean() / RECENT) / max(
        had[:, -RECENT - BEFORE : -RECENT].sum(axis=1).mean() / BEFORE, 1e-9
    )
    return Answer(
        question, verdict, words, len(happenings.rows), METHOD,
        estimates=(
            estimate,
            estimate_of("attacks a day in the last 14 days", ratio.recent),
            estimate_of("attacks a day in the 56 days before", ratio.earlier),
        ),
        smallest=factors_seen(smallest),
        dropped={**happenings.left_out(), **late(happenings, known)},
        assumptions=(*ASSUMES, *(() if known.state == "unknown" else (f"delays as before: {known.words}",))),
        warnings=_warnings(happenings, known, large),
        beside=(f"counts as they stand give ×{naive:.2f}; reports still to come are missing there",),
        incidents=happenings.ids, refused=happenings.refused,
        plot={**weeks_plot(happenings, had, more, skip=known.trim), "rates": _rates(ratio)},
    )  # fmt: skip


def _rates(ratio: Ratio) -> list[dict[str, Any]]:
    """For the plot: first and last day counted back from the last one, and attacks a week."""
    spans = ((RECENT + BEFORE, RECENT, ratio.earlier), (RECENT, 0, ratio.recent))
    return [
        {"from": first, "to": last, "rate": (np.quantile(drawn, [0.05, 0.5, 0.95]) * WEEK).tolist()}
        for first, last, drawn in spans
    ]


def _warnings(
    happenings: Happenings, known: Completeness, large: tuple[str, ...]
) -> tuple[str, ...]:  # fmt: skip
    found = [*happenings.notes, *large]
    if known.state in ("unknown", "trimmed"):
        found.append(known.words)
    split = _split(happenings, known)
    return (*found, *changes_of_telling(happenings, *split)) if split else tuple(found)


def _large(happenings: Happenings, last: date) -> tuple[str, ...]:
    """Warnings of large numbers in either rate, or in the weeks that the dispersion is taken from."""

    def back(days: int, until: int = 0) -> Happenings:
        begin, end = last - timedelta(days=days - 1), last - timedelta(days=until)
        return happenings.only(lambda row: begin <= middle(row) <= end)

    whole = RECENT + BEFORE
    return (
        *bulk(back(RECENT), f"of the last {RECENT} days", least=LEAST_RECENT),
        *(
            bulk(back(whole, RECENT), f"of the {BEFORE} days before")
            or bulk(back(MOST * WEEK, RECENT), "of the weeks before, whose ups and downs count,")
        ),
    )


def _split(happenings: Happenings, known: Completeness) -> tuple[date, date, date] | None:
    """The first day compared, the first of the last 14, and the end."""
    if happenings.end is None:
        return None
    at = happenings.end - timedelta(days=known.trim + RECENT - 1)
    return at - timedelta(days=BEFORE), at, happenings.end


def _holds_if_slower(had: Ints, known: Completeness, seed: int) -> bool:
    """Whether the fall is there with delays twice as long: a slowdown of the last two weeks looks
    like a fall, and the backtest has not seen it yet."""
    slower = ratio_of(had, known.if_slower(had.shape[1]), np.random.default_rng([seed, 3]))
    return estimate_of("", slower.drawn).high < 1


def _verdict(low: float, high: float, smallest: float) -> tuple[str, str]:
    if low > 1:
        return YES, "More attacks a day than before, beyond what chance and delays would do."
    if high < 1:
        return (
            NO,
            "There are fewer attacks a day than before, beyond what chance and delays would do.",
        )
    if smallest <= SEEN:
        return NO, "The last 14 days are within what a steady rate would give."
    return (
        OPEN,
        f"The attacks are too few or too uneven to tell: what could be seen here is {factors_seen(smallest)}.",
    )
