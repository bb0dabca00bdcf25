"""Event words of ECB+ joined by what the lemma rule knows, and by what two mentions have in common.

Documents are put to topics by the words that they share (average link over TF-IDF cosines); within
a topic, two mentions are judged by a logistic regression that starts from the same lemma, weighs how
alike their documents and sentences are, whom the sentences name and whether the word is a light one,
and joins what is told by words of one stem; mentions then come together by average link. The weights
are in `heads/event_pairs.toml`, written by `training/event_pairs.py` from ECB+ train. Nothing of
this touches what ledgers join: there, words say less and dates, places and parties more.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks._rows import Row
from gesta.resolution.facts import read_words
from gesta.resolution.kinds import lemma

WEIGHTS = Path(__file__).parent / "heads" / "event_pairs.toml"
# Likeness of two documents from which on they are of one topic, and chance from which on two
# mentions are one; of .05 to .2 and of .2 to .5 the best on ECB+ train.
SAME_TOPIC, SAME_EVENT = 0.1, 0.25
# What two mentions of one document count as alike: about as two documents of one story.
_OWN = 0.35
_LIGHT = frozenset("say said told report tell announce have be do get take make go come".split())
_ENDINGS = (
    "ations", "ation", "ings", "ing", "ions", "ion", "ments", "ment", "ers", "er", "ed", "es", "s",
    "e", "al", "ance",
)  # fmt: skip
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mention:
    """One event word: its document's place among the rows, its sentence and whom that names."""

    id: str
    row: int
    lemma: str
    words: frozenset[str]  # of the mention
    sentence: tuple[int, int]
    around: frozenset[str]  # other words of the sentence
    people: frozenset[str]  # words of the two nearest mentions of people


@dataclass(frozen=True)
class Corpus:
    """The mentions of all documents, how alike documents are, and how rare words."""

    mentions: Sequence[Mention]
    alike: Matrix
    rarity: Mapping[str, float]

    def topics(self) -> list[int]:
        """The topic of each document."""
        return _average_link(1.0 - self.alike, 1.0 - SAME_TOPIC)


def corpus_of(rows: Sequence[Row], chosen: Mapping[tuple[int, str], str]) -> Corpus:
    """The chosen mentions of the rows: (row, m_id) → the id to give them."""
    words = [read_words(row["text"]) for row in rows]
    counts = Counter(word for found in words for word in found)
    rarity = {word: math.log(len(rows) / times) for word, times in counts.items()}
    places = {word: at for at, word in enumerate(sorted(w for w in counts if counts[w] > 1))}
    table = np.zeros((len(rows), len(places)))
    for at, found in enumerate(words):
        for word in found & places.keys():
            table[at, places[word]] = rarity[word]
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    mentions = [
        _mention(rows[at], at, mention, chosen[at, mention["m_id"]])
        for at, row in enumerate(rows)
        for mention in row["mentions"]
        if (at, mention["m_id"]) in chosen
    ]
    return Corpus(mentions, table @ table.T, rarity)


