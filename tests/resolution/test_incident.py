"""What an incident says of itself: status, best values, tolls, disputes and independent voices."""

from __future__ import annotations

from datetime import date

import pytest

from gesta.identity import hashed
from gesta.resolution.incident import incident_of
from gesta.resolution.voices import independent, voice
from gesta.resolution.world import World
from gesta.types import Claim, Incident, Toll
from tests.resolution.made import ACTORS, PLACES, TIES, claim

OUTLETS = {"r1": "Paper One", "r2": "Paper Two", "r3": "Paper Three", "r4": "Levant Wire"}
DAYS = {f"r{i}": date(2024, 6, 2 + i) for i in range(1, 5)}


def world(copies: dict[str, str] | None = None) -> World:
    return World.of(
        published=DAYS,
        outlets=OUTLETS,
        copies=copies or {},
        places=PLACES,
        actors=ACTORS,
        ties=TIES,
    )


def told(report: str, **changes) -> Claim:  # type: ignore[no-untyped-def]
    return claim("shelling", report=report, **{"when_": "2024-06-02", "place": "Homs", **changes})


def view(*claims: Claim, copies: dict[str, str] | None = None) -> Incident:
    return incident_of(claims, world(copies))


def fields(incident: Incident) -> set[str]:
    return {d.field for d in incident.disputes}


# ------------------------------------------------------------ status


@pytest.mark.parametrize(
    ("grades", "status"),
    [
        (["reported"], "reported"),
        (["reported", "attributed"], "corroborated"),
        (["claimed"], "claimed"),
        (["claimed", "claimed"], "claimed"),
        (["claimed", "reported"], "corroborated"),
        (["planned"], "planned"),
        (["planned", "hypothetical"], "planned"),
        (["denied"], "denied"),
        (["denied", "denied"], "denied"),
        (["reported", "denied"], "disputed"),
    ],
)
def test_status_follows_from_who_says_what(grades: list[str], status: str) -> None:
    made = [told(f"r{i + 1}", certainty=grade) for i, grade in enumerate(grades)]
    assert view(*made).status == status


def test_two_reports_of_one_outlet_or_a_copy_do_not_corroborate() -> None:
    again = told("r1", killed=3)
    assert view(told("r1"), again).status == "reported"
    assert view(told("r1"), told("r2"), copies={"r2": "r1"}).status == "reported"


# ------------------------------------------------------------ voices


def test_two_outlets_that_quote_one_agency_are_one_voice() -> None:
    quoting = [told("r1", said_by="wire"), told("r2", said_by="wire")]
    assert {voice(c, world()) for c in quoting} == {"wire"}
    assert view(*quoting).origins == 1


def test_the_agencys_own_report_is_the_same_voice() -> None:
    assert independent([told("r4"), told("r1", said_by="wire")], world()) == 1


def test_media_of_one_owner_are_one_voice() -> None:
    assert voice(told("r1", said_by="desk"), world()) == "wire"


def test_of_a_chain_of_media_the_innermost_is_the_origin() -> None:
    assert voice(told("r1", said_by=["paper", "wire", "army"]), world()) == "wire"


def test_ten_outlets_that_quote_one_ministry_are_one_origin() -> None:
    quoting = [told(f"r{i}", said_by="ministry") for i in (1, 2, 3)]
    assert view(*quoting).origins == 1
    assert view(*quoting, told("r3", said_by="army")).origins == 2


def test_reports_without_outlet_are_voices_of_their_own() -> None:
    assert voice(told("r9"), world()) == "report:r9"


# ------------------------------------------------------------ tolls


def test_best_is_what_most_independent_voices_give() -> None:
    incident = view(told("r1", killed=12), told("r2", killed=12), told("r3", killed=20))
    assert incident.killed == Toll(12, 12, 20)


def test_copies_do_not_outvote() -> None:
    made = [told("r1", killed=12), told("r2", killed=12), told("r3", killed=20)]
    assert view(*made, copies={"r2": "r1"}).killed == Toll(12, 20, 20)


def test_of_equal_support_the_latest_is_best() -> None:
    assert view(told("r1", killed=20), told("r2", killed=12)).killed == Toll(12, 12, 20)


def test_nobody_killed_is_a_number() -> None:
    assert view(told("r1", killed=0), told("r2", killed=0), told("r3", killed=3)).killed == Toll(
        0, 0, 3
    )


def test_no_number_is_no_toll() -> None:
    assert view(told("r1")).killed is None


def test_a_denial_gives_no_values() -> None:
    incident = view(
        told("r1", killed=3, actor="rebels"), told("r2", actor="army", certainty="denied")
    )
    assert incident.actors == ("rebels",)


# ------------------------------------------------------------ disputes


