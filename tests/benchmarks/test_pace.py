"""The pace of the reader is measured on texts of one length, and the encoder's part of it is counted."""

from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks.pace import Clock, cut


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        ("one two  three\nfour", 3, "one two  three"),
        ("one two", 5, "one two"),
        (" a b ", 1, " a"),
        ("", 3, ""),
        (" \n ", 3, " \n "),
    ],
)
def test_a_text_is_cut_after_so_many_words(text: str, words: int, kept: str) -> None:
    assert cut(text, words) == kept


def test_the_clock_gives_what_the_encoder_gives_and_counts_its_pieces() -> None:
    given = (np.ones((2, 3)), np.zeros((2, 1)))
    reader = SimpleNamespace(model=SimpleNamespace(encode=lambda inputs: given))
    clock = Clock(reader)  # type: ignore[arg-type]
    for _ in range(3):
        assert clock(SimpleNamespace(pieces=[101, 7, 102])) is given  # type: ignore[arg-type]
    assert clock.pieces == 9
    assert clock.seconds >= 0
