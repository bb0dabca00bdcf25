"""Coarsened exact matching, and the difference between matched cases (Iacus, King & Porro 2012).

Cases are alike where every trait falls into the same bin: counts in bins that double in width,
measures in bins of equal width, as many as Sturges 1926 has it, or fewer, down to two, where those
leave less than half of the treated cases a partner. What finds no partner is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis import glm
from gesta.analysis.regression import independent

Floats: TypeAlias = NDArray[np.float64]

LEAST = 8
"""Matched cases of either side below which nothing is estimated."""

LEAST_EVENTS = 5
"""Events after the matched cases, both sides together, below which nothing is estimated."""

PERMUTED = 199
_SHRINK = 0.5  # ridge that keeps a ratio finite where one side has no events at all


@dataclass(frozen=True, slots=True)
class Difference:
    """How many events more after treated cases than after matched controls, or why that is unknown.

    `ratio` is the logarithm of the ratio of the two rates, `p` its p-value.
    """

    treated: int
    controls: int
    value: float = math.nan
    error: float = math.nan
    p: float = math.nan
    reason: str = ""
    ratio: float = math.nan
    ratio_error: float = math.nan


def strata(traits: Sequence[NDArray[Any]], treated: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The stratum of each case, with the finest bins that match half of the treated cases."""
    finest = math.ceil(math.log2(max(len(treated), 2))) + 1
    of = np.zeros(len(treated), dtype=np.int64)
    for many in (finest, *(k for k in (6, 4, 3, 2) if k < finest)):
        bins = [_bins(np.asarray(trait), many) for trait in traits]
        of = np.unique(np.stack(bins, axis=1), axis=0, return_inverse=True)[1].ravel()
        if 2 * int((weights(treated, of)[treated] > 0).sum()) >= max(int(treated.sum()), 2 * LEAST):
            break
    return of


def _bins(trait: NDArray[Any], many: int) -> NDArray[np.int64]:
    """
    >>> _bins(np.array([0, 1, 2, 3, 4, 5, 8, 9]), 4).tolist()
    [0, 1, 2, 3, 3, 4, 4, 5]
    """
    if np.issubdtype(trait.dtype, np.integer):
        found = np.where(trait > 0, np.ceil(np.log2(np.maximum(trait, 1))) + 1, 0)
        return np.asarray(found, dtype=np.int64)
    edges = np.linspace(trait.min(), trait.max(), many + 1)
    return np.asarray(np.digitize(trait, edges[1:-1]), dtype=np.int64)


def weights(treated: NDArray[np.bool_], of: NDArray[np.int64]) -> Floats:
    """1 for a matched treated case, for a control its stratum's treated over controls, scaled so
    that controls weigh as many as they are; 0 where the stratum has one side only."""
    ours = np.bincount(of[treated], minlength=int(of.max()) + 1)
    theirs = np.bincount(of[~treated], minlength=len(ours))
    both = (ours > 0) & (theirs > 0)
    total = theirs[both].sum() / max(int(ours[both].sum()), 1)
    share = np.where(both, ours / np.maximum(theirs, 1) * total, 0.0)
    return np.where(treated, both[of].astype(float), share[of])


def difference(
    before: NDArray[np.int64], after: NDArray[np.int64], treated: NDArray[np.bool_],
    traits: Sequence[NDArray[Any]], rng: np.random.Generator, *, adjust: bool = False,
) -> Difference:  # fmt: skip
    """Weighted least squares of the events after on those before and on being treated; and their
    ratio by a quasi-Poisson model of the same, on logarithms of 1 plus what came before.

    With `adjust` on the traits too, for what differs within a bin. Errors are White's with HC3
    (MacKinnon & White 1985); the p-value permutes who is treated within strata.
    """
    of = strata([before, *traits], treated)
    weight = weights(treated, of)
    kept = weight > 0
    ours, theirs = int((kept & treated).sum()), int((kept & ~treated).sum())
    reason = _fault(ours, theirs, int(after[kept].sum()))
    if reason:
        return Difference(ours, theirs, reason=reason)
    y, pre, w, s = after[kept].astype(float), before[kept].astype(float), weight[kept], of[kept]
    case = treated[kept].astype(float)
    root = np.sqrt(w)
    more = [np.asarray(trait)[kept].astype(float) for trait in traits] if adjust else []
    columns = independent(np.column_stack([np.ones(len(y)), pre, *more]) * root[:, None])
    known = np.linalg.qr(columns)[0]
    left = y * root - known @ (known.T @ (y * root))
    own, values = _coefficients(known, left, (case * root)[:, None])
    value, error = float(values[0]), _robust(known, own[:, 0], left, float(values[0]))
    if error == 0:
        return Difference(ours, theirs, reason="all cases are alike")
    order = np.argsort(s, kind="stable")
    dealt = np.argsort(s + rng.random((PERMUTED, len(s))), axis=1)
    others = np.empty((len(s), PERMUTED))
    others[order] = case[dealt].T
    ratio = _ratio(y, [pre, *more], w, case, others)
    return Difference(ours, theirs, value, error, ratio[2], ratio=ratio[0], ratio_error=ratio[1])


def _ratio(
    y: Floats, before: Sequence[Floats], weight: Floats, case: Floats, others: Floats
) -> tuple[float, float, float]:
    """The logarithm of the ratio of the rates, its error, and the p-value by the score among `others`.

    The variance of a count grows with its mean, as least squares does not allow for (Wedderburn 1974).
    """
    columns = independent(np.column_stack([np.ones(len(y)), *(np.log1p(b) for b in before)]))
    full, fitted = glm.poisson(y, np.column_stack([columns, case]), ridge=_SHRINK, weight=weight)
    _, mean = glm.poisson(y, columns, weight=weight)
    scores = []
    for expected, cases in ((fitted, case[:, None]), (mean, np.column_stack([case, others]))):
        root = np.sqrt(weight * expected)
        known = np.linalg.qr(columns * root[:, None])[0]
        left = (y - expected) * np.sqrt(weight / np.maximum(expected, 1e-12))
        own, step = _coefficients(known, left, cases * root[:, None])
        scores.append((known, own, left, step))
    known, own, left, _ = scores[0]
    error = _robust(known, own[:, 0], left, 0.0)
    step = np.abs(scores[1][3])
    p = (1 + (step[1:] >= step[0] * (1 - 1e-9)).sum()) / (1 + PERMUTED)
    return float(full[-1]), error, float(p)


def _robust(known: Floats, own: Floats, left: Floats, value: float) -> float:
    """White's error of a coefficient, HC3."""
    hat = (known**2).sum(axis=1) + own**2 / max(float(own @ own), 1e-12)
    residual = (left - value * own) / np.maximum(1 - hat, 1e-6)
    return math.sqrt(float((own**2 * residual**2).sum())) / max(float(own @ own), 1e-12)


def _coefficients(known: Floats, left: Floats, cases: Floats) -> tuple[Floats, Floats]:
    """The columns `cases` without what is known, and the coefficient of each."""
    own = cases - known @ (known.T @ cases)
    return own, left @ own / np.maximum((own**2).sum(axis=0), 1e-12)


def _fault(ours: int, theirs: int, events: int) -> str:
    if min(ours, theirs) < LEAST:
        return f"{ours} matched actions and {theirs} controls; {LEAST} of each are needed"
    if events < LEAST_EVENTS:
        return f"{events} attacks after the matched cases; {LEAST_EVENTS} are needed"
    return ""
