"""What the content head sees of a cue and a word: distance, sentence gap, and the way between."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gesta.reader import features
from gesta.reader.features import Ints
from gesta.reader.heads import PairFeatures
from gesta.reader.paths import Paths


def cue_word_features(
    cue: Ints, sentence: Ints, paths: Paths, begin: int, end: int
) -> PairFeatures:
    """The features of the cue `[2]` with every word of `[begin, end)`, `sentence` giving each
    word's sentence."""
    places = np.arange(begin, end)
    right = np.stack((places, places + 1), axis=1)
    left = np.broadcast_to(cue, right.shape)
    return PairFeatures(
        features.distances(left, right),
        features.sentence_gaps(sentence[cue[0]], sentence[begin:end]),
        np.zeros(len(places), np.int64),
        path=paths.bits(left, right),
    )


def joined(parts: Sequence[PairFeatures]) -> PairFeatures:
    """The features of several cues, one after the other."""
    return PairFeatures(
        np.concatenate([p.distance for p in parts]),
        np.concatenate([p.gap for p in parts]),
        np.concatenate([p.between for p in parts]),
        path=np.concatenate([p.path for p in parts if p.path is not None]),
    )
