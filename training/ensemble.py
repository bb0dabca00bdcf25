"""Several models read as one, by the mean of their scores: what averaging is worth, and a teacher.

    python -m training.ensemble runs/a runs/b runs/c --corpora ../shared/corpora    # measured on dev

The word vectors of the models stand side by side; each head takes its own part and the scores are
averaged, so that the reader's own code decodes them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.reader import FIGURES, figures, measure
from gesta.reader import Reader
from gesta.reader.features import Floats, Ints
from gesta.reader.heads import SpanHeads
from gesta.reader.model import Model
from gesta.reader.page import Inputs
from gesta.reader.second import SAME, SecondLook
from training.model import WIDTH

SPANS = ("of_mention", "of_trigger", "cue")
PAIRS = ("roles", "ties", "same", "sources", "says", "contents", "content")
GRADERS = ("certainty", "outcome", "modes")
Head = Callable[..., Floats]


def _parts(x: Floats, count: int) -> list[Floats]:
    return [np.ascontiguousarray(part) for part in np.split(x, count, 1)]


def _mean(scores: Sequence[Floats]) -> Floats:
    mean: Floats = np.mean(scores, 0, dtype=np.float32)
    return mean


class JointHeads:
    """The heads of several models under the names of one model's."""

    def __init__(self, models: Sequence[Model]) -> None:
        members = [model.heads for model in models]
        for name in SPANS:
            setattr(self, name, _spans([getattr(m, name) for m in members]))
        for name in PAIRS:
            setattr(self, name, _pairs([getattr(m, name) for m in members]))
        for name in GRADERS:
            setattr(self, name, _graders([getattr(m, name) for m in members]))
        self.second = SecondLook({})  # the members' own would each need their part of the words
        self.second_same = SecondLook({}, SAME)
        self._kinds = [m.kind for m in members]
        self._words = [m.content_words for m in members]

    def kind(self, pooled: Floats) -> Floats:
        """Scores of sentences from means and maxima `[n, 2 * models * WIDTH]`."""
        count = len(self._kinds)
        means, tops = np.split(pooled, 2, 1)
        pairs = zip(_parts(means, count), _parts(tops, count), self._kinds, strict=True)
        return _mean([head(np.concatenate((a, b), 1)) for a, b, head in pairs])

    def content_words(self, words: Floats) -> Floats:
        """The words as every content head sees them, side by side."""
        parts = zip(_parts(words, len(self._words)), self._words, strict=True)
        return np.concatenate([head(part) for part, head in parts], 1)


def _spans(heads: Sequence[SpanHeads]) -> Callable[[Floats, Ints, Ints], dict[str, Floats]]:
    def joint(words: Floats, spans: Ints, types: Ints) -> dict[str, Floats]:
        parts = zip(heads, _parts(words, len(heads)), strict=True)
        found = [head(part, spans, types) for head, part in parts]
        return {name: np.concatenate([each[name] for each in found], 1) for name in found[0]}

    return joint


def _pairs(heads: Sequence[Head]) -> Head:
    def joint(left: Floats, right: Floats, *rest: object) -> Floats:
        count = len(heads)
        sides = zip(heads, _parts(left, count), _parts(right, count), strict=True)
        return _mean([head(a, b, *rest) for head, a, b in sides])

    return joint


def _graders(heads: Sequence[Head]) -> Head:
    def joint(vector: Floats) -> Floats:
        parts = zip(heads, _parts(vector, len(heads)), strict=True)
        return _mean([head(part) for head, part in parts])

    return joint


class JointModel(Model):
    """Several models as one; labels, tokenizer and thresholds are the first one's."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(folders[0])
        self.members = [Model(folder) for folder in folders]
        self.__dict__["heads"] = JointHeads(self.members)

    def encode(self, inputs: Inputs) -> tuple[Floats, Floats]:
        """Word vectors side by side, `[w, models * WIDTH]`, and the mean tag scores."""
        read = [member.encode(inputs) for member in self.members]
        assert read[0][0].shape[1] == WIDTH
        return np.concatenate([w for w, _ in read], 1), _mean([t for _, t in read])


def joint_reader(folders: Sequence[Path]) -> Reader:
    """A reader whose scores are the mean of those of the models in `folders`."""
    reader = Reader(folders[0])
    reader.model = JointModel(folders)
    return reader


def main() -> None:
    """Measure each model and all together on dev."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    args = parser.parse_args()
    dev = args.corpora / "reader/gesta/dev.jsonl"
    alone = [figures(measure(Reader(folder), dev)) for folder in args.folders]
    joint = figures(measure(joint_reader(args.folders), dev))
    for name in FIGURES:
        print(f"{name:<16}" + "".join(
            f"{found[f'wire {name}']:>7.1f}{found[f'prose {name}']:>7.1f} |"
            for found in (*alone, joint)
        ))  # fmt: skip


if __name__ == "__main__":
    main()
