"""Adapt the published encoder to news of conflict: masked words over the raw text of the corpora.

    python -m training.adapt --corpora ../shared/corpora --out runs/adapted

Whole words are masked (Devlin et al. 2019, BERT's whole-word release), 15 of 100, and guessed from
the words around them through the word embeddings, which are trained along; one pass, AdamW with
warm-up and linear decay. No labels are used, and no document that shares eight words in a row with
an annotated dev passage. The result, `encoder.safetensors`, is what `training.train --start` takes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, gelu

from gesta.reader.lexicon import HINTS
from gesta.reader.pieces import cases, pieces_of
from gesta.reader.words import split_words
from training.model import WIDTH, ReaderNet
from training.pretrained import folder

LENGTH = 128
MASK, CLS, SEP = 103, 101, 102
SHINGLE = 8
ROOMS = ("reader", "grounding", "resolution", "reports/real")


class Guesser(nn.Module):
    """Hidden states into scores over the vocabulary, through the word embeddings."""

    def __init__(self) -> None:
        super().__init__()
        self.dense = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        nn.init.eye_(self.dense.weight)
        nn.init.zeros_(self.dense.bias)

    def forward(self, hidden: Tensor, embeddings: Tensor) -> Tensor:
        return self.norm(gelu(self.dense(hidden))) @ embeddings.T


def texts(corpora: Path) -> Iterator[str]:
    """Every raw text of the training splits and of the unlabelled reports, each once."""
    seen: set[str] = set()
    for room in ROOMS:
        for path in sorted((corpora / room).rglob("*")):
            if path.name != "train.jsonl" and not (path.suffix == ".jsonl" and "real" in room):
                continue
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    text = json.loads(line).get("text") or ""
                    if text and text[:200] not in seen:
                        seen.add(text[:200])
                        yield text


def shingles(words: list[str]) -> set[int]:
    return {hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)}


def annotated(corpora: Path, *splits: str) -> set[int]:
    """The runs of eight words of the annotated passages of some splits."""
    held: set[int] = set()
    for split in splits:
        with (corpora / f"reader/gesta/{split}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                held |= shingles(json.loads(line)["text"].lower().split())
    return held


def windows(corpora: Path, tokenizer: Tokenizer) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Windows of at most LENGTH pieces: pieces, cases, and the word that each piece belongs to."""
    held = annotated(corpora, "dev")
    out = []
    for text in texts(corpora):
        if held & shingles(text.lower().split()):
            continue
        surfaces = [w.of(text) for w in split_words(text)]
        for at in range(0, len(surfaces), 100):
            part = surfaces[at : at + 100]
            if len(part) < 5:
                continue
            pieces, first = pieces_of(tokenizer, part)
            length = min(len(pieces), LENGTH)
            case = cases(part, first, len(pieces))
            of_word = np.searchsorted(first, np.arange(len(pieces)), "right") - 1
            of_word[-1] = -1
            out.append((pieces[:length], case[:length], of_word[:length]))
    return out


def _batch(
    group: list[tuple[np.ndarray, np.ndarray, np.ndarray]], rng: np.random.Generator
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    longest = max(len(p) for p, _, _ in group)
    pieces = np.zeros((len(group), longest), np.int64)
    case = np.zeros_like(pieces)
    hidden = np.zeros(pieces.shape, bool)
    for row, (p, c, w) in enumerate(group):
        pieces[row, : len(p)], case[row, : len(p)] = p, c
        chosen = rng.random(int(w.max()) + 1) < 0.15
        hidden[row, : len(p)] = chosen[np.maximum(w, 0)] & (w >= 0)
    gold = pieces[hidden]
    dice = rng.random(len(gold))
    shown = np.where(
        dice < 0.8, MASK, np.where(dice < 0.9, rng.integers(999, 30000, len(gold)), gold)
    )
    mask = pieces > 0
    pieces[hidden] = shown
    tensors = (pieces, case, mask[:, None, None, :], hidden, gold)
    a, b, c2, d, e = (torch.from_numpy(t) for t in tensors)
    return a, b, c2, d, e


def adapt(corpora: Path, out: Path, *, rate: float, rows: int, minutes: float) -> None:
    """One pass over the windows, or as much of it as `minutes` allow; saves the encoder."""
    tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    torch.manual_seed(1)
    found = windows(corpora, tokenizer)
    random.Random(1).shuffle(found)
    rng = np.random.default_rng(1)
    net = ReaderNet()
    net.load_pretrained(load_file(folder() / "model.safetensors"))
    encoder, guesser = net.encoder, Guesser()
    parameters = [*encoder.parameters(), *guesser.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    groups = [found[i : i + rows] for i in range(0, len(found), rows)]
    print(f"{len(found)} windows, {sum(len(w[0]) for w in found):,} pieces", flush=True)
    none = torch.zeros(1, 1, HINTS)
    begun, total, seen = time.time(), 0.0, 0
    for step, group in enumerate(groups):
        spent = (time.time() - begun) / (60 * minutes)
        done = max(spent, step / len(groups))
        if done >= 1:
            break
        for item in optimiser.param_groups:
            item["lr"] = rate * min((step + 1) / 100, 1 - done)
        pieces, case, mask, hidden, gold = _batch(group, rng)
        with torch.autocast("cpu", torch.bfloat16):
            states = encoder(pieces, case, none.expand(*pieces.shape, HINTS), mask)[hidden]
            scores = guesser(states, encoder.embeddings.word_embeddings.weight)
        loss = cross_entropy(scores.float(), gold)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        total, seen = total + float(loss.detach()), seen + 1
        if seen == 100:
            print(f"step {step + 1} {time.time() - begun:.0f}s loss {total / seen:.3f}", flush=True)
            total, seen = 0.0, 0
    out.mkdir(parents=True, exist_ok=True)
    save_file(encoder.state_dict(), out / "encoder.safetensors")


def main() -> None:
    """Parse the command line and adapt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--rows", type=int, default=16)
    parser.add_argument("--minutes", type=float, default=45)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    adapt(args.corpora, args.out, rate=args.rate, rows=args.rows, minutes=args.minutes)


if __name__ == "__main__":
    main()
