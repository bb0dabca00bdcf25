"""The BIO head of a public mark in torch: the twin of `benchmarks/_tagger.py`, and its training.

The head learns and, where it is given, the upper half of the encoder; what the shipped encoder
sees is made once. Seeds are fixed, one thread, so that the same encoder gives the same file.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, gelu, layer_norm

from benchmarks._words import BUCKETS, Document, Ints
from training.marks.crf import sequence_loss
from training.marks.upper import Upper
from training.model import WIDTH
from training.soup import soup

Example = tuple[Document, Ints]  # a document and the tag of each word, -1 where it does not count
MIXES = 3
T = TypeVar("T")


@dataclass(frozen=True)
class Recipe:
    """How a head is trained."""

    width: int = 128
    traits: int = 12
    epochs: int = 20
    batch: int = 1200  # words
    rate: float = 2e-3
    dropout: float = 0.4
    smoothing: float = 0.05
    upper_rate: float = 2e-4
    sequences: float = 0.0  # share of the loss of whole sequences beside that of single tags
    runs: int = 1  # from one beginning, whose weights are averaged


class Mixer(nn.Module):
    """Documents `[b, w, inner]` with their traits, and their words from the upper layers
    `[b, w, 384]`, into `[b, w, width]`."""

    def __init__(self, inner: int, traits: int, recipe: Recipe) -> None:
        super().__init__()
        width = recipe.width
        self.traits = nn.Embedding(BUCKETS, recipe.traits)
        self.enter = nn.Linear(inner, width)
        self.seen = nn.Linear(traits * recipe.traits, width, bias=False)
        self.whole = nn.Linear(inner, width, bias=False)
        self.lift = nn.Linear(WIDTH, width, bias=False)
        self.mix = convolutions(width)
        self.dropout = nn.Dropout(recipe.dropout)
        nn.init.normal_(self.traits.weight, std=0.1)
        nn.init.zeros_(self.whole.weight)

    def forward(self, vectors: Tensor, traits: Tensor, mask: Tensor, lifted: Tensor) -> Tensor:
        mean = (vectors * mask).sum(1, keepdim=True) / mask.sum(1, keepdim=True)
        x = self.enter(self.dropout(vectors)) + self.whole(self.dropout(mean))
        x = x + self.lift(self.dropout(lifted))
        x = x + self.seen(self.dropout(self.traits(traits).flatten(2)))
        x = self.dropout(gelu(x, approximate="tanh"))
        return convolved(self.mix, x, mask, self.dropout)


def convolutions(width: int) -> nn.ModuleList:
    """The layers of `convolved`: each reaches twice as far as the one before."""
    return nn.ModuleList(
        nn.Conv1d(width, width, 3, padding=2**i, dilation=2**i) for i in range(MIXES)
    )


def convolved(layers: nn.ModuleList, x: Tensor, mask: Tensor, dropout: nn.Module) -> Tensor:
    """`x` `[b, w, width]` after normed residual convolutions; `mask` `[b, w, 1]`."""
    for layer in layers:
        normed = layer_norm(x, x.shape[-1:]) * mask
        turned = layer(normed.transpose(1, 2)).transpose(1, 2)
        x = x + dropout(gelu(turned, approximate="tanh"))
    return x


class Head(Mixer):
    """A mixer and the scores of each tag."""

    def __init__(self, inner: int, traits: int, tags: int, recipe: Recipe) -> None:
        super().__init__(inner, traits, recipe)
        self.out = nn.Linear(recipe.width, tags)

    def forward(self, vectors: Tensor, traits: Tensor, mask: Tensor, lifted: Tensor) -> Tensor:
        scores: Tensor = self.out(super().forward(vectors, traits, mask, lifted))
        return scores


def train(
    examples: Sequence[Example], tags: int, recipe: Recipe, upper: Upper, *, seed: int
) -> Head:
    """One head, trained on all examples together with the upper layers; of several runs the mean."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    first = examples[0][0]
    head = Head(first.vectors.shape[1], first.traits.shape[1], tags, recipe)
    both = nn.ModuleList((head, upper))
    begun = copy.deepcopy(both.state_dict())
    ends = []
    for run in range(recipe.runs):
        if run:
            both.load_state_dict(begun)
            torch.manual_seed(seed + run)
        _train(examples, head, recipe, upper, np.random.default_rng(seed + run))
        ends.append(copy.deepcopy(both.state_dict()))
    both.load_state_dict(soup(ends))
    both.eval()
    return head


