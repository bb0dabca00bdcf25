"""The arithmetic of the event marks, on invented sentences and readings built by hand."""

from __future__ import annotations

import pytest

from benchmarks import cameo_st, event_location, m2e2, rams, wikievents
from benchmarks._event_places import Chooser, describe, proper_name
from benchmarks._marks import Filled, Tally, count_events, gold_events, paired, read_events
from gesta.types import Argument, EventMention, Mention, Reading

TEXT = "Gunmen killed two guards near Arden in northern Borland."
READING = Reading(
    "r",
    mentions=(
        Mention(0, 6, "group"),
        Mention(14, 17, "number"),
        Mention(18, 24, "force"),
        Mention(30, 35, "place"),
        Mention(39, 55, "place"),
    ),
    events=(
        EventMention(
            7,
            13,
            "ASSAULT",
            "reported",
            arguments=(
                Argument("actor", 0),
                Argument("killed", 1),
                Argument("recipient", 2),
                Argument("place", 3),
                Argument("place", 4),
            ),
        ),
    ),
)


def test_each_gold_is_used_once() -> None:
    assert paired([1, 1, 2], [1, 2, 3], int.__eq__) == [(1, 1), (2, 2)]


def test_a_found_trigger_of_another_type_counts_its_arguments_as_found_only() -> None:
    tally = Tally()
    read = [Filled((0, 6), "attack", (("agent", (10, 20)), ("place", (30, 35))))]
    gold = [Filled((0, 6), "die", (("agent", (12, 20)),)), Filled((50, 55), "die")]
    count_events(tally, read, gold)
    assert tally.f1("trigger found") == pytest.approx(66.67)
    assert tally.f1("trigger typed") == 0
    assert (tally.precision("argument found"), tally.recall("argument found")) == (50, 100)
    assert tally.f1("argument typed") == 0


def test_rules_name_types_and_roles_and_prefer_victims_to_their_count() -> None:
    (event,) = read_events(READING, TEXT, m2e2.RULES)
    assert event.type == "Life:Die"
    assert event.arguments == (
        ("agent", (0, 6)),
        ("victim", (18, 24)),
        ("place", (30, 35)),
        ("place", (39, 55)),
    )


def test_gold_events_of_types_not_covered_are_left_out() -> None:
    row = {
        "mentions": [{"id": "a", "start": 0, "end": 4}, {"id": "b", "start": 5, "end": 9}],
        "events": [
            {"type": "x", "trigger": "a", "args": [{"role": "Doer", "mention": "b"}]},
            {"type": "y", "trigger": "b", "args": []},
        ],
    }
    found = gold_events(row, lambda kind: kind if kind == "x" else None, {"doer": "agent"})
    assert found == [Filled((0, 4), "x", (("agent", (5, 9)),))]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("conflict.attack.bombing", "conflict.attack"),
        ("transaction.transfermoney.embargosanction", "embargosanction"),
        ("life.die.nonviolentdeath", None),
        ("personnel.elect.n/a", None),
    ],
)
def test_rams_types(kind: str, name: str | None) -> None:
    assert rams.covered(kind) == name


def test_wikievents_types() -> None:
    assert wikievents.covered("Contact.Contact.Meet") == "Contact.Contact.Meet"
    assert wikievents.covered("Contact.Contact.Broadcast") is None
    assert wikievents.covered("Life.Die.Unspecified") == "Life.Die"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("northern Borland countryside", "Borland"),
        ("Port of Arden district", "Port of Arden"),
        ("Arden's Old Quarter", "Old Quarter"),
        ("Arden's suburbs", "Arden"),
        ("town of al-Ghor,", "al-Ghor"),
        ("village", None),
    ],
)
def test_the_proper_name_in_a_mention(words: str, name: str | None) -> None:
    found = proper_name(words, 0, len(words))
    assert (words[found[0] : found[1]] if found else None) == name


def test_a_name_is_taken_when_its_signs_sum_above_nothing() -> None:
    signs = {one.name: marks for one, marks in describe(TEXT, (7, 13), READING)}
    assert set(signs) == {(30, 35), (48, 55)}
    assert "before in place" in signs[48, 55]
    chooser = Chooser({"role True place": 1.0, "before in place": -2.0})
    assert chooser.places(TEXT, (7, 13), READING) == [(30, 35)]


def test_sets_of_places_are_right_as_a_whole() -> None:
    tally = Tally()
    event_location.count(tally, [], [])
    event_location.count(tally, [(0, 5), (9, 12)], [(0, 5)])
    event_location.count(tally, [(0, 5)], [(0, 8)])
    assert tally.recall("set") == pytest.approx(33.33)
    assert tally.recall("set overlap") == pytest.approx(66.67)
    assert (tally.recall("no place"), tally.recall("places")) == (100, 0)
    assert tally.f1("place") == 40


def test_sides_come_from_the_first_event_with_a_doer() -> None:
    assert cameo_st.sides(TEXT, READING) == [("source", (0, 6)), ("target", (14, 24))]


def test_a_title_and_article_belong_to_the_phrase() -> None:
    text = "On Friday the Borland Prime Minister Ada Moor spoke."
    assert cameo_st.phrase(text, Mention(37, 45, "person")) == (10, 45)


def test_a_party_that_is_both_is_right_as_either_side() -> None:
    tally = Tally()
    gold = [("sourcetarget", (0, 5)), ("sourcetarget", (10, 15))]
    cameo_st.count(tally, [("source", (0, 5)), ("target", (11, 15))], gold)
    assert (tally.f1("both"), tally.f1("both exact")) == (100, 50)
    assert (tally.f1("source"), tally.f1("target exact")) == (100, 0)
