"""What the content head sees of a cue and a word: distance and sentence gap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gesta.reader import features


def cue_word_features(
    cue: NDArray[np.int64], words: int, sentences: NDArray[np.int64]
) -> dict[str, NDArray[np.int64] | NDArray[np.float32]]:
    """Pair features of the cue `[2]` with each of `words` words; `sentences` are word ranges."""
    places = np.arange(words)
    right = np.stack((places, places + 1), axis=1)
    left = np.broadcast_to(cue, right.shape)
    of_word = np.searchsorted(sentences[:, 0], places, "right") - 1
    return {
        "distance": features.distances(left, right),
        "gap": features.sentence_gaps(np.full(words, of_word[cue[0]]), of_word),
        "between": np.zeros(words, np.int64),
        "bits": np.zeros((words, features.NAME_BITS), np.float32),
    }
