"""Write the word vectors of `benchmarks/_word_vectors.py`: what all-MiniLM-L6-v2 makes of each word alone.

`python -m training.word_vectors` reads which words the train splits of the corpora use (twice or
more, written small at least every third time, and every event word of ECB+ train), takes the
mean of the last layer for each, and keeps its leading directions, in eight bits.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from benchmarks._event_corpus import Matrix, unit
from benchmarks._rows import rows_of
from benchmarks._word_vectors import TABLE
from training.model import Encoder, ReaderNet
from training.pretrained import folder

WIDTH = 96
BATCH = 256
_WORD = re.compile(r"[A-Za-z]{2,18}")


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    torch.set_num_threads(1)
    words = words_of(options.corpora)
    vectors = leading(encoded(words))
    np.savez_compressed(options.out, words=np.array(" ".join(words)), vectors=vectors)
    print(f"{len(words)} words, {options.out.stat().st_size / 1e6:.2f} MB")


def words_of(corpora: Path) -> list[str]:
    """The words to give a vector, sorted."""
    times: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for path in sorted(corpora.glob("*/*/train.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                for word in _WORD.findall(str(json.loads(line).get("text") or "")):
                    times[word.lower()] += 1
                    small[word.lower()] += word.islower() or word.isupper()
    events = {
        word.lower()
        for row in rows_of(corpora / "resolution" / "ecbplus" / "train.jsonl")
        for mention in row["mentions"]
        if mention["kind"] == "event"
        for word in _WORD.findall(mention["surface"])
    }
    used = {word for word, n in small.items() if n >= 2 and 3 * n >= times[word]}
    return sorted(used | events)


def encoded(words: list[str]) -> Matrix:
    """The mean of the last layer over the pieces of each word, unit length, `[words, 384]`."""
    tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    tokenizer.no_padding()
    net = ReaderNet()
    net.load_pretrained(load_file(folder() / "model.safetensors"))
    encoder = net.encoder.eval()
    out = np.zeros((len(words), 384))
    pieces = [tokenizer.encode(word).ids for word in words]
    by_length = sorted(range(len(words)), key=lambda i: len(pieces[i]))
    for start in range(0, len(words), BATCH):
        rows = by_length[start : start + BATCH]
        out[rows] = _means(encoder, [pieces[i] for i in rows])
    return unit(out)


@torch.no_grad()
def _means(encoder: Encoder, rows: list[list[int]]) -> Matrix:
    longest = max(map(len, rows))
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    mask = torch.tensor([[True] * len(row) + [False] * (longest - len(row)) for row in rows])
    hints = torch.zeros(*ids.shape, encoder.embeddings.hints.in_features)
    states = encoder(ids, torch.zeros_like(ids), hints, mask[:, None, None])
    kept = mask[..., None].float()
    means: Matrix = ((states * kept).sum(1) / kept.sum(1)).double().numpy()
    return means


def leading(vectors: Matrix) -> npt.NDArray[np.int8]:
    """The vectors on the leading directions of a sample, unit length again, as int8."""
    sample = vectors[np.random.default_rng(0).permutation(len(vectors))[:8000]]
    _, _, directions = np.linalg.svd(sample, full_matrices=False)
    turned = vectors @ directions[:WIDTH].T
    kept = unit(turned)
    steps: npt.NDArray[np.int8] = np.round(kept * 127 / np.abs(kept).max()).astype(np.int8)
    return steps


if __name__ == "__main__":
    main()
