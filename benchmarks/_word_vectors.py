"""What words mean, one vector each: a table of 28,000 words for the pair model of event words.

A word that is not in the table takes the vector of a form of it that is (`apprehending` →
`apprehend`). `heads/word_vectors.npz` is written by `training/word_vectors.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TABLE = Path(__file__).parent / "heads" / "word_vectors.npz"
_PART = re.compile(r"[a-z]+")
_ENDINGS = ("ing", "ed", "es", "s", "d", "er", "ers", "ly")
Matrix = NDArray[np.float64]


class WordVectors:
    """Unit vectors of words, in steps of 1/127 of the largest number."""

    def __init__(self, path: Path = TABLE) -> None:
        with np.load(path) as stored:
            self._vectors = stored["vectors"].astype(np.float64)
            words = str(stored["words"]).split()
        self._places: Mapping[str, int] = {word: at for at, word in enumerate(words)}
        self.width = self._vectors.shape[1]

    def mean(self, words: Iterable[str], weights: Mapping[str, float] | None = None) -> Matrix:
        """The mean over the words that have a vector, weighted where weights are given; 0 if none."""
        total, found = np.zeros(self.width), 0
        for word in words:
            weight = 1.0 if weights is None else weights.get(word, 1.0)
            for part in _PART.findall(word):
                place = self._place(part)
                if place is not None:
                    total += weight * self._vectors[place]
                    found += 1
        return total / max(found, 1)

    def _place(self, word: str) -> int | None:
        return next((self._places[form] for form in forms(word) if form in self._places), None)


def forms(word: str) -> Iterator[str]:
    """A word and what it may be a form of.

    >>> list(forms("robbed"))
    ['robbed', 'robb', 'robbe', 'rob', 'robbe', 'robbee']
    """
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3:
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
    if word.endswith(("ies", "ied")):
        yield word[:-3] + "y"


@cache
def word_vectors() -> WordVectors:
    """The table that ships with the benchmark."""
    return WordVectors()
