"""Whether a network of acts has more structure than its degrees alone would give.

Each figure is compared with the same figure of random networks in which every party acts as often,
and every occasion has as many parties (`curveball.py`). Busy parties meet often and are hit back
often by chance; only what goes beyond that is structure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.acts import Acts
from gesta.analysis.curveball import curveball

Floats: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = Sequence[frozenset[int]]

RANDOM = 400
"""Random networks."""

LEAST_JOINT, LEAST_PAIRS, LEAST_PARTIES = 10, 10, 5
_FALSE = 0.10  # share of false finds among pairs (Benjamini & Hochberg 1995)
_REDRAWN = 60  # of the ledger's draws, how many the figures are computed for

RECIPROCITY = "attacked pairs that attack back"
CIRCLES = "meetings in fixed circles"
CLUSTERING = "partners of a partner who are partners"
MODULARITY = "modularity of two camps"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, what chance gives (90 %), the chance of as much, and its values over the ledger's
    draws. `fault` says why it cannot be tested."""

    what: str
    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    p: float = math.nan
    seen: float = math.nan  # the value that would be seen in 4 of 5
    drawn: tuple[float, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """The four figures and the pairs that act together more often than chance gives."""

    figures: tuple[Figure, ...]
    pairs: tuple[tuple[str, str, int, float], ...] = ()  # who, whom, occasions, p


def structure(acts: Acts, present: Sequence[Collection[str]], *, seed: int) -> Structure:
    """The structure of acts; `present` are the incidents that took place in each draw."""
    together, pairs = _together(acts, present, seed)
    return Structure((_back(acts, present, seed), *together), pairs)


def adjusted(figures: Sequence[Figure]) -> list[float]:
    """The p-values for asking several questions at once (Holm 1979); nan where none was asked."""
    asked = sorted((f.p, k) for k, f in enumerate(figures) if not math.isnan(f.p))
    found, least = [math.nan] * len(figures), 0.0
    for rank, (p, k) in enumerate(asked):
        least = max(least, min(1.0, p * (len(asked) - rank)))
        found[k] = least
    return found


# ---------------------------------------------------------------- who attacks whom


def reciprocity(rows: Rows) -> float:
    """The share of directed pairs whose other direction is there too."""
    number = sum(len(row) for row in rows)
    back = sum(k in rows[other] for k, row in enumerate(rows) for other in row)
    return back / number if number else math.nan


def _back(acts: Acts, present: Sequence[Collection[str]], seed: int) -> Figure:
    names = sorted({one for pair in acts.against for one in pair})
    if len(acts.against) < LEAST_PAIRS or len(names) < LEAST_PARTIES:
        return Figure(RECIPROCITY, fault=(
            f"{len(acts.against)} pairs of attacker and attacked among {len(names)} named parties; "
            f"{LEAST_PAIRS} among {LEAST_PARTIES} are needed"
        ))  # fmt: skip

    def rows(pairs: Collection[tuple[str, str]]) -> list[frozenset[int]]:
        at = {name: k for k, name in enumerate(names)}
        held: list[set[int]] = [set() for _ in names]
        for doer, other in pairs:
            held[at[doer]].add(at[other])
        return [frozenset(row) for row in held]

    own = rows(list(acts.against))
    random = [reciprocity(r) for r in curveball(own, draws=RANDOM, seed=seed, loops=False)]
    drawn = [reciprocity(rows(_there(acts.against, ids))) for ids in present[:_REDRAWN]]
    return _figure(RECIPROCITY, reciprocity(own), random, drawn)


def _there(table: Mapping[Any, Collection[str]], ids: Collection[str]) -> list[Any]:
    return [key for key, incidents in table.items() if any(i in ids for i in incidents)]


# ---------------------------------------------------------------- who acts with whom


def meetings(rows: Rows, columns: int) -> NDArray[np.int64]:
    """`[party, party]`: occasions on which two acted together, 0 on the diagonal."""
    table = np.zeros((len(rows), columns), dtype=np.int64)
    for k, row in enumerate(rows):
        table[k, list(row)] = 1
    shared = table @ table.T
    np.fill_diagonal(shared, 0)
    return np.asarray(shared)


def circles(shared: NDArray[np.int64]) -> float:
    """The mean square of the meetings of a pair (Roberts & Stone 1990): high where the same meet."""
    pairs = len(shared) * (len(shared) - 1)
    return float((shared**2).sum() / pairs) if pairs else math.nan


def clustering(shared: NDArray[np.int64]) -> float:
    """The share of two partners of one who are partners too (transitivity)."""
    tied = (shared > 0).astype(np.int64)
    paths = float((tied.sum(axis=1) * (tied.sum(axis=1) - 1)).sum())
    return float(np.trace(tied @ tied @ tied)) / paths if paths else 0.0


def modularity(shared: NDArray[np.int64]) -> float:
    """The modularity of the best split in two camps, by the leading eigenvector (Newman 2006)."""
    degree = shared.sum(axis=1).astype(float)
    whole = degree.sum()
    if not whole:
        return 0.0
    beyond = shared - np.outer(degree, degree) / whole
    camp = np.where(np.linalg.eigh(beyond)[1][:, -1] >= 0, 1.0, -1.0)
    return float(camp @ beyond @ camp / (2 * whole))


def _together(
    acts: Acts, present: Sequence[Collection[str]], seed: int
) -> tuple[list[Figure], tuple[tuple[str, str, int, float], ...]]:
    occasions = sorted(acts.joint, key=lambda key: (key[0], sorted(key[1])))
    names = sorted({one for _, who in occasions for one in who})
    several = sum(len(who) > 1 for _, who in occasions)
    whats: tuple[tuple[str, Callable[[NDArray[np.int64]], float]], ...] = (
        (CIRCLES, circles), (CLUSTERING, clustering), (MODULARITY, modularity),
    )  # fmt: skip
    if several < LEAST_JOINT or len(names) < LEAST_PARTIES:
        fault = (
            f"{several} occasions on which two or more of {len(names)} named parties acted together; "
            f"{LEAST_JOINT} and {LEAST_PARTIES} parties are needed"
        )
        return [Figure(what, fault=fault) for what, _ in whats], ()

    def rows(keys: Collection[Any]) -> list[frozenset[int]]:
        there = set(keys)
        return [
            frozenset(c for c, key in enumerate(occasions) if key in there and name in key[1])
            for name in names
        ]

    own = rows(occasions)
    shared = meetings(own, len(occasions))
    random = [
        meetings(r, len(occasions)) for r in curveball(own, draws=RANDOM, seed=seed + 1)
    ]  # fmt: skip
    redrawn = [
        meetings(rows(_there(acts.joint, ids)), len(occasions)) for ids in present[:_REDRAWN]
    ]
    figures = [
        _figure(what, of(shared), [of(r) for r in random], [of(r) for r in redrawn])
        for what, of in whats
    ]
    return figures, _frequent(names, shared, np.array(random))


def _frequent(
    names: Sequence[str], shared: NDArray[np.int64], random: NDArray[np.int64]
) -> tuple[tuple[str, str, int, float], ...]:
    """Pairs that meet more often than chance gives, a tenth of them false at most on average.

    The p-value is Poisson's around the mean of the random networks, which is larger than theirs:
    with the degrees kept, meetings vary less.
    """
    mean = random.mean(axis=0)
    rows = []
    for one, two in combinations(range(len(names)), 2):
        if shared[one, two] > 1:
            rows.append((at_least(int(shared[one, two]), float(mean[one, two])), one, two))
    rows.sort()
    asked = len(names) * (len(names) - 1) // 2
    kept = max((k for k, row in enumerate(rows, 1) if row[0] <= _FALSE * k / asked), default=0)
    return tuple((names[a], names[b], int(shared[a, b]), p) for p, a, b in rows[:kept])


def at_least(number: int, mean: float) -> float:
    """The chance of `number` or more where `mean` are expected (Poisson).

    >>> round(at_least(1, 0.1), 4), at_least(0, 0.1)
    (0.0952, 1.0)
    """
    below = sum(
        math.exp(k * math.log(max(mean, 1e-12)) - mean - math.lgamma(k + 1)) for k in range(number)
    )
    return max(0.0, 1.0 - below)


def _figure(
    what: str, value: float, random: Sequence[float], drawn: Sequence[float]
) -> Figure:  # fmt: skip
    """The figure against chance; all but the mean square of meetings end at 1."""
    chance = np.array(random)
    low, high = (float(q) for q in np.quantile(chance, [0.05, 0.95]))
    if chance.std() < 1e-12:
        return Figure(what, value, low, high, fault="how often each acts leaves only one network")
    p = float(((chance >= value - 1e-12).sum() + 1) / (len(chance) + 1))
    # Four tests share 5 %: the value beyond which one is seen, and 0.84 deviations more.
    seen = float(np.quantile(chance, 1 - 0.05 / 4) + 0.84 * chance.std())
    known = np.array([v for v in drawn if not math.isnan(v)] or [value])
    # Draws leave acts out, and thinner networks have other figures by that alone.
    around = known - np.median(known) + value
    most = np.inf if what == CIRCLES else max(known.max(), value, 1.0)
    around = np.clip(around, min(known.min(), value, 0.0), most)
    return Figure(what, value, low, high, p, seen, tuple(around.tolist()))
