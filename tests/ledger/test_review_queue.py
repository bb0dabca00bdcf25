"""The queue: what matters first, with its reasons; brought up to date it is what a new one would be."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from gesta.errors import LedgerError
from gesta.ledger import Ledger
from gesta.ledger.editing import Editor
from gesta.ledger.review import decide, undo
from gesta.ledger.review_judge import merge, split
from gesta.ledger.review_queue import Queue, item_records
from gesta.ledger.review_value import Given
from gesta.types import Count, Edge, Reason
from gesta.view import rebuild_view
from tests import factories as make
from tests.ledger import world

ANA = Editor("ana")


def fresh(ledger: Ledger) -> list[object]:
    queue = Queue()
    queue.refresh(ledger)
    return list(queue.top(1_000))


@pytest.fixture
def joined(tmp_path: Path) -> Ledger:
    """Six reports of one blast, whose tolls differ, and a near miss."""
    ledger = Ledger.open(tmp_path / "q.ledger", create=True)
    ledger.connection.execute("PRAGMA synchronous = OFF")
    for number in range(6):
        dead = 3 + 9 * (number % 3)
        text = f"A blast near Qaryat Umm killed {dead} guards on Monday, paper {number} wrote."
        report = make.report(text, outlet=f"Paper {number}", path=f"{number}.txt",
                             published=make.day("2024-03-05"))  # fmt: skip
        claim = make.claim(
            report, text, "blast", score=0.95 - 0.1 * number, time=world.MONDAY,
            places=(make.location(text, "Qaryat Umm", world.TOWN.id),),
            killed=Count(str(dead), dead, dead),
        )  # fmt: skip
        source = make.source(text, path=f"{number}.txt", outlet=f"Paper {number}")
        assert ledger.add(make.grounded(report, claim, places=(world.TOWN,)), source)
    rebuild_view(ledger)
    return ledger


def test_doubt_and_weight_come_first_and_say_why(joined: Ledger) -> None:
    queue = Queue()
    queue.refresh(joined)
    items = queue.top(100)
    assert [i.weight for i in items] == sorted((i.weight for i in items), reverse=True)
    claims = [i for i in items if i.kind == "claim"]
    assert len(claims) == 6
    scores = {c.id: c.score for c in joined.claims()}
    assert scores[claims[0].id] < scores[claims[-1].id]
    assert any("the reader was unsure" in why for why in claims[0].why)
    assert any("disputed: killed" in why for why in claims[0].why)
    assert any("reports tell of it" in why for why in claims[0].why)
    assert any("said to be killed" in why for why in claims[0].why)
    records = item_records(joined, items)
    assert all(one["words"].startswith("ASSAULT: A blast") for one in records if one["words"])
    assert queue.top(2, "claim") == claims[:2] and queue.count("claim") == 6


def test_a_decided_claim_leaves_and_comes_back_with_the_undo(joined: Ledger) -> None:
    queue = Queue()
    queue.refresh(joined)
    first = queue.top(1, "claim")[0]
    decide(joined, ANA, first.id, "accept")
    queue.refresh(joined)
    assert first.id not in {item.id for item in queue.top(100)}
    undo(joined, ANA)
    queue.refresh(joined)
    assert queue.top(1, "claim")[0] == first


def test_a_near_miss_is_asked_about_until_a_person_judged_it(joined: Ledger) -> None:
    one, two = sorted(claim.id for claim in joined.claims())[:2]
    edge = Edge(one, two, "different", 0.48, (Reason("day", 0.1, "one day"),))
    apart = [replace(world.INCIDENT, id=f"i{c.id}", claims=(c.id,), disputes=())
             for c in joined.claims()]  # fmt: skip
    joined.replace_view(incidents=apart, edges=[edge])
    queue = Queue()
    queue.refresh(joined)
    [asked] = queue.top(100, "pair")
    assert "not joined, but near it (0.48)" in asked.why[0]
    assert (asked.incident, asked.other) == (f"i{one}", f"i{two}")
    merge(joined, ANA, one, two)
    queue.refresh(joined)
    assert queue.top(100, "pair") == []


def test_brought_up_to_date_it_is_what_a_new_one_would_be(joined: Ledger) -> None:
    rng = random.Random(7)
    queue = Queue()
    ids = sorted(claim.id for claim in joined.claims())
    for number in range(120):
        try:
            kind = rng.choice(("accept", "reject", "correct", "undo", "split"))
            if kind == "undo":
                undo(joined, ANA)
            elif kind == "split":
                incident = max(joined.incidents(), key=lambda i: len(i.claims))
                split(joined, ANA, incident.id, incident.claims[:1])
            else:
                given = Given("killed", number + 1) if kind == "correct" else None
                decide(joined, ANA, rng.choice(ids), kind, given)
        except LedgerError:
            continue
        queue.refresh(joined)
        assert queue.top(1_000) == fresh(joined)
