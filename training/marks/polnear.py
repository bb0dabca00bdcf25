"""The head of `benchmarks/polnear.py`: cues, then the source and content of each.

Learns both at once, from gold cues: cues word for word, the words around each cue as a sequence;
one document a step.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, gelu

from benchmarks._rows import rows_of
from benchmarks._tagger import HEADS
from benchmarks._words import Document, Ints, see
from benchmarks.polnear import (
    PARTS,
    Attributor,
    Said,
    around,
    compare,
    gold_of,
    quotes,
    surroundings,
)
from gesta.reader import features
from gesta.reader.model import Model
from training.marks.crf import sequence_loss
from training.marks.tagger import (
    Learning,
    Mixer,
    Recipe,
    best,
    convolutions,
    convolved,
    padded,
    stored,
    tags_of_spans,
)
from training.marks.upper import Upper

RECIPE = Recipe(width=128, epochs=3, rate=1.5e-3, dropout=0.3)
PARTS_COUNT = 0.2  # of the loss of sources and contents as sequences, beside that of cues
NEAR = 64
QUOTED = 4


class AnchoredHead(Mixer):
    """Cue tags of words, and source and content tags of the words around given cues."""

    def __init__(self, inner: int, traits: int, recipe: Recipe) -> None:
        super().__init__(inner, traits, recipe)
        width = recipe.width
        self.out = nn.Linear(width, 3)
        self.first = nn.Linear(width, NEAR, bias=False)
        self.last = nn.Linear(width, NEAR, bias=False)
        self.near = nn.Linear(width, NEAR)
        self.times = nn.Linear(width, NEAR, bias=False)
        self.distance = nn.Embedding(features.DISTANCES, NEAR)
        self.gap = nn.Embedding(features.SENTENCE_GAPS, NEAR)
        self.quoted = nn.Embedding(QUOTED, NEAR)
        self.say = convolutions(NEAR)
        self.say_out = nn.Linear(NEAR, 1 + 2 * len(PARTS))

    def anchored(
        self, words: Tensor, near: Tensor, cues: Tensor, seen: dict[str, Tensor]
    ) -> Tensor:
        """Scores `[cues, around, 5]`: `near` `[cues, around]` are words, -1 beyond an edge."""
        anchor = self.first(words[cues[:, 0]]) + self.last(words[cues[:, 1] - 1])
        place, mask = near.clamp(min=0), (near >= 0)[..., None].to(words.dtype)
        x = self.near(words)[place] + anchor[:, None]
        x = x + self.times(words)[place] * anchor[:, None]
        x = (
            x
            + self.distance(seen["distance"])
            + self.gap(seen["gap"])
            + self.quoted(seen["quoted"])
        )
        x = self.dropout(gelu(x, approximate="tanh"))
        out: Tensor = self.say_out(convolved(self.say, x, mask, self.dropout))
        return out


def build(corpora: Path, model: Model, run: Path) -> Path:
    """Train on the train split and write the head; gives its path."""
    documents = []
    for row in rows_of(corpora / "reader" / "polnear" / "train.jsonl"):
        document = see(model, row["text"])
        if document is not None and row["attributions"]:
            documents.append((document, gold_of(row, document)))
    upper = Upper.of_run(run)
    head = train(documents, RECIPE, upper, seed=0)
    path = HEADS / "polnear.npz"
    upper.write(path.with_suffix(".onnx"))
    write(path, head, 0.0, 0.0)
    write(path, head, *tuned(corpora / "reader" / "polnear" / "dev.jsonl", model, Attributor(path)))
    return path


def write(path: Path, head: nn.Module, bias: float, said_bias: float) -> None:
    """Write the file that `benchmarks.polnear.Attributor` reads."""
    biases = {"bias": np.array(bias), "said_bias": np.array(said_bias)}
    weights: dict[str, Any] = {**stored(head), **biases}
    np.savez_compressed(path, **weights)


def tuned(path: Path, model: Model, attributor: Attributor) -> tuple[float, float]:
    """What is best added to the score of O of cues, then of sources and contents, on half of dev."""
    rows = rows_of(path)[::2]
    pairs = [(row, see(model, row["text"])) for row in rows]
    seen = [(d, gold_of(row, d)) for row, d in pairs if d is not None]

    def f1(bias: float, said_bias: float) -> float:
        attributor.bias, attributor.said_bias = bias, said_bias
        figures = compare([said for _, said in seen], [attributor(d) for d, _ in seen])
        return figures["exact"] + figures["linked exact"]

    bias = best(lambda value: f1(value, 0.0), [0.0, -0.5, 0.5, 1.0])
    return bias, best(lambda value: f1(bias, value), [0.0, -0.5, 0.5, 1.0])


def train(
    documents: list[tuple[Document, list[Said]]], recipe: Recipe, upper: Upper, *, seed: int
) -> AnchoredHead:
    """One head, trained on all documents together with the upper layers."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    order = np.random.default_rng(seed)
    first = documents[0][0]
    head = AnchoredHead(first.vectors.shape[1], first.traits.shape[1], recipe)
    learning = Learning(head, upper, recipe, recipe.epochs * len(documents))
    for epoch in range(recipe.epochs):
        for row in order.permutation(len(documents)):
            document, said = documents[row]
            learning.step(loss_of(head, upper, document, said, recipe.smoothing))
        print(f"  epoch {epoch + 1}: loss {learning.mean():.3f}", flush=True)
    upper.eval()
    return head.eval()


def loss_of(
    head: AnchoredHead, upper: Upper, document: Document, said: list[Said], smoothing: float
) -> Tensor:
    """What the cue tags are off by, word for word, and the tags around each cue, as sequences."""
    cue_tags = tags_of_spans(document, [(*s.cue, 0) for s in said])
    vectors, traits, mask, gold = padded([(document, cue_tags)])
    words = head(vectors, traits, mask, upper([document]))[0]
    near, tags, seen = targets(document, said)
    cues = torch.tensor([s.cue for s in said])
    scores = head.anchored(words, near, cues, seen)
    of_cues: Tensor = cross_entropy(head.out(words), gold[0], label_smoothing=smoothing)
    return of_cues + PARTS_COUNT * sequence_loss(scores, tags).mean()


def targets(document: Document, said: list[Said]) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
    """For each cue the words around it, their tags (-1 beyond an edge), and their relation to it."""
    bounds = [around(s.cue, len(document.words)) for s in said]
    longest = max(high - low for low, high in bounds)
    quoted = quotes(document)

    def row(values: Ints, beyond: int) -> Ints:
        return np.pad(values, (0, longest - len(values)), constant_values=beyond)

    near, tags = [], []
    seen: dict[str, list[Ints]] = {"distance": [], "gap": [], "quoted": []}
    for one, (low, high) in zip(said, bounds, strict=True):
        spans = [(a, b, kind) for kind, p in enumerate(PARTS) for a, b in getattr(one, p)]
        near.append(row(np.arange(low, high), -1))
        tags.append(row(tags_of_spans(document, spans)[low:high], -1))
        for name, values in surroundings(one.cue, document, quoted).items():
            seen[name].append(row(values[low:high], 0))
    stacked = {name: torch.from_numpy(np.stack(rows)) for name, rows in seen.items()}
    return torch.from_numpy(np.stack(near)), torch.from_numpy(np.stack(tags)), stacked
