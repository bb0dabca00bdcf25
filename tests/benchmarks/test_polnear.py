"""Attributions made by hand against the figures of PolNeAR; quotation marks."""

import numpy as np

from benchmarks._words import Document, traits_of
from benchmarks.polnear import Said, compare, quotes
from gesta.reader.words import split_words


def document(text: str) -> Document:
    words = split_words(text)
    surfaces = [w.of(text) for w in words]
    vectors = np.zeros((len(words), 4), np.float32)
    ends = np.array([[0, len(words)]])
    return Document(text, words, [s.lower() for s in surfaces], vectors, traits_of(surfaces), ends)


def test_a_span_under_two_cues_counts_once_unlinked_and_twice_linked() -> None:
    gold = [Said((2, 3), ((0, 2),), ((3, 9),)), Said((12, 13), ((0, 2),), ())]
    found = [Said((2, 3), ((0, 2),), ((3, 8),))]
    figures = compare([gold], [found])
    assert figures["exact"] == round(100 * 4 / 7, 2)
    assert figures["linked exact"] == 40
    assert figures["source"] == 100
    assert figures["content"] == 0
    assert figures["cue"] == round(200 / 3, 2)


def test_words_of_a_span_count_each() -> None:
    figures = compare([[Said((0, 1), (), ((2, 6),))]], [[Said((0, 1), (), ((4, 6),))]])
    assert figures["token"] == 75
    assert figures["linked token"] == round(100 * 4 / 6, 2)


def test_a_link_needs_the_exact_cue() -> None:
    figures = compare([[Said((0, 2), ((3, 4),), ())]], [[Said((0, 1), ((3, 4),), ())]])
    assert figures["linked exact"] == 0


def test_quotes_open_close_and_end_with_the_paragraph() -> None:
    assert quotes(document('a "b c" d')).tolist() == [0, 0, 1, 1, 1, 0]
    assert quotes(document("“a\nb")).tolist() == [0, 1, 0]
