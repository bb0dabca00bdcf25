"""What a report tells without a date, denials by their words, and reports known by rare words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from gesta.resolution.stance import grade
from gesta.types import Claim, Speaker
from tests.resolution.made import claim, groups, joined, only, resolved

LEAD = "Shells fell and the shelling of Homs by the army on 2 June hit the old market."


def lead(**rest: object) -> Claim:
    """The dated claim that a report opens with."""
    given = {"when_": "2024-06-02", "place": "Homs", "actor": "army", "sentence": LEAD, **rest}
    return claim("shelling", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("trigger", "sentence", "rest"),
    [
        ("killed", "At least 12 people were killed, the ministry said.", {"killed": (12, None)}),
        ("wounded", "Doctors counted 40 wounded.", {"wounded": 40}),
        ("attack", "The governor called the attack a crime.", {}),
        ("shelling", "The shelling lasted an hour, residents said.", {}),
    ],
)
def test_what_a_report_tells_without_a_date_joins_its_happening(
    trigger: str, sentence: str, rest: dict[str, object]
) -> None:
    later = claim(trigger, sentence=sentence, at=300, **rest)  # type: ignore[arg-type]
    assert joined(lead(), later)


@pytest.mark.parametrize(
    ("trigger", "sentence", "rest"),
    [
        ("attack", "Another attack was feared.", {}),
        ("attacks", "Most of the attacks of this year failed.", {}),
        ("attack", "The wolves said that the attack was theirs.", {"actor": "other"}),
        ("attack", "The attack in Daraa was worse.", {"place": "Daraa"}),
        ("killed", "In all of May 90 died or were killed.", {"when_": "2024-05"}),
    ],
)
def test_what_is_told_apart_stays_apart(
    trigger: str, sentence: str, rest: dict[str, object]
) -> None:
    later = claim(trigger, sentence=sentence, at=900, **rest)  # type: ignore[arg-type]
    assert not joined(lead(), later)


def test_an_answer_is_not_what_it_answers() -> None:
    words = "The strike on Homs answered the attack of the rebels on Homs."
    strike = claim("strike", sentence=words, place="Homs", when_="2024-06-02")
    attack = claim("attack", sentence=words, place="Homs", when_="2024-06-02")
    assert not joined(strike, attack)


def said(certainty: str, cue: str, sentence: str, *, trigger: str = "shelled") -> Claim:
    made = claim(trigger, certainty=certainty, actor="army", sentence=sentence)
    return replace(made, said_by=(Speaker("The army", "army", 0, 8, cue),))


@pytest.mark.parametrize(
    ("made", "grade_"),
    [
        (said("claimed", "denies", "The army denies that it shelled Homs."), "denied"),
        (said("alleged", "denied", "The army denied that anyone shelled Homs."), "denied"),
        (said("claimed", "said", "The army said that it shelled Homs."), "claimed"),
        (said("claimed", "denied", "The army neither confirmed nor denied it shelled it."), "claimed"),
        (said("claimed", "said", "It had no role in the attack, the army said.", trigger="attack"),
         "denied"),
        (said("planned", "denies", "The army denies that it will have shelled Homs."), "planned"),
    ],
)  # fmt: skip
def test_a_denial_is_known_by_its_words(made: Claim, grade_: str) -> None:
    assert grade(made) == grade_


def test_a_denial_shows_as_a_dispute_and_makes_nobody_an_actor() -> None:
    denial = said("claimed", "denies", "The army denies that it shelled the market.")
    one = lead(actor=())
    incident = only(resolved([one, replace(denial, trigger=replace(denial.trigger))]))
    assert "denied" in [d.field for d in incident.disputes]
    assert incident.actors == ()


STREETS = ("Karmilow", "Sundergaard", "Ostenvik", "Brelmore", "Quintley", "Farrowgate", "Tolmish")


def article(report: str, names: Sequence[str], *, dated: bool) -> Claim:
    sentence = "Gunmen opened fire near " + " and ".join(names) + ", officers said."
    when_ = "2024-06-02" if dated else None
    place = "Homs" if dated else None
    return claim("fire", report=report, sentence=sentence, when_=when_, place=place)


def crowd() -> list[Claim]:
    """Reports of other things, among which rare words are known to be rare."""
    made = []
    for n in range(60):
        words = [f"{s[:4]}{chr(97 + n % 26)}{chr(97 + n // 26)}ex" for s in STREETS]
        made.append(article(f"x{n}", words, dated=False))
    return made


def test_reports_that_share_rare_names_are_one_story_without_date_or_place() -> None:
    one, two = article("r1", STREETS, dated=True), article("r2", STREETS, dated=False)
    others = crowd()
    days: dict[str, date | None] = {c.report: date(2024, 6, 3) for c in [one, two, *others]}
    found = groups(resolved([one, two, *others], published=days))
    assert frozenset({one.id, two.id}) in found
    assert len(found) == 61


def test_a_report_from_before_the_day_tells_of_something_else() -> None:
    one, two = article("r1", STREETS[:3], dated=True), article("r2", STREETS[2:5], dated=False)
    days: dict[str, date | None] = {"r1": date(2024, 6, 3), "r2": date(2024, 4, 3)}
    assert len(groups(resolved([one, two, *crowd()], published=days))) == 62
