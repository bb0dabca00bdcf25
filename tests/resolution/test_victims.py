"""Each victim once, and the tolls of one report from its numbers and its names."""

from __future__ import annotations

from dataclasses import replace

from gesta.resolution.tolls import numbers_of
from gesta.resolution.tolls import toll as toll_of
from gesta.resolution.victims import roll
from gesta.resolution.world import World
from gesta.types import Claim, Count, Party, Quote, Toll

WORLD = World.of(published={}, outlets={}, copies={}, places={}, actors={}, ties=())


def toll(claims: list[Claim], what: str, world: World) -> Toll | None:
    killed, wounded = numbers_of(claims, world)
    return toll_of(killed if what == "killed" else wounded)


def told(sentence: str, trigger: str, *people: str, at: int = 0, **more: object) -> Claim:
    """A claim of one report whose recipients are found by their words."""
    start = at + sentence.index(trigger)
    parties = tuple(
        Party(at + sentence.index(p), at + sentence.index(p) + len(p), p) for p in people
    )
    made = Claim(
        id=f"c{start:05d}{trigger}", report="r1",
        evidence=Quote(at, at + len(sentence), sentence),
        trigger=Quote(start, start + len(trigger), trigger),
        type="ASSAULT", certainty="reported", recipients=parties,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def test_one_person_told_of_thrice_is_one() -> None:
    claims = [
        told("A 16-year-old boy was shot.", "shot", "boy"),
        told("Samir Odeh, 16, was hit in the back.", "hit", "Samir Odeh", at=100),
        told("The boy died.", "died", "boy", at=200),
    ]
    assert roll(claims) == (1, 0)


def test_another_name_age_or_sex_is_another_person() -> None:
    claims = [
        told("A 16-year-old boy was shot.", "shot", "boy"),
        told("A 30-year-old man was shot.", "shot", "man", at=100),
        told("A woman was shot.", "shot", "woman", at=200),
        told("Another woman was killed.", "killed", "woman", at=300),
    ]
    assert roll(claims) == (1, 3)


def test_the_shooter_is_no_victim_but_of_himself() -> None:
    assert roll([told("A guard shot a clerk.", "shot", "guard", "clerk")]) == (0, 1)
    assert roll([told("He killed himself.", "killed")]) == (1, 0)


def test_a_fatal_shooting_killed_one_at_least() -> None:
    assert roll([told("A fatal shooting shook the port.", "shooting")]) == (1, 0)


def test_of_nine_shot_one_fatally_eight_are_wounded() -> None:
    claims = [
        told("Nine people were shot.", "shot", "people", wounded=Count("Nine", 9, 9)),
        told("One died.", "died", at=100, killed=Count("One", 1, 1)),
    ]
    assert toll(claims, "killed", WORLD) == Toll(1, 1, 1)
    assert toll(claims, "wounded", WORLD) == Toll(8, 8, 8)


def test_others_who_were_shot_are_not_the_dead() -> None:
    claims = [
        told("Four others were shot.", "shot", "others", wounded=Count("Four", 4, 4)),
        told("One died.", "died", at=100, killed=Count("One", 1, 1)),
    ]
    claims[0] = replace(claims[0], wounded=Count("Four others", 4, 4))
    assert toll(claims, "wounded", WORLD) == Toll(4, 4, 4)


def test_a_part_is_neither_added_nor_a_low_estimate() -> None:
    claims = [
        told("Twenty were killed.", "killed", killed=Count("Twenty", 20, 20)),
        told("Three were killed.", "killed", at=100, killed=Count("Three", 3, 3)),
    ]
    assert toll(claims, "killed", WORLD) == Toll(20, 20, 20)


def test_about_eighty_stands_for_eighty() -> None:
    claims = [told("About 80 were killed.", "killed", killed=Count("About 80", 72, 88))]
    assert toll(claims, "killed", WORLD) == Toll(72, 80, 88)


def test_a_year_s_number_gives_way_to_the_happening_s_own() -> None:
    claims = [
        told("A raid killed two.", "killed", killed=Count("two", 2, 2)),
        told("Raids killed 90 so far this year.", "killed", at=100, killed=Count("90", 90, 90)),
    ]
    assert toll(claims, "killed", WORLD) == Toll(2, 2, 2)


def test_no_number_and_no_name_is_no_toll() -> None:
    assert toll([told("Shells fell.", "fell")], "killed", WORLD) is None


def test_a_name_that_ends_like_a_plural_is_one_person() -> None:
    claims = [
        told("Carla Roberts was shot dead.", "shot dead", "Carla Roberts"),
        told("Roberts died.", "died", "Roberts", at=100),
    ]
    assert roll(claims) == (1, 0)
    assert roll([told("Syrian Kurds were killed.", "killed", "Syrian Kurds")]) == (0, 0)


def test_the_accused_is_no_victim() -> None:
    charged = "Police charged a teen with murder after his friend was stabbed."
    assert roll([told(charged, "murder", "teen")]) == (1, 0)  # one died, though not the teen
    arrested = "A guard was arrested in the killing of a clerk."
    assert roll([told(arrested, "killing", "guard", "clerk")]) == (1, 0)


def in_report(report: str, *claims: Claim) -> list[Claim]:
    return [replace(c, report=report, id=f"{report}{c.id}") for c in claims]


BOTH = (
    told("Samir Odeh, 16, was killed.", "killed", "Samir Odeh"),
    told("A 30-year-old woman was killed.", "killed", "woman", at=100),
)
ONE = told("Samir Odeh, 16, was killed.", "killed", "Samir Odeh")
COUNTED = replace(
    told("Gunmen killed three people.", "killed"), killed=Count("three", 3, 3), recipients=()
)


def test_of_reports_that_name_victims_the_one_that_names_fewer_is_taken() -> None:
    found = toll([*in_report("r1", *BOTH), *in_report("r2", ONE)], "killed", WORLD)
    assert found is not None and (found.low, found.best, found.high) == (1, 1, 2)


def test_a_number_said_goes_before_names_and_names_do_not_speak_against_it() -> None:
    found = toll([*in_report("r1", *BOTH), *in_report("r2", COUNTED)], "killed", WORLD)
    assert found is not None and found.best == 3


def test_names_that_two_reports_count_alike_go_before_a_lone_report_of_fewer() -> None:
    claims = [*in_report("r1", *BOTH), *in_report("r2", *BOTH), *in_report("r3", ONE)]
    found = toll(claims, "killed", WORLD)
    assert found is not None and found.best == 2


def test_more_than_sixty_stands_for_sixty_and_agrees_with_it() -> None:
    more = told("More than 60 died.", "died", killed=Count("More than 60", 61, None))
    assert toll([more], "killed", WORLD) == Toll(60, 60, 61)
    sixty = told("A raid killed 60.", "killed", killed=Count("60", 60, 60))
    lower = told("A raid killed 70.", "killed", killed=Count("70", 70, 70))
    reports = [*in_report("r1", more), *in_report("r2", sixty), *in_report("r3", lower)]
    outlets = {"r1": "One", "r2": "Two", "r3": "Three"}
    world = World.of(published={}, outlets=dict(outlets), copies={}, places={}, actors={}, ties=())
    found = toll(reports, "killed", world)
    assert found is not None and found.best == 60


def test_a_word_for_many_gives_way_to_a_number_but_to_no_name() -> None:
    many = told("Dozens were killed.", "killed", killed=Count("Dozens", 24, None))
    twelve = told("A raid killed 12.", "killed", at=100, killed=Count("12", 12, 12))
    found = toll([many, twelve], "killed", WORLD)
    assert found is not None and found.best == 12
    named = toll([many, told("Samir Odeh died.", "died", "Samir Odeh", at=100)], "killed", WORLD)
    assert named is not None and named.best == 24


def test_a_number_said_once_gives_way_to_one_that_is_repeated() -> None:
    claims = [
        told("One weaver died.", "died", killed=Count("One", 1, 1)),
        told(
            "Four came to the clinic, of whom one died.", "died", at=90, killed=Count("Four", 4, 4)
        ),
        told("The one who died was old.", "died", at=200, killed=Count("one", 1, 1)),
    ]
    found = toll(claims, "killed", WORLD)
    assert found is not None and found.best == 1


def test_a_murder_suicide_has_two_dead_unless_it_was_tried() -> None:
    assert roll([told("A murder-suicide shook the port.", "murder-suicide")]) == (2, 0)
    assert roll([told("An attempted murder-suicide.", "murder-suicide")]) == (0, 0)


def test_who_harms_himself_is_the_doer_and_nobody_else() -> None:
    assert roll([told("A mother wounded her son, then killed herself.", "killed", "son")]) == (1, 0)
    assert roll([told("A boy shot himself.", "shot himself")]) == (0, 1)
    claims = [
        told("A mother shot her son, then killed herself.", "shot", "son"),
        told("A mother shot her son, then killed herself.", "killed"),
    ]
    assert roll(claims) == (1, 1)


def test_the_dead_and_the_wounded_of_one_sentence_are_two() -> None:
    sentence = "A boy was wounded by shots that killed one person."
    claims = [told(sentence, "wounded", "boy"), told(sentence, "killed", "person")]
    assert roll(claims) == (1, 1)


def test_two_pronouns_of_one_claim_are_one_person() -> None:
    sentence = "She was at home when she was shot."
    assert roll([told(sentence, "shot", "She", "she")]) == (0, 1)


def test_who_died_before_is_rather_the_dead_than_the_wounded() -> None:
    claims = [
        told("A 15-year-old girl was shot dead.", "shot dead", "girl"),
        told("Another woman was wounded.", "wounded", "woman", at=100),
        told("Hana Odeh was pronounced dead.", "pronounced dead", "Hana Odeh", at=200),
    ]
    assert roll(claims) == (1, 1)
