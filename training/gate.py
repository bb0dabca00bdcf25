"""Make the weights of the gate (`gesta.reader.gate`) for a model, in some two minutes.

    python -m training.gate src/gesta/resources/model --corpora ../shared/corpora

The reader itself labels: it finds the events of a thousand reports of the train splits. A report
is of conflict where two events of conflict told as real score `SURE` or more, peaceful where none
scores `DOUBTFUL`. What lies between is left out, since there the reader is mostly taken in by a
word: of 56 such reports of the dev splits, read by hand, 11 were of conflict. The cut is set where,
each report judged by weights made without it, `MISSED` of those of conflict fall below, and at
`HIGHEST` at most.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gesta.reader import Reader, gate
from gesta.reader.model import Model
from gesta.reader.page import Page, lay_out
from gesta.reader.windows import Window, plan_windows
from gesta.types import Reading, Report

# Reports of a file's train split, at most: local news, politics, trade, sport, and conflict.
FILES = {
    "grounding/lgl/train.jsonl": 250,
    "reader/polnear/train.jsonl": 120,
    "resolution/ecbplus/train.jsonl": 200,
    "grounding/tempeval3/train.jsonl": 120,
    "grounding/geowebnews/train.jsonl": 71,
    "resolution/fakes/train.jsonl": 60,
    "resolution/gva_incidents/train.jsonl": 100,
    "resolution/wikinews_events/train.jsonl": 80,
    "reader/muc4_roles/train.jsonl": 50,
    "resolution/centcom_strikes/train.jsonl": 30,
    "resolution/gvc/train.jsonl": 30,
}
LONGEST = 6000  # code points of a report, so that a few books do not take all the time
SURE, DOUBTFUL = 0.7, 0.5
ENOUGH = 2
# Of the reports labelled so, at the cut. The lowest of them are no conflict: of the 60 lowest of dev
# 15 were films, tariffs, epidemics and the like, the five lowest among them.
MISSED = 0.01
HIGHEST = 0.2  # of the cut: short reports with one event have chances little above it
FOLDS = 5
PULL = 5.0  # hits that the odds of a type count for beside an entry's own
RIDGE = 10.0  # chosen by cross-validation from 1, 10 and 100


@dataclass(frozen=True)
class Example:
    """A report as the gate could see it, and the words at which events of conflict begin, with
    the score of each."""

    owned: list[tuple[int, int]]
    seen: list[gate.Seen]
    hits: list[gate.Hit]
    words: int
    scores: dict[int, float]

    @property
    def label(self) -> bool | None:
        """Whether it is of conflict; None for a doubtful one."""
        return label_of(list(self.scores.values()))


def label_of(scores: Sequence[float]) -> bool | None:
    """Whether a report is of conflict by the scores of its events of conflict told as real."""
    if sum(score >= SURE for score in scores) >= ENOUGH:
        return True
    return None if max(scores, default=0.0) >= DOUBTFUL else False


def texts_of(path: Path, most: int) -> list[tuple[str, str]]:
    """Ids and texts of at most so many reports of a corpus file, drawn with a fixed seed."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = ((str(row["id"]), row.get("text") or "") for row in rows)
    kept = [(name, text[:LONGEST]) for name, text in texts if text.strip()]
    random.Random(1).shuffle(kept)
    return kept[:most]


def examine(reader: Reader, text: str) -> Example | None:
    """A report with its events; None for a text without a word."""
    page = lay_out(text, reader.model.tokenizer)
    if page is None:
        return None
    windows = plan_windows(page.block_pieces)
    scores = conflict_scores(reader.read(Report("", "", "", text)), page)
    owned = [gate.words_of(page, window) for window in windows]
    seen = [
        window_of(reader.model, page, window, own)
        for window, (own, _) in zip(windows, owned, strict=True)
    ]
    return Example(owned, seen, gate.find_hits(page.lowered), len(page.words), scores)


def window_of(model: Model, page: Page, window: Window, own: int) -> gate.Seen:
    """What the gate sees of a window that owns the words from `own` on."""
    begin = int(page.blocks[window.context, 0])
    _, end = gate.words_of(page, window)
    _, tags = model.encode(page.inputs(begin, end))
    return gate.see(tags[own - begin :])


def conflict_scores(reading: Reading, page: Page) -> dict[int, float]:
    """The score of each event of conflict told as real, by the word at which it begins."""
    word_at = {word.start: i for i, word in enumerate(page.words)}
    return {
        word_at[event.start]: event.score
        for event in reading.events
        if event.type in gate.CONFLICT and event.certainty in gate.REAL
    }


