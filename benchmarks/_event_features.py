"""What two event words of one topic have in common, as numbers: the columns of the pair model.

Beside what the two say themselves stands what the topic's other mentions tell of their words: two
words that stand in one sentence again and again are two events (`arrested` and `charged`), two that
are said in like surroundings by different documents one (`shot` and `gunned down`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from benchmarks._event_corpus import PLAIN, Corpus, Matrix, Mention, unit

Ints = npt.NDArray[np.intp]
# What two mentions of one document count as alike: about as two documents of one story.
_OWN = 0.35
_LIGHT = frozenset("say said told report tell announce have be do get take make go come".split())
_SIDE = 6
_AROUND: Mapping[str, Callable[[Mention], Sequence[str]]] = {
    "sentence": lambda m: m.before + m.after,
    "near": lambda m: m.before[-4:] + m.after[:4],
    "before": lambda m: m.before[-_SIDE:],
    "after": lambda m: m.after[:_SIDE],
    "all before": lambda m: m.before,
    "all after": lambda m: m.after,
    "names": lambda m: [word for word in m.before + m.after if word[0].isupper()],
    "numbers": lambda m: [word for word in m.before + m.after if word[0].isdigit()],
    "own": lambda m: m.words,
}
FEATURES = (
    "one lemma", "one stem", "one surface", "own words", "meaning", "meaning of heads",
    "beginning", "light",
    "sentences", "near", "before", "after", "crossed", "all before", "all after", "all crossed",
    "names", "no name shared", "numbers", "sentence meanings",
    "last layer", "middle layer",
    "one document", "one sentence", "sentences between", "documents alike", "first sentences",
    "place",
    "rarer word", "commoner word", "rarer word's documents", "commoner word's documents",
    "sentences with both", "share of sentences with both", "documents with both",
    "words' before", "words' after", "words' sentences", "words' last layer", "words' middle layer",
    "words' sentence meanings", "sentences, against the words'", "nearer words",
)  # fmt: skip


class Topic:
    """The mentions of one topic, by their place in the corpus, and all pairs of them."""

    def __init__(self, corpus: Corpus, members: Sequence[int]) -> None:
        self.members = np.array(members, np.intp)
        self.mentions = [corpus.mentions[i] for i in members]
        self.one, self.two = np.triu_indices(len(members), 1)
        self.rows = np.array([m.row for m in self.mentions])
        self.sentences = np.array([m.sentence for m in self.mentions])
        self.alike = corpus.alike
        self.vectors = {name: table[self.members] for name, table in corpus.vectors.items()}
        self.bags = _bags(self.mentions, corpus.rarity)

    def pairs(self) -> Matrix:
        """The features of every pair, `[pairs, FEATURES]`, in the order of `np.triu_indices`."""
        if len(self.mentions) < 2:
            return np.zeros((0, len(FEATURES)))
        columns = self._words() | self._contexts() | self._places()
        columns |= self._of_the_topic(columns["sentences"])
        pairs: Matrix = np.stack([columns[name] for name in FEATURES], axis=1)
        return pairs

    def _at(self, table: Matrix) -> Matrix:
        values: Matrix = table[self.one, self.two]
        return values

    def _equal(self, of: Callable[[Mention], str]) -> Matrix:
        _, codes = np.unique([of(m) for m in self.mentions], return_inverse=True)
        equal: Matrix = (codes[self.one] == codes[self.two]).astype(float)
        return equal

    def _cosines(self, name: str) -> Matrix:
        return self._at(self.vectors[name] @ self.vectors[name].T)

    def _shared(self, left: str, right: str) -> Matrix:
        """How much the words on one side of the one are those on a side of the other."""
        table = self.bags[left] @ self.bags[right].T
        return np.maximum(self._at(table), self._at(table.T))

    def _words(self) -> dict[str, Matrix]:
        heads, codes = np.unique([m.head for m in self.mentions], return_inverse=True)
        begun = np.array([[_beginning(a, b) for b in heads] for a in heads])
        light = np.array([m.lemma in _LIGHT for m in self.mentions])
        return {
            "one lemma": self._equal(lambda m: m.lemma),
            "one stem": self._equal(lambda m: m.stem),
            "one surface": self._equal(lambda m: m.surface),
            "own words": self._shared("own", "own"),
            "meaning": self._cosines("words"),
            "meaning of heads": self._cosines("head"),
            "beginning": begun[codes[self.one], codes[self.two]],
            "light": (light[self.one] | light[self.two]).astype(float),
        }

    def _contexts(self) -> dict[str, Matrix]:
        names = self._shared("names", "names")
        named = self.bags["names"].sum(1) > 0.0
        return {
            "sentences": self._shared("sentence", "sentence"),
            "near": self._shared("near", "near"),
            "before": self._shared("before", "before"),
            "after": self._shared("after", "after"),
            "crossed": self._shared("before", "after"),
            "all before": self._shared("all before", "all before"),
            "all after": self._shared("all after", "all after"),
            "all crossed": self._shared("all before", "all after"),
            "names": names,
            "no name shared": (named[self.one] & named[self.two] & (names == 0)).astype(float),
            "numbers": self._shared("numbers", "numbers"),
            "sentence meanings": self._cosines("sentence"),
            "last layer": self._cosines("last"),
            "middle layer": self._cosines("middle"),
        }

    def _places(self) -> dict[str, Matrix]:
        rows, sentences = self.rows, self.sentences
        within = rows[self.one] == rows[self.two]
        apart = np.abs(sentences[self.one] - sentences[self.two])
        first = (sentences == 0).astype(float)
        return {
            "one document": within.astype(float),
            "one sentence": (within & (apart == 0)).astype(float),
            "sentences between": np.where(within, apart, -1).astype(float),
            "documents alike": np.where(within, _OWN, self.alike[rows[self.one], rows[self.two]]),
            "first sentences": first[self.one] + first[self.two],
            "place": np.minimum(sentences[self.one], sentences[self.two]).astype(float),
        }

    def _of_the_topic(self, alike: Matrix) -> dict[str, Matrix]:
        """What the pair's base forms are in the whole topic; `alike` are the pairs' sentences."""
        _, codes = np.unique([m.lemma for m in self.mentions], return_inverse=True)
        one, two = codes[self.one], codes[self.two]
        of_word = np.eye(codes.max() + 1)[codes].T
        found = _together(of_word, self.rows, self.sentences, one, two)
        for name, table in self._by_word(of_word).items():
            found[name] = table[one, two]
        meaning = unit(of_word @ self.vectors["head"])
        nearness = meaning @ meaning.T
        others = nearness - 2.0 * np.eye(len(nearness))
        nearest = others.max(1)
        found["nearer words"] = np.minimum(nearest[one], nearest[two]) - np.where(
            one == two, 1.0, nearness[one, two]
        )
        usual, times = np.zeros_like(nearness), np.zeros_like(nearness)
        np.add.at(usual, (one, two), alike)
        np.add.at(times, (one, two), 1.0)
        mean = (usual + usual.T) / np.maximum(times + times.T, 1.0)
        found["sentences, against the words'"] = alike - mean[one, two]
        return found

    def _by_word(self, of_word: Matrix) -> dict[str, Matrix]:
        """Likeness of two base forms by what all their mentions stand in."""
        sums = {
            "words' before": self.bags["before"],
            "words' after": self.bags["after"],
            "words' sentences": self.bags["sentence"],
            "words' last layer": self.vectors["last"],
            "words' middle layer": self.vectors["middle"],
            "words' sentence meanings": self.vectors["sentence"],
        }
        means = {name: unit(of_word @ table) for name, table in sums.items()}
        return {name: mean @ mean.T for name, mean in means.items()}


def _together(
    of_word: Matrix, rows: Ints, sentences: Ints, one: Ints, two: Ints
) -> dict[str, Matrix]:
    """How often two base forms `one` and `two` stand in one sentence, and in one document."""
    _, sentence = np.unique(np.stack((rows, sentences)), axis=1, return_inverse=True)
    _, document = np.unique(rows, return_inverse=True)
    both, docs = (_meetings(of_word, place.ravel()) for place in (sentence, document))
    documents = float(document.max() + 1)
    times, alone, spread = of_word.sum(1), np.diag(both), np.diag(docs)
    less = np.minimum(spread[one], spread[two])
    expected = spread[one] * spread[two] / documents
    other = (one != two).astype(float)
    return {
        "rarer word": np.log(np.minimum(times[one], times[two])),
        "commoner word": np.log(np.maximum(times[one], times[two])),
        "rarer word's documents": less / documents,
        "commoner word's documents": np.maximum(spread[one], spread[two]) / documents,
        "sentences with both": other * both[one, two],
        "share of sentences with both": other * both[one, two] / np.minimum(alone[one], alone[two]),
        "documents with both": other * (docs[one, two] - expected) / less,
    }


def _meetings(of_word: Matrix, places: Ints) -> Matrix:
    """In how many places two words both stand, `[words, words]`."""
    there = np.zeros((len(of_word), places.max() + 1))
    for word, mentions in enumerate(of_word.astype(bool)):
        there[word, places[mentions]] = 1.0
    return there @ there.T


def _bags(mentions: Sequence[Mention], rarity: Mapping[str, float]) -> dict[str, Matrix]:
    """The words of each kind around each mention, weighted by rarity, at length 1."""
    vocabulary = sorted({w.lower() for m in mentions for w in m.before + m.after + m.words} - PLAIN)
    places = {word: at for at, word in enumerate(vocabulary)}
    bags = {}
    for name, words_of in _AROUND.items():
        table = np.zeros((len(mentions), len(vocabulary)))
        for row, mention in enumerate(mentions):
            for word in {w.lower() for w in words_of(mention)} & places.keys():
                table[row, places[word]] = rarity.get(word, 1.0)
        bags[name] = unit(table)
    return bags


def _beginning(left: str, right: str) -> float:
    """The share of the longer word that both begin with."""
    same = next(
        (at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
    return same / max(len(left), len(right), 1)


def group_of(topics: Sequence[object], corpus: Corpus) -> dict[object, list[int]]:
    """The mentions of each topic; `topics` are those of the documents."""
    found: dict[object, list[int]] = {}
    for place, mention in enumerate(corpus.mentions):
        found.setdefault(topics[mention.row], []).append(place)
    return found
