"""A bare name joins the one full name of the report that it can stand for."""

import pytest

from gesta.reader.names import bare_names, repeated_names


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
        ([("group", "Northern Front"), ("group", "NF")], []),
        ([("person", "the governor"), ("person", "governor")], []),
        ([("group", "Northern Front fighters near"), ("group", "NFFN")], []),
        ([("person", "-"), ("person", "")], []),
    ],
)
def test_bare_names(mentions: list[tuple[str, str]], links: list[tuple[int, int]]) -> None:
    assert bare_names(mentions, ()) == links


def test_a_full_name_given_twice_is_one_name() -> None:
    mentions = [("person", "Idris Maro"), ("person", "Idris Maro"), ("person", "Maro")]
    assert bare_names(mentions, ()) == [(2, 0)]


def test_a_name_with_an_antecedent_keeps_it() -> None:
    assert bare_names([("person", "Idris Maro"), ("person", "Maro")], [1]) == []


def test_a_name_said_again_is_the_same_where_its_type_holds() -> None:
    mentions = [
        ("group", "Northern Front"), ("place", "Kasel"), ("person", "he"), ("group", "fighters"),
        ("group", "Northern Front"), ("place", "Kasel"), ("person", "He"), ("group", "fighters"),
        ("force", "Northern Front"), ("group", "Northern Front"), ("person", "He"),
    ]  # fmt: skip
    assert repeated_names(mentions) == [(4, 0), (9, 4)]
