"""Words, sentences and windows cut a text without losing or moving a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.reader.sentences import split_sentences
from gesta.reader.windows import CONTEXT, OWNED, plan_windows
from gesta.reader.words import split_words


@given(st.text(max_size=300))
def test_words_cover_everything_but_blanks(text: str) -> None:
    words = split_words(text)
    assert all(a.end <= b.start for a, b in zip(words, words[1:], strict=False))
    covered = {i for w in words for i in range(w.start, w.end)}
    assert all(i in covered or c.isspace() for i, c in enumerate(text))


@given(st.text(alphabet="aB .!?\n”\"'1()é", max_size=300))
def test_sentences_cover_everything_but_blanks(text: str) -> None:
    sentences = split_sentences(text)
    assert all(a.end <= b.start for a, b in zip(sentences, sentences[1:], strict=False))
    covered = {i for s in sentences for i in range(s.start, s.end)}
    assert all(i in covered or c.isspace() for i, c in enumerate(text))
    assert all(s.of(text) == s.of(text).strip() != "" for s in sentences)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lt. Gen. Omar Said was killed. His guard fled.", 2),
        ("The U.S. Secretary of State met Gen. A. Kamal at 5 p.m. in Doha.", 1),
        ("Two drones were downed.A third hit a depot.", 2),
        ("First line\nSecond line", 2),
        ("The No. 2 of the group died on Sept. 20 in Beirut.", 1),
        ("Will strikes deter them? Nobody knows.", 2),
    ],
)
def test_sentences_of_the_news(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


def test_a_long_paragraph_is_cut_in_linear_time() -> None:
    text = "shelling went on " * 20_000
    assert sum(s.end - s.start for s in split_sentences(text)) > 0.9 * len(text)


@given(st.lists(st.integers(1, OWNED), max_size=40))
def test_every_sentence_is_owned_once(pieces: list[int]) -> None:
    windows = plan_windows(pieces)
    owned = [i for w in windows for i in range(w.start, w.end)]
    assert owned == list(range(len(pieces)))
    for window in windows:
        assert sum(pieces[window.start : window.end]) <= OWNED
        assert sum(pieces[window.context : window.start]) <= CONTEXT
