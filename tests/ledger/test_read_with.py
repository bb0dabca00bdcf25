"""A ledger says what its reports were read with, in the order of first use, and still verifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.ledger import Ledger
from gesta.ledger import verify as verify_ledger
from gesta.ledger.read_with import note_reader, read_with
from gesta.stamp import stamp


def test_each_stamp_is_kept_once_in_order(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "war.ledger", create=True) as ledger:
        assert read_with(ledger) == ()
        for words in ("model 1", "model 2", "model 1"):
            note_reader(ledger, words)
        assert read_with(ledger) == ("model 1", "model 2")
    with Ledger.open(tmp_path / "war.ledger") as ledger:
        assert read_with(ledger) == ("model 1", "model 2")
        assert verify_ledger(ledger).sound


def test_an_unknown_word_in_meta_is_still_a_fault(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "war.ledger", create=True) as ledger:
        note_reader(ledger, "model 1")
        ledger.connection.execute("INSERT INTO meta VALUES ('read by', 'nobody')")
        assert [fault.field for fault in verify_ledger(ledger).faults] == ["meta"]


def test_the_stamp_names_model_and_gazetteer_and_changes_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = stamp()
    assert plain == stamp()
    assert all(word in plain for word in ("gesta ", "model ", "gazetteer ", "places "))
    (tmp_path / "places.txt").write_text(
        "Qwrtville | | town | SYR | 35.0 | 38.0 | town | 5\n", encoding="utf-8"
    )
    monkeypatch.setenv("GESTA_GAZETTEER", str(tmp_path))
    own = stamp()
    assert own.split("places")[0] == plain.split("places")[0] and own != plain
