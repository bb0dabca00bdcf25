"""Fits the weights of `gesta.grounding.place_rank` on the train splits and prints them.

Conditional logit: for each distinct name of a report the chance of its candidates near the gold
point is raised. The context features depend on the weights, so features and weights are computed
in turn. A pull towards the weights in force keeps those that the corpora say nothing about.

    python scripts/fit_places.py CORPORA
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from gesta.grounding.place_candidate import distance_km
from gesta.grounding.place_mention import prepare
from gesta.grounding.place_rank import CONTEXT, STATIC, Array, Ask, Field, default_weights
from gesta.grounding.places import scanner

TRAIN = (("lgl", 1.0), ("geowebnews", 2.0))  # weights: LGL has more of the same few towns
PULL = 0.5
ROUNDS, STEPS, RATE = 4, 60, 0.03
CLOSE_KM, NEAR_KM = 50.0, 161.0


def good(field: Field, points: dict[int, tuple[float, float]]) -> Array:
    """1 for each candidate that the gold point of its name allows, shape (candidates,)."""
    far = np.full(len(field.candidates), np.inf)
    for i, candidate in enumerate(field.candidates):
        lat, lon = points[int(field.owner[i])]
        far[i] = distance_km(candidate.lat, candidate.lon, lat, lon)
    marks = np.zeros(len(far))
    for owner in points:
        mine = field.owner == owner
        reach = CLOSE_KM if (far[mine] <= CLOSE_KM).any() else NEAR_KM
        marks[mine & (far <= reach)] = 1.0
    return marks


def report_fields(doc: dict[str, Any]) -> tuple[Field, Array, Array] | None:
    """The field of a document, its good candidates, and how often each name is mentioned."""
    text = doc["text"]
    setting = scanner().setting(f"{doc.get('title') or ''}. {text}")
    asks: dict[Ask, tuple[float, float]] = {}
    count: Counter[Ask] = Counter()
    for gold in doc["toponyms"]:
        following = text[gold["end"] : gold["end"] + 90]
        mention = prepare(gold["surface"], following) if gold["lat"] is not None else None
        if mention is not None:
            asks[mention.ask] = (float(gold["lat"]), float(gold["lon"]))
            count[mention.ask] += 1
    if not asks:
        return None
    field = Field(list(asks), setting)
    marks = good(field, dict(enumerate(asks.values())))
    return field, marks, np.array([min(4, count[ask]) ** 0.5 for ask in asks])


def gradient(field: Field, rows: Array, marks: Array, times: Array, weights: Array) -> Array:
    """The gradient of the log chance of the good candidates, names without one left out."""
    chance = field.chances(rows @ weights)
    total = np.zeros(len(field.asks))
    np.add.at(total, field.owner, chance * marks)
    known = (total > 0)[field.owner]
    inside = np.divide(chance * marks, total[field.owner], out=np.zeros_like(chance), where=known)
    pull: Array = rows.T @ ((inside - chance * known) * times[field.owner])
    return pull


def fit(corpora: Path) -> Array:
    """The fitted weights, in the order of STATIC and CONTEXT."""
    fields = []
    for name, share in TRAIN:
        lines = (corpora / "grounding" / name / "train.jsonl").read_text(encoding="utf-8")
        for line in lines.split("\n"):
            built = report_fields(json.loads(line)) if line else None
            if built:
                fields.append((built[0], built[1], built[2] * share))
    start = default_weights()
    weights = start.copy()
    square = np.full(len(weights), 1e-8)
    for _ in range(ROUNDS):
        solved = [field.solve(weights)[1] for field, _, _ in fields]
        for _ in range(STEPS):
            slope = -PULL * (weights - start)
            for (field, marks, times), rows in zip(fields, solved, strict=True):
                slope += gradient(field, rows, marks, times, weights)
            square = 0.95 * square + 0.05 * slope**2
            weights = weights + RATE * slope / np.sqrt(square)
    return weights


if __name__ == "__main__":
    for label, value in zip((*STATIC, *CONTEXT), fit(Path(sys.argv[1])), strict=True):
        print(f'    "{label}": {value:.2f},')
