"""What the resolver promises about the places of one report."""

from __future__ import annotations

import random

import pytest

from gesta.codebook import PLACE_PRECISIONS
from gesta.grounding.places import country_of, resolve_places
from gesta.types import Place


def place(name: str, following: str = "", **context: object) -> Place | None:
    return resolve_places([(name, following)], **context)[0]  # type: ignore[arg-type]


def country(name: str, following: str = "", **context: object) -> str | None:
    found = place(name, following, **context)
    return found.country if found else None


def test_both_rafahs() -> None:
    assert country("Rafah", ", Egypt, after the crossing closed") == "EGY"
    assert country("Rafah", " in the southern Gaza Strip") == "PSE"
    gaza, _ = resolve_places([("Rafah", ""), ("Khan Younis", "")])
    sinai, _, _ = resolve_places([("Rafah", ""), ("Sheikh Zuweid", ""), ("Sinai", "")])
    assert gaza and gaza.country == "PSE"
    assert sinai and sinai.country == "EGY"


def test_both_tripolis() -> None:
    assert country("Tripoli", " in northern Lebanon") == "LBN"
    assert country("Tripoli", ", Lebanon") == "LBN"
    assert country("Tripoli", " in western Libya") == "LBY"
    assert country("Tripoli") == "LBY"
    near_beirut, _ = resolve_places([("Tripoli", ""), ("Beirut", "")])
    near_misrata, _ = resolve_places([("Tripoli", ""), ("Misrata", "")])
    assert near_beirut and near_beirut.country == "LBN"
    assert near_misrata and near_misrata.country == "LBY"


def test_umm_al_rashrash_is_eilat() -> None:
    found = place("Umm al-Rashrash")
    assert found and found.id == "p295277" and found.country == "ISR"
    assert found.names == ("Eilat", "Umm al-Rashrash")


@pytest.mark.parametrize(
    "name",
    ["ETH", "Of", "March", "Man", "Reading", "convoy", "car", "the city", "here", "155", "", "?!",
     "U.S. helicopters", "a bar", "it", "-", "\x00", "' '"],
)  # fmt: skip
def test_what_is_no_place(name: str) -> None:
    assert place(name) is None


def test_a_doubtful_word_is_a_place_where_the_report_supports_it() -> None:
    assert country("Nice", ", France") == "FRA"
    assert country("Reading", ", England") == "GBR"


def test_one_unresolvable_name_never_empties_the_rest() -> None:
    found = resolve_places([("Haifa", ""), ("Qwrtzbgh", ""), ("ETH", ""), ("Acre", "")])
    assert [p is not None for p in found] == [True, False, False, True]


@pytest.mark.parametrize(
    ("words", "name", "precision"),
    [
        ("the city of Mosul", "Mosul", "town"),
        ("Babil province", "Babil", "region"),
        ("Anbar Governorate", "Anbar", "region"),
        ("southern Lebanon", "Southern Lebanon", "region"),
        ("eastern Chad", "Chad", "region"),
        ("near Fallujah", "Fallujah", "district"),
        ("north of Baghdad", "Baghdad", "district"),
        ("Beirut's southern suburb", "Dahiyeh", "district"),
        ("the southern suburbs of Beirut", "Dahiyeh", "district"),
        ("the occupied West Bank", "West Bank", "region"),
        ("West Bank town of Jenin", "Jenin", "town"),
        ("Karrada district of Baghdad", "Karrada", "district"),
        ("Najaf airport", "Najaf", "town"),
        ("Rafah crossing", "Rafah crossing", "site"),
        ("Ain al-Assad base", "Ain al-Asad Airbase", "site"),
        ("the Jordan Valley", "Jordan Valley", "region"),
        ("Red Sea", "Red Sea", "region"),
        ("Iraq", "Iraq", "country"),
        ("the Turkish border", "Turkey", "country"),
        ("Somalia's capital", "Mogadishu", "town"),
    ],
)
def test_descriptors(words: str, name: str, precision: str) -> None:
    found = place(words)
    assert found and (found.name, found.precision) == (name, precision)


def test_near_is_wider_than_the_place_itself() -> None:
    itself, near = place("Fallujah"), place("near Fallujah")
    assert itself and near and itself.radius_km and near.radius_km
    assert itself.id == near.id and near.radius_km > itself.radius_km


def test_facilities_are_themselves_or_lie_in_the_place_named() -> None:
    known = place("Kalsu base in Babil province")
    assert known and known.id == "p-kalsu-base-irq"
    unknown = place("Qwrtzbgh depot", " in Babil province")
    assert unknown and unknown.name == "Babil" and unknown.precision == "region"
    _, hospital = resolve_places([("Ramadi", ""), ("Qwrtzbgh Hospital", "")])
    assert hospital and hospital.name == "Ramadi" and "Qwrtzbgh Hospital" not in hospital.names


