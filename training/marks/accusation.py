"""The regressions of `benchmarks/_accusation.py`: which organisations are accused, and how surely.

The names known from a text's own key, and its own counts, are taken out before its candidates are
looked for, so that a name is worth in training what it is worth in a new text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from benchmarks import muc4_confidence as mark
from benchmarks._accusation import Judge, Traits, traits_of, write
from benchmarks._known_names import Gazetteer, Key, key_of, words_of
from benchmarks._rows import Row, rows_of
from benchmarks._tagger import HEADS, Tagger
from benchmarks._words import Floats, see
from benchmarks.muc4_confidence import GRADES, Accused, Accusers, gold_of
from gesta.reader.model import Model
from training.marks.tagger import best

LEAST = 4  # candidates with a trait for it to be taught
RIDGE = 10.0
OPTIONAL = 0.5  # the weight of an answer that the key leaves open
STEPS = 60
SHARES = (0.0, 0.15, 0.3)  # of what the tagger says
SURES = (0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3)
Taught = tuple[Traits, Accused | None]


def build(corpora: Path, model: Model, run: Path) -> Path:
    """Fit on the train split, choose the two thresholds on dev and write the head; gives its path.

    The tagger of `muc4_confidence` must be there; `run` is not needed.
    """
    folder, path = corpora / "reader" / "muc4_templates", HEADS / "accusation.npz"
    gazetteer, names, did, grades = learnt(rows_of(folder / "train.jsonl"))
    tagger = Tagger(HEADS / "muc4_confidence.npz")
    accusers = Accusers(tagger, gazetteer, Judge(names, did, grades), 0.0, 0.0)
    share, sure = tuned(folder / "dev.jsonl", model, accusers)
    write(path, gazetteer, names, did, grades, share=share, sure=sure)
    return path


def tuned(path: Path, model: Model, accusers: Accusers) -> tuple[float, float]:
    """How much of the tagger counts, and from which probability on a grade is given."""
    rows = rows_of(path)
    seen = [(d, gold_of(row)) for row in rows if (d := see(model, row["text"].lower()))]
    judged = [
        (accusers.judged(d.text), mark.graded(d, accusers.tagger.scores(d), mark.BIAS))
        for d, _ in seen
    ]

    def f1(choice: tuple[float, float]) -> float:
        found = [mark.likely(one, tagged, *choice) for one, tagged in judged]
        return mark.compare([gold for _, gold in seen], found)["f1"]

    return best(f1, product(SHARES, SURES))


def learnt(rows: Sequence[Row]) -> tuple[Gazetteer, list[str], Floats, Floats]:
    """The gazetteer of the rows, the names of the traits, and the weights of both regressions."""
    gazetteer = gazetteer_of(rows)
    examples = list(taught(rows, gazetteer))
    counts = Counter(name for traits, _ in examples for name in traits)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    table = table_of((traits for traits, _ in examples), names)
    accused = torch.tensor([float(one is not None) for _, one in examples])
    open_ones = torch.tensor([one is not None and one.optional for _, one in examples])
    weights = torch.where(open_ones, OPTIONAL, 1.0)
    did = regression(table, torch.stack((1 - accused, accused), 1) * weights[:, None])
    rows_with = [row for row, (_, one) in enumerate(examples) if one and one.grades & set(GRADES)]
    grades = regression(table[rows_with], torch.stack([shares(examples[r][1]) for r in rows_with]))
    return gazetteer, names, did, grades


def gazetteer_of(rows: Sequence[Row]) -> Gazetteer:
    """The names that the rows' keys gave, with their counts."""
    given: Counter[Key] = Counter()
    written: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    pairs: Counter[tuple[Key, Key]] = Counter()
    for row in rows:
        answers = gold_of(row)
        given.update(keys_of(answers))
        for accused in answers:
            keys = sorted({key_of(name) for name in accused.names})
            pairs.update(combinations(keys, 2))
            for name in accused.names:
                written[key_of(name)][name] += 1
    often = frozenset(pair for pair, count in pairs.items() if count > 1)
    best = {key: names.most_common(1)[0][0] for key, names in written.items()}
    alone = Gazetteer(given, Counter(), best, often)
    stood: Counter[Key] = Counter()
    for row in rows:
        stood.update(standing(row, alone))
    return Gazetteer(dict(given), dict(stood), best, often)


def keys_of(answers: Iterable[Accused]) -> set[Key]:
    """All names of a key."""
    return {key for accused in answers for name in accused.names if (key := key_of(name))}


def standing(row: Row, gazetteer: Gazetteer) -> set[Key]:
    """The known names that stand in a text or are given in its key."""
    places = gazetteer.places(words_of(row["text"]))
    return keys_of(gold_of(row)) | {end for name, *_ in places for end in gazetteer.ends(name)}


def taught(rows: Sequence[Row], gazetteer: Gazetteer) -> Iterator[Taught]:
    """The candidates of all rows with the answer of the key, each row as if it were not known."""
    for row in rows:
        answers = gold_of(row)
        others = gazetteer.without(keys_of(answers), standing(row, gazetteer))
        for candidate, traits in traits_of(others, words_of(row["text"])):
            names = set(candidate.names)
            yield traits, next((a for a in answers if names & keys_of([a])), None)


def shares(accused: Accused | None) -> Tensor:
    """The grades that the key allows, alike, together one; less where the answer is optional."""
    assert accused is not None
    allowed = torch.tensor([float(grade in accused.grades) for grade in GRADES])
    return allowed / allowed.sum() * (OPTIONAL if accused.optional else 1.0)


def table_of(examples: Iterable[Traits], names: Sequence[str]) -> Tensor:
    """Traits as rows of numbers, the last column one."""
    places = {name: i for i, name in enumerate(names)}
    rows = []
    for traits in examples:
        row = np.zeros(len(names) + 1, np.float32)
        row[-1] = 1.0
        for name, value in traits.items():
            if name in places:
                row[places[name]] = value
        rows.append(row)
    return torch.from_numpy(np.stack(rows))


def regression(table: Tensor, weights: Tensor) -> Floats:
    """The weights `[traits + 1, classes]` of a softmax regression; `weights` `[rows, classes]` is
    how much each row counts for each class."""
    answer = torch.zeros(table.shape[1], weights.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([answer], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        off = -(weights * torch.log_softmax(table @ answer, 1)).sum()
        total: Tensor = off + RIDGE / 2 * answer[:-1].square().sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[arg-type]
    found: Floats = answer.detach().numpy()
    return found