@pytest.mark.parametrize(
    ("one", "two", "field"),
    [
        ({"killed": 12}, {"killed": 30}, "killed"),
        ({"killed": (12, None)}, {"killed": 10}, "killed"),
        ({"wounded": 4}, {"wounded": 9}, "wounded"),
        ({"actor": "army"}, {"actor": "rebels"}, "actors"),
        ({"target": "grain depot"}, {"target": "open field"}, "targets"),
        ({"target": "arms depot"}, {"target": "hospital"}, "targets"),
        ({"outcome": "hit"}, {"outcome": "intercepted"}, "outcome"),
        ({"place": "Homs"}, {"place": "Aleppo"}, "place"),
        ({"when_": "2024-06-02"}, {"when_": "2024-06-03"}, "time"),
        ({"killed": 3, "on": "villagers"}, {"killed": 3, "on": "gunmen"}, "recipients"),
        ({}, {"certainty": "denied"}, "denied"),
    ],
)
def test_contradictions_are_disputes(one: dict, two: dict, field: str) -> None:
    left, right = told("r1", **one), told("r2", **two)
    incident = view(left, right)
    assert fields(incident) == {field}
    assert incident.status == "disputed"
    (dispute,) = incident.disputes
    assert sorted(c for v in dispute.values for c in v.claims) == sorted([left.id, right.id])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"killed": (12, None)}, {"killed": 14}),
        ({"killed": 12}, {}),
        ({"actor": "gunmen"}, {"actor": "rebels"}),
        ({"actor": "brigade"}, {"actor": "rebels"}),
        ({"actor": ["army", "rebels"]}, {"actor": "rebels"}),
        ({"place": "Homs"}, {"place": "Homs province"}),
        ({"place": "Rastan"}, {"place": "Syria"}),
        ({"when_": "2024-06-02"}, {"when_": "2024-06"}),
        ({"target": "house"}, {"target": "apartment block"}),
        ({"target": "grain depot"}, {"target": "the depot"}),
        ({"outcome": "intercepted"}, {"outcome": "thwarted"}),
        ({"killed": 3, "on": "villagers"}, {"killed": 2, "on": "army"}),
        ({"on": "villagers"}, {"on": "gunmen"}),
    ],
)
def test_what_agrees_is_no_dispute(one: dict, two: dict) -> None:
    assert fields(view(told("r1", **one), told("r2", **two))) == set()


def test_a_voice_that_corrects_itself_is_no_dispute() -> None:
    early = claim("shelling", report="r1", place="Homs", killed=12, said_by="ministry")
    late = claim("shelling", report="r3", place="Homs", killed=19, said_by="ministry")
    moved = {**OUTLETS, "r3": "Paper One"}
    other = World.of(
        published=DAYS, outlets=moved, copies={}, places=PLACES, actors=ACTORS, ties=TIES
    )
    incident = incident_of([early, late], other)
    assert incident.disputes == ()
    assert incident.killed == Toll(12, 19, 19)


def test_parts_of_a_toll_are_no_dispute() -> None:
    assert fields(view(told("r1", killed=12), told("r1", killed=3))) == set()


def test_who_started_a_clash_is_no_dispute() -> None:
    one = claim("clashed", report="r1", actor="army", on="rebels")
    two = claim("clashes", report="r2", actor="rebels", on="army")
    assert fields(view(one, two)) == set()


# ------------------------------------------------------------ best-supported values


def test_the_finest_supported_time_and_place_are_shown() -> None:
    incident = view(
        told("r1", when_="2024-06", place="Syria"),
        told("r2", when_="2024-06-02", place="Homs"),
        told("r3", when_="2024-06", place="Homs province"),
    )
    assert incident.time is not None and incident.time.start == date(2024, 6, 2)
    assert incident.time.precision == "day"
    assert incident.place == "Homs"


def test_the_date_of_most_voices_is_shown() -> None:
    made = [told("r1", when_="2024-06-03"), told("r2", when_="2024-06-02"), told("r3")]
    time = view(*made).time
    assert time is not None and time.start == date(2024, 6, 2)


def test_names_stand_before_descriptions() -> None:
    assert view(told("r1", actor="gunmen"), told("r2", actor="rebels")).actors == ("rebels",)
    assert view(told("r1", actor="gunmen")).actors == ("gunmen",)


def test_the_id_rests_on_the_smallest_claim() -> None:
    made = [told("r1"), told("r2")]
    assert view(*made).id == hashed("i", min(c.id for c in made)) == view(*reversed(made)).id


def test_a_number_said_once_goes_behind_one_said_throughout() -> None:
    said = [told("r1", killed=1, at=at) for at in (0, 90)]
    lone = told("r1", killed=4, at=200, sentence="Four were found after the shelling, one dead.")
    again = told("r1", killed=4, at=300, sentence="The four died in the shelling.")
    assert view(*said, lone).killed.best == 1  # type: ignore[union-attr]
    assert view(*said, lone, again).killed.best == 4  # type: ignore[union-attr]
