"""The widest keys: language, order and script are levelled; poor keys and rivals name nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.grounding.actors.index import NameIndex
from gesta.grounding.actors.registry import Registry
from gesta.grounding.actors.texts import Name
from gesta.grounding.likeness import bag, sounds
from gesta.types import Actor


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Frente Popular de Liberación de Zubara", "Zubara Popular Liberation Front"),
        ("Mouvement pour la libération de l'Arran", "Movement for the Liberation of Arran"),
        ("Jaysh al-Thawrat", "Army of Thawrat"),
        ("Jamaatul Zubar", "Jamaat-ul-Zubar"),
        ("Sipah-e-Zubar", "Sipah-i-Zubar"),
        ("ISIS-Zubaria", "Islamic State Zubaria Province"),
        ("Zabarmanta", "Zabermenta"),
    ],
)
def test_language_order_and_vowels_are_levelled(one: str, other: str) -> None:
    assert bag(one) == bag(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zubar Brigade", "Zubar Movement"),
        ("Zubar Liberation Front", "Zubar Liberation Army"),
        ("Islamic State in Zubar", "Islamic State"),
        ("Zubar Front - General Command", "Zubar Front"),
        ("Hamas", "Hamza"),
    ],
)
def test_names_that_share_words_stay_apart(one: str, other: str) -> None:
    assert bag(one) != bag(other) or bag(one) == ""


@pytest.mark.parametrize(
    "name",
    [
        "People's Army",
        "the Front",
        "Ejército de Liberación del Pueblo",
        "",
        "Liberation Army",
        "Amal",
    ],
)
def test_a_poor_bag_is_no_key(name: str) -> None:
    assert bag(name) == ""


@pytest.mark.parametrize(
    ("script", "latin"),
    [
        ("لواء الزبرقان", "Zibriqan Brigade"),
        ("حركة ثوار كركوم", "Thuwar Karkum Movement"),
        ("لشکر زبرقان", "Lashkar-e-Zibriqan"),
        ("جيش مختار", "Jaysh Mukhtar"),
    ],
)
def test_arabic_letters_meet_their_latin_spelling(script: str, latin: str) -> None:
    assert sounds(script) == sounds(latin) != ""


@pytest.mark.parametrize(
    ("script", "latin"),
    [("كتائب حزب الله", "Hezbollah"), ("حزب الله", "Kataib Hezbollah"), ("جيش مختار", "Mukhtar")],
)
def test_a_word_more_is_another_name(script: str, latin: str) -> None:
    assert sounds(script) != sounds(latin)


@given(st.text(max_size=80))
def test_any_text_has_keys(name: str) -> None:
    assert bag(name) == bag(name)
    assert isinstance(sounds(name), str)


def index_of(*names: str) -> NameIndex:
    index = NameIndex()
    for at, name in enumerate(names):
        index.add(Name(name), Actor(f"a-{at}", name, (name,), "group"))
    return index


def test_a_wide_key_stands_for_the_only_actor_that_has_it() -> None:
    index = index_of("Zubar National Front")
    assert [one.name for one in index.bearers("Frente Nacional de Zubar")] == [
        "Zubar National Front"
    ]


def test_two_actors_of_one_wide_key_are_neither() -> None:
    index = index_of("Zubar National Front", "National Front of Zubar")
    assert index.bearers("Frente Nacional de Zubar") == ()
    assert [one.id for one in index.bearers("National Front of Zubar")] == ["a-1"]


def test_a_closer_key_is_not_overruled() -> None:
    index = index_of("Saraya al-Zubar", "Zubar Brigades")
    assert [one.id for one in index.bearers("Saraya Zubar")] == ["a-0"]


def test_common_speech_in_small_letters_names_nobody() -> None:
    index = index_of("Channel Zubar", "UN Secretary-General")
    assert index.bearers("zubar channel") == ()
    assert index.bearers("Secretary General of the UN") == ()


def test_three_hezbollahs_and_two_zenkis_of_the_registry_stay_what_they_are() -> None:
    registry = Registry.open()
    names = ["Hezbollah", "Kataib Hezbollah", "Harakat Hezbollah al-Nujaba"]
    found = [registry.find(name, type="group") for name in names]
    assert len({one.id for one in found if one}) == 3
    assert registry.find("Frente Hezbollah", type="group") is None


def test_common_words_of_another_language_are_no_army_of_the_registry() -> None:
    assert Registry.open().find("Ejército de Liberación del Pueblo", type="group") is None
