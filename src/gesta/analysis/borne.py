"""The share of a speaker's checked statements that independent origins bear out, and how sure.

Jeffreys intervals (Brown, Cai & DasGupta 2001) over the draws of the ledger. What one origin bears
out and another contradicts may count either way, so the interval reaches from none of it to all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gesta.analysis.answer import INTERVAL, Estimate
from gesta.analysis.bearing import AGAINST, BORNE, CONTESTED, REFUSED, STANDINGS, Statement

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

LEAST = 5
"""Statements that must have been checked by an independent origin."""

CHECKED = (BORNE, CONTESTED, AGAINST, REFUSED)
_PERMUTED = 1999
_POWER = 1.96 + 0.842


def checked(counts: Ints) -> Ints:
    """Of counts by standing (last axis), how many an independent origin speaks for or against."""
    return np.asarray(counts[..., [STANDINGS.index(s) for s in CHECKED]].sum(axis=-1))


def share(what: str, counts: Ints, *, seed: int) -> Estimate | None:
    """The share of one speaker's checked statements that are borne out, in %.

    `counts[draws, standing]`. None where fewer than `LEAST` are checked in the middle draw.
    """
    if np.median(checked(counts)) < LEAST:
        return None
    rng = np.random.default_rng([seed, 6])
    borne, split, no, denied = (counts[:, STANDINGS.index(s)] for s in CHECKED)
    tail = (1 - INTERVAL) / 2
    # Many draws of each count, so that the ends do not depend on the seed where nothing is in doubt.
    repeat = math.ceil(4000 / len(counts))
    low = rng.beta(np.tile(borne + 0.5, repeat), np.tile(split + no + denied + 0.5, repeat))
    high = rng.beta(np.tile(borne + split + 0.5, repeat), np.tile(no + denied + 0.5, repeat))
    middle = (np.quantile(low, 0.5) + np.quantile(high, 0.5)) / 2
    bottom = 0.0 if not borne.any() else float(np.quantile(low, tail))
    top = 1.0 if not (no + denied).any() else float(np.quantile(high, 1 - tail))
    return Estimate(what, 100 * float(middle), 100 * bottom, 100 * top, "%")


def differ(statements: Sequence[Statement], *, seed: int) -> tuple[float, float] | None:
    """Whether speakers differ: the p-value, and the difference between the two who are checked most
    often that would be seen in 4 of 5 ledgers.

    Standings are dealt out anew among the speakers of each incident (a permutation test in blocks;
    Pesarin & Salmaso 2010), so that what all say of one incident counts as one. None where fewer
    than two speakers have `LEAST` checked statements, or no incident has two of them.
    """
    worth = {BORNE: 1.0, CONTESTED: 0.5, AGAINST: 0.0, REFUSED: 0.0}
    rows = [s for s in statements if s.standing in worth]
    often = {s.speaker: sum(r.speaker == s.speaker for r in rows) for s in rows}
    rows = [s for s in rows if often[s.speaker] >= LEAST]
    speakers, who = np.unique([s.speaker for s in rows], return_inverse=True)
    _, block = np.unique([s.incident for s in rows], return_inverse=True)
    if len(speakers) < 2 or len(rows) == len(set(block.tolist())):
        return None
    value = np.array([worth[s.standing] for s in rows])
    rng = np.random.default_rng([seed, 7])
    order = np.argsort(block, kind="stable")
    keys = block[order] + rng.random((_PERMUTED + 1, len(rows)))
    keys[0] = block[order] + np.arange(len(rows)) / (len(rows) + 1)
    dealt = value[order][np.argsort(keys, axis=1, kind="stable")]
    sums = dealt @ (who[order][:, None] == np.arange(len(speakers)))
    number = np.bincount(who, minlength=len(speakers))
    apart = sums / number - value.mean()
    far = (apart**2 * number).sum(axis=1)
    middle = min(max(float(value.mean()), 0.1), 0.9)
    error = math.sqrt(middle * (1 - middle) * float((1 / np.sort(number)[-2:]).sum()))
    return float((far >= far[0] - 1e-9).mean()), _POWER * error


def smallest_over_half(number: float) -> float:
    """The share, in %, that would be seen to be over one half in 4 of 5 ledgers with so many."""
    return 100 * min(1.0, 0.5 + (1.645 + 0.842) * math.sqrt(0.25 / max(number, 1)))
