"""What the pair heads see besides the encoder: distances, sentences, and how two names compare.

Shared by training and reading, so that both compute the very same numbers. Spans are half-open
ranges of word indexes; all arrays run over pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_EDGES: Final = np.array([1, 2, 3, 4, 5, 7, 10, 15, 25, 50])
DISTANCES: Final = 2 * (len(_EDGES) + 1) + 1
# The bucket of each distance up to the last edge.
_BUCKETS: Final = np.digitize(np.arange(_EDGES[-1] + 1), _EDGES)
SENTENCE_GAPS: Final = 7
BETWEEN: Final = 6
NAME_BITS: Final = 7

_PRONOUNS: Final = frozenset(
    "he she it they him her them his its their theirs himself herself itself themselves we us our "
    "i me my who which that this these those one".split()
)
_SMALL: Final = frozenset("the a an of and for in to 's ' ’ s al el - . ,".split())


def distances(left: Ints, right: Ints) -> Ints:
    """Bucket of the words between two spans, signed by which comes first; 0 for overlap.

    `left` and `right` are `[n, 2]`; gives `[n]` values below `DISTANCES`.
    """
    after = right[:, 0] - left[:, 1]
    before = left[:, 0] - right[:, 1]
    apart = np.maximum(after, before)  # below 0 where the two overlap
    bucket: Ints = 1 + _BUCKETS[np.minimum(np.maximum(apart, 0), _EDGES[-1])]
    bucket[after < 0] += len(_EDGES) + 1
    bucket[apart < 0] = 0
    return bucket


def sentence_gaps(left: Ints, right: Ints) -> Ints:
    """How many sentences `right` lies after `left`, clipped to ±3, shifted to start at 0."""
    gaps: Ints = np.minimum(np.maximum(right - left, -3), 3) + 3
    return gaps


def between(left: Ints, right: Ints, starts: Ints) -> Ints:
    """How many spans that begin at the sorted words `starts` lie between the two, at most 5."""
    low = np.minimum(left[:, 1], right[:, 1])
    high = np.maximum(left[:, 0], right[:, 0])
    inside = starts.searchsorted(high) - starts.searchsorted(low)
    counted: Ints = np.minimum(np.maximum(inside, 0), BETWEEN - 1)
    return counted


class Names:
    """The words of a list of mentions, made ready to be compared two by two.

    `words` are lower-cased words per mention, `types` `[mentions]`.
    """

    def __init__(self, words: Sequence[Sequence[str]], types: Ints) -> None:
        kept = [tuple(w for w in phrase if w not in _SMALL) or tuple(phrase) for phrase in words]
        numbers: dict[str, int] = {}

        def numbered(strings: Iterable[str]) -> Ints:
            return np.array([numbers.setdefault(s, len(numbers)) for s in strings], np.int64)

        self._whole = numbered(" ".join(phrase) for phrase in kept)
        self._final = numbered(phrase[-1] for phrase in kept)
        self._glued = numbered("".join(phrase) for phrase in kept)
        self._short = numbered("".join(w[0] for w in p) if len(p) > 1 else "" for p in kept)
        self._length = np.array([sum(map(len, phrase)) for phrase in kept], np.int64)
        self._pronoun = np.array([len(p) == 1 and p[0] in _PRONOUNS for p in words], bool)
        self._shared, self._size = _shared(kept)
        self._types = types

    def bits(self, a: Ints, b: Ints) -> Floats:
        """How the mentions `a[i]` and `b[i]` compare, `[n, NAME_BITS]` of 0 and 1: same words,
        same last word, one within the other, one the acronym of the other, left is a pronoun,
        right is a pronoun, same type."""
        acronym = (self._short[a] == self._glued[b]) | (self._short[b] == self._glued[a])
        columns = (
            self._whole[a] == self._whole[b],
            self._final[a] == self._final[b],
            self._shared[a, b] == np.minimum(self._size[a], self._size[b]),
            acronym & (self._length[a] != self._length[b]),
            self._pronoun[a],
            self._pronoun[b],
            self._types[a] == self._types[b],
        )
        bits = np.empty((len(a), NAME_BITS), np.float32)
        for column, values in enumerate(columns):
            bits[:, column] = values
        return bits


def name_bits(words: Sequence[Sequence[str]], left: Ints, right: Ints, types: Ints) -> Floats:
    """How the words of two mentions each compare, `[n, NAME_BITS]` (see `Names.bits`)."""
    return Names(words, types).bits(left, right)


def _shared(phrases: Sequence[Sequence[str]]) -> tuple[Floats, Floats]:
    """How many different words each two phrases share, `[n, n]`, and each has, `[n]`."""
    columns: dict[str, int] = {}
    held = [{columns.setdefault(w, len(columns)) for w in phrase} for phrase in phrases]
    table = np.zeros((len(phrases), len(columns)), np.float32)
    for row, words in enumerate(held):
        table[row, list(words)] = 1
    return table @ table.T, table.sum(1)
