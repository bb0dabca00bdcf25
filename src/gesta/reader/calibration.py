"""Scores that mean what they say: of the things scored 0.8, eight in ten are right.

A head's raw probability `p` becomes `sigmoid(slope * logit(p) + shift)` (Platt 1999). Slope and
shift of each kind of thing are fitted on dev with the quantised model, and kept in `model.json`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

KINDS = ("mention", "event", "argument", "attribution", "tie", "same")
_EDGE = 1e-4
BINS = 10


@dataclass(frozen=True)
class Calibration:
    """Slope and shift of each kind; a kind without is left as it is."""

    fitted: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def of(self, kind: str, raw: float) -> float:
        """The calibrated probability of a raw one, to four places."""
        slope, shift = self.fitted.get(kind, (1.0, 0.0))
        raw = min(max(raw, _EDGE), 1 - _EDGE)
        value = slope * math.log(raw / (1 - raw)) + shift
        return round(1 / (1 + math.exp(-value)), 4)


def fit(pairs: Iterable[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift that make `(raw, right)` pairs most likely, by Newton's method.

    A weak pull towards slope 1 and shift 0 keeps a kind with few or one-sided examples sane.
    """
    raw, right = (np.array(x, float) for x in zip(*pairs, strict=True))
    raw = np.clip(raw, _EDGE, 1 - _EDGE)
    x = np.stack([np.log(raw / (1 - raw)), np.ones_like(raw)], 1)
    start = np.array([1.0, 0.0])
    theta = start.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ theta))
        slope = x.T @ (p - right) + (theta - start)
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.eye(2)
        step = np.linalg.solve(curve, slope)
        theta -= np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    return round(float(theta[0]), 4), round(float(theta[1]), 4)


def expected_error(pairs: Iterable[tuple[float, bool]]) -> float:
    """Expected calibration error (Naeini et al. 2015) over `BINS` bins of equal width: the mean
    distance between how sure a bin says it is and how often it is right, by its size. 0 to 1."""
    kept = list(pairs)
    bins: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in kept:
        bins.setdefault(min(int(sure * BINS), BINS - 1), []).append((sure, right))
    gaps = (abs(sum(s for s, _ in b) - sum(r for _, r in b)) for b in bins.values())
    return sum(gaps) / max(1, len(kept))
