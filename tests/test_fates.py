"""Words that tell what became of people, and to whom it was done."""

from __future__ import annotations

import pytest

from gesta.fates import done_to, fate_of, is_plural


@pytest.mark.parametrize(
    ("word", "after", "before", "fate"),
    [
        ("shot", " in the leg", "A boy was ", "hit"),
        ("shot", " dead at a checkpoint", "A boy was ", "killed"),
        ("shot", " and killed", "She was ", "killed"),
        ("shot", "", "He was fatally ", "killed"),
        ("shooting", " death of a clerk", "the ", "killed"),
        ("shooting", "", "a deadly ", "killed"),
        ("wounded", "", "mortally ", "killed"),
        ("injured", "", "", "wounded"),
        ("gunshot wounds", "", "", "hit"),
        ("pronounced dead", "", "", "killed"),
        ("turned the gun on himself", "", "", "killed"),
        ("shot", " a man sentenced to death", "Police ", "hit"),
        ("stabbed", " and left to bleed to death", "She was ", "killed"),
        ("shot", " was fired", "one ", None),
        ("attack", "", "", None),
        ("arrested", "", "", None),
    ],
)
def test_a_word_tells_a_fate(word: str, after: str, before: str, fate: str | None) -> None:
    assert fate_of(word, after, before) == fate


def tied(text: str, word: str, *people: str) -> list[str]:
    at = text.index(word)
    spans = [(text.index(p), text.index(p) + len(p)) for p in people]
    return [people[i] for i in done_to(spans, (at, at + len(word)), text)]


@pytest.mark.parametrize(
    ("text", "word", "people", "kept"),
    [
        ("A child shot a clerk.", "shot", ["child", "clerk"], ["clerk"]),
        ("A clerk was shot by a guard.", "shot", ["clerk", "guard"], ["clerk"]),
        ("His sister shot him.", "shot", ["sister"], []),
        ("A guard killed self-styled emir Zubar.", "killed", ["guard", "Zubar"], ["Zubar"]),
        ("A blast left a nurse dead and a driver injured.", "injured", ["nurse", "driver"], ["driver"]),
        ("A driver and a nurse were killed.", "killed", ["driver", "nurse"], ["driver", "nurse"]),
        ("Nothing was said.", "said", [], []),
    ],
)  # fmt: skip
def test_only_those_it_was_done_to(
    text: str, word: str, people: list[str], kept: list[str]
) -> None:
    assert tied(text, word, *people) == kept


@pytest.mark.parametrize(("noun", "many"), [("men", True), ("soldiers", True), ("boss", False),
                                            ("bus", False), ("nurse", False), ("police", True)])  # fmt: skip
def test_a_noun_names_one_or_many(noun: str, many: bool) -> None:
    assert is_plural(noun) is many
