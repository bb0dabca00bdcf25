"""Event words of ECB+ grouped by a pair model that was learnt on its train split.

Documents are put to topics by the words that they share (average link over TF-IDF cosines); within
a topic, boosted trees judge each pair (`_event_features`), and mentions come together by average
link over a high power of the chances, which heeds the surest pairs of two groups most. The trees are `heads/event_pairs.npz`, written by `training/event_pairs.py`.
Nothing of this touches what ledgers join: there, words say less and dates, places and parties more.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks._event_corpus import Corpus, Matrix, average_link
from benchmarks._event_features import FEATURES, Topic, group_of
from benchmarks._trees import Trees

TREES = Path(__file__).parent / "heads" / "event_pairs.npz"
# The power, and the mean chance from which on mentions are one; the best on held-out topics of train.
POWER, SAME_EVENT = 8, 0.6


@cache
def shipped_trees() -> Trees:
    """The trees that ship with the benchmark."""
    trees = Trees.read(TREES)
    if trees.names != FEATURES:
        raise ValueError(f"{TREES.name} has other features; run python -m training.event_pairs")
    return trees


def grouped(
    corpus: Corpus, topics: Sequence[object], least: float = SAME_EVENT
) -> dict[str, tuple[object, int]]:
    """The group of each mention; `topics` are those of the documents."""
    trees = shipped_trees()
    groups: dict[str, tuple[object, int]] = {}
    for topic, members in group_of(topics, corpus).items():
        chances = trees.chances(Topic(corpus, members).pairs())
        for i, number in zip(members, linked(len(members), chances, least), strict=True):
            groups[corpus.mentions[i].id] = topic, number
    return groups


def linked(mentions: int, chances: Matrix, least: float) -> list[int]:
    """Groups of mentions by average link; `chances` of all pairs as `np.triu_indices` has them."""
    distances = np.zeros((mentions, mentions))
    distances[np.triu_indices(mentions, 1)] = 1.0 - chances**POWER
    return average_link(distances + distances.T, 1.0 - least**POWER)
