"""What lies on the way from one span to another: other events, cues, and breaks of the clause.

A role mostly belongs to the event that no other event and no clause break parts it from; the heads
of pairs see this as bits. Shared by training and reading, as `features` is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gesta.codebook import MENTION_TYPES
from gesta.reader.features import Ints

# Small words and signs by what they do to a clause; each class is one bit.
_CLASSES: Final = (
    (",",),
    (";", ":", "–", "—", "(", ")"),
    ("that",),
    ("who", "which", "whose", "whom", "where"),
    ("and", "or"),
    ("but", "while", "after", "before", "when", "as", "although", "though", "because", "since",
     "until", "amid", "following", "if"),
    ('"', "“", "”", "«", "»"),
    ("by",),
    ("of",),
    ("'", "’"),
    ("-", "‑"),
    ("in", "at", "near", "on", "inside", "outside", "around"),
    ("with", "alongside", "between"),
    ("against",),
    ("to", "for", "from", "into"),
)  # fmt: skip
_CLASS_OF: Final = {word: number for number, words in enumerate(_CLASSES) for word in words}
_TRIGGERS: Final = len(_CLASSES)  # column of the table that counts triggers
_CUES: Final = _TRIGGERS + 1
# The bits: one a class, one trigger, more triggers, a cue, a mention of the right span's type, a
# trigger on the right span's other side that is nearer to it than the left span.
PATH_BITS: Final = len(_CLASSES) + 5

Bits = NDArray[np.bool_]


class Paths:
    """The words of a passage or scene, made ready to be asked what lies between two spans.

    `sentence` `[words]` numbers the sentence of each word, differently in each window. `mentions`,
    `triggers` and `cues` are `[n, 2]` word ranges, `types` the mentions' types.
    """

    def __init__(
        self,
        lowered: Sequence[str],
        sentence: Ints,
        mentions: Ints,
        types: Ints,
        triggers: Ints,
        cues: Ints,
    ) -> None:
        here = np.zeros((len(lowered) + 1, _CUES + 1), np.int32)
        for place, word in enumerate(lowered, 1):
            column = _CLASS_OF.get(word)
            if column is not None:
                here[place, column] = 1
        here[np.unique(triggers[:, 0]) + 1, _TRIGGERS] = 1
        here[np.unique(cues[:, 0]) + 1, _CUES] = 1
        self._so_far = here.cumsum(0)
        typed = np.zeros((len(MENTION_TYPES), len(lowered) + 1), np.int32)
        typed[types, mentions[:, 0] + 1] = 1
        self._typed = typed.cumsum(1)
        self._sentence = sentence
        self._triggers = triggers[np.argsort(triggers[:, 0], kind="stable")]

    def bits(self, left: Ints, right: Ints, types: Ints | None = None) -> Bits:
        """What lies between the spans `left[i]` and `right[i]`, `[n, PATH_BITS]`; `types` `[n]`
        are the right spans' where they are mentions."""
        low = np.minimum(left[:, 1], right[:, 1])
        high = np.maximum(np.maximum(left[:, 0], right[:, 0]), low)
        passed = self._so_far[high] - self._so_far[low]
        bits = np.zeros((len(left), PATH_BITS), np.bool_)
        bits[:, :_TRIGGERS] = passed[:, :_TRIGGERS] > 0
        bits[:, _TRIGGERS] = passed[:, _TRIGGERS] == 1
        bits[:, _TRIGGERS + 1] = passed[:, _TRIGGERS] > 1
        bits[:, _TRIGGERS + 2] = passed[:, _CUES] > 0
        if types is not None:
            bits[:, -2] = self._typed[types, high] > self._typed[types, low]
        bits[:, -1] = self._nearer_behind(left, right)
        return bits

    def _nearer_behind(self, left: Ints, right: Ints) -> Bits:
        """Whether a trigger of the right span's sentence stands nearer to it than the left span
        does, on its other side."""
        if not len(self._triggers):
            return np.zeros(len(left), np.bool_)
        starts, last = self._triggers[:, 0], len(self._triggers) - 1
        home = self._sentence[right[:, 0]]
        ahead = left[:, 0] >= right[:, 1]
        before = starts.searchsorted(right[:, 0]) - 1
        after = starts.searchsorted(right[:, 1])
        there = np.where(ahead, before >= 0, after <= last)
        rival = self._triggers[np.clip(np.where(ahead, before, after), 0, last)]
        there &= self._sentence[rival[:, 0]] == home
        apart = np.where(ahead, left[:, 0] - right[:, 1], right[:, 0] - left[:, 1])
        rivals = np.where(ahead, right[:, 0] - rival[:, 1], rival[:, 0] - right[:, 1])
        nearer: Bits = there & (rivals < apart)
        return nearer
