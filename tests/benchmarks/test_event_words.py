"""Event words that had to be found: right where they are the mention's words, all and no other."""

from __future__ import annotations

from typing import Any, cast

from benchmarks._event_finder import chosen_sentences, cropped
from benchmarks._event_words import raw_figures
from benchmarks._tagger import Found, Tagger
from benchmarks._words import Document, see
from gesta.reader.model import Model

TEXT = "The dam at Orsk broke on Monday. Officials denied that the dam broke."


class Finds:
    """A tagger that finds the words given, wherever they stand."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def spans(self, document: Document) -> list[Found]:
        return [
            (at, at + len(words), 0, 1.0)
            for words in (w.split() for w in self.words)
            for at in range(len(document.words))
            if [w.of(document.text) for w in document.words[at : at + len(words)]] == words
        ]


def row() -> dict[str, Any]:
    first, second = TEXT.index("broke"), TEXT.rindex("broke")
    end = TEXT.index(" Officials")
    return {
        "id": "a",
        "text": TEXT,
        "sentences": [[0, 0, end], [1, end + 1, len(TEXT)]],
        "selected_sentences": [0],
        "mentions": [
            {"m_id": "1", "kind": "event", "start": first, "end": first + 5, "cluster": "c", "selected": True},
            {"m_id": "2", "kind": "event", "start": second, "end": second + 5, "cluster": "c", "selected": False},
        ],
    }  # fmt: skip


def figures(*words: str) -> dict[str, float]:
    one = row()
    document = see(Model(None), TEXT)
    assert document is not None
    seen = [cropped(document, chosen_sentences(one))]
    return raw_figures([one], seen, cast(Tagger, Finds(*words)))


def test_what_is_found_in_sentences_that_were_not_validated_does_not_count() -> None:
    assert figures("broke", "denied")["raw_mentions_f1"] == 100


def test_a_word_too_many_is_not_the_mention() -> None:
    assert figures("broke on")["raw_mentions_found"] == 0
    assert figures("broke on")["raw_conll_f1"] < figures("broke")["raw_conll_f1"]


def test_what_is_no_event_costs() -> None:
    assert figures("broke", "Monday")["raw_mentions_f1"] == 66.67
    assert figures("broke", "Monday")["raw_mentions_found"] == 100


def test_nothing_found_is_nothing_earned() -> None:
    assert figures()["raw_mentions_f1"] == 0


def test_a_text_without_words_has_mentions_that_are_missed() -> None:
    assert raw_figures([row()], [None], cast(Tagger, Finds("broke")))["raw_mentions_found"] == 0
