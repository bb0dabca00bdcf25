"""What reports say about names in so many words."""

from __future__ import annotations

import pytest

from gesta.grounding.actors import Registry, resolve_actors
from gesta.grounding.actors.stated import with_stated_names
from gesta.types import Mention, Reading, TieMention


@pytest.fixture(scope="module")
def shipped() -> Registry:
    return Registry.open()


def reading(text: str, *names: str, kind: str = "group") -> Reading:
    """Mentions of the names, each found behind the one before it."""
    at, mentions = 0, []
    for name in names:
        at = text.index(name, at)
        mentions.append(Mention(at, at + len(name), kind))
        at += len(name)
    return Reading("r1", tuple(mentions))


def ties(
    text: str, known: Registry, *names: str, kind: str = "group"
) -> list[tuple[str, int, int]]:
    found = with_stated_names(reading(text, *names, kind=kind), text, known)
    return [(tie.type, tie.head, tie.tail) for tie in found.ties]


@pytest.mark.parametrize(
    "text",
    [
        "Zubar Brigades, also known as Storm Men, shelled the town.",
        "Zubar Brigades, known as the Storm Men, shelled the town.",
        "Zubar Brigades, which is also known as “Storm Men”, shelled it.",
        "Zubar Brigades (also known as Storm Men) shelled it.",
        "Zubar Brigades (formerly called the Storm Men) shelled it.",
        "Zubar Brigades, a.k.a. Storm Men, shelled it.",
        "Zubar Brigades, better known by its Arabic name Storm Men, shelled it.",
        "Zubar Brigades, previously and widely referred to as Storm Men, shelled it.",
    ],
)
def test_another_name_is_an_alias(shipped: Registry, text: str) -> None:
    assert ties(text, shipped, "Zubar Brigades", "Storm Men") == [("alias-of", 1, 0)]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Popular Militia Network", "PMN"), ("Hay'at Zubar al-Kol", "HZK"),
        ("Zubar Liberation Front", "ZLF"), ("Partiya Zubar", "QZX"),
        ("Popular Mobilization Forces", "PMU"),
    ],
)  # fmt: skip
def test_capitals_in_brackets_are_an_alias(shipped: Registry, name: str, short: str) -> None:
    assert ties(f"The {name} ({short}) said so.", shipped, name, short) == [("alias-of", 1, 0)]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Zubar Brigades (Hamas) said so.", "Zubar Brigades", "Hamas"),
        ("Zubar Brigades (ISIS) said so.", "Zubar Brigades", "ISIS"),
        ("Zubar Brigades (near Hamas) said so.", "Zubar Brigades", "Hamas"),
        ("Zubar Brigades (ZB men in Kol) said so.", "Zubar Brigades", "ZB"),
        ("Zubar Brigades and Storm Men said so.", "Zubar Brigades", "Storm Men"),
        ("Zubar Brigades knew Storm Men.", "Zubar Brigades", "Storm Men"),
        ("Zubar Brigades, known as militants", "Zubar Brigades", "militants"),
        ("Zubar Brigades said it is known. As Storm Men fled", "Zubar Brigades", "Storm Men"),
    ],
)
def test_other_words_between_two_names_tie_nothing(
    shipped: Registry, text: str, one: str, other: str
) -> None:
    assert ties(text, shipped, one, other) == []


@pytest.mark.parametrize(
    "text",
    [
        "Zubar Brigades is not the same as Storm Men.",
        "Zubar Brigades, not to be confused with the Storm Men, fled.",
        "Zubar Brigades is a different group from Storm Men.",
        "Zubar Brigades are distinct from the “Storm Men”.",
        "Zubar Brigades (no relation to Storm Men) fled.",
        "Zubar Brigades and Storm Men are two different groups.",
        "Zubar Brigades and the Storm Men are not the same.",
    ],
)
def test_what_is_said_to_differ_is_apart(shipped: Registry, text: str) -> None:
    assert ties(text, shipped, "Zubar Brigades", "Storm Men") == [("distinct-from", 1, 0)]


def test_a_difference_that_is_stated_outranks_what_the_reader_believes(shipped: Registry) -> None:
    text = "Zubar, not to be confused with Zubar Brigades, fled."
    read = reading(text, "Zubar", "Zubar Brigades")
    for kind in ("alias-of", "same"):
        believed = Reading("r1", read.mentions, ties=(TieMention(kind, 1, 0),))
        found = with_stated_names(believed, text, shipped)
        assert [tie.type for tie in found.ties] == ["distinct-from"]


def test_a_person_is_no_other_name_of_a_body(shipped: Registry) -> None:
    text = "a man of Zubar Brigades, known as Abu Kol, fled."
    group, person = reading(text, "Zubar Brigades", "Abu Kol").mentions
    read = Reading("r1", (group, Mention(person.start, person.end, "person")))
    assert with_stated_names(read, text, shipped) is read


def test_a_stated_alias_joins_names_that_share_no_letter(shipped: Registry) -> None:
    text = "Zubar Brigades, also known as Storm Men, fled. Storm Men shelled it."
    read = with_stated_names(
        reading(text, "Zubar Brigades", "Storm Men", "Storm Men"), text, shipped
    )
    found = resolve_actors(
        [(text[m.start : m.end], m.type) for m in read.mentions],
        aliases=[(t.head, t.tail) for t in read.ties], registry=shipped,
    )  # fmt: skip
    assert len({actor.id for actor in found if actor}) == 1
    assert found[0] is not None and found[0].names == ("Zubar Brigades", "Storm Men")


def test_mentions_that_overlap_or_are_no_actors_are_passed_over(shipped: Registry) -> None:
    text = "Zubar Brigades, also known as Storm Men"
    read = Reading(
        "r1", (Mention(0, 14, "group"), Mention(0, 39, "group"), Mention(30, 39, "site"))
    )
    assert with_stated_names(read, text, shipped).ties == ()
