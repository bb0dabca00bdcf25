"""Train the second look (`gesta.reader.second`) of an exported model and write it into its heads.

    python -m training.second src/gesta/resources/model --corpora ../shared/corpora \\
        --own training/passages/*.txt

The finished encoder reads every passage once; on its word vectors new heads of ties are trained,
some seeds, a minute of one core each. They begin anew: going on from the first head would give the
same errors again. `model.json` is to be tuned afterwards (`training.tune`).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, gelu

from gesta.codebook import MENTION_TYPES
from gesta.passages import Row
from gesta.reader import features, labels
from gesta.reader.model import Model
from gesta.reader.page import lay_out
from gesta.reader.paths import PATH_BITS
from gesta.reader.second import NAMES
from gesta.reader.windows import plan_windows
from training import standoff
from training.check_passages import checked
from training.data import Passage, prepare
from training.export import write_settings
from training.model import PAIR, WIDTH

CLASSES = len(labels.TIE_LABELS)
EPOCHS = 7  # from where on the loss of dev hardly falls
RATE = 1e-3
DROPOUT = 0.3
TOGETHER = 16  # passages of a step
Pairs = dict[str, Tensor]


class SecondNet(nn.Module):
    """Scores `[n, classes]` of pairs of mentions; the twin of `gesta.reader.second.SecondHead`."""

    def __init__(self, classes: int = CLASSES, *, path: bool = True) -> None:
        super().__init__()
        types = len(MENTION_TYPES)
        for side in ("left", "right"):
            self.add_module(f"{side}_span", nn.Linear(2 * WIDTH, PAIR))
            self.add_module(f"{side}_type", nn.Embedding(types, PAIR))
            self.add_module(f"{side}_turn", nn.Linear(PAIR, PAIR, bias=side == "left"))
            self.add_module(f"{side}_edges", nn.Linear(2 * WIDTH, PAIR, bias=False))
        self.product = nn.Linear(PAIR, PAIR, bias=False)
        self.passed = nn.Linear(WIDTH, PAIR, bias=False)
        self.distance = nn.Embedding(features.DISTANCES, PAIR)
        self.gap = nn.Embedding(features.SENTENCE_GAPS, PAIR)
        self.between = nn.Embedding(features.BETWEEN, PAIR)
        self.both_types = nn.Embedding(types * types, PAIR)
        self.bits = nn.Linear(features.NAME_BITS, PAIR, bias=False)
        self.path = nn.Linear(PATH_BITS, PAIR, bias=False) if path else None
        self.out = nn.Linear(PAIR, classes)
        self.dropout = nn.Dropout(DROPOUT)
        nn.init.normal_(self.both_types.weight, std=0.1)

    def forward(self, seen: Pairs) -> Tensor:
        words, spans, types = self.dropout(seen["words"]), seen["spans"], seen["types"]
        left, right = seen["left"], seen["right"]
        one, two = (self._side(side, words, spans, types) for side in ("left", "right"))
        hidden = one[1][left] + two[1][right] + self.product(one[0][left] * two[0][right])
        hidden = hidden + self._passed(words, spans[left], spans[right])
        for table in ("distance", "gap", "between"):
            hidden = hidden + getattr(self, table)(seen[table])
        hidden = hidden + self.both_types(types[left] * len(MENTION_TYPES) + types[right])
        hidden = hidden + self.bits(seen["bits"])
        if self.path is not None:
            hidden = hidden + self.path(seen["path"])
        out: Tensor = self.out(self.dropout(gelu(hidden)))
        return out

    def _side(
        self, side: str, words: Tensor, spans: Tensor, types: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The mentions as vectors, and what they add to a pair."""
        start, last = spans[:, 0], spans[:, 1] - 1
        ends = torch.cat((words[start], words[last]), 1)
        edges = torch.cat(
            (words[(start - 1).clamp_min(0)], words[(last + 1).clamp_max(len(words) - 1)]), 1
        )
        vector = gelu(getattr(self, f"{side}_span")(ends) + getattr(self, f"{side}_type")(types))
        vector = self.dropout(vector)
        return vector, getattr(self, f"{side}_turn")(vector) + getattr(self, f"{side}_edges")(edges)

    def _passed(self, words: Tensor, left: Tensor, right: Tensor) -> Tensor:
        """The mean of the words between the two mentions, turned."""
        low = torch.minimum(left[:, 1], right[:, 1])
        high = torch.maximum(torch.maximum(left[:, 0], right[:, 0]), low)
        sums = torch.cat((words.new_zeros(1, PAIR), self.passed(words).cumsum(0)))
        return (sums[high] - sums[low]) / (high - low).clamp_min(1)[:, None]


