"""The ledger as a whole: no order of reading, joining or judging changes what it says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from gesta.identity import hashed
from gesta.ledger import Ledger, export_lines, import_lines, verify
from gesta.ledger.judgements import Judgement
from gesta.types import Count, Grounded, Source, When
from gesta.view import rebuild_view
from tests import factories as make

ARMY = make.actor("Hill Army", type="force", country="SYR")
FRONT = make.actor("Northern Front")
TOWNS = (
    make.place("Qaryat Umm"),
    make.place("Tal Rif", lat=33.1, lon=36.2, country="SYR"),
    make.place("Wadi Sur", lat=35.9, lon=36.9, country="SYR"),
)
VERBS = ("shelled", "bombed", "raided", "struck")
Row = tuple[Grounded, Source]


def reports(seed: int, number: int = 9) -> list[Row]:
    """Reports that partly tell of the same happenings, some copies, some without day or place."""
    dice = random.Random(seed)
    found: dict[str, Row] = {}
    while len(found) < number:
        row = _report(dice, len(found))
        found[row[0].report.id] = row
    return list(found.values())


def _report(dice: random.Random, number: int) -> Row:
    town, verb, day = dice.choice(TOWNS), dice.choice(VERBS), dice.randint(1, 3)
    dead = dice.randint(1, 4)
    who = dice.choice((ARMY, FRONT))
    first = f"The {who.name} {verb} {town.name} on {day} March."
    second = f"At least {dead} villagers were killed, doctor number {number % 4} said."
    text = f"{first} {second}"
    if dice.random() < 0.3:
        text += f" Printed as number {number}."
    report = make.report(text, outlet=f"Outlet {number % 3}", path=f"{number}.txt",
                         published=make.day(f"2024-03-0{day + dice.randint(0, 2)}"))  # fmt: skip
    date = make.day(f"2024-03-0{day}")
    when = When(f"on {day} March", date, date, "day", "inferred") if dice.random() < 0.8 else None
    where = (make.location(text, town.name, town.id),) if dice.random() < 0.8 else ()
    strike = make.claim(
        report, first, verb, time=when, places=where, actors=(make.party(text, who.name, who.id),)
    )
    toll = make.claim(report, second, "killed", killed=Count(f"At least {dead}", dead, None))
    grounded = make.grounded(report, strike, toll, actors=(who,), places=(town,))
    return grounded, make.source(text, path=f"{number}.txt", outlet=report.outlet)


def ledger_of(path: Path, steps: Sequence[Row | Judgement | None]) -> Ledger:
    """A ledger made step by step: a report read, a judgement kept, or (None) all joined anew."""
    ledger = Ledger.open(path, create=True)
    for step in steps:
        if step is None:
            rebuild_view(ledger)
        elif isinstance(step, Judgement):
            assert ledger.add_review(step.review())
        else:
            assert ledger.add(*step)
    rebuild_view(ledger)
    return ledger


def said(ledger: Ledger) -> tuple[list[str], str]:
    """Every line of the export and the head of the view."""
    rows = ledger.connection.execute("SELECT value FROM meta WHERE key = 'view head'").fetchall()
    return list(export_lines(ledger)), str(rows[0][0])


def judgements(rows: Sequence[Row], seed: int) -> list[Judgement]:
    """Some judgements of two people on random claims, and an undo of the first."""
    dice = random.Random(seed)
    ids = sorted(claim.id for grounded, _ in rows for claim in grounded.claims)
    made = []
    for step in range(4):
        left, right = dice.sample(ids, 2)
        kind, by = dice.choice(("same", "different")), dice.choice(("ana", "ben"))
        made.append(Judgement(kind, "i1", by, f"2024-04-01T00:00:0{step}Z", (left,), (right,)))
    undo = Judgement("undo", made[0].id, "ana", "2024-04-01T00:00:09Z")
    return [*made, undo]


@pytest.mark.parametrize("seed", range(6))
def test_neither_order_nor_interruption_changes_a_byte(tmp_path: Path, seed: int) -> None:
    rows = reports(seed)
    steps: list[Row | Judgement | None] = [*rows, *judgements(rows, seed)]
    with ledger_of(tmp_path / "first.ledger", steps) as first:
        wanted = said(first)
        assert 1 < first.count("incidents") < first.count("claims")
        assert first.count("notes") and verify(first).sound
    dice = random.Random(hashed("order", seed))
    for again in range(3):
        dice.shuffle(steps)
        halted = [
            part for step in steps for part in ((step, None) if dice.random() < 0.2 else (step,))
        ]
        with ledger_of(tmp_path / f"{again}.ledger", halted) as ledger:
            assert said(ledger) == wanted


def test_reading_joining_and_judging_again_changes_nothing(tmp_path: Path) -> None:
    rows = reports(11)
    every: list[Row | Judgement | None] = [*rows, *judgements(rows, 11)]
    with ledger_of(tmp_path / "one.ledger", every) as ledger:
        wanted = said(ledger)
        for grounded, source in rows:
            assert not ledger.add(grounded, source)
        for judgement in judgements(rows, 11):
            assert not ledger.add_review(judgement.review())
        rebuild_view(ledger)
        assert said(ledger) == wanted
        import_lines(export_lines(ledger), tmp_path / "copy.ledger")
    with Ledger.open(tmp_path / "copy.ledger") as copy:
        assert said(copy) == wanted
        rebuild_view(copy)
        assert said(copy) == wanted
