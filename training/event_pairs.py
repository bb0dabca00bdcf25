"""Learn how event words of ECB+ join (`benchmarks/_event_pairs`), from its train split.

`python -m training.event_pairs` writes `benchmarks/heads/event_pairs.npz`: boosted trees over all
pairs of mentions within the topics that the documents fall into, and within ECB+'s own. `--held-out` learns on four fifths of
the topics and groups the last, in turn, and prints CoNLL F1 at each bound: what the bound and the
recipe are chosen by.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks._event_corpus import Corpus, Spot, corpus_of
from benchmarks._event_features import FEATURES, Topic, group_of
from benchmarks._event_finder import chosen_sentences, cropped
from benchmarks._event_pairs import TREES, linked
from benchmarks._rows import Row, rows_of
from benchmarks._trees import Matrix, Trees
from benchmarks._words import Document, see
from benchmarks.groupings import conll
from gesta.reader.model import Model
from training.boosting import Recipe, boost

# Of pairs that are two, so many are learnt from, at a higher weight: most are easily told apart.
SHARE = 0.3
SEEDS = (0, 1, 2)
FOLDS = 5
BOUNDS = (0.4, 0.45, 0.5, 0.55, 0.6)
Pairs = tuple[Matrix, Matrix, Matrix]  # features, whether the two are one, and how much each counts


def main() -> None:
    """Learn and write the trees, or say how well they group held-out topics."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=TREES)
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    rows = rows_of(options.corpora / "resolution" / "ecbplus" / "train.jsonl")
    corpus, cluster = known(rows)
    if options.held_out:
        held_out(rows, corpus, cluster)
        return
    trees = learnt([pairs for _, pairs in topics_of(rows, corpus, cluster).values()])
    trees.write(options.out)
    print(f"{len(trees.feature)} nodes, {options.out.stat().st_size / 1e6:.2f} MB")


def known(rows: Sequence[Row]) -> tuple[Corpus, dict[str, str]]:
    """The event words of the validated sentences, and the event of each."""
    spots, cluster = [], {}
    for at, row in enumerate(rows):
        for m in row["mentions"]:
            if m["kind"] == "event" and m.get("selected", True):
                spots.append(Spot(f"{row['id']} {m['m_id']}", at, m["start"], m["end"]))
                cluster[spots[-1].id] = m["cluster"]
    model = Model(None)
    return corpus_of(rows, [seen(model, row) for row in rows], spots), cluster


def seen(model: Model, row: Row) -> Document | None:
    """The document's windows with validated sentences as the encoder sees them."""
    document = see(model, row["text"])
    return None if document is None else cropped(document, chosen_sentences(row))[0]


def topics_of(
    rows: Sequence[Row], corpus: Corpus, cluster: Mapping[str, str]
) -> dict[tuple[str, int], tuple[list[int], Pairs]]:
    """The mentions and pairs of each topic, both of the topics found and of those that are told: what
    the other mentions of a topic tell of a pair differs."""
    named = {"own topics": corpus.topics(), "told": [row["subtopic"] for row in rows]}
    return {
        (name, at): (members, pairs_of(corpus, members, cluster))
        for name, topics in named.items()
        for at, members in enumerate(group_of(topics, corpus).values())
    }


def pairs_of(corpus: Corpus, members: Sequence[int], cluster: Mapping[str, str]) -> Pairs:
    """All pairs of a topic. Those of an event told thirty times would outnumber all others: a pair
    counts the less the more mentions its events have."""
    topic = Topic(corpus, members)
    _, events, times = np.unique(
        [cluster[m.id] for m in topic.mentions], return_inverse=True, return_counts=True
    )
    one, two = events[topic.one], events[topic.two]
    same = one == two
    counts = np.where(
        same, np.maximum(times[one] - 1.0, 1.0) ** -0.5, (times[one] * times[two]) ** -0.25
    )
    return topic.pairs(), same.astype(float), counts


def learnt(topics: Sequence[Pairs]) -> Trees:
    """Trees from the pairs of some topics."""
    x, y, counts = (np.concatenate(part) for part in zip(*topics, strict=True))
    same = y > 0
    kept = same | (np.random.default_rng(0).random(len(y)) < SHARE)
    weights = np.where(same, counts / counts[same].mean(), counts / counts[~same].mean() / SHARE)
    return boost(x[kept], y[kept], weights[kept], FEATURES, Recipe(), seeds=SEEDS)


def held_out(rows: Sequence[Row], corpus: Corpus, cluster: Mapping[str, str]) -> None:
    """Print CoNLL F1 on train where each topic of the corpus is judged by what the others taught."""
    numbers = sorted({row["topic"] for row in rows}, key=int)
    fold = {number: at % FOLDS for at, number in enumerate(numbers)}
    ready = topics_of(rows, corpus, cluster)
    folds = {
        key: fold[rows[corpus.mentions[members[0]].row]["topic"]]
        for key, (members, _) in ready.items()
    }
    judged: dict[tuple[str, int], tuple[list[int], Matrix]] = {}
    for held in range(FOLDS):
        trees = learnt([pairs for key, (_, pairs) in ready.items() if folds[key] != held])
        for key, (members, (x, *_)) in ready.items():
            if folds[key] == held:
                judged[key] = members, trees.chances(x)
    for name in ("own topics", "told"):
        for bound in BOUNDS:
            ours = {
                corpus.mentions[i].id: (at, number)
                for (kind, at), (members, chances) in judged.items()
                if kind == name
                for i, number in zip(members, linked(len(members), chances, bound), strict=True)
            }
            print(f"{name:12s} {bound:.2f} {conll(cluster, ours):6.2f}", flush=True)


if __name__ == "__main__":
    main()
