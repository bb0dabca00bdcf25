"""Ties of a reading between grounded actors: their words, and since and until when they hold."""

from __future__ import annotations

from datetime import date

import pytest

from gesta.grounding import Grounder
from gesta.types import EventMention, Grounded, TieMention
from tests.grounding.test_ground import Script


@pytest.fixture(scope="module")
def grounder() -> Grounder:
    return Grounder()


def tied(grounder: Grounder, text: str, time: str | None, event: str | None = None) -> Grounded:
    script = Script(text)
    a, b = script.add("Zubar Brigades", "group"), script.add("Hill Army", "group")
    if time:
        script.add(time, "time")
    events = ()
    if event:
        at = script.span(event)
        events = (EventMention(at.start, at.end, "ASSAULT", "reported"),)
    return script.ground(grounder, ties=(TieMention("part-of", a, b),), events=events)


@pytest.mark.parametrize(
    ("text", "time", "since", "until"),
    [
        ("Zubar Brigades, part of the Hill Army since 2016, fled.", "2016", date(2016, 1, 1), None),
        ("Zubar Brigades, part of the Hill Army since 2016, fled.", "since 2016",
         date(2016, 1, 1), None),
        ("Since 2016 Zubar Brigades are part of the Hill Army.", None, None, None),
        ("Zubar Brigades were part of the Hill Army until 2019.", "2019", None, date(2019, 12, 31)),
        ("Zubar Brigades were part of the Hill Army until May 2019.", "May 2019", None,
         date(2019, 5, 31)),
        ("Zubar Brigades, part of the Hill Army, fled. It stayed away since 2016.", "2016",
         None, None),
        ("Zubar Brigades, part of the Hill Army, fled in 2016.", "2016", None, None),
        ("Zubar Brigades are part of the Hill Army.", None, None, None),
    ],
)  # fmt: skip
def test_a_tie_has_the_years_that_its_own_words_say(
    grounder: Grounder, text: str, time: str | None, since: date | None, until: date | None
) -> None:
    (tie,) = tied(grounder, text, time).ties
    assert (tie.since, tie.until) == (since, until)


def test_a_time_behind_another_event_dates_that_event(grounder: Grounder) -> None:
    text = "Zubar Brigades, of the Hill Army, raid it since 2016."
    (tie,) = tied(grounder, text, "2016", "raid").ties
    assert tie.since is None


def test_a_stated_difference_becomes_a_tie_with_its_words(grounder: Grounder) -> None:
    script = Script("Zubar Brigades, not to be confused with Zubar Battalion, fled. It rained.")
    script.add("Zubar Brigades", "group")
    script.add("Zubar Battalion", "group")
    (tie,) = script.ground(grounder).ties
    assert tie.type == "distinct-from"
    assert {tie.source, tie.target} == {"a-zubar-brigade", "a-zubar-battalion"}
    assert tie.evidence.text.startswith("Zubar Brigades, not to be confused")


def test_a_stated_alias_of_two_known_actors_stays_a_tie(grounder: Grounder) -> None:
    script = Script("Hezbollah, also known as Hamas, fled. It rained.")
    script.add("Hezbollah", "group")
    script.add("Hamas", "group")
    (tie,) = script.ground(grounder).ties
    assert (tie.type, tie.source, tie.target) == ("alias-of", "a-hamas", "a-hezbollah")


@pytest.mark.parametrize(
    ("names", "kinds", "kept"),
    [
        (("Egyptian government", "Jordanian government"), ("government", "government"), False),
        (("Iraqi Interior Ministry", "Iraqi government"), ("government", "government"), True),
        (("Zubar Brigades", "Ilan Kol"), ("group", "person"), False),
        (("Ilan Kol", "Zubar Brigades"), ("person", "group"), True),
    ],
)
def test_nobody_is_part_of_a_person_or_of_another_state(
    grounder: Grounder, names: tuple[str, str], kinds: tuple[str, str], kept: bool
) -> None:
    script = Script(f"{names[0]} met {names[1]} there. It rained.")
    ends = [script.add(name, kind) for name, kind in zip(names, kinds, strict=True)]
    found = script.ground(grounder, ties=(TieMention("part-of", *ends),)).ties
    assert bool(found) == kept
