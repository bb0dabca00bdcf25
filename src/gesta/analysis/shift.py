"""Did it move: whether the shares of targets, recipients, actors or areas differ from a day on.

The two-row table of sorts is tested by permuting whole weeks between before and after, so that a
burst of alike attacks counts as one (cluster permutation; Pesarin & Salmaso 2010, ch. 2). Where a
week still resembles the next, weeks are taken in pairs and fours. The intervals of shares are Dirichlet draws with
the counts divided by the extra-multinomial dispersion of the blocks (McCullagh & Nelder 1989, 5.5).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.answer import NO, OPEN, YES, Answer, Estimate, refuse
from gesta.analysis.bulk import bulk
from gesta.analysis.happenings import Happenings
from gesta.analysis.interval import estimate_of
from gesta.analysis.outlets import changes_of_telling
from gesta.analysis.redraw import Draws, affordable, redraw
from gesta.analysis.sorts import sorts_of

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

AFTER = 28
"""Days taken as after where no day is given."""

LEAST, LEAST_EACH, LEAST_WAYS = 20, 8, 40
LEVEL, SEEN = 0.05, 0.25
_SORTS, _PERMUTED, _ALIKE, _WEEK = 8, 1999, 0.15, 7
_POWER = 1.96 + 0.842
REST = "other"
METHOD = (
    "two-row table of shares, tested by permuting blocks of whole weeks (Pesarin & Salmaso 2010); intervals "
    "from Dirichlet draws scaled by the dispersion between blocks (McCullagh & Nelder 1989)"
)
ASSUMES = (
    "reports tell of all sorts as early and as fully as before",
    "blocks of weeks are alike but for the change",
)


def shift(
    happenings: Happenings, of: str, *, at: date | None, draws: int, seed: int
) -> Answer:  # fmt: skip
    """Whether shares of `of` differ from day `at` on; needs 20 attacks, 8 before and 8 after."""
    begin, end = happenings.begin, happenings.end
    question = f"Did {happenings.words} move to another {of}?"
    if begin is None or end is None:
        return refuse(question, "There is nothing to compare.", happenings, method=METHOD)
    at = at or end - timedelta(days=AFTER - 1)
    question = f"Did {happenings.words} move to another {of} from {at} to {end}, compared with {begin} to {at - timedelta(days=1)}?"
    if not begin < at <= end:
        reason = f"{at} is not inside the days covered, {begin} to {end}."
        return refuse(question, reason, happenings, method=METHOD)
    sorts = sorts_of(happenings, of)
    known = happenings.only(lambda row: bool(sorts(row)))
    unknown = {f"without a known {of}": len(happenings.rows) - len(known.rows)}
    drawn = redraw(known, draws=affordable(known, draws), seed=seed)
    table = _table(known, drawn, [sorts(row) for row in known.rows], (at - begin).days)
    fault = table.fault()
    if fault is not None:
        return refuse(question, fault, happenings, method=METHOD)
    told = changes_of_telling(happenings, begin, at, end)
    warnings = (*happenings.notes, *bulk(happenings), *told)
    found = _answer(question, known, table, unknown, np.random.default_rng([seed, 5]))
    return replace(found, warnings=warnings)


@dataclass(frozen=True, slots=True)
class Table:
    """`cells[b, k]`: expected attacks of sort k in block b; blocks from `first` on are after."""

    names: tuple[str, ...]
    cells: Floats
    first: int
    weeks: int  # of a block
    days: tuple[int, int]  # before and after
    drawn: Floats  # [draws, 2, k]: attacks before and after

    @property
    def sums(self) -> Floats:
        """`[2, k]`: attacks before and after."""
        return np.stack(
            [self.cells[: self.first].sum(axis=0), self.cells[self.first :].sum(axis=0)]
        )

    def fault(self) -> str | None:
        """Why the table cannot be tested, in words; None where it can."""
        before, after = self.sums.sum(axis=1)
        if before + after < LEAST or min(before, after) < LEAST_EACH:
            enough = before + after >= max(LEAST, 2 * LEAST_EACH)
            other = " Another day, by `--at`, has more on either side." if enough else ""
            return (
                f"{before:.0f} attacks before and {after:.0f} after whose sort is known; {LEAST} in all and {LEAST_EACH} "
                f"on either side are needed.{other}"
            )
        if len(self.names) < 2:
            return f"All attacks are of one sort, {self.names[0]}."
        if math.comb(len(self.cells), self.first) < LEAST_WAYS:
            block = "a week" if self.weeks == 1 else f"{self.weeks} weeks"
            return (
                f"There are {self.first} blocks of {block} before and {len(self.cells) - self.first} after; too few to "
                "tell a move from one burst of alike attacks."
            )
        return None


def _table(
    happenings: Happenings, draws: Draws, sorts: Sequence[tuple[str, ...]], at: int
) -> Table:
    """Blocks of 1, 2 or 4 weeks: the shortest that do not resemble the next."""
    top = Counter(name for names in sorts for name in names).most_common()
    names = [name for name, _ in sorted(top[:_SORTS], key=lambda t: (-t[1], t[0]))]
    names += [REST] if len(top) > _SORTS else []
    where = {name: index for index, name in enumerate(names)}
    weight = np.zeros((len(sorts), len(names)))
    for row, own in enumerate(sorts):
        for name in own:
            weight[row, where.get(name, len(names) - 1)] += 1 / len(own)
    daily = np.zeros((draws.length, len(names)))
    drawn = np.zeros((len(draws.days), 2, len(names)))
    inside = (draws.days >= 0) & (draws.days < draws.length) & (draws.number > 0)
    for column, row in enumerate(draws.rows):
        pick = inside[:, column]
        days, number = draws.days[pick, column], draws.number[pick, column]
        np.add.at(daily, days, number[:, None] * weight[row] / len(draws.days))
        drawn[np.flatnonzero(pick), (days >= at).astype(int)] += number[:, None] * weight[row]
    length = (at, draws.length - at)
    for weeks in (1, 2, 4):
        cells, first = _blocks(daily, at, weeks * _WEEK)
        table = Table(tuple(names), cells, first, weeks, length, drawn)
        if _alike(table) <= _ALIKE:
            break
    return table


def _blocks(daily: Floats, at: int, days: int) -> tuple[Floats, int]:
    """Sums of blocks counted from day `at` in both directions, and how many are before it."""
    index = (np.arange(len(daily)) - at) // days
    index -= index.min()
    cells = np.zeros((int(index.max()) + 1, daily.shape[1]))
    np.add.at(cells, index, daily)
    return cells, int(index[at])


def _residuals(table: Table) -> Floats:
    """Pearson residuals of the blocks from the shares of their side."""
    found = np.zeros_like(table.cells)
    for part in (slice(None, table.first), slice(table.first, None)):
        cells = table.cells[part]
        share = cells.sum(axis=0) / max(cells.sum(), 1e-9)
        expected = np.maximum(cells.sum(axis=1, keepdims=True) * share, 1e-9)
        found[part] = (cells - expected) / np.sqrt(np.maximum(expected, 0.05))
    return found


def _alike(table: Table) -> float:
    """The correlation of a block's residuals with the next block's, without the bias that comes
    of measuring them from their own means (about -2 over the free blocks)."""
    residuals = _residuals(table)
    pairs = np.ones(len(residuals) - 1, dtype=bool)
    pairs[table.first - 1] = False
    product = (residuals[1:] * residuals[:-1]).sum(axis=1)[pairs].sum()
    return float(product / max((residuals**2).sum(), 1e-9)) + 2 / max(len(residuals) - 2, 1)


def _free(table: Table) -> int:
    return max((len(table.names) - 1) * (len(table.cells) - 2), 1)


def _spread(table: Table) -> float:
    """Extra-multinomial dispersion of the blocks around the shares of their side, at least 1;
    more where a block still resembles the next."""
    spread = float((_residuals(table) ** 2).sum()) / _free(table)
    return max(1.0, spread * (1 + 2 * max(_alike(table), 0.0)))


def p_value(table: Table, rng: np.random.Generator) -> float:
    """The share of permutations of blocks whose table is as far from equal shares."""
    blocks, after = len(table.cells), len(table.cells) - table.first
    order = rng.random((_PERMUTED, blocks)).argsort(axis=1)
    picked = np.zeros((_PERMUTED + 1, blocks))
    np.put_along_axis(picked[1:], order[:, :after], 1.0, axis=1)
    picked[0, table.first :] = 1.0
    then = picked @ table.cells
    total = table.cells.sum(axis=0)
    share = total / total.sum()
    far = np.zeros(len(picked))
    for side in (then, total - then):
        expected = np.maximum(side.sum(axis=1, keepdims=True) * share, 1e-9)
        far += ((side - expected) ** 2 / expected).sum(axis=1)
    return float((far >= far[0] - 1e-9).mean())


def share_draws(table: Table, rng: np.random.Generator) -> Floats:
    """`[draws, 2, k]`: shares before and after, drawn over doubts and over chance."""
    free = _free(table)
    spread = np.maximum(_spread(table) * free / rng.chisquare(free, size=len(table.drawn)), 1.0)
    scaled = table.drawn / spread[:, None, None] + 0.5
    drawn = rng.gamma(scaled)
    return np.asarray(drawn / drawn.sum(axis=2, keepdims=True))


def _answer(
    question: str,
    happenings: Happenings,
    table: Table,
    unknown: Mapping[str, int],
    rng: np.random.Generator,
) -> Answer:
    chance = p_value(table, rng)
    shares = share_draws(table, rng)
    moved = 100 * (shares[:, 1] - shares[:, 0])
    estimates = tuple(
        estimate_of(f"share of {name}", moved[:, k], "percentage points")
        for k, name in enumerate(table.names)
    )
    sums = table.sums.sum(axis=1)
    large = float(min(0.5, table.sums.sum(axis=0).max() / sums.sum()))
    error = math.sqrt(large * (1 - large) * _spread(table) * float((1 / sums).sum()))
    verdict, words = _verdict(chance, _POWER * error, estimates, table.names)
    return Answer(
        question, verdict, words, len(happenings.rows), METHOD, estimates=estimates,
        smallest=f"a move of {100 * _POWER * error:.0f} % of the attacks (in 4 of 5 such ledgers)",
        dropped={**happenings.left_out(), **{k: v for k, v in unknown.items() if v}},
        assumptions=ASSUMES, table=tuple(_rows(table)), incidents=happenings.ids,
        refused=happenings.refused, plot=_plot(table, shares),
    )  # fmt: skip


def _verdict(
    chance: float, smallest: float, estimates: Sequence[Estimate], names: Sequence[str]
) -> tuple[str, str]:
    if chance < LEVEL:
        up = max(range(len(names)), key=lambda k: estimates[k].value)
        down = min(range(len(names)), key=lambda k: estimates[k].value)
        return YES, (
            f"The shares differ beyond bursts and chance (p = {chance:.3f}): {names[up]} "
            f"{estimates[up].value:+.0f}, {names[down]} {estimates[down].value:+.0f} percentage points."
        )
    if smallest <= SEEN:
        return NO, f"The shares are within what bursts and chance would give (p = {chance:.2f})."
    return OPEN, (
        f"The attacks are too few or too bursty (p = {chance:.2f}): a move of less than "
        f"{100 * smallest:.0f} % of them would go unseen here."
    )


def _rows(table: Table) -> list[Mapping[str, Any]]:
    """For each sort its attacks, shares and rates: a smaller share may still be more attacks."""
    shares = table.sums / np.maximum(table.sums.sum(axis=1, keepdims=True), 1e-9)
    weekly = table.sums / np.array(table.days)[:, None] * _WEEK
    return [
        {"sort": name, "before": round(float(table.sums[0, k])), "after": round(float(table.sums[1, k])),
         "% before": round(100 * float(shares[0, k])), "% after": round(100 * float(shares[1, k])),
         "a week before": float(weekly[0, k]), "a week after": float(weekly[1, k])}
        for k, name in enumerate(table.names)
    ]  # fmt: skip


def _plot(table: Table, shares: Floats) -> dict[str, Any]:
    """Data of the plot `shares`: shares before and after with their intervals."""
    low, middle, high = np.quantile(100 * shares, [0.05, 0.5, 0.95], axis=0).tolist()
    return {"kind": "shares", "names": table.names, "low": low, "middle": middle, "high": high}
