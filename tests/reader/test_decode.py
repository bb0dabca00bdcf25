"""The best legal tags, checked against trying every sequence."""

import itertools

import numpy as np
import pytest

from gesta.reader.decode import span_scores, spans_of, tags_of, without_pointers


def legal(tags: tuple[int, ...]) -> bool:
    before = 0
    for tag in tags:
        if tag and tag % 2 == 0 and before not in (tag, tag - 1):
            return False
        before = tag
    return True


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(("words", "tags"), [(4, 5), (6, 3), (1, 3), (1, 7)])
def test_the_best_legal_sequence_is_found(seed: int, words: int, tags: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, tags)).astype(np.float32)
    best = max(
        filter(legal, itertools.product(range(tags), repeat=words)),
        key=lambda tags: sum(scores[i, t] for i, t in enumerate(tags)),
    )
    assert tuple(tags_of(scores)) == best


def test_a_bias_for_o_makes_spans_fewer() -> None:
    scores = np.array([[0.0, 0.5, -9.0]], np.float32)
    assert spans_of(tags_of(scores)) == [(0, 1, 0)]
    assert spans_of(tags_of(scores, bias=1.0)) == []


def test_adjacent_spans_stay_apart() -> None:
    tags = np.array([1, 2, 1, 0, 3, 4, 4])
    assert spans_of(tags) == [(0, 2, 0), (2, 3, 0), (4, 7, 1)]


def test_span_scores_are_probabilities() -> None:
    scores = np.random.default_rng(1).normal(size=(6, 5)).astype(np.float32)
    sure = span_scores(scores, spans_of(tags_of(scores)))
    assert ((sure > 0) & (sure <= 1)).all()


def test_a_pointing_word_before_a_mention_is_none_of_its_own() -> None:
    words = ["these", "militias", "said", "this", ",", "those", "fled"]
    spans = [(0, 1, 0), (1, 2, 0), (3, 4, 1), (5, 6, 0)]
    assert without_pointers(spans, words) == spans[1:]