@dataclass(frozen=True)
class Read:
    """A passage and its word vectors `[words, WIDTH]`, in half precision."""

    passage: Passage
    words: Tensor


def read_words(model: Model, text: str) -> np.ndarray:
    """The vectors of all words of a text, each from the window that owns it."""
    page = lay_out(text, model.tokenizer)
    assert page is not None
    words = np.zeros((len(page.words), WIDTH), np.float16)
    for window in plan_windows(page.block_pieces):
        begin = int(page.blocks[window.context, 0])
        own, end = int(page.blocks[window.start, 0]), int(page.blocks[window.end - 1, 1])
        words[own:end] = model.encode(page.inputs(begin, end))[0][own - begin :]
    return words


def pairs_of(read: Sequence[Read]) -> Pairs:
    """The pairs of some passages, as one; the passages' words stand one after the other."""
    parts: dict[str, list[Tensor]] = {}
    words = spans = 0
    for one in read:
        passage, pairs = one.passage, one.passage.ties
        assert pairs.path is not None
        arrays = {
            "words": one.words.float(),
            "spans": passage.mentions + words,
            "types": passage.mention_types,
            "left": pairs.left + spans,
            "right": pairs.right + spans,
            "distance": pairs.distance,
            "gap": pairs.gap,
            "between": pairs.between,
            "bits": pairs.bits,
            "path": pairs.path.astype(np.float32),
            "label": pairs.label,
        }
        for name, values in arrays.items():
            parts.setdefault(name, []).append(torch.as_tensor(values))
        words += len(one.words)
        spans += len(passage.mentions)
    return {name: torch.cat(values) for name, values in parts.items()}


def train(read: Sequence[Read], seed: int) -> SecondNet:
    """One second head."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    read = [one for one in read if len(one.passage.ties.label)]
    net = SecondNet()
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01)
    total = EPOCHS * -(-len(read) // TOGETHER)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 30, 1 - step / total)
    )
    for epoch in range(EPOCHS):
        begun, losses = time.process_time(), 0.0
        order = rng.sample(read, len(read))
        for first in range(0, len(order), TOGETHER):
            pairs = pairs_of(order[first : first + TOGETHER])
            loss = cross_entropy(net(pairs), pairs["label"])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses += loss.item() * TOGETHER / len(read)
        spent = time.process_time() - begun
        print(f"seed {seed} epoch {epoch + 1} {spent:.0f}s loss {losses:.4f}", flush=True)
    return net.eval()


def write(folder: Path, nets: dict[str, SecondNet], kind: str = NAMES) -> None:
    """Put the heads, by name, in the place of those of their kind that `heads.npz` has."""
    path = folder / "heads.npz"
    with np.load(path) as stored:
        kept = {name: stored[name] for name in stored if not name.startswith(kind)}
    for name, net in nets.items():
        for part, value in net.state_dict().items():
            kept[f"{name}.{part}"] = value.numpy().astype(np.float16)
    np.savez(path, **kept)  # type: ignore[arg-type]
    model = Model(folder)
    write_settings(
        folder, version=model.version, thresholds=model.thresholds, calibration=model.calibration
    )


def asked(about: str | None) -> argparse.Namespace:
    """The command line of a second look: the model's folder, what it learns from, how many seeds."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--own", type=Path, nargs="*", default=[], help="own passages, compact")
    parser.add_argument(
        "--standoff", type=Path, nargs="*", default=[], help="what training.standoff wrote"
    )
    parser.add_argument("--seeds", type=int, default=3)
    torch.set_num_threads(1)
    return parser.parse_args()


def annotated_rows(args: argparse.Namespace) -> list[Row]:
    """All annotated passages that the command line names."""
    with (args.corpora / "reader/gesta/train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows += standoff.load(args.standoff, args.corpora)
    return [*rows, *(row for _, row in checked(args.own))]


def main() -> None:
    """Train and write."""
    args = asked(__doc__)
    model = Model(args.folder)
    read = [
        Read(prepare(row, model.tokenizer), torch.from_numpy(read_words(model, row["text"])))
        for row in annotated_rows(args)
    ]
    print(f"{len(read)} passages read", flush=True)
    nets = {f"{NAMES}_{seed}": train(read, seed) for seed in range(1, args.seeds + 1)}
    write(args.folder, nets)


if __name__ == "__main__":
    main()
