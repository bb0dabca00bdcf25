"""People's edits of actors: whom a mention stands for, and what an undo brings back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.grounding.actors.edits import Edit, Rules, edit_of, in_force, key_of
from gesta.grounding.actors.generic import own_id
from gesta.types import Actor, Review

HILL = Actor("a-hill-army", "Hill Army", ("Hill Army", "the Army"), "force", "SYR")
FRONT = Actor("a-front", "Northern Front", ("Northern Front", "NF"), "group")
ZUBAR = Actor("a-zubar-brigade", "Zubar Brigades", ("Zubar Brigades", "ZB"), "group", "IRQ")


def edit(
    kind: str, subject: str, at: int, actor: Actor | None = None, **more: tuple[str, ...]
) -> Edit:
    return Edit(kind, subject, "ana", f"2024-01-01T00:00:{at:02}Z", actor, **more)  # type: ignore[arg-type]


def test_a_merge_takes_every_mention_and_both_names() -> None:
    rules = Rules([edit("merge", FRONT.id, 1, HILL)])
    assert rules.whom(FRONT.id, "they", "r1") == HILL.id
    assert rules.whom(None, "Northern Front", "r1") is None
    (one,) = rules.actors([HILL, FRONT])
    assert (one.name, one.type, one.country) == ("Hill Army", "force", "SYR")
    assert set(one.names) == {"Hill Army", "the Army", "Northern Front", "NF"}


def test_merging_back_and_forth_never_loops() -> None:
    there, back = edit("merge", FRONT.id, 1, HILL), edit("merge", HILL.id, 2, FRONT)
    rules = Rules([back, there])
    assert rules.whom(FRONT.id) == rules.whom(HILL.id) == FRONT.id


@pytest.mark.parametrize(
    "words", ["Hashd forces", "the “Hashd” Forces", "HASHD FORCES", "Hached forces"]
)
def test_an_alias_holds_over_case_quotes_and_transliteration(words: str) -> None:
    rules = Rules([edit("alias", HILL.id, 1, HILL, names=("Hashd forces",))])
    assert rules.whom("a-other", words, "r9") == HILL.id
    assert rules.whom(None, words) == HILL.id


@pytest.mark.parametrize(
    "words", ["Hashd", "forces", "Hashd forces of Basra", "they", "", "…", "حشد"]
)
def test_an_alias_is_no_shared_word(words: str) -> None:
    rules = Rules([edit("alias", HILL.id, 1, HILL, names=("Hashd forces",))])
    assert rules.whom("a-other", words, "r9") == "a-other"


def test_an_alias_takes_the_unknown_actor_of_that_name_with_its_pronouns() -> None:
    rules = Rules([edit("alias", HILL.id, 1, HILL, names=("Storm of Zubar",))])
    assert rules.whom(own_id("Storm of Zubar"), "they", "r1") == HILL.id


def test_arabic_names_meet_on_their_letters() -> None:
    rules = Rules([edit("alias", HILL.id, 1, HILL, names=("الحشد الشعبي",))])
    assert rules.whom(None, "حشد شعبى") == HILL.id
    assert rules.whom(None, "حزب الله") is None


def test_an_added_actor_stands_behind_all_its_names() -> None:
    rules = Rules([edit("add", ZUBAR.id, 1, ZUBAR, names=ZUBAR.names)])
    assert rules.whom(None, "the Zubar Brigade", "r1") == ZUBAR.id
    assert rules.whom("a-zb", "it", "r1") == ZUBAR.id
    assert rules.actors([Actor("a-zb", "ZB", ("ZB", "ZB men"))])[0].names == (
        "Zubar Brigades", "ZB", "ZB men",
    )  # fmt: skip


def test_a_split_takes_the_names_as_written_and_no_others() -> None:
    other = Actor("a-shabab", "Shabab", ("Shabab",), "group", "YEM")
    one = Actor("a-al-shabaab", "Al-Shabaab", ("Al-Shabaab", "Shabab"), "group", "SOM")
    rules = Rules([edit("split", one.id, 1, other, names=("Shabab",))])
    assert rules.whom(one.id, "the Shabab") == other.id
    assert rules.whom(one.id, "Al-Shabaab") == one.id
    assert rules.whom("a-third", "Shabab") == "a-third"
    assert [a.names for a in rules.actors([one])] == [("Al-Shabaab",), ("Shabab",)]


def test_a_split_by_report_takes_that_report_alone() -> None:
    rules = Rules([edit("split", FRONT.id, 1, ZUBAR, reports=("r1",))])
    assert rules.whom(FRONT.id, "they", "r1") == ZUBAR.id
    assert rules.whom(FRONT.id, "they", "r2") == FRONT.id


def test_later_edits_stand_on_earlier_ones() -> None:
    rules = Rules([
        edit("merge", FRONT.id, 1, HILL),
        edit("split", HILL.id, 2, ZUBAR, names=("NF",)),
    ])  # fmt: skip
    assert rules.whom(FRONT.id, "NF") == ZUBAR.id
    assert rules.whom(FRONT.id, "Northern Front") == HILL.id


def test_an_undo_takes_back_and_an_undo_of_it_brings_again() -> None:
    first = edit("merge", FRONT.id, 1, HILL)
    undo = edit("undo", first.id, 2)
    redo = edit("undo", undo.id, 3)
    assert in_force([undo, first]) == ()
    assert in_force([redo, undo, first]) == (first,)
    assert list(Rules([undo, first]).actors([HILL, FRONT])) == sorted(
        [HILL, FRONT], key=lambda a: a.id
    )


def test_an_undo_of_nothing_or_of_itself_changes_nothing() -> None:
    first = edit("merge", FRONT.id, 1, HILL)
    assert in_force([first, edit("undo", "vnobody", 2)]) == (first,)


def test_a_review_gives_its_edit_back() -> None:
    one = edit("split", FRONT.id, 1, ZUBAR, names=("NF",), reports=("r1",))
    assert edit_of(one.review({"name": "x"})) == one


@pytest.mark.parametrize(
    "after", [None, [], "merge", {"low": 3}, {"edit": 3}, {"edit": "paint"}, {"edit": None}]
)
def test_other_decisions_are_no_edits(after: object) -> None:
    assert edit_of(Review("v1", "correct", "c1", "ana", "2024", None, after)) is None


@pytest.mark.parametrize(
    "after",
    [
        {"edit": "merge"},
        {"edit": "merge", "actor": "a-x"},
        {"edit": "merge", "actor": {"id": "", "name": "X", "type": "group"}},
        {"edit": "merge", "actor": {"id": "a-x", "name": "X", "type": "army"}},
        {"edit": "alias", "actor": {"id": "a-x", "name": "X", "type": "group"}, "names": "X"},
        {"edit": "add", "actor": {"id": "a-x", "name": "X", "type": "group", "country": 3}},
        {"edit": "undo"},
    ],
)
def test_a_broken_edit_is_refused_in_words(after: object) -> None:
    with pytest.raises(ValueError, match=r"after\.|id: "):
        edit_of(Review("v1", "merge", "a-front", "ana", "2024", None, after))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(
    st.sampled_from(["add", "merge", "split", "alias"]),
    st.sampled_from([HILL, FRONT, ZUBAR]), st.sampled_from([HILL, FRONT, ZUBAR]),
    st.text(max_size=12),
), max_size=8))  # fmt: skip
def test_no_chain_of_edits_loses_an_actor(steps: list[tuple[str, Actor, Actor, str]]) -> None:
    edits = [
        edit(kind, one.id, at, other, names=(words,))
        for at, (kind, one, other, words) in enumerate(steps)
    ]
    rules = Rules(edits)
    left = {actor.id for actor in rules.actors([HILL, FRONT, ZUBAR])}
    for actor in (HILL, FRONT, ZUBAR):
        assert rules.whom(actor.id, "they", "r1") in left


# ---------------------------------------------------------------- readable ids of unknown names


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Zubar Brigades", "a-zubar-brigade"),
        ("the “Storm” Battalion", "a-storm-battalion"),
        ("Kata'ib Khalid al-Furat", "a-kataib-khalid-furat"),
        ("Kitaeb Khaled al-Foorat", "a-kataib-khalid-furat"),
        ("Abd al-Rahman Zub", "a-abdulrahman-zub"),
        ("Abdulrahman Zub", "a-abdulrahman-zub"),
        ("Nasr Allah Zub", "a-nasrallah-zub"),
        ("Nasrallah Zub", "a-nasrallah-zub"),
        ("13th Storm Brigade", "a-13th-storm-brigade"),
        ("PMN", "a-pmn"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_the_id_of_an_unknown_name_can_be_read(name: str, made: str) -> None:
    assert own_id(name) == made


@pytest.mark.parametrize(
    "pair", [("Zubar Brigades", "Zubar Battalion"), ("Khan Front", "Kan Front")]
)
def test_different_unknown_names_have_different_ids(pair: tuple[str, str]) -> None:
    assert own_id(pair[0]) != own_id(pair[1])
    assert key_of(pair[0]) != key_of(pair[1])
