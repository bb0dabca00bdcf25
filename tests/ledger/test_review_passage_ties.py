"""Ties between the mentions of an exported passage: sound, and none that nobody decided or read."""

from __future__ import annotations

import pytest

from gesta.ledger import Ledger
from gesta.ledger.editing import Editor
from gesta.ledger.review import decide
from gesta.ledger.review_passage_ties import Told, read_ties, same_ties
from gesta.ledger.review_passages import passages
from gesta.passages import Row, faults, parse
from gesta.types import Span
from gesta.view import rebuild_view
from tests.ledger import world

TEXT = "Harbour Guard fired on Port Salme. The guard, led by Ada Noor, said that it would go on."
PART = Span(100, 100 + len(TEXT))


def row(**mentions: tuple[str, str]) -> Row:
    """A passage with some mentions: id, words and type."""
    made = []
    for name, (words, kind) in mentions.items():
        start = TEXT.index(words)
        made.append({"id": name, "type": kind, "start": start, "end": start + len(words)})
    return {"text": TEXT, "mentions": made, "ties": []}


ROW = row(
    a=("Harbour Guard", "group"), b=("Port Salme", "place"), c=("guard", "group"),
    d=("Ada Noor", "person"), e=("it would", "group"),
)  # fmt: skip
WHO = {"a": "a-guard", "b": "p-salme", "c": "a-guard", "d": "a-noor", "e": "a-guard"}


def told(kind: str, source: str, target: str, words: str = TEXT) -> Told:
    start = 100 + TEXT.index(words)
    return Told(kind, source, target, Span(start, start + len(words)))


def test_later_mentions_lead_to_the_first_of_the_same() -> None:
    assert same_ties(ROW, WHO) == [
        {"type": "same", "from": "c", "to": "a"}, {"type": "same", "from": "e", "to": "a"},
    ]  # fmt: skip


def test_mentions_within_each_other_or_of_nobody_are_not_tied() -> None:
    inner = row(a=("Harbour Guard", "group"), b=("Guard", "group"))
    assert same_ties(inner, {"a": "a-guard", "b": "a-guard"}) == []
    assert same_ties(ROW, {}) == []


def test_a_tie_that_was_read_stands_between_the_nearest_mentions_of_its_sentence() -> None:
    second = TEXT[TEXT.index("The guard") :]
    found, wanting = read_ties(ROW, WHO, [told("leads", "a-noor", "a-guard", second)], PART)
    assert found == [{"type": "leads", "from": "d", "to": "c"}]
    assert wanting == []


@pytest.mark.parametrize(
    ("one", "left_out"),
    [
        (told("leads", "a-guard", "a-noor"), True),  # who leads is a person
        (told("part-of", "a-guard", "a-army"), True),  # no words for the army
        (told("based-in", "a-guard", "p-salme", "The guard"), True),  # the place is elsewhere
        (Told("leads", "a-noor", "a-guard", Span(0, 40)), False),  # outside the passage
    ],
)
def test_a_tie_without_words_in_the_passage_is_left_out_and_said(one: Told, left_out: bool) -> None:
    found, wanting = read_ties(ROW, WHO, [one], PART)
    assert found == []
    assert bool(wanting) is left_out


def test_an_exported_passage_says_which_words_are_one_actor(ledger: Ledger) -> None:
    rebuild_view(ledger)
    for claim in (world.C1, world.C2):
        decide(ledger, Editor("ana"), claim.id, "accept")
    for passage in passages(ledger).found:
        assert faults(parse(passage.compact)) == []
        assert parse(passage.compact)["ties"] == passage.row["ties"]
        words = {m["id"]: m for m in passage.row["mentions"]}
        for tie in passage.row["ties"]:
            assert words[tie["from"]]["start"] >= words[tie["to"]]["start"] or tie["type"] != "same"
