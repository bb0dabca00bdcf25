"""What stands side by side and is one; what stands side by side and is two."""

from __future__ import annotations

import pytest

from gesta.codebook import EVENT_TYPES, MENTION_TYPES
from gesta.reader.joining import drop_modifiers, join_mentions


def joined(kind: str, *parts: str, breaks: tuple[int, ...] = ()) -> list[str]:
    """The mentions left of parts that touch, all of one type, each part by its words."""
    spans, words = laid(MENTION_TYPES.index(kind), parts)
    found = join_mentions(spans, lambda a, b: " ".join(words[a:b]), breaks)
    return [" ".join(words[a:b]) for a, b, _ in found]


def left(kind: str, *parts: str, breaks: tuple[int, ...] = ()) -> list[str]:
    spans, words = laid(EVENT_TYPES.index(kind), parts)
    found = drop_modifiers(spans, lambda a, b: " ".join(words[a:b]), breaks)
    return [" ".join(words[a:b]) for a, b, _ in found]


def laid(kind: int, parts: tuple[str, ...]) -> tuple[list[tuple[int, int, int]], list[str]]:
    spans: list[tuple[int, int, int]] = []
    words: list[str] = []
    for part in parts:
        spans.append((len(words), len(words) + len(part.split()), kind))
        words += part.split()
    return spans, words


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("place", ("walled", "city")),
        ("place", ("outskirts of", "Marou")),
        ("force", ("Other", "coast guards")),
        ("group", ("Ostrian-backed", "Marou Front")),
        ("force", ("2nd", "Mountain Brigade")),
        ("person", ("Tamar", "Ilan Veresh")),
        ("time", ("the", "last month")),
        ("time", ("Monday and", "Tuesday")),
        ("place", ("old", "small", "harbour")),
    ],
)
def test_a_modifier_belongs_to_its_noun(kind: str, parts: tuple[str, ...]) -> None:
    assert joined(kind, *parts) == [" ".join(parts)]


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("place", ("Marou", "Telna")),  # a list whose commas are lost
        ("place", ("Marou district of", "Telna province")),
        ("force", ("police and", "soldiers")),
        ("weapon", ("mortar,", "rocket")),
        ("force", ("Ostria's", "navy")),
        ("site", ("its", "embassy")),
        ("group", ("Marou Front", "who")),
        ("number", ("40", "12")),
        ("group", ("Ostrian armed group", "Marou Front")),
        ("person", ("Defence Minister", "Ilan Veresh")),
    ],
)
def test_two_are_two(kind: str, parts: tuple[str, ...]) -> None:
    assert joined(kind, *parts) == list(parts)


def test_no_joining_over_the_end_of_a_sentence_a_gap_or_another_type() -> None:
    assert joined("place", "walled", "city", breaks=(1,)) == ["walled", "city"]
    place, site = MENTION_TYPES.index("place"), MENTION_TYPES.index("site")
    apart = [(0, 1, place), (2, 3, place), (3, 4, site)]
    assert join_mentions(apart, lambda a, b: "old", ()) == apart
    assert join_mentions([], lambda a, b: "", ()) == []


@pytest.mark.parametrize(
    ("kind", "parts", "kept"),
    [
        ("ASSAULT", ("bombing", "raid"), ["raid"]),
        ("SANCTION", ("imposed", "sanctions"), ["sanctions"]),
        ("ASSAULT", ("savagely", "stabbed"), ["stabbed"]),
        ("ASSAULT", ("blast", "killed"), ["blast", "killed"]),
        ("ASSAULT", ("Shelling", "hits"), ["Shelling", "hits"]),
        ("CONSULT", ("talks", "mediated"), ["talks", "mediated"]),
    ],
)
def test_of_two_triggers_the_noun_that_names_it(
    kind: str, parts: tuple[str, ...], kept: list[str]
) -> None:
    assert left(kind, *parts) == kept


def test_triggers_of_two_sentences_or_types_stay() -> None:
    assert left("ASSAULT", "bombing", "raid", breaks=(1,)) == ["bombing", "raid"]
    two = [(0, 1, EVENT_TYPES.index("THREATEN")), (1, 2, EVENT_TYPES.index("ASSAULT"))]
    assert drop_modifiers(two, lambda a, b: "raid", ()) == two
