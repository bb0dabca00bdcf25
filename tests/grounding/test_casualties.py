"""Overlooked deaths become events; feared, denied and natural ones do not."""

from __future__ import annotations

import pytest

from gesta.grounding.casualties import with_casualties
from gesta.grounding.outcomes import outcome_count, outcome_told
from gesta.grounding.repeats import attacks_told
from gesta.grounding.tolls import toll_of
from gesta.types import Argument, EventMention, Mention, Reading, Sentence

LEAD = "Gunmen raided a market."


def added(sentence: str, *people: str) -> tuple[Reading, str, list[EventMention]]:
    """The reading of a raid and one more sentence, its text, and the events that were added."""
    text = f"{LEAD} {sentence}"
    raid = EventMention(text.index("raided"), text.index("raided") + 6, "ASSAULT", "reported")
    mentions = tuple(
        Mention(at, at + len(p), "civilian") for p in people for at in [text.index(p, len(LEAD))]
    )
    sentences = (Sentence(0, len(LEAD)), Sentence(len(LEAD) + 1, len(text)))
    reading = with_casualties(Reading("r", mentions, (raid,), sentences=sentences), text)
    return reading, text, [e for e in reading.events if e.start > len(LEAD)]


@pytest.mark.parametrize(
    ("sentence", "people", "role", "number"),
    [
        ("A porter died on Friday.", ["porter"], "killed", 1),
        ("He was pronounced dead at a clinic.", [], "killed", 1),
        ("Nine were hurt, one fatally.", [], "wounded", 9),
        ("In all 14 people were injured.", ["people"], "wounded", 14),
        ("It wounded at least 12.", [], "wounded", 12),
        ("A weaver and her son were killed.", ["weaver", "son"], "killed", 2),
    ],
)
def test_an_overlooked_casualty_is_an_event(
    sentence: str, people: list[str], role: str, number: int
) -> None:
    reading, text, events = added(sentence, *people)
    assert events
    count = toll_of(role, events[0], reading.mentions, text)  # type: ignore[arg-type]
    assert count is not None and count.low == number
    assert count.text in text


@pytest.mark.parametrize(
    "sentence",
    [
        "No one was injured.",
        "A porter could have been killed.",
        "A porter died of cancer.",
        "Dozens are feared dead.",
        "The talks are dead.",
        "Nothing else is known.",
    ],
)
def test_what_did_not_happen_is_no_event(sentence: str) -> None:
    people = ["porter"] if "porter" in sentence else []
    assert added(sentence, *people)[2] == []


def test_a_report_without_an_assault_gains_nothing() -> None:
    text = "A porter died on Friday."
    reading = Reading("r", (Mention(2, 8, "civilian"),), sentences=(Sentence(0, len(text)),))
    assert with_casualties(reading, text) is reading


def event(text: str, word: str, *roles: tuple[str, int]) -> EventMention:
    start = text.index(word)
    arguments = tuple(Argument(role, mention) for role, mention in roles)
    return EventMention(start, start + len(word), "ASSAULT", "reported", arguments=arguments)


def test_the_number_beside_the_word_beats_the_one_tied_to_it() -> None:
    text = "Officials said 13 were injured and one killed."
    thirteen = Mention(15, 17, "number")
    killed = event(text, "killed", ("killed", 0))
    count = toll_of("killed", killed, (thirteen,), text)
    assert count is not None and (count.text, count.low) == ("one", 1)


def test_an_age_is_no_toll() -> None:
    text = "Samir Odeh, 26, was killed."
    mentions = (Mention(0, 10, "person"), Mention(12, 14, "number"))
    count = toll_of(
        "killed", event(text, "killed", ("recipient", 0), ("killed", 1)), mentions, text
    )
    assert count is not None and (count.text, count.low, count.high) == ("Samir Odeh", 1, None)


def test_shots_are_not_people() -> None:
    text = "At least one shot was fired at a gate."
    number = Mention(0, 12, "number")
    assert toll_of("wounded", event(text, "shot", ("wounded", 0)), (number,), text) is None


@pytest.mark.parametrize(
    ("text", "word", "outcome", "number"),
    [
        ("Three rockets, one of which was intercepted, flew north.", "intercepted", "intercepted", 1),
        ("The crew shot down two drones.", "shot down", "intercepted", 2),
        ("All five missiles were downed.", "downed", "intercepted", 5),
        ("Police foiled a bombing.", "foiled", "thwarted", None),
        ("Two of the rockets failed.", "failed", "failed", 2),
        ("A market was shelled.", "shelled", None, None),
    ],
)  # fmt: skip
def test_an_outcome_has_its_number(
    text: str, word: str, outcome: str | None, number: int | None
) -> None:
    told = event(text, word)
    count = outcome_count(told, text)
    assert outcome_told(told, text) == outcome
    assert (count.low if count else None) == number


