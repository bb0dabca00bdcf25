"""People named without a number: one each, lists added up, parts never added to their whole."""

from __future__ import annotations

import pytest

from gesta.grounding.heads import head_count
from gesta.types import Mention


def counted(text: str, *people: str) -> tuple[str, int | None, int | None] | None:
    mentions = []
    for words in people:
        start = text.index(words)
        kind = "person" if words[0].isupper() else "civilian"
        mentions.append(Mention(start, start + len(words), kind))
    count = head_count(mentions, text)
    return None if count is None else (count.text, count.low, count.high)


@pytest.mark.parametrize(
    ("text", "people", "found"),
    [
        ("Gunmen shot a baker", ["baker"], ("a baker", 1, 1)),
        ("Gunmen shot the baker", ["baker"], ("the baker", 1, None)),
        ("Samir Odeh died", ["Samir Odeh"], ("Samir Odeh", 1, None)),
        ("It killed a weaver and her son", ["weaver", "son"], ("a weaver and her son", 2, 2)),
        ("It killed two cousins and a guest", ["cousins", "guest"], ("two cousins and a guest", 3, 3)),
        ("Samir Odeh alongside nine of his men fell", ["Samir Odeh", "men"],
         ("Samir Odeh alongside nine of his men", 10, 10)),
        ("A 19-year-old miner fell", ["miner"], ("A 19-year-old miner", 1, 1)),
        ("It killed at least 12 recruits, including a major", ["recruits", "major"],
         ("at least 12 recruits", 12, None)),
        ("Two people, a cook and his aunt, died", ["people", "cook", "aunt"], ("Two people", 2, 2)),
        ("three of her pupils were hurt", ["pupils"], ("three of her pupils", 3, 3)),
        ("On May 4 villagers died", ["villagers"], None),
        ("2 charged with killing 15-year-old", ["15-year-old"], ("15-year-old", 1, None)),
        ("Three held for the killing of two old miners", ["miners"], ("two old miners", 2, 2)),
        ("It killed villagers", ["villagers"], None),
        ("", [], None),
    ],
)  # fmt: skip
def test_people_are_counted(
    text: str, people: list[str], found: tuple[str, int | None, int | None] | None
) -> None:
    assert counted(text, *people) == found


def test_the_words_of_a_sum_stand_in_the_text() -> None:
    text = "Rockets killed a smith, his wife and two guards near Homs."
    found = counted(text, "smith", "wife", "guards")
    assert found is not None and found[1] == 4
    assert found[0] in text
