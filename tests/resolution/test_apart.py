"""What sums up, gives another toll or tells of another victim stays out of a single incident."""

from __future__ import annotations

import pytest

from gesta.resolution import resolve
from gesta.resolution.facts import facts_of
from gesta.resolution.kinds import says_again
from gesta.resolution.sums import sums_over_time
from gesta.resolution.vetoes import veto
from gesta.resolution.world import World
from gesta.types import Actor, Party
from tests.resolution.made import ACTORS, PLACES, TIES, claim, groups, joined, resolved


def _sums(sentence: str, trigger: str) -> bool:
    start = sentence.index(trigger)
    return sums_over_time(sentence, start, start + len(trigger))


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("At least 300 villagers have been killed since the siege of Rastan began.", "killed"),
        ("Since March, the army has shelled the old town of Homs.", "shelled"),
        ("The bombardment has killed 90 people so far.", "bombardment"),
        ("Rebels have carried out dozens of raids over the past two weeks.", "raids"),
        ("The army continued to bomb Daraa for three days.", "bomb"),
        ("More than 200 have died in the war, the ministry said.", "died"),
    ],
)
def test_what_went_on_for_a_time_is_summed_up(sentence: str, trigger: str) -> None:
    assert _sums(sentence, trigger)


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("It was the deadliest attack that has hit Homs since March.", "attack"),
        ("A boy, who had been missing for three days, was shot in Daraa.", "shot"),
        ("Shops have stayed closed since the attack.", "attack"),
        ("Five people were killed in Homs on Monday.", "killed"),
        ("The army has shelled Rastan.", "shelled"),
        ("", ""),
    ],
)
def test_one_happening_is_not_summed_up(sentence: str, trigger: str) -> None:
    assert not _sums(sentence, trigger)


def test_the_dead_of_a_war_do_not_join_the_attack_told_before() -> None:
    attack = claim(
        "attack", when_="2024-06-02", place="Homs", sentence="The attack hit Homs on June 2."
    )
    since = claim(
        "killed", killed=(300, None), at=60,
        sentence="More than 300 people have been killed since the fighting began.",
    )  # fmt: skip
    then = claim("killed", killed=3, at=60, sentence="Three people were killed there.")
    assert not joined(attack, since)
    assert joined(attack, then)


def test_a_report_that_gives_two_large_tolls_tells_of_two_happenings() -> None:
    said = {"on": "villagers", "when_": "2024-06-02", "place": "Homs"}
    one = claim("killed", killed=200, **said)  # type: ignore[arg-type]
    two = claim("killed", killed=900, at=80, **said)  # type: ignore[arg-type]
    part = claim("killed", killed=150, at=80, **said)  # type: ignore[arg-type]
    assert not joined(one, two)
    assert joined(one, part)


def _victim(words: str, report: str, *, killed: int | None = None) -> tuple[object, Actor]:
    actor = Actor("a-" + words, words, (), "civilian", None, True)
    told = claim(
        "shot", when_="2024-06-02", place="Homs", report=report, on=actor.id, killed=killed
    )
    assert told.recipients[0] == Party(0, 1, actor.id, actor.id)
    return told, actor


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        (("9-year-old girl", None), ("30-year-old man", None), False),
        (("9-year-old girl", None), ("10-year-old girl", None), True),  # a birthday between
        (("9-year-old girl", None), ("girl", None), True),
        (("9-year-old girl", 4), ("30-year-old man", 4), True),  # two of four victims
    ],
)
def test_single_victims_of_two_ages_are_two(
    one: tuple[str, int | None], two: tuple[str, int | None], *, together: bool
) -> None:
    told = [
        _victim(words, f"r{at}", killed=killed) for at, (words, killed) in enumerate((one, two))
    ]
    result = resolve(
        [claim for claim, _ in told],  # type: ignore[misc]
        published={}, outlets={}, copies={}, places=PLACES, ties=TIES,
        actors={**ACTORS, **{actor.id: actor for _, actor in told}},
    )  # fmt: skip
    assert (len(result.incidents) == 1) is together


def test_a_report_of_many_happenings_joins_less_without_a_date() -> None:
    lead = claim("shelling", when_="2024-06-02", place="Homs", sentence="The shelling hit Homs.")
    dead = claim("died", at=60, killed=2, sentence="Two villagers died.")
    others = [
        claim("attack", when_=f"2024-05-{day}", place="Daraa", actor="rebels", at=900 + day)
        for day in (11, 14, 17, 20, 23, 26)
    ]
    assert frozenset({lead.id, dead.id}) in groups(resolved([lead, dead]))
    assert frozenset({lead.id, dead.id}) not in groups(resolved([lead, dead, *others]))


def test_shots_and_injuries_are_parts_of_one_happening() -> None:
    attack = claim("attack", when_="2024-06-02", place="Homs", sentence="The attack hit Homs.")
    shots = claim("shots", at=40, count=15, sentence="At least 15 shots were fired in the attack.")
    raids = claim("raids", at=40, count=15, sentence="At least 15 raids were told of.")
    world = World.of(published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=TIES)
    assert veto(facts_of(attack, world), facts_of(shots, world)) is None
    assert veto(facts_of(attack, world), facts_of(raids, world)) is not None


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ("Hours later another drone ", True),
        ("In a separate ", True),
        ("Three people died and another was ", False),
        ("A second man was ", False),
        ("", False),
    ],
)
def test_another_victim_is_not_another_happening(before: str, *, again: bool) -> None:
    assert says_again(before) is again
