"""A mention that is part of a known name becomes the whole name, and nothing else."""

import pytest

from gesta.grounding.actors import Registry
from gesta.grounding.widen import widen
from gesta.types import Mention, Reading


def widened(text: str, words: str, kind: str = "group") -> str:
    start = text.index(words)
    reading = Reading("r", (Mention(start, start + len(words), kind),))
    mention = widen(reading, text, Registry.open()).mentions[0]
    return text[mention.start : mention.end]


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("groups such as Kata’ib Hezbollah fired", "Hezbollah", "Kata’ib Hezbollah"),
        ("“The Islamic Resistance in Iraq fired", "Islamic Resistance in", "Islamic Resistance in Iraq"),
        ("the “Islamic Resistance” in Iraq fired", "Islamic Resistance", "Islamic Resistance” in Iraq"),
        ("said Harakat Hezbollah al-Nujaba on Friday", "Hezbollah", "Harakat Hezbollah al-Nujaba"),
    ],
)  # fmt: skip
def test_parts_of_names_become_the_name(text: str, words: str, whole: str) -> None:
    assert widened(text, words) == whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In Lebanon Hezbollah fired rockets", "Hezbollah"),
        ("Israel, Hezbollah and Hamas agreed", "Hezbollah"),
        ("Yesterday Iran\nHezbollah", "Hezbollah"),
        ("the gunmen in Iraq fired", "gunmen"),
    ],
)
def test_other_words_are_left_alone(text: str, words: str) -> None:
    assert widened(text, words) == words


def test_a_hanging_preposition_goes() -> None:
    assert widened("fighters in the hills", "fighters in") == "fighters"


def test_a_number_keeps_its_no() -> None:
    assert widened("said that no more than 50 died", "more than 50", "number") == "no more than 50"
    assert widened("said that more than 50 died", "more than 50", "number") == "more than 50"


def test_a_word_cut_by_its_apostrophe_is_whole() -> None:
    assert widened("the Shi’ite fighters", "ite fighters") == "Shi’ite fighters"
