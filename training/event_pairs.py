"""Fit the weights by which event words of ECB+ join (`benchmarks/_event_pairs`), from its train split.

`python -m training.event_pairs` writes `benchmarks/heads/event_pairs.toml`: logistic regression by
Newton's method over all pairs of mentions within the topics that the documents fall into.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks._event_pairs import WEIGHTS, corpus_of, judged
from benchmarks._rows import rows_of
from training.resolution import newton

PULL = 1.0


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    rows = rows_of(options.corpora / "resolution" / "ecbplus" / "train.jsonl")
    chosen, cluster = {}, {}
    for at, row in enumerate(rows):
        for mention in row["mentions"]:
            if mention["kind"] == "event" and mention.get("selected", True):
                name = chosen[at, mention["m_id"]] = f"{row['id']} {mention['m_id']}"
                cluster[name] = mention["cluster"]
    corpus = corpus_of(rows, chosen)
    pairs = judged(corpus, corpus.topics())
    names = sorted(pairs[0][2])
    x = np.array([[found[name] for name in names] for _, _, found in pairs])
    said = [cluster[mention.id] for mention in corpus.mentions]
    y = np.array([said[i] == said[j] for i, j, _ in pairs], float)
    ridge = np.array([1e-3 if name == "bias" else PULL for name in names])
    found = newton(x, y, ridge, np.zeros(len(names)))
    lines = [
        "# Log-odds that two event words are of one event; written by training/event_pairs.py,",
        f"# fitted to {len(pairs)} pairs of ECB+ train, {int(y.sum())} of them one.",
        "",
        "[weights]",
        *(f'"{name}" = {weight:.2f}' for name, weight in zip(names, found.tolist(), strict=True)),
    ]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(options.out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