def _train(
    examples: Sequence[Example],
    head: Head,
    recipe: Recipe,
    upper: Upper,
    order: np.random.Generator,
) -> None:
    batches = len(batched(examples, recipe.batch, order))
    learning = Learning(head, upper, recipe, recipe.epochs * batches)
    for epoch in range(recipe.epochs):
        for rows in batched(examples, recipe.batch, order):
            vectors, traits, mask, gold = padded([examples[i] for i in rows])
            lifted = upper([examples[i][0] for i in rows])
            scores = head(vectors, traits, mask, lifted)
            loss = cross_entropy(
                scores.flatten(0, 1),
                gold.flatten(),
                ignore_index=-1,
                label_smoothing=recipe.smoothing,
            )
            if recipe.sequences:
                whole = sequence_loss(scores, gold).sum() / (gold >= 0).sum()
                loss = (1 - recipe.sequences) * loss + recipe.sequences * whole
            learning.step(loss)
        print(f"  epoch {epoch + 1}: loss {learning.mean():.3f}", flush=True)


class Learning:
    """AdamW over a head and the upper layers, each at its rate, which rises over a tenth of the
    steps and falls to nothing."""

    def __init__(self, head: nn.Module, upper: Upper, recipe: Recipe, steps: int) -> None:
        groups = [
            {"params": list(head.parameters()), "lr": recipe.rate, "weight_decay": 0.05},
            {"params": list(upper.parameters()), "lr": recipe.upper_rate, "weight_decay": 0.01},
        ]
        self._optimiser = torch.optim.AdamW(groups)
        self._parameters = [*head.parameters(), *upper.parameters()]
        head.train()
        upper.train()

        def share(step: int) -> float:
            done = min(1.0, step / steps)
            return min(done / 0.1, (1 - done) / 0.9) + 1e-3

        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, share)
        self._losses: list[float] = []

    def step(self, loss: Tensor) -> None:
        """One step down the loss."""
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._parameters, 1.0)
        self._optimiser.step()
        self._schedule.step()
        self._losses.append(float(loss.detach()))

    def mean(self) -> float:
        """The mean loss since it was last asked for."""
        mean = sum(self._losses) / max(1, len(self._losses))
        self._losses.clear()
        return mean


def batched(
    examples: Sequence[tuple[Document, Any]], budget: int, order: np.random.Generator
) -> list[list[int]]:
    """Rows in a new order, of like length together, at most `budget` words with their padding."""
    lengths = np.array([len(d.words) for d, _ in examples])
    near = np.argsort(lengths * order.uniform(0.8, 1.25, len(lengths)))
    batches: list[list[int]] = [[]]
    longest = 0
    for row in near.tolist():
        longest = max(longest, int(lengths[row]))
        if batches[-1] and longest * (len(batches[-1]) + 1) > budget:
            batches.append([])
            longest = int(lengths[row])
        batches[-1].append(row)
    return [batches[i] for i in order.permutation(len(batches))]


def padded(rows: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Vectors, traits, mask `[b, w, 1]` and tags of some examples, padded to the longest."""
    longest = max(len(d.words) for d, _ in rows)

    def fill(arrays: list[Any], value: float) -> Tensor:
        shape = (len(arrays), longest, *arrays[0].shape[1:])
        out = np.full(shape, value, arrays[0].dtype)
        for row, array in enumerate(arrays):
            out[row, : len(array)] = array
        return torch.from_numpy(out)

    mask = fill([np.ones((len(d.words), 1), np.float32) for d, _ in rows], 0)
    vectors = fill([d.vectors for d, _ in rows], 0).float()
    traits = fill([d.traits for d, _ in rows], 0).long()
    return vectors, traits, mask, fill([t for _, t in rows], -1)


def stored(head: nn.Module) -> dict[str, Any]:
    """The weights of a head in half precision."""
    return {
        name: value.detach().numpy().astype(np.float16) for name, value in head.state_dict().items()
    }


def save(
    path: Path, head: nn.Module, labels: Sequence[str], *, bias: float = 0.0, sure: float = 0.5
) -> None:
    """Write the head that `benchmarks._tagger.Tagger` reads, its upper layers beside it."""
    path.parent.mkdir(exist_ok=True)
    biases: dict[str, Any] = {"bias": np.array(bias), "sure": np.array(sure)}
    np.savez_compressed(path, **stored(head), labels=np.array(labels), **biases)


def best(figure: Callable[[T], float], grid: Iterable[T]) -> T:
    """The value of the grid with the highest figure, the first of equals."""
    return max(grid, key=figure)


def tags_of_spans(document: Document, spans: Sequence[tuple[int, int, int]]) -> Ints:
    """BIO tags of ranges of words with their types; where two overlap the longer stands."""
    tags = np.zeros(len(document.words), np.int64)
    for start, end, kind in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if end > start and not tags[start:end].any():
            tags[start:end] = 2 + 2 * kind
            tags[start] = 1 + 2 * kind
    return tags