def _mention(row: Row, at: int, mention: Row, name: str) -> Mention:
    own = (mention["start"], mention["end"])
    start, end = next((s[1:3] for s in row["sentences"] if s[1] <= own[0] < s[2]), own)
    people = [m for m in row["mentions"] if m["kind"] == "human" and start <= m["start"] < end]
    nearest = sorted(people, key=lambda m: (abs(m["start"] - own[0]), m["start"]))[:2]
    words = frozenset(mention["surface"].casefold().split())
    return Mention(
        name, at, lemma(mention["surface"]), words, (start, end),
        read_words(row["text"][start:end]) - read_words(mention["surface"]),
        read_words(" ".join(m["surface"] for m in nearest)),
    )  # fmt: skip


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def features(
    one: Mention, two: Mention, corpus: Corpus, times: Mapping[str, int]
) -> dict[str, float]:
    """What two mentions have in common, by name; `times` counts the lemmas of their topic."""
    same = one.lemma == two.lemma
    within = one.row == two.row
    document = _OWN if within else float(corpus.alike[one.row, two.row])
    sentence = _alike(one.around, two.around, corpus.rarity)
    return {
        "bias": 1.0,
        "same lemma": float(same),
        "same lemma, light": float(same and one.lemma in _LIGHT),
        "same lemma, how common": math.log(1 + times[one.lemma]) if same else 0.0,
        "same stem": float(not same and _stem(one.lemma) == _stem(two.lemma)),
        "a word shared": float(not same and not one.words.isdisjoint(two.words)),
        "documents alike": document,
        "documents alike, same lemma": document if same else 0.0,
        "one document": float(within),
        "one sentence": float(within and one.sentence == two.sentence),
        "sentences alike": sentence,
        "sentences alike, same lemma": sentence if same else 0.0,
        "people alike": _alike(one.people, two.people, corpus.rarity),
        "other people": float(
            bool(one.people and two.people) and one.people.isdisjoint(two.people)
        ),
    }  # fmt: skip


def _alike(left: frozenset[str], right: frozenset[str], rarity: Mapping[str, float]) -> float:
    """The weight of the shared words against that of all."""
    both = math.fsum(rarity.get(word, 0.0) for word in sorted(left & right))
    ours, theirs = (math.fsum(rarity.get(w, 0.0) for w in sorted(side)) for side in (left, right))
    return both / math.sqrt(ours * theirs) if both and ours and theirs else 0.0


def judged(corpus: Corpus, topics: Sequence[object]) -> list[tuple[int, int, dict[str, float]]]:
    """Pairs of mentions of one topic, with their features."""
    by_topic: dict[object, list[int]] = defaultdict(list)
    for index, mention in enumerate(corpus.mentions):
        by_topic[topics[mention.row]].append(index)
    rows = []
    for members in by_topic.values():
        times = Counter(corpus.mentions[i].lemma for i in members)
        for i, j in combinations(members, 2):
            one, two = corpus.mentions[i], corpus.mentions[j]
            rows.append((i, j, features(one, two, corpus, times)))
    return rows


@cache
def weights() -> Mapping[str, float]:
    """The weights that ship with the benchmark."""
    found: dict[str, float] = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return found


def grouped(corpus: Corpus, topics: Sequence[object]) -> dict[str, tuple[object, int]]:
    """The group of each mention, by average link over the chances of its topic's pairs."""
    known = weights()
    by_topic: dict[object, list[int]] = defaultdict(list)
    for index, mention in enumerate(corpus.mentions):
        by_topic[topics[mention.row]].append(index)
    place = {i: at for members in by_topic.values() for at, i in enumerate(members)}
    apart = {topic: np.zeros((len(row), len(row))) for topic, row in by_topic.items()}
    for i, j, found in judged(corpus, topics):
        logit = math.fsum(known.get(name, 0.0) * value for name, value in found.items())
        distance = 1.0 / (1.0 + math.exp(max(-30.0, min(30.0, logit))))
        table = apart[topics[corpus.mentions[i].row]]
        table[place[i], place[j]] = table[place[j], place[i]] = distance
    groups: dict[str, tuple[object, int]] = {}
    for topic, members in by_topic.items():
        numbers = _average_link(apart[topic], 1.0 - SAME_EVENT)
        for i, number in zip(members, numbers, strict=True):
            groups[corpus.mentions[i].id] = topic, number
    return groups


def _average_link(distances: Matrix, most: float) -> list[int]:
    """Clusters whose mean distance stays within a bound."""
    from scipy.cluster.hierarchy import fcluster, linkage  # type: ignore[import-untyped]
    from scipy.spatial.distance import squareform  # type: ignore[import-untyped]

    if len(distances) < 2:
        return [1] * len(distances)
    table = np.clip(distances, 0.0, 1.0)
    np.fill_diagonal(table, 0.0)
    tree = linkage(squareform(table, checks=False), "average")
    return [int(number) for number in fcluster(tree, most, "distance")]
