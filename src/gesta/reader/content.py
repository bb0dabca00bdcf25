"""What the content head sees of a cue and a word: distance and sentence gap."""

from __future__ import annotations

import numpy as np

from gesta.reader import features
from gesta.reader.features import Ints


def cue_word_features(cue: Ints, sentence: Ints) -> tuple[Ints, Ints, Ints]:
    """Distance, sentence gap and (none) between of the cue `[2]` with every word, `sentence`
    giving each word's sentence, `[words]`."""
    places = np.arange(len(sentence))
    right = np.stack((places, places + 1), axis=1)
    left = np.broadcast_to(cue, right.shape)
    return (
        features.distances(left, right),
        features.sentence_gaps(sentence[cue[0]], sentence),
        np.zeros(len(sentence), np.int64),
    )