@pytest.mark.parametrize(
    ("text", "word", "number"),
    [
        ("Near Homs, two airstrikes hit a depot.", "airstrikes", 2),
        ("Near Homs, two airstrikes hit a depot.", "hit", 2),
        ("Near Homs, an airstrike struck a bunker.", "struck", 1),
        ("At least three drone attacks hit a port.", "attacks", 3),
        ("Two soldiers hit a mine.", "hit", None),
    ],
)
def test_attacks_are_counted(text: str, word: str, number: int | None) -> None:
    count = attacks_told(event(text, word), (), text)
    assert (count.low if count else None) == number


@pytest.mark.parametrize(
    ("text", "word", "role"),
    [
        ("The army captured 12 men.", "captured", "killed"),
        ("12 men went missing.", "missing", "killed"),
        ("12 men were killed or captured.", "killed", "killed"),
        ("Shells killed and wounded 12 men.", "wounded", "killed"),
    ],
)
def test_captured_missing_and_shared_numbers_are_no_toll(text: str, word: str, role: str) -> None:
    at = text.index("12")
    numbers = (Mention(at, at + 2, "number"),)
    told = event(text, word, (role, 0))
    assert toll_of(role, told, numbers, text) is None  # type: ignore[arg-type]


def test_killed_and_wounded_with_a_number_each() -> None:
    text = "Shells killed 12 and wounded 30."
    numbers = (Mention(14, 16, "number"), Mention(29, 31, "number"))
    killed = toll_of("killed", event(text, "killed", ("killed", 0)), numbers, text)
    wounded = toll_of("wounded", event(text, "wounded", ("wounded", 1)), numbers, text)
    assert (killed and killed.low, wounded and wounded.low) == (12, 30)


def test_shot_and_killed_is_one_fate() -> None:
    text = "Two men were shot and killed in Homs."
    told = event(text, "shot", ("killed", 0))
    count = toll_of("killed", told, (Mention(0, 3, "number"),), text)
    assert count is not None and count.low == 2


@pytest.mark.parametrize(
    ("text", "word", "number", "role", "said"),
    [
        # An object's own number beats one that stands before the verb.
        ("He shot three sailors, killing two of them.", "killing", "three", "killed", "two"),
        # A list goes on behind `another`, and headlines do without a verb.
        ("Three cooks were killed and another injured.", "injured", "Three", "wounded", "another"),
        ("3 dead, 7 hurt in a raid on Homs.", "hurt", "3", "wounded", "7"),
        # Whoever `he` is, he is not the four.
        ("Four died by his hand before he was killed.", "killed", "Four", "killed", "he"),
    ],
)
def test_a_number_of_others_is_not_taken(
    text: str, word: str, number: str, role: str, said: str
) -> None:
    at = text.index(number)
    told = event(text, word, (role, 0))
    count = toll_of(role, told, (Mention(at, at + len(number), "number"),), text)  # type: ignore[arg-type]
    assert count is not None and count.text == said


def test_the_doer_before_a_verb_is_not_counted_with_those_behind_it() -> None:
    text = "It began with a man, striking and wounding Samir Odeh."
    at = text.index("Samir")
    mentions = (Mention(16, 19, "civilian"), Mention(at, at + 10, "person"))
    count = toll_of("wounded", event(text, "wounding", ("recipient", 1)), mentions, text)
    assert count is not None and count.text == "Samir Odeh"


def test_a_number_of_the_paragraph_before_counts_nobody() -> None:
    text = "It happened around 11\n\nFarmer shot and killed near Homs"
    mentions = (Mention(12, 21, "number"), Mention(text.index("Farmer"), 29, "civilian"))
    count = toll_of("killed", event(text, "killed", ("recipient", 1)), mentions, text)
    assert count is None or count.low == 1


def test_two_words_for_two_fates_are_two_events() -> None:
    text = "Gunmen raided a market. One dead, 3 shot."
    raid = EventMention(7, 13, "ASSAULT", "reported")
    shot = event(text, "shot")
    sentences = (Sentence(0, 23), Sentence(24, len(text)))
    reading = with_casualties(Reading("r", (), (raid, shot), sentences=sentences), text)
    assert "dead" in {text[e.start : e.end] for e in reading.events}


