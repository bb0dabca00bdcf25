"""What the report around a name adds: neighbourhoods, strangers, capitals, kinds listed whole."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gesta.grounding.gazetteer import gazetteer
from gesta.grounding.place_layer import load_layer, places_folder
from gesta.grounding.places import distance_km, resolve_places
from gesta.types import Place

AROUND_RAMADI = [("Fallujah", ""), ("Habbaniyah", ""), ("Ramadi", "")]


def last(names: list[tuple[str, str]], text: str = "") -> Place | None:
    return resolve_places(names, text=text)[-1]


def test_an_unknown_name_lies_around_the_neighbourhood_of_its_report() -> None:
    """It is a place of its own, wide, and never the town itself."""
    found = last([*AROUND_RAMADI, ("Qwrtzbgh", "")], "Fighting in Iraq.")
    assert found and found.name == "around Ramadi" and found.names == (found.name,)
    assert found.precision == "region" and (found.radius_km or 0) >= 100
    assert found.id.startswith("p-around-") and found.geonames_id is None


@pytest.mark.parametrize("words", ["ETH", "IED", "Western", "convoy", "abc", "155", "the north"])
def test_what_is_no_name_is_nowhere_in_a_neighbourhood_too(words: str) -> None:
    assert last([*AROUND_RAMADI, (words, "")], "Fighting in Iraq.") is None


def test_a_report_of_many_countries_has_no_neighbourhood() -> None:
    names = [("Ramadi", ""), ("Berlin", ""), ("Lima", ""), ("Osaka", ""), ("Qwrtzbgh", "")]
    assert last(names) is None
    assert last([("Ramadi", ""), ("Fallujah", ""), ("Qwrtzbgh", "")]) is None


def test_a_small_town_far_from_all_others_gives_way() -> None:
    """Booker in Texas has 1,500 people; a Booker beside Ventura and Oxnard is something there."""
    coast = [("Ventura", ""), ("Oxnard", ""), ("Santa Barbara", ""), ("Goleta", "")]
    found = last([*coast, ("Booker", " opened its doors")], "In California.")
    assert found and found.name.startswith("around ") and found.country == "USA"
    kept = last([*coast, ("Booker", ", Texas,")], "In California.")
    assert kept and kept.name == "Booker" and kept.precision == "town"


def test_a_great_city_is_not_its_small_namesake() -> None:
    names = [("Houston", ""), ("San Antonio", ""), ("Dallas", ""), ("Portland", "")]
    found = last(names, "Texas beat Portland.")
    assert found and distance_km(found.lat or 0, found.lon or 0, 45.52, -122.67) < 30
    near = last([("Corpus Christi", ""), ("Gregory", ", Texas"), ("Portland", "")], "In Texas.")
    assert near and (near.lat or 0) < 30


def test_a_capital_is_meant_where_its_country_is_named() -> None:
    names = [("Houston", ""), ("Paris", "")]
    found = last(names, "Houston wrote to the French government. France and Paris did not answer.")
    assert found and found.country == "FRA"
    assert [c.country for c in gazetteer().lookup("Paris") if c.capital] == ["FRA"]


@pytest.mark.parametrize(
    ("name", "following", "country", "lat", "lon"),
    [
        ("Cornwall", "", "GBR", 50.4, -4.8),
        ("Heilongjiang", " province", "CHN", 48.0, 128.0),
        ("Mamelodi", "", "ZAF", -25.7, 28.4),
        ("Camp Humphreys", "", "KOR", 37.0, 127.0),
        ("Witwatersrand University", "", "ZAF", -26.2, 28.0),
        ("Tora Prison", "", "EGY", 29.9, 31.3),
        ("Lake Titicaca", "", None, -15.8, -69.4),
        ("the Strait of Otranto", "", None, 40.2, 18.9),
        ("Mount Elgon", "", None, 1.1, 34.5),
        ("Fort Cavazos", "", "USA", 31.1, -97.8),
        ("Oval Office", "", "USA", 38.9, -77.0),
    ],
)
def test_kinds_that_no_list_of_towns_holds(
    name: str, following: str, country: str | None, lat: float, lon: float
) -> None:
    found = resolve_places([(name, following)])[0]
    assert found and found.country == country and found.radius_km
    assert distance_km(found.lat or 0, found.lon or 0, lat, lon) < 100


def test_a_quarter_does_not_take_the_name_of_a_great_city() -> None:
    assert [p and p.country for p in resolve_places([("Phoenix", ""), ("Hyderabad", "")])] == [
        "USA",
        "IND",
    ]
    durban = last([("Durban", ""), ("Umlazi", ""), ("KwaMashu", ""), ("Phoenix", "")], "In Durban.")
    assert durban and durban.country == "ZAF"


def test_one_thing_has_one_id_in_the_whole_layer() -> None:
    layer = load_layer(places_folder())
    assert len({place.id for place in layer}) == len(layer)
    assert sum(place.common for place in layer) > 2000


def test_places_of_a_folder_without_common_are_read(tmp_path: Path) -> None:
    line = "Qwrtville | | town | SYR | 35.0 | 38.0 | town | 5\n"
    (tmp_path / "own.txt").write_text(line, encoding="utf-8")
    assert [p.common for p in load_layer(tmp_path)] == [False]
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "own.txt").write_text(line.replace("ville", "burg"), encoding="utf-8")
    assert [(p.name, p.common) for p in load_layer(tmp_path)] == [
        ("Qwrtville", False),
        ("Qwrtburg", True),
    ]


def test_unknown_names_by_the_thousand_take_no_long_time() -> None:
    began = time.process_time()
    names = [(f"Qwrt{n}zbgh", "") for n in range(2000)] + AROUND_RAMADI
    assert len(resolve_places(names)) == len(names)
    assert time.process_time() - began < 10
