"""The examples of docs/counts.md hold."""

from __future__ import annotations

import pytest

from gesta.grounding.counts import parse_count
from gesta.grounding.heads import head_count
from gesta.grounding.outcomes import outcome_count, outcome_told
from gesta.grounding.weapons import classify, group_of
from gesta.types import EventMention, Mention
from tests.grounding.test_docs import rows

HEDGES = list(rows("counts.md", "number words"))
PEOPLE = list(rows("counts.md", "people"))
WEAPONS = list(rows("counts.md", "weapon"))
OUTCOMES = list(rows("counts.md", "sentence"))


def test_the_page_has_examples() -> None:
    assert (len(HEDGES), len(PEOPLE), len(WEAPONS), len(OUTCOMES)) >= (25, 6, 12, 4)


def shown(number: int | None) -> str:
    return "" if number is None else str(number)


@pytest.mark.parametrize(("words", "low", "high"), HEDGES, ids=[r[0] for r in HEDGES])
def test_a_hedge_holds(words: str, low: str, high: str) -> None:
    count = parse_count(words)
    assert count is not None and (shown(count.low), shown(count.high)) == (low, high)


@pytest.mark.parametrize(("words", "said"), PEOPLE, ids=[r[0] for r in PEOPLE])
def test_people_count_as_shown(words: str, said: str) -> None:
    mentions = [
        Mention(words.index(noun), words.index(noun) + len(noun), kind)
        for noun, kind in (("baker", "civilian"), ("Samir Odeh", "person"), ("weaver", "civilian"),
                           ("son", "civilian"), ("cousins", "civilian"), ("guest", "civilian"),
                           ("villagers", "civilian"))
        if noun in words
    ]  # fmt: skip
    count = head_count(mentions, words)
    open_ = "at least " if count is not None and count.high is None else ""
    assert ("unknown" if count is None else f"{open_}{count.low}") == said


@pytest.mark.parametrize(("words", "kind", "group"), WEAPONS, ids=[r[0] for r in WEAPONS])
def test_a_weapon_has_its_class(words: str, kind: str, group: str) -> None:
    found = classify(words)
    assert (found or "", group_of(found) if found else "") == (kind, group)


@pytest.mark.parametrize(
    ("text", "word", "outcome", "number"), OUTCOMES, ids=[r[1] for r in OUTCOMES]
)
def test_an_outcome_holds(text: str, word: str, outcome: str, number: str) -> None:
    start = text.index(word)
    event = EventMention(start, start + len(word), "ASSAULT", "reported")
    count = outcome_count(event, text)
    assert (outcome_told(event, text), shown(count.low if count else None)) == (outcome, number)
