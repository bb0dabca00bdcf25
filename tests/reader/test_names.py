"""A bare name joins the one full name of the report that it can stand for."""

import pytest

from gesta.reader.names import bare_names, repeated_names, types_of_names


@pytest.mark.parametrize(
    ("mentions", "links"),
    [
        ([("person", "Idris Maro"), ("person", "Maro")], [(1, 0)]),
        ([("group", "Northern Liberation Front"), ("group", "NLF")], [(1, 0)]),
        ([("organisation", "Union of the Kasel Valley"), ("organisation", "UKV")], [(1, 0)]),
        # Two of one surname, another type, a name that comes later, two initials alone: no link.
        ([("person", "Idris Maro"), ("person", "Lena Maro"), ("person", "Maro")], []),
        ([("person", "Idris Maro"), ("place", "Maro")], []),
        ([("person", "Maro"), ("person", "Idris Maro")], []),
        ([("group", "Northern Front"), ("force", "NF")], [(1, 0)]),
        ([("person", "Omar al-Maro"), ("person", "al-Maro")], [(1, 0)]),
        ([("person", "Omar al-Maro"), ("person", "Maro")], [(1, 0)]),
        ([("government", "Office for Dams in Kasel"), ("organisation", "ODK")], [(1, 0)]),
        ([("group", "Northern Front"), ("group", "Noble Flag"), ("group", "NF")], []),
        ([("person", "the governor"), ("person", "governor")], []),
        ([("group", "Northern Front fighters near"), ("group", "NFFN")], []),
        ([("person", "-"), ("person", "")], []),
    ],
)
def test_bare_names(mentions: list[tuple[str, str]], links: list[tuple[int, int]]) -> None:
    assert bare_names(mentions) == links


def test_a_full_name_given_twice_is_one_name() -> None:
    mentions = [("person", "Idris Maro"), ("person", "Idris Maro"), ("person", "Maro")]
    assert bare_names(mentions) == [(2, 0)]


def test_a_name_has_one_type_but_for_states_that_are_places() -> None:
    mentions = [
        ("group", "Northern Front"), ("place", "Northern Front"), ("group", "Northern Front"),
        ("government", "Kasel"), ("place", "Kasel"), ("force", "guards"), ("group", "guards"),
    ]  # fmt: skip
    scores = [0.6, 0.9, 0.6, 0.9, 0.2, 0.9, 0.2]
    kinds = ["group"] * 3 + ["government", "place", "force", "group"]
    assert types_of_names(mentions, scores) == kinds
    assert types_of_names([], []) == []


def test_a_name_said_again_is_the_same_where_its_type_holds() -> None:
    mentions = [
        ("group", "Northern Front"), ("place", "Kasel"), ("person", "he"), ("group", "fighters"),
        ("group", "Northern Front"), ("place", "Kasel"), ("person", "He"), ("group", "fighters"),
        ("force", "Northern Front"), ("group", "Northern Front"), ("person", "He"),
    ]  # fmt: skip
    assert repeated_names(mentions) == [(4, 0), (9, 4)]
