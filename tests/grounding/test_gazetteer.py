"""The gazetteer's promises: names fold, both namesakes are found, the files are sound."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gesta.codebook import PLACE_PRECISIONS
from gesta.errors import ResourceError
from gesta.grounding.gazetteer import Gazetteer, gazetteer
from gesta.grounding.place_candidate import distance_km
from gesta.grounding.place_layer import load_countries, load_layer, places_folder
from gesta.grounding.toponyms import exact, loosen, soften

COMPILED = places_folder().parent / "gazetteer" / "geonames.gaz"
LINE = "Name | Other | region | SYR | 35.0 | 38.0 | region | 20\n"


def ids(name: str) -> set[str]:
    return {candidate.id for candidate in gazetteer().lookup(name)}


def countries(name: str) -> set[str | None]:
    return {candidate.country for candidate in gazetteer().lookup(name)}


def test_the_committed_file_is_small_and_says_its_licence() -> None:
    head = COMPILED.read_bytes()[:20_000]
    assert head.startswith(b"GESTA-GAZETTEER 1\n")
    assert b"GeoNames" in head and b"CC BY 4.0" in head
    assert COMPILED.stat().st_size <= 12_000_000


def test_it_opens_fast() -> None:
    started = time.process_time()
    Gazetteer.open()
    assert time.process_time() - started < 1.0  # 0.04 s on the machine it was written on


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Umm al-Rashrash", "Eilat"),
        ("Umm Rashrash", "Eilat"),
        ("أم الرشراش", "Eilat"),
        ("Deir ez-Zor", "Dayr az Zawr"),
        ("Al Hudaydah", "Hodeidah"),
        ("San'a", "Sanaa"),
        ("Kobanî", "Ain al-Arab"),
        ("Kiev", "Kyiv"),
        ("Artemivsk", "Bakhmut"),
        ("Saint Petersburg", "St. Petersburg"),
        ("Burma", "Myanmar"),
        ("Türkiye", "Turkey"),
        ("Côte d'Ivoire", "Ivory Coast"),
    ],
)
def test_spellings_of_one_place_meet(one: str, other: str) -> None:
    assert ids(one) & ids(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Rafah", {"PSE", "EGY"}), ("Tripoli", {"LBY", "LBN"}), ("Georgia", {"GEO", "USA"})],
)
def test_namesakes_are_all_found(name: str, expected: set[str]) -> None:
    assert expected <= countries(name)


def test_a_place_of_layer_and_geonames_comes_once_with_the_geonames_id() -> None:
    (eilat,) = [c for c in gazetteer().lookup("Eilat") if c.country == "ISR"]
    assert (eilat.id, eilat.geonames_id, eilat.name) == ("p295277", 295277, "Eilat")


@pytest.mark.parametrize("name", ["", " ", "'", "-", "Xyzzyqwrt", "\u202e", "a" * 5000, "💥"])
def test_what_is_no_name_gives_nothing(name: str) -> None:
    assert gazetteer().lookup(name) == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iraqi", "IRQ"), ("Burma", "MMR"), ("DRC", "COD"), ("UK", "GBR"), ("U.S.", "USA"),
        ("Palestinian", "PSE"), ("SYR", "SYR"), ("Kosovo", "XKX"), ("Iran's", "IRN"),
        ("Washington", None), ("Hezbollah", None), ("", None),
    ],
)  # fmt: skip
def test_country_of(name: str, code: str | None) -> None:
    assert gazetteer().country_of(name) == code


def test_folding_is_stable() -> None:
    for name in ("Umm al-Rashrash", "Ḩamāh", "Saint-Denis", "U.S.", "الفلوجة"):
        assert exact(exact(name)) == exact(name)
        assert loosen(loosen(exact(name))) == loosen(exact(name))
    assert soften("deir ez zor") == soften("dayr az zawr")
    assert soften("qom") == ""


def test_every_layer_line_is_sound() -> None:
    nations = {country.alpha3 for country in load_countries(places_folder())}
    layer = load_layer(places_folder())
    assert len(layer) >= 350
    assert len({place.id for place in layer}) == len(layer)
    for place in layer:
        assert place.country is None or place.country in nations, place
        assert place.precision in PLACE_PRECISIONS and place.radius_km > 0, place
        assert exact(place.name), place
        assert place.name not in place.names, place


def test_countries_are_sound() -> None:
    nations = load_countries(places_folder())
    assert len(nations) >= 195
    assert len({country.alpha3 for country in nations}) == len(nations)
    demonyms: dict[str, str] = {}
    for country in nations:
        assert len(country.alpha3) == 3 and len(country.alpha2) == 2, country
        for word in country.demonyms:
            assert demonyms.setdefault(word, country.alpha3) == country.alpha3, word
        if country.capital:
            seats = gazetteer().lookup(country.capital)
            assert any(seat.country == country.alpha3 for seat in seats), country


def test_layer_places_lie_in_or_near_their_country() -> None:
    """No point is far from its country: swapped or mistyped coordinates show."""
    nations = {country.alpha3: country for country in load_countries(places_folder())}
    for place in load_layer(places_folder()):
        if place.country:
            home = nations[place.country]
            km = distance_km(place.lat, place.lon, home.lat, home.lon)
            assert km <= max(home.radius_km * 4.5, 2000), (place, km)


@pytest.mark.parametrize(
    "line",
    [
        "Name | Other | region | SYR | 35.0 | 38.0 | region\n",
        LINE.replace("35.0", "95.0"),
        LINE.replace("38.0", "east"),
        LINE.replace("region | 20", "somewhere | 20"),
        LINE.replace("| 20", "| 0"),
        LINE + LINE,
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "own.txt").write_text("# a comment\n" + line, encoding="utf-8")
    with pytest.raises(ResourceError, match=r"own\.txt line [23]"):
        load_layer(tmp_path)


def test_a_wrong_file_is_refused_in_words(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.gaz"
    wrong.write_bytes(b"not a gazetteer")
    with pytest.raises(ResourceError, match="no gazetteer"):
        Gazetteer.open(wrong)
    with pytest.raises(ResourceError, match="cannot be opened"):
        Gazetteer.open(tmp_path / "absent.gaz")


def test_distance() -> None:
    assert distance_km(0, 0, 0, 0) == 0
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015.1, abs=1)
    assert distance_km(33.3, 44.4, 33.5, 36.3) == pytest.approx(752, abs=5)