def odds_of(examples: Sequence[Example]) -> gate.Odds:
    """How often an event of conflict begins at an entry, pulled towards what its type has."""
    met, right, kind_of = Counter[str](), Counter[str](), dict[str, str]()
    kinds_met, kinds_right = Counter[str](), Counter[str]()
    for example in examples:
        for hit in example.hits:
            is_event = example.scores.get(hit.at, 0.0) >= DOUBTFUL
            kind_of[hit.entry] = hit.kind
            met[hit.entry] += 1
            kinds_met[hit.kind] += 1
            right[hit.entry] += is_event
            kinds_right[hit.kind] += is_event
    kinds = {kind: kinds_right[kind] / kinds_met[kind] for kind in kinds_met}
    entries = {
        entry: (right[entry] + PULL * kinds[kind_of[entry]]) / (met[entry] + PULL) for entry in met
    }
    return gate.Odds(entries, kinds)


def features_of(example: Example, odds: gate.Odds) -> gate.Numbers:
    """What the gate would measure of a report."""
    chosen = gate.choose(example.owned, example.hits, odds)
    seen = [example.seen[i] for i in chosen]
    read = [example.owned[i] for i in chosen]
    return gate.features(seen, read, example.hits, odds, example.words)


def fit(examples: Sequence[Example], encoder: str) -> gate.Weights:
    """The weights for labelled reports; the cut is still 0."""
    odds = odds_of(examples)
    x = np.array([features_of(example, odds) for example in examples])
    middle, spread = x.mean(0), x.std(0) + 1e-6
    theta = logistic((x - middle) / spread, np.array([bool(e.label) for e in examples], float))
    slopes = theta[:-1] / spread
    return gate.Weights(odds, slopes, float(theta[-1] - slopes @ middle), 0.0, encoder)


def logistic(x: gate.Numbers, y: gate.Numbers, ridge: float = RIDGE) -> gate.Numbers:
    """Slopes and, last, the shift of a logistic regression with a ridge, by Newton's method."""
    x = np.c_[x, np.ones(len(x))]
    pull = np.full(x.shape[1], ridge)
    pull[-1] = 1e-6
    theta = np.zeros(x.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ theta))
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(pull)
        step = np.linalg.solve(curve, x.T @ (p - y) + pull * theta)
        theta -= np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-8:
            break
    return theta


def chances(weights: gate.Weights, examples: Sequence[Example]) -> list[float]:
    """The chance that the gate would give each report."""
    return [weights.chance(features_of(example, weights.odds)) for example in examples]


def cut_of(examples: Sequence[Example], encoder: str) -> tuple[float, float]:
    """The cut, and the share of peaceful reports below it, each judged by weights of the rest."""
    found: dict[bool, list[float]] = {True: [], False: []}
    for fold in range(FOLDS):
        weights = fit([e for i, e in enumerate(examples) if i % FOLDS != fold], encoder)
        held = examples[fold::FOLDS]
        for example, chance in zip(held, chances(weights, held), strict=True):
            found[bool(example.label)].append(chance)
    cut = sorted(found[True])[int(MISSED * len(found[True]))]
    cut = min(round(cut, 5), HIGHEST)
    return cut, float(np.mean(np.array(found[False]) < cut))


def collect(reader: Reader, corpora: Path) -> Iterator[Example]:
    """The reports to learn from that are there."""
    for name, most in FILES.items():
        path = corpora / name
        if path.is_file():
            for _, text in texts_of(path, most):
                example = examine(reader, text)
                if example is not None:
                    yield example
        else:
            print(f"{path} is not there and is passed over")


def main() -> None:
    """Fit and write `gate.json` beside the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the model's folder")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    args = parser.parse_args()
    began = time.monotonic()
    reader = Reader(args.folder)
    every = list(collect(reader, args.corpora))
    clear = [example for example in every if example.label is not None]
    random.Random(1).shuffle(clear)
    encoder = gate.encoder_of(reader.model)
    cut, skipped = cut_of(clear, encoder)
    weights = fit(clear, encoder)
    kept = gate.Weights(weights.odds, weights.slopes, weights.shift, cut, encoder)
    gate.save_weights(gate.gate_file(reader.model), kept)
    sides = Counter(example.label for example in every)
    print(f"{sides[True]} of conflict, {sides[False]} peaceful, {sides[None]} left out")
    print(f"cut {cut}; of the peaceful {skipped:.1%} passed over; {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
