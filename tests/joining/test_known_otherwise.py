"""Actors that come to be known otherwise: by another name, as a description, as part of somebody."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gesta.joining.renewing import Renewing
from gesta.ledger import Ledger
from gesta.types import Place, When
from gesta.view import rebuild_view, update_view
from tests import factories as make
from tests.joining.test_update import put, state
from tests.ledger.test_invariance import TOWNS, Row

GUNMEN = make.actor("gunmen", type="person", generic=True)
BRIGADE = make.actor("Rif Brigade")
UNITS = tuple(map(make.actor, ("Unit 1", "Unit 2", "The 30-year-old Unit")))
CALLED = ("Rif Brigade", "Brigade of the Rif", "The 17-year-old Brigade")


def rows(seed: int, number: int, *, tied: float = 0.4) -> Iterator[Row]:
    """Reports whose actors have now this name or type and now that, and new masters."""
    dice = random.Random(seed)
    for at in range(number):
        town, day = dice.choice(TOWNS), dice.randint(1, 3)
        who, other = dice.sample((GUNMEN, BRIGADE, *UNITS), 2)
        first = f"On {day} March {who.name} shelled {other.name} at {town.name}."
        second = f"It belongs to {other.name}, a doctor told number {at}."
        text = f"{first} {second}"
        date = make.day(f"2024-03-0{day}")
        report = make.report(text, path=f"{at}.txt", published=date)
        shelled = make.claim(
            report, first, "shelled", places=(make.location(text, town.name, town.id),),
            actors=(make.party(text, who.name, who.id),),
            recipients=(make.party(text, other.name, other.id),),
            time=When(f"On {day} March", date, date, "day", "inferred"),
        )  # fmt: skip
        sighted = tuple(
            replace(one, name=dice.choice(CALLED)) if one is BRIGADE else
            replace(one, generic=dice.random() < 0.5) if one is UNITS[0] else one
            for one in (who, other)
        )  # fmt: skip
        ties = (make.tie_claim(report, "part-of", (who.id, other.id), second),)
        yield (
            make.grounded(report, shelled, actors=sighted, places=(town,),
                          ties=ties if dice.random() < tied else ()),
            make.source(text, path=f"{at}.txt"),
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_what_is_known_otherwise_is_joined_as_anew(tmp_path: Path, seed: int) -> None:
    with Ledger.open(tmp_path / "one.ledger", create=True) as ledger:
        line = rows(seed, 30)
        for _ in range(8):
            put(ledger, next(line))
        rebuild_view(ledger)
        updated = 0
        for at, row in enumerate(line):
            put(ledger, row)
            updated += update_view(ledger) is not None
            if at % 2:
                now = state(ledger)
                rebuild_view(ledger)
                assert state(ledger) == now
        assert updated > 12


def test_a_description_that_is_part_of_somebody_new_concerns_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[set[str]] = []
    reports = Renewing.reports

    def seen(renewing: Renewing) -> set[str]:
        found.append(reports(renewing))
        return found[-1]

    monkeypatch.setattr(Renewing, "reports", seen)
    with Ledger.open(tmp_path / "one.ledger", create=True) as ledger:
        for row in rows(1, 30, tied=0.0):
            put(ledger, row)
        rebuild_view(ledger)
        fresh = make.actor("League of Tal Rif")
        text = "Five gunmen of the League of Tal Rif bombed a bridge."
        report = make.report(text, path="new.txt", published=make.day("2024-03-02"))
        bombed = make.claim(report, text, "bombed", actors=(make.party(text, "gunmen", GUNMEN.id),))
        tie = make.tie_claim(report, "part-of", (GUNMEN.id, fresh.id), text)
        put(ledger, (
            make.grounded(report, bombed, actors=(GUNMEN, fresh), ties=(tie,)),
            make.source(text, path="new.txt"),
        ))  # fmt: skip
        assert update_view(ledger) is not None
        assert found == [{report.id}]
        now = state(ledger)
        rebuild_view(ledger)
        assert state(ledger) == now


def called(name: str, number: int, town: Place, day: int) -> Row:
    """A report of one attack by the brigade under a name."""
    text = f"On {day} March {name} shelled {town.name}, as doctor {number} saw."
    date = make.day(f"2024-03-0{day}")
    report = make.report(text, path=f"{number}.txt", published=date)
    shelled = make.claim(
        report, text, "shelled", places=(make.location(text, town.name, town.id),),
        actors=(make.party(text, name, BRIGADE.id),),
        time=When(f"On {day} March", date, date, "day", "inferred"),
    )  # fmt: skip
    sighted = (replace(BRIGADE, name=name),)
    grounded = make.grounded(report, shelled, actors=sighted, places=(town,))
    return grounded, make.source(text, path=f"{number}.txt")


def test_reasons_call_an_actor_by_its_new_name(tmp_path: Path) -> None:
    one, other, _ = CALLED
    with Ledger.open(tmp_path / "one.ledger", create=True) as ledger:
        for number in range(4):
            put(ledger, called(one if number else other, number, TOWNS[0], 1))
        rebuild_view(ledger)
        for number in range(4, 7):
            put(ledger, called(other, number, TOWNS[1], 5))
            assert update_view(ledger) is not None
        words = [r.words for edge in ledger.edges() for r in edge.reasons if r.feature == "actor"]
        assert words and set(words) == {f"the same actor, {other}"}
        now = state(ledger)
        rebuild_view(ledger)
        assert state(ledger) == now
