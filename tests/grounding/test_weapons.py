"""Weapon classes: named models and plain words meet their class, unspecific words none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.grounding.weapons import GROUPS, WEAPON_CLASSES, classify, group_of, load_weapons

CLASSES = [
    ("drones", "drone"),
    ("Shahed-136", "drone"),
    ("explosive-laden drones", "drone"),
    ("Bayraktar TB2", "drone"),
    ("an unmanned aerial vehicle", "drone"),
    ("three UAVs", "drone"),
    ("Al-Arqab cruise missiles", "cruise missile"),
    ("Al-Arqab", "cruise missile"),
    ("Storm Shadow", "cruise missile"),
    ("Fateh-110", "ballistic missile"),
    ("medium-range ballistic missiles", "ballistic missile"),
    ("surface-to-surface missiles", "ballistic missile"),
    ("Katyusha-type rockets", "rocket"),
    ("Grad", "rocket"),
    ("HIMARS", "rocket"),
    ("missiles", "missile"),
    ("Kornet anti-tank missile", "anti-tank weapon"),
    ("RPG-7", "anti-tank weapon"),
    ("rocket-propelled grenades", "anti-tank weapon"),
    ("surface-to-air missiles", "air defence"),
    ("S-300", "air defence"),
    ("an Iron Dome interceptor", "air defence"),
    ("barrel bombs", "air strike"),
    ("2,000-pound bombs", "air strike"),
    ("airstrikes", "air strike"),
    ("82mm mortar shells", "mortar"),
    ("155mm shells", "artillery"),
    ("artillery fire", "artillery"),
    ("tank shell", "artillery"),
    ("a roadside bomb", "IED"),
    ("IEDs", "IED"),
    ("car bomb", "car bomb"),
    ("a truck packed with explosives", "car bomb"),
    ("booby-trapped motorcycle", "car bomb"),
    ("suicide vest", "suicide vest"),
    ("explosive belts", "suicide vest"),
    ("hand grenades", "grenade"),
    ("land mines", "landmine"),
    ("pagers", "booby-trapped device"),
    ("walkie-talkies", "booby-trapped device"),
    ("bomb", "explosives"),
    ("Kalashnikovs", "firearm"),
    ("AK-47 assault rifle", "firearm"),
    ("machine-gun fire", "firearm"),
    ("sniper fire", "sniper rifle"),
    ("Merkava tanks", "armoured vehicle"),
    ("T-72", "armoured vehicle"),
    ("two F-16s", "warplane"),
    ("F-35I", "warplane"),
    ("Su-25", "warplane"),
    ("MiG-27 warplanes", "warplane"),
    ("Mi-24", "helicopter"),
    ("helicopter gunships", "helicopter"),
    ("warships", "warship"),
    ("sea drones", "naval drone"),
    ("knives", "bladed weapon"),
    ("stones", "blunt or thrown object"),
    ("sarin gas", "chemical weapon"),
    ("white phosphorus", "incendiary"),
    ("Molotov cocktails", "incendiary"),
    ("cluster bombs", "cluster munition"),
    ("tear gas", "crowd control"),
    ("a cyber attack", "cyber"),
]


@pytest.mark.parametrize(("text", "expected"), CLASSES, ids=[row[0] for row in CLASSES])
def test_the_longest_term_decides(text: str, expected: str) -> None:
    assert classify(text) == expected


@pytest.mark.parametrize(
    "text", ["weapons", "arms", "projectile", "", "16", "equipment", "the car"]
)
def test_unspecific_words_have_no_class(text: str) -> None:
    assert classify(text) is None


def test_the_list_is_long_and_every_class_is_used_and_grouped() -> None:
    terms = load_weapons()
    assert len(terms) >= 600
    assert set(terms.values()) == set(WEAPON_CLASSES)
    assert all(group_of(name) in GROUPS for name in WEAPON_CLASSES)
    assert len(set(WEAPON_CLASSES)) == len(WEAPON_CLASSES)


@given(st.text(max_size=300))
def test_any_text_gives_a_listed_class_or_none(text: str) -> None:
    assert classify(text) in (None, *WEAPON_CLASSES)


def test_long_input_takes_no_time() -> None:
    load_weapons()
    begun = time.perf_counter()
    classify("f " * 50_000 + "1 " * 50_000)
    assert time.perf_counter() - begun < 0.1
