"""The lexicon of triggers: what an entry matches, and that the shipped one is whole."""

from __future__ import annotations

import pytest

from gesta.codebook import EVENT_TYPES
from gesta.reader.inflect import noun_forms, verb_forms
from gesta.reader.lexicon import Lexicon, lexicon, parse_entry
from gesta.reader.words import split_words


def small() -> Lexicon:
    lines = (
        "v shoot (shot, shot) = ASSAULT", "n shooting = ASSAULT", "p shoot down = ASSAULT",
        "x shoot back", "v condemn = ACCUSE", "n ceasefire = CONCEDE AGREE",
        "n cease fire = CONCEDE", "q state of emergency = COERCE", "n casualty = ASSAULT",
    )  # fmt: skip
    return Lexicon([parse_entry(line) for line in lines], {})


def named(text: str, found: Lexicon) -> list[tuple[str, set[str]]]:
    words = split_words(text)
    low = [w.of(text).lower() for w in words]
    return [
        (text[words[m.start].start : words[m.end - 1].end], {e.text for e in m.entries})
        for m in found.matches(low)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops shot down a drone", [("shot down", {"shoot down"})]),
        ("She shot back that", [("shot back", {"shoot back"})]),
        ("They were shooting", [("shooting", {"shoot", "shooting"})]),
        ("the cease-fire held", [("cease-fire", {"cease fire"})]),
        ("Ceasefires condemned", [("Ceasefires", {"ceasefire"}), ("condemned", {"condemn"})]),
        ("states of emergency", []),
        ("heavy casualties", [("casualties", {"casualty"})]),
    ],
)
def test_inflected_forms_are_matched_longest_first(
    text: str, expected: list[tuple[str, set[str]]]
) -> None:
    assert named(text, small()) == expected


def test_hints_name_types_and_false_friends() -> None:
    hints = small().hints(["troops", "condemn", "a", "ceasefire", ",", "shot", "back"])
    assert hints[1].nonzero()[0].tolist() == [EVENT_TYPES.index("ACCUSE")]
    assert {EVENT_TYPES[i] for i in hints[3].nonzero()[0]} == {"CONCEDE", "AGREE"}
    assert hints[5].nonzero()[0].tolist() == hints[6].nonzero()[0].tolist() == [len(EVENT_TYPES)]
    assert not hints[[0, 2, 4]].any()


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("raid", "raided"), ("seize", "seizing"), ("deny", "denied"), ("stop", "stopped"),
        ("target", "targeted"), ("die", "dying"), ("free", "freeing"), ("mobilise", "mobilized"),
        ("harbour", "harbored"), ("panic", "panicking"), ("attack", "attacks"), ("veto", "vetoes"),
    ],
)  # fmt: skip
def test_verbs_inflect(verb: str, form: str) -> None:
    assert form in verb_forms(verb)


def test_nouns_have_plurals() -> None:
    assert {"coup", "coups"} <= noun_forms("coup")
    assert "breaches" in noun_forms("breach")


@pytest.mark.parametrize("line", ["v shoot", "v shoot = KILL", "x shoot back = ASSAULT", "shoot"])
def test_a_bad_line_is_refused_in_words(line: str) -> None:
    with pytest.raises(ValueError, match=line.split(" = ")[0]):
        parse_entry(line)


def test_the_shipped_lexicon_is_whole() -> None:
    entries = lexicon().entries
    true = {(e.kind, e.text) for e in entries if e.kind != "x"}
    assert len(true) >= 2000
    assert len({e.text for e in entries if e.kind == "x"}) >= 300
    assert {t for e in entries for t in e.types} == set(EVENT_TYPES)
