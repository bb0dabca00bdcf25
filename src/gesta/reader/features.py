"""What the pair heads see besides the encoder: distances, sentences, and how two names compare.

Shared by training and reading, so that both compute the very same numbers. Spans are half-open
ranges of word indexes; all arrays run over pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_EDGES: Final = np.array([1, 2, 3, 4, 5, 7, 10, 15, 25, 50])
DISTANCES: Final = 2 * (len(_EDGES) + 1) + 1
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
    ahead = 1 + np.digitize(after, _EDGES)
    behind = 1 + (len(_EDGES) + 1) + np.digitize(before, _EDGES)
    return np.where(after >= 0, ahead, np.where(before >= 0, behind, 0)).astype(np.int64)


def sentence_gaps(left: Ints, right: Ints) -> Ints:
    """How many sentences `right` lies after `left`, clipped to ±3, shifted to start at 0."""
    gaps: Ints = np.clip(right - left, -3, 3) + 3
    return gaps


def between(left: Ints, right: Ints, starts: Ints) -> Ints:
    """How many spans that begin at the sorted words `starts` lie between the two, at most 5."""
    low = np.minimum(left[:, 1], right[:, 1])
    high = np.maximum(left[:, 0], right[:, 0])
    inside = np.searchsorted(starts, high, "left") - np.searchsorted(starts, low, "left")
    counted: Ints = np.clip(inside, 0, BETWEEN - 1)
    return counted


def name_bits(words: Sequence[Sequence[str]], left: Ints, right: Ints, types: Ints) -> Floats:
    """How the words of two mentions compare, `[n, NAME_BITS]` of 0 and 1.

    Columns: same words, same last word, one within the other, one the acronym of the other,
    left is a pronoun, right is a pronoun, same type. `words` are lower-cased words per mention.
    """
    kept = [tuple(w for w in phrase if w not in _SMALL) or tuple(phrase) for phrase in words]
    sets = [frozenset(phrase) for phrase in kept]
    initials = ["".join(w[0] for w in phrase) if len(phrase) > 1 else "" for phrase in kept]
    glued = ["".join(phrase) for phrase in kept]
    pronoun = [len(phrase) == 1 and phrase[0] in _PRONOUNS for phrase in words]
    bits = np.zeros((len(left), NAME_BITS), np.float32)
    for row, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        bits[row] = (
            kept[a] == kept[b],
            kept[a][-1] == kept[b][-1],
            sets[a] <= sets[b] or sets[b] <= sets[a],
            (initials[a] == glued[b] or initials[b] == glued[a]) and len(glued[a]) != len(glued[b]),
            pronoun[a],
            pronoun[b],
            types[a] == types[b],
        )
    return bits
