"""Copies of one text are found, whatever was edited lightly; other texts on one story are not."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.resolution import find_copies

NOUNS = (
    "river bridge convoy market governor council flour engine harvest teacher quarry lantern "
    "ferry orchard garrison signal village crossing cellar workshop mill valley tower canal"
)
WORDS = NOUNS.split()


def article(seed: int, length: int = 220) -> str:
    """A text of made-up sentences, the same for the same seed."""
    chance = random.Random(seed)
    words = [chance.choice(WORDS) + str(chance.randrange(40)) for _ in range(length)]
    return ". ".join(" ".join(words[i : i + 11]) for i in range(0, length, 11)) + "."


def edit(text: str, every: int) -> str:
    """The text with every n-th word replaced."""
    words = text.split()
    return " ".join("altered" if i % every == every - 1 else w for i, w in enumerate(words))


def row(key: str, text: str, day: int | None = None) -> tuple[str, str, str | None, date | None]:
    return key, text, None, date(2024, 6, day) if day else None


def test_case_blanks_and_punctuation_make_no_other_text() -> None:
    text = article(1)
    assert find_copies([row("a", text), row("b", text.upper().replace(".", " ;\n"))]) == {"b": "a"}


@pytest.mark.parametrize("every", [25, 15])
def test_light_edits_are_copies(every: int) -> None:
    assert find_copies([row("a", article(1)), row("b", edit(article(1), every))]) == {"b": "a"}


def test_a_text_cut_short_is_a_copy() -> None:
    text = article(1)
    assert find_copies([row("a", text), row("b", text[: len(text) * 6 // 10])]) == {"b": "a"}


def test_other_texts_of_the_same_words_are_no_copies() -> None:
    rows = [row(f"r{i}", article(i)) for i in range(40)]
    assert find_copies(rows) == {}


def test_a_quoted_paragraph_makes_no_copy() -> None:
    shared = article(1, 40)
    rows = [row("a", article(2) + shared), row("b", article(3) + shared)]
    assert find_copies(rows) == {}


def test_the_original_is_the_earliest_then_the_smallest_id() -> None:
    text = article(1)
    rows = [row("a", text), row("b", text, 5), row("c", text, 3), row("d", text, 3)]
    assert find_copies(rows) == {"a": "c", "b": "c", "d": "c"}


def test_chains_point_at_the_root() -> None:
    """Each text is an edit of the one before; all lead to the first."""
    texts = [article(1)]
    for step in (23, 29, 31, 37):
        texts.append(edit(texts[-1], step))
    found = find_copies([row(f"r{i}", t, i + 1) for i, t in enumerate(texts)])
    assert set(found.values()) == {"r0"}
    assert len(found) == 4


def test_bulletins_that_share_a_frame_on_other_days_are_no_copies() -> None:
    frame = article(1)
    rows = [row("a", frame, 1), row("b", edit(frame, 25), 20)]
    assert find_copies(rows) == {}


def test_short_lines_are_copies_only_when_equal() -> None:
    rows = [
        row("a", "Near the dam, two raids destroyed a truck."),
        row("b", "Near the dam, two raids destroyed a crane."),
        row("c", "near the dam two raids destroyed a truck"),
    ]
    assert find_copies(rows) == {"c": "a"}


@pytest.mark.parametrize("text", ["", "   ", "…!?", "\x00\x00"])
def test_texts_without_words_are_no_copies(text: str) -> None:
    assert find_copies([row("a", text), row("b", text)]) == {}


def test_lone_surrogates_and_one_endless_word_are_read() -> None:
    odd = "\ud800 " * 200 + "x" * 100_000
    assert find_copies([row("a", odd), row("b", odd)]) == {"b": "a"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from([0, 17, 23]), st.sampled_from([None, 1, 3])),
        max_size=9,
    ),
    st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_roots_are_no_copies(
    made: list[tuple[int, int, int | None]], chance: random.Random
) -> None:
    rows = [
        row(f"r{i}", edit(article(seed, 80), every) if every else article(seed, 80), day)
        for i, (seed, every, day) in enumerate(made)
    ]
    found = find_copies(rows)
    assert not set(found.values()) & found.keys()
    chance.shuffle(rows)
    assert find_copies(rows) == found
