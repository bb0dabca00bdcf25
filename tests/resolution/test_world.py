"""How near two actors are through their ties, and how far apart places lie."""

from __future__ import annotations

import pytest

from gesta.resolution.world import Spot, World, distance_km, in_one_country
from gesta.types import Actor, Quote, Tie, TieClaim
from tests.resolution.made import ACTORS, PLACES, TIES


def said(type_: str, source: str, target: str, *reports: str, certainty: str = "reported") -> Tie:
    quote = Quote(0, 1, "x")
    claims = tuple(
        TieClaim(type_, source, target, report, quote, certainty=certainty) for report in reports
    )
    return Tie("t-said", type_, source, target, claims)


def world(*ties: Tie) -> World:
    return World.of(
        published={}, outlets={}, copies={}, places=PLACES, actors=ACTORS, ties=[*TIES, *ties]
    )


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("army", "army", 1.0),
        ("gunmen", "gunmen", 0.5),
        ("gunmen", "rebels", 0.5),
        ("gunmen", "army", 0.0),
        ("brigade", "rebels", 0.5),
        ("army", "syria", 0.5),
        ("other", "rebels", 0.0),
        ("nobody", "army", 0.0),
    ],
)
def test_nearness_is_mutual(left: str, right: str, near: float) -> None:
    assert world().nearness(left, right) == world().nearness(right, left) == near


def test_an_alias_needs_the_registry_or_two_reports() -> None:
    once = said("alias-of", "other", "rebels", "r1")
    twice = said("alias-of", "other", "rebels", "r1", "r2")
    assert world(once).nearness("other", "rebels") == 0.5
    assert world(twice).nearness("other", "rebels") == 1.0


def test_a_denied_tie_is_none() -> None:
    denied = said("part-of", "other", "rebels", "r1", certainty="denied")
    assert world(denied).nearness("other", "rebels") == 0.0


def test_said_to_be_distinct_is_not_near() -> None:
    tie = Tie("t9", "distinct-from", "brigade", "rebels", basis="registry")
    assert world(tie).nearness("brigade", "rebels") == 0.0


def test_ties_in_a_circle_end() -> None:
    ring = [Tie(f"t{a}{b}", "part-of", a, b) for a, b in ("ab", "bc", "ca")]
    actors = {key: Actor(key, key, type="group") for key in "abc"}
    made = World.of(published={}, outlets={}, copies={}, places={}, actors=actors, ties=ring)
    assert made.nearness("a", "b") == 0.5


def test_distance_is_that_of_the_map() -> None:
    spots = world().spots
    km = distance_km(spots["Homs"], spots["Aleppo"])
    assert km is not None and 160 < km < 175
    assert distance_km(spots["Homs"], spots["Homs"]) == 0


def test_a_country_holds_its_towns_however_far_from_its_middle() -> None:
    country = Spot("p1", "Yemen", 15.5, 47.5, 410.0, "country", "YEM")
    port = Spot("p2", "Hodeidah", 14.8, 42.95, 7.0, "town", "YEM")
    abroad = Spot("p3", "Djibouti", 11.6, 43.1, 10.0, "town", "DJI")
    apart = distance_km(country, port)
    assert apart is not None and apart > country.radius
    assert in_one_country(country, port) and in_one_country(port, country)
    assert not in_one_country(country, abroad)
    assert not in_one_country(port, port)