def test_children_of_a_victim_are_no_victims() -> None:
    text = "Father of 4 killed in Homs"
    told = event(text, "killed")
    count = toll_of("killed", told, (Mention(0, 6, "civilian"),), text)
    assert count is None or count.low == 1


def test_a_number_behind_when_counts_others() -> None:
    text = "A baker died when no fewer than two riders fired at the stall."
    number = Mention(text.index("no fewer"), text.index(" riders"), "number")
    told = event(text, "died", ("recipient", 1), ("killed", 0))
    count = toll_of("killed", told, (number, Mention(2, 7, "civilian")), text)
    assert count is not None and count.low == 1


@pytest.mark.parametrize(
    ("text", "number", "word"),
    [
        (
            "Those killed in Vardan – home to 2.3 million people – are unknown.",
            "2.3 million",
            "killed",
        ),
        ("Shells killed many in the port city of 40,000 on Friday.", "40,000", "killed"),
        ("Raids killed some of the region's 90,000 residents.", "90,000", "killed"),
        ("Fire killed cooks in a hall sheltering 200 weavers.", "200", "killed"),
        ("People died in a valley where some 6,000 people live.", "6,000", "died"),
        ("Bombs killed a share of a population of about 70,000.", "70,000", "killed"),
        ("A mine killed men of a bus carrying 30 passengers.", "30", "killed"),
        ("Image 3 of 16 people mourn a baker who was killed.", "16", "killed"),
    ],
)
def test_those_who_live_or_stay_there_are_no_toll(text: str, number: str, word: str) -> None:
    at = text.index(number)
    count = toll_of(
        "killed", event(text, word, ("killed", 0)), (Mention(at, at + len(number), "number"),), text
    )
    assert count is None or number not in count.text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The home of a cook was hit; 12 people were killed.", "12"),
        ("The 12 people living in the house were killed.", "12"),
        ("A strike on the city of Vardan killed 60 residents.", "60"),
        ("Vardan's militia killed 14 people.", "14"),
        ("In Vardan, where 30 people were killed, shops stay shut.", "30"),
        ("The population fled after 25 were killed.", "25"),
        ("In images 16 people killed by shells were shown.", "16"),
        ("It hit the market where 12 weavers lost their lives, killed by glass.", "12"),
        ("Gunmen killed the village's 12 residents.", "12"),
    ],
)
def test_a_toll_near_words_for_a_population_stays(text: str, number: str) -> None:
    at = text.index(number)
    mention = Mention(at, at + len(number), "number")
    count = toll_of("killed", event(text, "killed", ("killed", 0)), (mention,), text)
    assert count is not None and count.low == int(number)


def test_shooting_people_does_not_say_that_they_died() -> None:
    text = "He is accused of shooting five cousins."
    number = Mention(text.index("five"), text.index(" cousins"), "number")
    told = event(text, "shooting", ("killed", 0))
    assert toll_of("killed", told, (number,), text) is None
    wounded = toll_of("wounded", told, (number,), text)
    assert wounded is not None and wounded.low == 5


def test_a_list_does_not_go_on_over_another_verb() -> None:
    text = "A cook died and three others were injured."
    others = Mention(text.index("others"), text.index(" were"), "civilian")
    told = event(text, "injured", ("recipient", 1))
    count = toll_of("wounded", told, (Mention(2, 6, "civilian"), others), text)
    assert count is not None and count.low == 3


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("Friends of a 16-year-old boy shot in Homs held a vigil.", "Friends"),
        ("A guard said a 16-year-old boy was fatally shot.", "guard"),
    ],
)
def test_the_person_right_before_the_word_is_the_victim(text: str, tied: str) -> None:
    at = text.index(tied)
    shot = event(text, "shot", ("recipient", 0))
    people = (Mention(at, at + len(tied), "civilian"),)
    found = with_casualties(
        Reading("r", people, (shot,), sentences=(Sentence(0, len(text)),)), text
    )
    victims = [found.mentions[a.mention or 0] for a in found.events[0].arguments]
    assert [text[v.start : v.end] for v in victims] == ["16-year-old boy"]


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("Police look into the shooting of a baker.", True),
        ("A guard was jailed for shooting a baker.", True),
        ("The shooting shocked a baker.", False),
    ],
)
def test_a_noun_is_done_to_those_behind_of_and_a_verb_to_its_object(text: str, tied: bool) -> None:
    at = text.index("baker")
    shooting = event(text, "shooting")
    people = (Mention(at, at + 5, "civilian"),)
    found = with_casualties(
        Reading("r", people, (shooting,), sentences=(Sentence(0, len(text)),)), text
    )
    assert [a.mention for a in found.events[0].arguments] == ([0] if tied else [])
