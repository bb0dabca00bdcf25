"""Whoever has a table is told what changed in it, and comes to the table that is made anew."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gesta.types import Incident, When
from gesta.web.briefs import Brief
from gesta.web.facts import Facts, State, in_time
from gesta.web.table import LISTED, NAMES, PAST, Table
from tests.ledger import world
from tests.web.conftest import Server
from tests.web.tables import after, opened

STATE = State({}, {}, frozenset(), 0)


class Names:
    """What a table asks of names; actors and places are called by their ids."""

    def __init__(self) -> None:
        self.actors: dict[str, Any] = {}
        self.outlets = {"r1": "Valley News"}

    def spot(self, name: str) -> dict[str, str]:
        """A place."""
        return {"id": name, "name": name}


def made(draw: random.Random, name: str) -> tuple[Incident, Brief]:
    """An incident of one claim."""
    day = date(2024, 3, draw.randint(1, 28)) if draw.random() < 0.8 else None
    actors = tuple(f"a{draw.randint(0, 9)}" for _ in range(draw.randint(0, 3)))
    incident = Incident(
        id=name, type=draw.choice(["ASSAULT", "PROTEST"]), modes=(), status="reported", origins=1,
        time=When("then", day, day, "day", "said", None) if day else None, place=draw.choice([None, "p1"]),
        actors=actors, recipients=(), targets=(), weapons=(), killed=None, wounded=None,
        claims=(f"c{name}",), disputes=(),
    )  # fmt: skip
    return incident, Brief("r1", "reported", 0.5, actors, (), (), None)


def given_of(
    table: Table, pairs: dict[str, tuple[Incident, Brief]], names: Any, version: str
) -> dict[str, Any]:
    """The whole table of a version."""
    table.renew(facts(pairs), names, version)
    return table.whole()


def facts(pairs: dict[str, tuple[Incident, Brief]]) -> Facts:
    """What is made into a table, in the order of time."""
    incidents = sorted((incident for incident, _ in pairs.values()), key=in_time)
    claims = {incident.claims[0]: claim for incident, claim in pairs.values()}
    return Facts(incidents, claims, {"r1": date(2024, 3, 5)}, STATE)


@pytest.mark.parametrize("seed", range(12))
def test_what_changed_makes_the_new_table_of_any_of_the_last_ones(seed: int) -> None:
    draw = random.Random(seed)
    names: Any = Names()
    table, world_ = Table(), {f"i{n}": made(draw, f"i{n}") for n in range(30)}
    given = {"v0": given_of(table, world_, names, "v0")}
    for step in range(1, 20):
        for name in draw.sample(sorted(world_), draw.choice([0, 1, 3])):
            kind = draw.choice(["gone", "other", "later"])
            incident, claim = world_.pop(name)
            if kind == "other":
                world_[name] = made(draw, name)
            if kind == "later":
                world_[name] = (replace(incident, origins=incident.origins + 1), claim)
        for _ in range(draw.choice([0, 0, 1, 2])):
            world_[f"n{step}-{draw.random()}"] = made(draw, f"n{step}-{draw.random()}")
        version = f"v{step}"
        given[version] = given_of(table, world_, names, version)
        for old, before in given.items():
            changes = table.changes(old)
            if step - int(old[1:]) >= PAST:
                assert changes is None
            else:
                assert changes is not None
                assert after(opened(before), changes) == opened(given[version])
    assert table.changes("never") is None


def test_a_table_of_which_most_changed_is_sent_whole() -> None:
    draw = random.Random(4)
    names: Any = Names()
    table, world_ = Table(), {f"i{n}": made(draw, f"i{n}") for n in range(90)}
    given_of(table, world_, names, "one")
    for name in sorted(world_)[:60]:
        incident, claim = world_[name]
        world_[name] = (replace(incident, origins=9), claim)
    given_of(table, world_, names, "two")
    assert table.changes("one") is None


def test_what_did_not_change_is_not_sent() -> None:
    draw = random.Random(5)
    names: Any = Names()
    table, world_ = Table(), {f"i{n}": made(draw, f"i{n}") for n in range(40)}
    given_of(table, world_, names, "one")
    incident, claim = world_["i7"]
    world_["i7"] = (replace(incident, status="disputed"), claim)
    given_of(table, world_, names, "two")
    changes = table.changes("one")
    assert changes is not None
    assert changes["columns"]["id"] == ("i7",)
    assert changes["words"] == {}
    assert changes["gone"] == changes["rows"]


def test_names_that_are_others_are_sent_whole_and_names_that_are_more_by_themselves() -> None:
    draw = random.Random(6)
    names: Any = Names()
    table, world_ = Table(), {f"i{n}": made(draw, f"i{n}") for n in range(9)}
    one = given_of(table, world_, names, "one")
    incident, claim = world_["i3"]
    world_["i3"] = (replace(incident, place="p2"), claim)
    names.outlets["r1"] = "Valley News"
    names.spot = lambda name: {"id": name, "name": f"{name} anew" if name == "p1" else name}
    two = given_of(table, world_, names, "two")
    changes = table.changes("one")
    assert changes is not None
    assert changes["words"]["places"]["from"] == 0
    assert after(opened(one), changes) == opened(two)


def test_a_decision_changes_its_row_and_no_other(served: Server) -> None:
    with served.client() as client:
        before = client.get("/api/table").json()
        body = {"subject": world.C1.id, "kind": "correct", "field": "certainty",
                "value": "alleged", "by": "ana"}  # fmt: skip
        said = client.post("/api/review/decisions", json=body).json()
        answer = client.get("/api/table", params={"since": before["version"]})
        whole = client.get("/api/table").json()
        changes = answer.json()
        assert after(opened(before), changes) == opened(whole)
        assert whole["version"].split(".")[0] == said["version"]
        same = client.get("/api/table", params={"since": whole["version"]}).json()
        assert (same["rows"], same["gone"], same["version"]) == ([], [], whole["version"])
        other = client.get("/api/table", params={"since": "0" * 16}).json()
    assert other == whole


def test_columns_are_as_long_as_the_table_and_lists_are_in_it(served: Server) -> None:
    with served.client() as client:
        table = client.get("/api/table").json()
    assert table["listed"] == list(LISTED)
    for name in NAMES:
        assert len(table[name]) == table["n"]
    for name in LISTED:
        assert all(isinstance(table["lists"][at], list) for at in table[name])


def test_the_table_is_written_in_plain_letters(served: Server) -> None:
    """A browser takes half the time and room for an answer of ASCII."""
    with served.client() as client:
        assert client.get("/api/table").content.isascii()


def test_who_has_the_table_of_another_process_gets_the_whole_one(
    served: Server, serving: Callable[..., Server]
) -> None:
    """The lists that columns point into grew in another order there."""
    with served.client() as one, serving(served.path).client() as two:
        first, second = one.get("/api/table"), two.get("/api/table")
        old = first.json()["version"]
        ledger = two.get("/api/ledger").json()["version"]
        assert old.split(".")[0] == second.json()["version"].split(".")[0] == ledger
        assert old != second.json()["version"]
        assert "since" not in two.get("/api/table", params={"since": old}).json()
        assert one.get("/api/table", params={"since": old}).json()["since"] == old
        tag = {"If-None-Match": first.headers["ETag"]}
        assert two.get("/api/table", headers=tag).status_code == 200
        assert one.get("/api/table", headers=tag).status_code == 304


def test_a_table_that_was_given_stays_as_it_was_given() -> None:
    """One who reads an older moment gets its table again, whatever the lists have learnt since."""
    draw = random.Random(7)
    names: Any = Names()
    table, world_ = Table(), {f"i{n}": made(draw, f"i{n}") for n in range(9)}
    old = dict(world_)
    one = given_of(table, world_, names, "one")
    incident, claim = world_["i3"]
    world_["i3"] = (replace(incident, place="p9", actors=("a99",)), claim)
    two = given_of(table, world_, names, "two")
    assert table.renew(facts(old), names, "one").whole() == one
    changes = table.changes("one")
    assert changes is not None
    assert after(opened(one), changes) == opened(two)
