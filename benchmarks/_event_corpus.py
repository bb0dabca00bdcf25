"""The event words of many documents, with what the pair model compares of each.

Of a mention: its words and what they mean, the words of its sentence before and after it, its vectors in
the shipped encoder (the last layer and halfway up). Nothing is taken from other annotations.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks._rows import Row
from benchmarks._word_vectors import word_vectors
from benchmarks._words import Document
from gesta.resolution.facts import read_words
from gesta.resolution.kinds import lemma

# Likeness of two documents from which on they are of one topic; of .05 to .2 the best on ECB+ train.
SAME_TOPIC = 0.1
Matrix = npt.NDArray[np.float64]
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
PLAIN = frozenset(
    "a an and are as at be been but by for from had has have he her him his in into is it its no not "
    "of on or our over so than that the their them then there they this to was we were what when "
    "where which while who will with would also about all during more some herself himself "
    "themselves itself up out off down back away under through after before between against s being "
    "did does do done".split()
)
_ENDINGS = (
    "ations", "ation", "ings", "ing", "ions", "ion", "ments", "ment", "ers", "er", "ed", "es", "s",
    "e", "al", "ance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event word stands: its document's place among the rows, characters `[start, end)`."""

    id: str
    row: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One event word. `words` are its own that carry meaning, `head` the last of them."""

    id: str
    row: int
    sentence: int
    surface: str
    words: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def head(self) -> str:
        """The word that tells the event."""
        return self.words[-1]

    @property
    def lemma(self) -> str:
        """The rough base form of the head."""
        return lemma(self.head)

    @property
    def stem(self) -> str:
        """The base form without the ending that makes a noun of a verb."""
        return stem(self.lemma)


@dataclass(frozen=True)
class Corpus:
    """The mentions of all documents, how alike documents are, how rare words, and unit vectors of each
    mention `[mentions, width]`: in `last` and `middle` layer, of its `words`, `head` and sentence."""

    mentions: Sequence[Mention]
    alike: Matrix
    rarity: Mapping[str, float]
    vectors: Mapping[str, Matrix]

    def topics(self) -> list[int]:
        """The topic of each document."""
        return average_link(1.0 - self.alike, 1.0 - SAME_TOPIC)


def corpus_of(
    rows: Sequence[Row], documents: Sequence[Document | None], spots: Sequence[Spot]
) -> Corpus:
    """The event words at the spots; `documents` are the rows as the encoder sees them."""
    texts = [{word.lower() for word in _WORD.findall(row["text"])} for row in rows]
    counts = Counter(word for found in texts for word in found)
    rarity = {word: math.log(len(rows) / times) + 0.3 for word, times in counts.items()}
    mentions = [_mention(rows[spot.row], spot) for spot in spots]
    encoded = np.array([_encoded(documents[spot.row], spot) for spot in spots]).reshape(-1, 2, 384)
    known = word_vectors()
    around = np.array([known.mean(_near(m), rarity) for m in mentions]).reshape(-1, known.width)
    vectors = {
        "last": unit(_centred(encoded[:, 0])),
        "middle": unit(_centred(encoded[:, 1])),
        "words": unit(np.array([known.mean(m.words) for m in mentions]).reshape(-1, known.width)),
        "head": unit(np.array([known.mean((m.head,)) for m in mentions]).reshape(-1, known.width)),
        "sentence": unit(_centred(around)),
    }
    return Corpus(mentions, _likeness(rows), rarity, vectors)


def _mention(row: Row, spot: Spot) -> Mention:
    inside = (s for s in row["sentences"] if s[1] <= spot.start < s[2])
    number, start, end = next(inside, (-1, spot.start, spot.end))
    text = row["text"]
    own = [word.lower() for word in _WORD.findall(text[spot.start : spot.end])]
    telling = [word for word in own if word not in PLAIN and not word.isdigit()]
    surface = text[spot.start : spot.end].lower()
    return Mention(
        spot.id, spot.row, number, surface, tuple(telling or own or [surface]),
        tuple(_WORD.findall(text[start : spot.start])),
        tuple(_WORD.findall(text[spot.end : max(end, spot.end)])),
    )  # fmt: skip


def _near(mention: Mention) -> list[str]:
    """The words around that carry meaning, for what the sentence is about."""
    words = (word.lower() for word in mention.before[-10:] + mention.after[:10])
    return [word for word in words if word not in PLAIN]


def _encoded(document: Document | None, spot: Spot) -> Matrix:
    """The mean vector of the words in the last layer and halfway up, `[2, 384]`; 0 without words."""
    out = np.zeros((2, 384))
    first, end = document.covered(spot.start, spot.end) if document is not None else (0, 0)
    if document is None or first == end:
        return out
    out[0] = document.vectors[first:end, :384].mean(0)
    begun = 0
    for window in document.windows:
        own = slice(max(first - begun, 0), max(end - begun, 0))
        pieces = np.concatenate((window.first[own], window.last[own]))
        out[1] += window.states[pieces].astype(np.float64).sum(0) / (2 * (end - first))
        begun += len(window.first)
    return out


def stem(word: str) -> str:
    """A base form without its ending, if three letters are left."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _likeness(rows: Sequence[Row]) -> Matrix:
    """Cosines of the documents' TF-IDF vectors."""
    words = [read_words(row["text"]) for row in rows]
    counts = Counter(word for found in words for word in found)
    rarity = {word: math.log(len(rows) / times) for word, times in counts.items()}
    places = {word: at for at, word in enumerate(sorted(w for w in counts if counts[w] > 1))}
    table = np.zeros((len(rows), len(places)))
    for at, found in enumerate(words):
        for word in found & places.keys():
            table[at, places[word]] = rarity[word]
    table = unit(table)
    return table @ table.T


def unit(vectors: Matrix) -> Matrix:
    """The rows at length 1; those of nothing stay 0."""
    lengths: Matrix = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.maximum(lengths, 1e-9)


def _centred(vectors: Matrix) -> Matrix:
    return vectors - vectors.mean(0) if len(vectors) else vectors


def average_link(distances: Matrix, most: float) -> list[int]:
    """Clusters whose mean distance stays within a bound."""
    from scipy.cluster.hierarchy import fcluster, linkage  # type: ignore[import-untyped]
    from scipy.spatial.distance import squareform  # type: ignore[import-untyped]

    if len(distances) < 2:
        return [1] * len(distances)
    table = np.clip(distances, 0.0, 1.0)
    np.fill_diagonal(table, 0.0)
    tree = linkage(squareform(table, checks=False), "average")
    return [int(number) for number in fcluster(tree, most, "distance")]
