"""Pieces of words are what the tokenizer makes of the whole passage, and each word knows its first."""

import pytest

from gesta.reader.model import Model
from gesta.reader.pieces import cases, pieces_of


@pytest.mark.parametrize(
    "words",
    [
        ["Rebels", "shelled", "Foobarabad", ",", "twice", "."],
        ["Kata", "'", "ib", "Hezbollah", "\u00e9tranger", "\u0627\u0644\u0642\u0633\u0627\u0645"],
        ["again", "again", "Again", "AGAIN"],
        ["kept", "\u200b", "\x00", "\ufffd", "end"],  # signs that the tokenizer drops
        ["\u200b"],
        [],
    ],
)
def test_pieces_are_those_of_the_passage_read_as_one(words: list[str]) -> None:
    tokenizer = Model().tokenizer
    for _ in range(2):  # the second time from what is kept
        pieces, first = pieces_of(tokenizer, words)
        whole = tokenizer.encode(words, is_pretokenized=True)
        assert pieces.tolist() == whole.ids
        for word in range(len(words)):
            of_word = [i for i, owner in enumerate(whole.word_ids) if owner == word]
            assert first[word] == (of_word[0] if of_word else len(pieces) - 1)


def test_the_case_of_a_word_is_that_of_all_its_pieces() -> None:
    words = ["Foobarabad", "IRGC", "7", "fell", "McFoo"]
    pieces, first = pieces_of(Model().tokenizer, words)
    case = cases(words, first, len(pieces)).tolist()
    assert [case[at] for at in first.tolist()] == [2, 3, 0, 1, 4]
    assert len(set(case[first[0] : first[1]])) == 1
