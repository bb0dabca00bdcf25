"""Train the second look at `same` of an exported model and write it into its heads.

    python -m training.second_same src/gesta/resources/model --corpora ../shared/corpora \\
        --own training/passages/*.txt

As in the literature (Lee et al. 2017) each mention chooses among the earlier ones and none. Here it
chooses among the mentions that the reader itself finds as well as among the annotated ones, so
that a head learns to leave alone what is no mention at all. `model.json` is to be tuned
afterwards (`training.tune`).
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gesta.codebook import MENTION_TYPES
from gesta.passages.score import matches
from gesta.reader import Reader
from gesta.reader.draft import DraftSpan
from gesta.reader.page import Page, lay_out
from gesta.reader.repeats import candidates
from gesta.reader.second import SAME
from training.second import Pairs, SecondNet, annotated_rows, asked, read_words, write

EPOCHS = 6  # from where on the loss of dev rises
RATE = 1e-3
TOGETHER = 16  # passages of a step
NEVER = 1e-9  # added to a share whose logarithm is taken
Row = dict[str, Any]


def choices(page: Page, words: np.ndarray, mentions: Sequence[DraftSpan], row: Row) -> Pairs | None:
    """The pairs of a passage that the reader would score, with these mentions; none where no
    mention has one before it."""
    left, right, seen = candidates(page, mentions, 0)
    if not len(left):
        return None
    chain = _chains(page, mentions, row)
    true = [
        chain[a] is not None and chain[a] == chain[b]
        for a, b in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert seen.bits is not None
    arrays = {
        "words": words,
        "spans": np.array([(m.start, m.end) for m in mentions], np.int64),
        "types": np.array([m.type for m in mentions], np.int64),
        "left": left,
        "right": right,
        "distance": seen.distance,
        "gap": seen.gap,
        "between": seen.between,
        "bits": seen.bits,
        "label": np.array(true, np.float32),
    }
    return {name: torch.from_numpy(values) for name, values in arrays.items()}


def _chains(page: Page, mentions: Sequence[DraftSpan], row: Row) -> list[str | None]:
    """For each mention the chain, by one of its ids, of the annotated mention that it matches."""
    chain = {m["id"]: m["id"] for m in row["mentions"]}
    for tie in row["ties"]:
        if tie["type"] == "same":
            old, new = chain[tie["from"]], chain[tie["to"]]
            chain = {one: new if name == old else name for one, name in chain.items()}
    left = list(row["mentions"])
    found: list[str | None] = []
    for m in mentions:
        span = page.words[m.start].start, page.words[m.end - 1].end
        match = next((g for g in left if matches(span, (g["start"], g["end"]))), None)
        if match is not None:
            left.remove(match)
        found.append(None if match is None else chain[match["id"]])
    return found


def annotated(page: Page, row: Row) -> list[DraftSpan]:
    """The annotated mentions in the order of the text."""
    begin = {word.start: i for i, word in enumerate(page.words)}
    finish = {word.end: i + 1 for i, word in enumerate(page.words)}
    return [
        DraftSpan(begin[m["start"]], finish[m["end"]], MENTION_TYPES.index(m["type"]), 1.0)
        for m in sorted(row["mentions"], key=lambda m: (m["start"], m["end"]))
    ]


def together(parts: Sequence[Pairs]) -> Pairs:
    """The pairs of some passages as one, their words one after the other."""
    joined: dict[str, list[Tensor]] = {name: [] for name in parts[0]}
    words = spans = 0
    for part in parts:
        for name, values in part.items():
            shift = words if name == "spans" else spans if name in ("left", "right") else 0
            joined[name].append(values.float() if name == "words" else values + shift)
        words, spans = words + len(part["words"]), spans + len(part["spans"])
    return {name: torch.cat(values) for name, values in joined.items()}


def loss_of(scores: Tensor, later: Tensor, true: Tensor) -> Tensor:
    """How surprising the annotated choice is to the scores `[pairs]`: for each later mention any of
    the true earlier ones, or none, which scores 0, where none is true."""
    count = int(later.max()) + 1
    top = torch.zeros(count).scatter_reduce(0, later, scores.detach(), "amax")
    odds = torch.exp(scores - top[later])
    none = torch.exp(-top)
    hit = torch.zeros(count).index_add(0, later, odds * true)
    has = torch.zeros(count).index_add(0, later, true) > 0
    share = torch.where(has, hit, none) / none.index_add(0, later, odds)
    return -torch.log(share[later.unique()] + NEVER).mean()


def train(passages: Sequence[Sequence[Pairs]], seed: int) -> SecondNet:
    """One second head, from one of the lists of mentions of each passage at a time."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = SecondNet(1, path=False)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01)
    total = EPOCHS * -(-len(passages) // TOGETHER)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 30, 1 - step / total)
    )
    for epoch in range(EPOCHS):
        begun, losses = time.process_time(), 0.0
        order = [rng.choice(lists) for lists in rng.sample(passages, len(passages))]
        for first in range(0, len(order), TOGETHER):
            pairs = together(order[first : first + TOGETHER])
            loss = loss_of(net(pairs)[:, 0], pairs["left"], pairs["label"])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses += loss.item() * TOGETHER / len(order)
        spent = time.process_time() - begun
        print(f"seed {seed} epoch {epoch + 1} {spent:.0f}s loss {losses:.4f}", flush=True)
    return net.eval()


def read(reader: Reader, row: Row) -> list[Pairs]:
    """The pairs of a passage: with the mentions that the reader finds, and as annotated."""
    page = lay_out(row["text"], reader.model.tokenizer)
    assert page is not None
    words = read_words(reader.model, row["text"])
    lists = (reader.draft(page).mentions, annotated(page, row))
    found = (choices(page, words, mentions, row) for mentions in lists)
    return [pairs for pairs in found if pairs is not None]


def main() -> None:
    """Train and write."""
    args = asked(__doc__)
    reader = Reader(args.folder)
    passages = [lists for row in annotated_rows(args) if (lists := read(reader, row))]
    print(f"{len(passages)} passages read", flush=True)
    nets = {f"{SAME}_{seed}": train(passages, seed) for seed in range(1, args.seeds + 1)}
    write(args.folder, nets, SAME)


if __name__ == "__main__":
    main()
