"""Trigger words: plurals tell of many, verbs of headlines that end like them of one."""

from __future__ import annotations

import pytest

from gesta.resolution.kinds import is_plural, lemma


@pytest.mark.parametrize("word", ["attacks", "raids", "killings", "deaths", "air strikes"])
def test_a_plural_noun_may_stand_for_many(word: str) -> None:
    assert is_plural(word)


@pytest.mark.parametrize("word", ["Kills", "dies", "injures", "hurts", "attack", "losses"])
def test_a_verb_of_a_headline_is_no_plural(word: str) -> None:
    assert not is_plural(word)


@pytest.mark.parametrize(
    ("word", "base"),
    [("shot himself", "shoot"), ("killed herself", "kill"), ("hospitalized", "injure")],
)
def test_words_for_one_harm_have_one_base(word: str, base: str) -> None:
    assert lemma(word) == base
