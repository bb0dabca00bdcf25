"""The history of an incident: who was first, and what each further report changed."""

from __future__ import annotations

import random
from datetime import date

from gesta.resolution.history import Step, history
from gesta.resolution.incident import incident_of
from gesta.resolution.world import World
from gesta.types import Claim, Edge, Toll, When
from tests.resolution.made import ACTORS, PLACES, TIES, claim

DAYS = {"r1": date(2024, 6, 2), "r2": date(2024, 6, 3), "r3": date(2024, 6, 5), "r4": None}


def world(copies: dict[str, str] | None = None) -> World:
    outlets: dict[str, str | None] = {"r1": "Morning Paper", "r2": "Levant Wire", "r3": "Post"}
    return World.of(
        published=DAYS,
        outlets=outlets,
        copies=copies or {},
        places=PLACES,
        actors=ACTORS,
        ties=TIES,
    )


FIRST = claim("shelling", when_="2024-06-02", place="Homs province", report="r1", killed=3)
FINER = claim("shelling", when_="2024-06-02", place="Homs", report="r2", killed=3, actor="army")
MORE = claim("shelling", when_="2024-06-02", place="Homs", report="r3", killed=9, actor="army")
DENIAL = claim("shelling", place="Homs", report="r4", certainty="denied", said_by="army")


def steps(*claims: Claim, judged: tuple[Edge, ...] = ()) -> tuple[Step, ...]:
    return history(claims, world(), judged)


def changed(step: Step) -> dict[str, tuple[object, object]]:
    return {change.field: (change.before, change.after) for change in step.changes}


def test_the_first_report_gives_the_first_values() -> None:
    (step,) = steps(FIRST)
    assert (step.day, step.report, step.claims) == (DAYS["r1"], "r1", (FIRST.id,))
    found = changed(step)
    assert found["place"] == (None, "Homs province")
    assert found["killed"] == (None, Toll(3, 3, 3))
    assert found["status"] == (None, "reported")
    assert isinstance(found["time"][1], When)
    assert "wounded" not in found and "disputes" not in found


def test_each_report_says_what_it_changed_in_order_of_publication() -> None:
    found = steps(DENIAL, MORE, FINER, FIRST)
    assert [step.report for step in found] == ["r1", "r2", "r3", "r4"]
    assert changed(found[1])["place"] == ("Homs province", "Homs")
    assert changed(found[1])["actors"] == ((), ("army",))
    assert changed(found[1])["status"] == ("reported", "corroborated")
    assert (found[0].origins, found[1].origins) == (1, 2)
    before, after = changed(found[2])["killed"]
    assert (before, isinstance(after, Toll) and after.high) == (Toll(3, 3, 3), 9)
    assert changed(found[2])["disputes"] == ((), ("killed",))
    assert found[3].day is None
    assert changed(found[3])["disputes"] == (("killed",), ("killed", "denied"))


def test_a_report_that_adds_nothing_says_so_and_a_copy_adds_no_origin() -> None:
    again = claim("shelling", when_="2024-06-02", place="Homs", report="r3", killed=3, actor="army")
    found = history([FIRST, FINER, again], world({"r3": "r2"}))
    assert found[2].changes == ()
    assert found[2].origins == found[1].origins == 2


def test_judgements_stand_between_the_reports_by_their_day() -> None:
    edge = Edge("c1", "c2", "same", 1.0, (), "ana", "2024-06-03T09:00:00Z")
    odd = Edge("c1", "c3", "different", 0.0, (), "ben", "last week")
    found = steps(FIRST, FINER, MORE, judged=(odd, edge))
    assert [step.report or step.edge for step in found] == ["r1", "r2", edge, "r3", odd]


def test_the_replay_ends_where_the_incident_is_and_no_order_of_claims_matters() -> None:
    claims = [FIRST, FINER, MORE, DENIAL]
    wanted = steps(*claims)
    dice = random.Random(3)
    for _ in range(20):
        dice.shuffle(claims)
        assert steps(*claims) == wanted
    last: dict[str, object] = {}
    for step in wanted:
        last |= {change.field: change.after for change in step.changes}
    whole = incident_of(claims, world())
    assert last["killed"] == whole.killed
    assert last["place"] == whole.place
    assert last["status"] == whole.status
    assert last["disputes"] == tuple(dispute.field for dispute in whole.disputes)


def test_no_claims_have_no_history() -> None:
    assert history([], world()) == ()
