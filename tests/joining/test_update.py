"""A ledger brought up to date step by step says, byte for byte, what joining it anew says."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import apsw
import pytest

from gesta.joining import filed, linking, refile, renewing
from gesta.joining.filing import is_filed
from gesta.ledger import Ledger, verify
from gesta.ledger.joins import TABLES, Joins
from gesta.ledger.judgements import Judgement
from gesta.ledger.schema import SCHEMA_VERSION
from gesta.ledger.store import VIEW_TABLES
from gesta.renew import renew
from gesta.resolution import blocks, covers
from gesta.view import rebuild_view, update_view
from tests.ledger.test_invariance import Row, judgements, reports

CLAIMS_OF = "SELECT id FROM claims ORDER BY id"


def state(ledger: Ledger) -> dict[str, list[Any]]:
    """Every row of the view and of what joining goes on from, and the head of the view's receipts."""
    connection = ledger.connection
    found = {
        table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))
        for table in (*VIEW_TABLES, *TABLES)
        # Their numbers are as they came; the words hang on them.
        if table not in ("joined_stories", "joined_words", "joined_bands")
    }
    story = 'SELECT report, words, names, "lead", rivals FROM joined_stories'
    found["stories"] = sorted(map(repr, connection.execute(story)))
    words = (
        "SELECT w.word, s.report FROM joined_words w JOIN joined_stories s ON s.number = w.story"
    )
    found["words"] = sorted(map(repr, connection.execute(words)))
    found["head"] = list(connection.execute("SELECT value FROM meta WHERE key = 'view head'"))
    return found


def put(ledger: Ledger, step: Row | Judgement) -> None:
    if isinstance(step, Judgement):
        assert ledger.add_review(step.review())
    else:
        assert ledger.add(*step)


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few may meet under one key and on one line, so that keys and lines fill up and empty."""
    for module in (blocks, refile, filed):
        monkeypatch.setattr(module, "FULL", 4)
    for room in (covers, linking):
        monkeypatch.setattr(room, "MOST", 6)


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize("seed", range(3))
def test_any_order_in_any_batches_gives_the_same_bytes(tmp_path: Path, seed: int) -> None:
    rows = reports(seed, 40)
    steps: list[Row | Judgement] = [*rows, *judgements(rows, seed)]
    dice = random.Random(f"order {seed}")
    dice.shuffle(steps)
    updated = 0
    with Ledger.open(tmp_path / "one.ledger", create=True) as ledger:
        for at, step in enumerate(steps):
            put(ledger, step)
            if dice.random() < 0.5:
                updated += update_view(ledger) is not None
            if at in (20, 37, 41):
                update_view(ledger)
                now = state(ledger)
                rebuild_view(ledger)
                assert state(ledger) == now
        update_view(ledger)
        now = state(ledger)
        rebuild_view(ledger)
        assert state(ledger) == now
        assert verify(ledger).sound
    assert updated > 8


def test_an_undo_brings_back_every_byte(tmp_path: Path) -> None:
    rows = reports(5, 12)
    with Ledger.open(tmp_path / "one.ledger", create=True) as ledger:
        for row in rows:
            put(ledger, row)
        rebuild_view(ledger)
        before = state(ledger)
        ids = [str(row[0]) for row in ledger.connection.execute(CLAIMS_OF)]
        dice = random.Random(5)
        made: list[Judgement] = []
        for step in range(6):
            one, two = sorted(dice.sample(ids, 2))
            kind = dice.choice(("same", "different"))
            at = f"2024-05-01T00:00:{step:02d}Z"
            made.append(Judgement(kind, one, "ana", at, (one,), (two,)))
            put(ledger, made[-1])
            assert update_view(ledger) is not None
        for step, judgement in enumerate(reversed(made), len(made)):
            undo = Judgement("undo", judgement.id, "ana", f"2024-05-01T00:00:{step:02d}Z")
            put(ledger, undo)
            assert update_view(ledger) is not None
        after = state(ledger)
        for found in (before, after):  # that they were judged and undone is known, and no more
            found["joined_with"] = [row for row in found["joined_with"] if "'review'" not in row]
        assert after == before


@pytest.mark.parametrize("seed", range(3))
def test_incidents_regrouped_in_haste_are_joined_as_anew(tmp_path: Path, seed: int) -> None:
    with Ledger.open(tmp_path / "one.ledger", create=True) as ledger:
        for row in reports(seed, 40):
            put(ledger, row)
        rebuild_view(ledger)
        dice = random.Random(seed)
        for step in range(8):
            many = [i.claims for i in ledger.incidents() if len(i.claims) > 1]
            claims = dice.choice(many)
            left, right = sorted(dice.sample(claims, 2))
            at = f"2024-05-01T00:00:{step:02d}Z"
            put(ledger, Judgement("different", left, "ana", at, (left,), (right,)))
            renew(ledger, claims, judged=True, exact=False)
            if step % 3 == 2:
                assert update_view(ledger) is not None
                now = state(ledger)
                rebuild_view(ledger)
                assert state(ledger) == now


def test_nothing_new_changes_nothing(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "one.ledger", create=True) as ledger:
        for row in reports(2):
            put(ledger, row)
        assert update_view(ledger) is None  # the first time all is joined
        before = state(ledger)
        assert update_view(ledger) == ()
        assert state(ledger) == before


def test_where_much_is_new_all_is_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = reports(3)
    monkeypatch.setattr(renewing, "MOST", 3)
    with Ledger.open(tmp_path / "one.ledger", create=True) as ledger:
        put(ledger, rows[0])
        rebuild_view(ledger)
        for row in rows[1:]:
            put(ledger, row)
        assert update_view(ledger) is None
        now = state(ledger)
        rebuild_view(ledger)
        assert state(ledger) == now


def test_a_ledger_of_schema_2_gets_the_tables_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.ledger"
    with Ledger.open(path, create=True) as ledger:
        for row in reports(4):
            put(ledger, row)
        rebuild_view(ledger)
        wanted = state(ledger)
    with apsw.Connection(str(path)) as old:
        for table in TABLES:
            old.execute(f"DROP TABLE {table}")
        for column in ("cue_start", "cue_end", "content"):
            old.execute(f"ALTER TABLE attributions DROP COLUMN {column}")
        old.execute("PRAGMA user_version = 2")
    old.close()
    with Ledger.open(path) as ledger:
        assert ledger.connection.pragma("user_version") == SCHEMA_VERSION
        assert not is_filed(Joins(ledger.connection))
        assert verify(ledger).sound
        assert update_view(ledger) is None
        assert state(ledger) == wanted
