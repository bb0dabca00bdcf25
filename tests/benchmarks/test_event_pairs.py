"""Event words grouped by their words and documents: one event where words agree, none across topics."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks._event_corpus import Spot, corpus_of
from benchmarks._event_features import FEATURES, Topic
from benchmarks._event_finder import chosen_sentences, cropped
from benchmarks._event_pairs import grouped, linked, shipped_trees
from benchmarks._word_vectors import word_vectors
from benchmarks._words import see
from gesta.reader.model import Model

QUAKE = "An earthquake shook the harbour town of Velmora and many houses fell there on Sunday."
TRIAL = "A jury convicted the banker Orlin Petrak of fraud after a long trial in the capital."


def row(name: str, text: str, *events: str) -> dict[str, Any]:
    return {
        "id": name,
        "text": text,
        "sentences": [[0, 0, len(text)]],
        "selected_sentences": [0],
        "words": events,
    }


ROWS = [
    row("a", QUAKE, "shook", "fell"),
    row("b", QUAKE + " Rescuers came to Velmora.", "shook", "fell"),
    row("c", TRIAL, "convicted"),
    row("d", TRIAL + " Petrak was convicted of fraud and shook his head.", "convicted", "shook"),
]
SPOTS = [
    Spot(f"{r['id']} {word}", at, r["text"].index(word), r["text"].index(word) + len(word))
    for at, r in enumerate(ROWS)
    for word in r["words"]
]
DOCUMENTS = [see(Model(None), r["text"]) for r in ROWS]
CORPUS = corpus_of(ROWS, DOCUMENTS, SPOTS)


def test_documents_of_one_story_are_of_one_topic() -> None:
    one, two, three, four = CORPUS.topics()
    assert one == two != three == four


def test_one_word_in_one_story_is_one_event_and_in_two_stories_two() -> None:
    found = grouped(CORPUS, CORPUS.topics())
    assert found["a shook"] == found["b shook"] != found["d shook"]
    assert found["c convicted"] == found["d convicted"]
    assert found["a shook"] != found["a fell"]
    assert found.keys() == {spot.id for spot in SPOTS}


def test_the_order_of_mentions_does_not_matter() -> None:
    forth = Topic(CORPUS, range(len(SPOTS)))
    back = Topic(CORPUS, range(len(SPOTS))[::-1])
    of_pair = {
        frozenset((SPOTS[a].id, SPOTS[b].id)): values
        for a, b, values in zip(forth.one, forth.two, forth.pairs(), strict=True)
    }
    for a, b, values in zip(back.one, back.two, back.pairs(), strict=True):
        pair = frozenset(back.mentions[i].id for i in (a, b))
        assert np.allclose(of_pair[pair], values), pair


def test_the_shipped_trees_know_the_features() -> None:
    assert shipped_trees().names == FEATURES
    assert Topic(CORPUS, range(4)).pairs().shape == (6, len(FEATURES))


@pytest.mark.parametrize("members", [[], [0]])
def test_none_and_one_mention_have_no_pairs(members: list[int]) -> None:
    assert Topic(CORPUS, members).pairs().shape == (0, len(FEATURES))


def test_no_mentions_are_no_groups() -> None:
    empty = corpus_of(ROWS[:1], DOCUMENTS[:1], [])
    assert grouped(empty, empty.topics()) == {}


def test_a_document_without_words_has_vectors_of_nothing() -> None:
    corpus = corpus_of(ROWS[:1], [None], SPOTS[:2])
    assert not corpus.vectors["last"].any()


def test_mentions_join_by_the_mean_of_a_power_of_their_chances() -> None:
    # 0-1 surely, 0-2 and 1-2 at .5 and .1: the mean of their eighth powers is that of .459.
    chances = np.array([0.9, 0.5, 0.1])
    one, two, three = linked(3, chances, 0.47)
    assert one == two != three
    assert len(set(linked(3, chances, 0.45))) == 1


def test_a_form_that_the_table_lacks_takes_the_vector_of_its_base() -> None:
    known = word_vectors()
    arrest, arrested, spoon = (known.mean([w]) for w in ("arrest", "arrested", "spoon"))
    assert arrested @ arrest > arrested @ spoon
    assert not known.mean(["qzxvkwy"]).any()
    assert np.allclose(known.mean(["arrest", "qzxvkwy"]), arrest)


def test_only_windows_with_a_validated_sentence_are_read_on() -> None:
    text = " ".join(f"The guard of gate {n} slept until noon that day.\n" for n in range(60))
    document = see(Model(None), text)
    assert document is not None and len(document.windows) > 2
    start = text.index("gate 0")
    chosen = {"selected_sentences": [7], "sentences": [[7, start, start + 30]]}
    part, inside = cropped(document, chosen_sentences(chosen))
    assert len(part.windows) == 1 < len(document.windows)
    assert len(part.words) == len(part.vectors) == len(inside) == len(part.windows[0].first)
    assert [part.words[i].of(text) for i in np.flatnonzero(inside)][:2] == ["gate", "0"]
    assert part.sentences.max() <= len(part.words)


def test_nothing_validated_is_nothing_to_read() -> None:
    document = DOCUMENTS[0]
    assert document is not None
    part, inside = cropped(document, [])
    assert (len(part.words), len(inside), part.windows) == (0, 0, ())
