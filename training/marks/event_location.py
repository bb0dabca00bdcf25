"""The weights of `benchmarks/event_location.py`: logistic regression over signs of place names.

Every third sentence of the train split is read with the model as it is; each place name of a
sentence is one example, right when gold has it for the verb. Newton's method on the likelihood
with a quadratic pull to 0; nothing is random. Signs seen fewer than `LEAST` times are left out.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._event_places import describe
from benchmarks._rows import rows_of
from benchmarks.event_location import WEIGHTS, examples
from gesta.reader import Reader
from gesta.reader.model import Model

EVERY = 3  # keeps the fit under a minute; all sentences were not tried
LEAST = 3
PULL = 10.0  # 1, 3 and 10 differ by under a point on dev
STEPS = 12


def build(corpora: Path, model: Model, _: Path) -> Path:
    """Fit on the train split and write the weights; gives their path."""
    rows = rows_of(corpora / "reader" / "event_location" / "train.jsonl")[::EVERY]
    described: list[tuple[list[str], bool]] = []
    for text, verb, gold, reading in examples(rows, Reader(model.folder)):
        described += [(signs, one.name in gold) for one, signs in describe(text, verb, reading)]
    names, weights = fit(described)
    WEIGHTS.parent.mkdir(exist_ok=True)
    kept: dict[str, Any] = {"signs": np.array(names), "weights": weights.astype(np.float32)}
    np.savez_compressed(WEIGHTS, **kept)
    return WEIGHTS


def fit(described: list[tuple[list[str], bool]]) -> tuple[list[str], NDArray[np.float64]]:
    """The signs in alphabetical order and their weights, from `(signs, right)` of each name."""
    seen = Counter(sign for signs, _ in described for sign in signs)
    names = sorted(sign for sign, count in seen.items() if count >= LEAST)
    column = {sign: number for number, sign in enumerate(names)}
    table = np.zeros((len(described), len(names)))
    for row, (signs, _) in enumerate(described):
        table[row, [column[sign] for sign in signs if sign in column]] = 1
    right = np.array([float(right) for _, right in described])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - right) + PULL * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + PULL * np.eye(len(names))
        weights -= np.linalg.solve(curve, slope)
    return names, weights
