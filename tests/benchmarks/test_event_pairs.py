"""Event words grouped by their words and documents: one event where words agree, none across topics."""

from __future__ import annotations

from typing import Any

from benchmarks._event_pairs import corpus_of, features, grouped, judged, weights

QUAKE = "An earthquake shook the harbour town of Velmora and many houses fell there on Sunday."
TRIAL = "A jury convicted the banker Orlin Petrak of fraud after a long trial in the capital."


def row(name: str, text: str, *events: str) -> dict[str, Any]:
    mentions = [
        {"m_id": str(at), "kind": "event", "start": text.index(word),
         "end": text.index(word) + len(word), "surface": word}
        for at, word in enumerate(events)
    ]  # fmt: skip
    return {"id": name, "text": text, "sentences": [[0, 0, len(text)]], "mentions": mentions}


ROWS = [
    row("a", QUAKE, "shook", "fell"),
    row("b", QUAKE + " Rescuers came to Velmora.", "shook", "fell"),
    row("c", TRIAL, "convicted"),
    row("d", TRIAL + " Petrak was convicted of fraud and shook his head.", "convicted", "shook"),
]
CHOSEN = {
    (at, m["m_id"]): f"{r['id']} {m['surface']}" for at, r in enumerate(ROWS) for m in r["mentions"]
}
CORPUS = corpus_of(ROWS, CHOSEN)


def test_documents_of_one_story_are_of_one_topic() -> None:
    one, two, three, four = CORPUS.topics()
    assert one == two != three == four


def test_one_word_in_one_story_is_one_event_and_in_two_stories_two() -> None:
    found = grouped(CORPUS, CORPUS.topics())
    assert found["a shook"] == found["b shook"] != found["d shook"]
    assert found["c convicted"] == found["d convicted"]
    assert found["a shook"] != found["a fell"]
    assert found.keys() == set(CHOSEN.values())


def test_the_order_of_two_mentions_does_not_matter() -> None:
    times = {mention.lemma: 2 for mention in CORPUS.mentions}
    for one in CORPUS.mentions:
        for two in CORPUS.mentions:
            assert features(one, two, CORPUS, times) == features(two, one, CORPUS, times)


def test_every_feature_has_a_weight() -> None:
    assert {name for *_, found in judged(CORPUS, CORPUS.topics()) for name in found} == set(
        weights()
    )


def test_no_mentions_are_no_groups() -> None:
    empty = corpus_of(ROWS[:1], {})
    assert grouped(empty, empty.topics()) == {}
