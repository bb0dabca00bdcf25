"""Who takes whom, and what is promised, decides what kind of event it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gesta.reader.by_sides import by_sides
from gesta.types import Argument, EventMention, Mention, Reading

ABDUCTED = ("ASSAULT", ("abduct",))
ARRESTED = ("COERCE", ("arrest",))
SEIZED = ("COERCE", ("seize",))


def retyped(
    text: str,
    word: str,
    kind: str,
    sides: dict[str, str] | None = None,
    *,
    modes: tuple[str, ...] = (),
    content: str | None = None,
) -> tuple[str, tuple[str, ...]]:
    """The type and modes of the event at `word`: `sides` gives for each role the type of the
    mention that fills it, `content` the type of the event that it is about."""
    sides = sides or {}
    mentions = tuple(Mention(0, 1, side, 1.0) for side in sides.values())
    arguments = tuple(Argument(role, i, None, 1.0) for i, role in enumerate(sides))
    others: tuple[EventMention, ...] = ()
    if content:
        others = (event(0, 1, content),)
        arguments += (Argument("content", None, 1, 1.0),)
    start = text.index(word)
    first = event(start, start + len(word), kind, modes, arguments)
    found = by_sides(text, Reading("r", mentions, (first, *others))).events
    assert found[1:] == others
    return found[0].type, found[0].modes


def event(
    start: int,
    end: int,
    kind: str,
    modes: tuple[str, ...] = (),
    arguments: tuple[Argument, ...] = (),
) -> EventMention:
    outcome = "hit" if kind == "ASSAULT" else None
    return EventMention(start, end, kind, "reported", modes, outcome, arguments, (), 1.0)


@pytest.mark.parametrize(
    ("kind", "sides", "expected"),
    [
        ("COERCE", {"actor": "group", "recipient": "force"}, ABDUCTED),
        ("COERCE", {"actor": "group", "recipient": "civilian"}, ABDUCTED),
        ("ASSAULT", {"actor": "force", "recipient": "person"}, ARRESTED),
        ("ASSAULT", {"actor": "government", "recipient": "group"}, ARRESTED),
        ("ASSAULT", {"actor": "group", "target": "place"}, SEIZED),
        # Soldiers taken by soldiers, or by nobody named, and takers of men and houses: as read.
        ("COERCE", {"actor": "force", "recipient": "force"}, ("COERCE", ())),
        ("COERCE", {"recipient": "civilian"}, ("COERCE", ())),
        ("COERCE", {"actor": "group", "recipient": "force", "target": "site"}, ("COERCE", ())),
        ("COERCE", {}, ("COERCE", ())),
    ],
)
def test_who_captures_whom(
    kind: str, sides: dict[str, str], expected: tuple[str, tuple[str, ...]]
) -> None:
    for word in ("captured", "seized", "took", "held", "Detained"):
        assert retyped(f"They {word} them at dawn", word, kind, sides) == expected


def test_other_words_and_types_stay_as_read() -> None:
    sides = {"actor": "group", "recipient": "civilian"}
    assert retyped("They shelled them", "shelled", "COERCE", sides) == ("COERCE", ())
    assert retyped("They held talks", "held talks", "CONSULT", sides) == ("CONSULT", ())


def test_modes_stay_where_the_type_is_right() -> None:
    sides = {"actor": "group", "recipient": "civilian"}
    more = ("abduct", "firearms")
    assert retyped("They took them", "took", "ASSAULT", sides, modes=more) == ("ASSAULT", more)
    assert retyped("They took them", "took", "ASSAULT", sides, modes=("beat",)) == ABDUCTED


@pytest.mark.parametrize(
    ("word", "kind", "content", "expected"),
    [
        ("vowed", "AGREE", "ASSAULT", "THREATEN"),
        ("promise", "THREATEN", "AID", "AGREE"),
        ("committed", "THREATEN", "RETREAT", "AGREE"),
        ("committed", "AGREE", "ASSAULT", "AGREE"),
        ("vowed", "AGREE", None, "AGREE"),
        ("pledged", "THREATEN", "PROTEST", "THREATEN"),
        ("warned", "THREATEN", "AID", "THREATEN"),
    ],
)
def test_a_promise_is_what_is_promised(
    word: str, kind: str, content: str | None, expected: str
) -> None:
    assert retyped(f"The council {word} it", word, kind, content=content)[0] == expected


@pytest.mark.parametrize(
    ("text", "word", "kind", "expected"),
    [
        ("Tanks entered the valley", "entered", "COERCE", "MOBILIZE"),
        ("Gunmen crossed the river", "crossed", "COERCE", "MOBILIZE"),
        ("Aid entered the valley", "entered", "AID", "AID"),
        ("Three men were executed", "executed", "SANCTION", "ASSAULT"),
        ("An exchange of heavy gunfire followed", "exchange", "COOPERATE", "ASSAULT"),
        ("The two sides exchanged fire", "exchanged", "COOPERATE", "ASSAULT"),
        ("An exchange of prisoners under fire", "exchange", "COOPERATE", "COOPERATE"),
        ("An exchange", "exchange", "COOPERATE", "COOPERATE"),
    ],
)
def test_words_that_settle_it(text: str, word: str, kind: str, expected: str) -> None:
    assert retyped(text, word, kind)[0] == expected


@pytest.mark.parametrize(
    ("certainty", "outcome"), [("reported", "hit"), ("planned", None), ("denied", None)]
)
def test_who_was_executed_was_hit(certainty: str, outcome: str | None) -> None:
    found = replace(event(0, 8, "SANCTION"), certainty=certainty)
    executed = by_sides("Executed at noon", Reading("r", (), (found,))).events[0]
    assert (executed.type, executed.outcome) == ("ASSAULT", outcome)
    fire = replace(event(0, 9, "COOPERATE"), certainty=certainty)
    assert by_sides("Exchanged fire", Reading("r", (), (fire,))).events[0].outcome is None


def test_an_event_that_is_no_assault_has_no_outcome() -> None:
    sides = (Argument("actor", 0, None, 1.0), Argument("recipient", 1, None, 1.0))
    mentions = (Mention(0, 4, "force", 1.0), Mention(10, 13, "person", 1.0))
    reading = Reading("r", mentions, (event(5, 9, "ASSAULT", ("abduct",), sides),))
    assert by_sides("Army beat him", reading) == reading
    assert by_sides("Army held him", reading).events[0].outcome is None
    assert by_sides("", Reading("r")) == Reading("r")