@pytest.mark.parametrize(
    ("words", "following", "name"),
    [
        ("Qwrt Playhouse", " in Los Angeles. The gathering", "Los Angeles"),
        ("Smart Zzyx Dubai Office", "", "Dubai"),
        ("British Embassy Tokyo", "", "Tokyo"),
        ("Mexican Senate", "", "Mexico"),
        ("Bank of Japan", "", "Japan"),
        ("Guma LGA", " of Benue State, Nigeria", "Guma"),
    ],
)
def test_a_thing_unknown_lies_where_its_words_say(words: str, following: str, name: str) -> None:
    found = place(words, following)
    assert found and found.name == name
    assert found.precision != "site" and (found.radius_km or 0) > 2


@pytest.mark.parametrize("name", ["Mexican soldiers", "British Embassy", "Turkish drone", "ETH"])
def test_what_belongs_to_a_country_is_not_in_it(name: str) -> None:
    assert place(name) is None


def test_an_unknown_facility_lies_in_the_smallest_place_named_beside_it() -> None:
    _, _, after = resolve_places([("Ramadi", ""), ("Anbar province", ""), ("Qwrtzbgh Camp", "")])
    assert after and (after.name, after.precision) == ("Ramadi", "town")
    _, _, apart = resolve_places([("Haifa", ""), ("Anbar province", ""), ("Qwrtzbgh Camp", "")])
    assert apart and (apart.name, apart.precision) == ("Anbar", "region")
    before, _ = resolve_places([("Qwrtzbgh Camp", ""), ("Ramadi", "")])
    assert before and before.name == "Ramadi" and before.names == ("Ramadi",)


def test_a_hall_may_bear_the_name_of_a_town_elsewhere() -> None:
    _, hall = resolve_places([("Toronto", ""), ("Rogers Centre", "")])
    assert hall and hall.country == "CAN"
    _, airport = resolve_places([("Damascus", ""), ("Najaf Airport", "")])
    assert airport and airport.name == "Najaf"
    _, street = resolve_places([("Damascus", ""), ("Baghdad Street", "")])
    assert street and street.country == "SYR"


def test_washington_speaks_for_the_capital() -> None:
    names = [("Washington", " said"), ("Beijing", ""), ("Washington", "")]
    found = resolve_places(names, text="Washington and Beijing. Washington answered. Washington.")
    assert found[0] and found[0].name == "Washington, D.C."
    assert country("Washington", text="Olympia, Seattle and Spokane in Washington State") == "USA"


def test_hints_dateline_and_text_decide_between_namesakes() -> None:
    assert country("Palmyra", text="Syrian troops entered Palmyra.") == "SYR"
    assert country("Alexandria", country_hints=["Egyptian"]) == "EGY"
    assert country("Hama", country_hints=["SYR"]) == "SYR"
    assert country("Tripoli", dateline="BEIRUT") == "LBN"


def test_a_name_means_one_place_throughout_a_report() -> None:
    first, again = resolve_places([("Tripoli", ", Lebanon"), ("Tripoli", "")])
    assert first and again and first.id == again.id


def test_a_country_is_not_taken_for_its_namesake_town() -> None:
    names = [("China", ""), ("Houston", ", Texas"), ("Beaumont", ", Texas"), ("Dallas", "")]
    found = resolve_places(names, text="Officials in Texas spoke about China.")[0]
    assert found and found.country == "CHN"


def test_every_answer_is_whole() -> None:
    names = ["Gaza", "Donbas", "Cabo Delgado", "El Fasher", "Goma", "Marawi", "Kidal", "Lachin"]
    for found in resolve_places([(name, "") for name in names]):
        assert found and found.lat is not None and found.lon is not None
        assert -90 <= found.lat <= 90 and -180 <= found.lon <= 180
        assert found.precision in PLACE_PRECISIONS and found.radius_km
        assert found.id == f"p{found.geonames_id}" or found.id.startswith("p-")
        assert found.names[0] == found.name


def test_order_does_not_matter() -> None:
    names = [("Tripoli", ""), ("Beirut", ""), ("Rafah", ""), ("Alexandria", ""), ("Hama", "")]
    expected = dict(zip(names, resolve_places(names), strict=True))
    shuffled = names.copy()
    random.Random(7).shuffle(shuffled)
    assert dict(zip(shuffled, resolve_places(shuffled), strict=True)) == expected


def test_hostile_words_do_no_harm() -> None:
    long = "near " * 2000 + "Baghdad"
    names = [(long, ", " * 5000), ("(((" * 500, "A" * 10_000), ("\ud800", "\u202e"), ("'s", "'s")]
    assert len(resolve_places(names, text="X " * 50_000)) == 4


def test_a_report_of_thousands_of_names_is_judged_in_bounded_memory() -> None:
    names = [(f"Springfield {word} San Jose", f", {word}") for word in map(str, range(3000))]
    names += [("Springfield", f", Town{n}") for n in range(500)] + [("Kirkuk", "")]
    found = resolve_places(names)[-1]
    assert found and found.country == "IRQ"


def test_nothing_in_nothing_out() -> None:
    assert resolve_places([]) == []


def test_country_of() -> None:
    assert [country_of(n) for n in ("Iraqi", "Türkiye", "Washington")] == ["IRQ", "TUR", None]
