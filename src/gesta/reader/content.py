"""What the content head sees of a cue and a word: distance, sentence gap, and the way between."""

from __future__ import annotations

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
    return of_pairs(np.broadcast_to(cue, (len(places), 2)), places, sentence, paths)


def of_pairs(cues: Ints, words: Ints, sentence: Ints, paths: Paths) -> PairFeatures:
    """The features of each of the cues `[n, 2]` with the word `[n]` beside it."""
    right = np.stack((words, words + 1), axis=1)
    return PairFeatures(
        features.distances(cues, right),
        features.sentence_gaps(sentence[cues[:, 0]], sentence[words]),
        np.zeros(len(words), np.int64),
        path=paths.bits(cues, right),
    )
