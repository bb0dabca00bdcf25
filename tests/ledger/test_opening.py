"""Files that are no ledger, and disks that do not hold one: words and a next step, never a trace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import apsw
import pytest

from gesta.errors import LedgerError
from gesta.ledger import Ledger, verify
from gesta.ledger.schema import SCHEMA_VERSION
from tests import factories as make
from tests.ledger import world


def test_a_missing_file_names_the_commands_that_make_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="gesta read"):
        Ledger.open(tmp_path / "none.ledger")
    assert not (tmp_path / "none.ledger").exists()


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path, create=True)


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="Make it first"):
        Ledger.open(tmp_path / "no" / "a.ledger", create=True)


@pytest.mark.parametrize("data", [b"just some words, no database " * 50, b"\x00" * 4096, b"SQLite"])
@pytest.mark.parametrize("create", [True, False])
def test_a_file_of_another_kind_is_left_alone(tmp_path: Path, data: bytes, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(data)
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(path, create=create)
    assert path.read_bytes() == data


def test_an_empty_file_may_become_a_ledger_but_is_none(tmp_path: Path) -> None:
    path = tmp_path / "empty.ledger"
    path.touch()
    with pytest.raises(LedgerError, match="is empty"):
        Ledger.open(path)
    with Ledger.open(path, create=True) as ledger:
        assert ledger.count("reports") == 0


@pytest.mark.parametrize("application", [0, 0x0BADCAFE])
def test_another_programs_database_is_left_alone(tmp_path: Path, application: int) -> None:
    path = tmp_path / "other.db"
    with apsw.Connection(str(path)) as other:
        other.execute(f"CREATE TABLE t (x); PRAGMA application_id = {application}")
    other.close()
    data = path.read_bytes()
    with pytest.raises(LedgerError, match="another program"):
        Ledger.open(path, create=True)
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("step", "words"), [(1, "newer.*Update Gesta"), (-3, "older.*gesta export.*gesta import")]
)
def test_another_schema_is_refused_with_the_way_on(path: Path, step: int, words: str) -> None:
    with Ledger.open(path) as ledger:
        ledger.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + step}")
    data = path.read_bytes()
    for create in (False, True):
        with pytest.raises(LedgerError, match=words):
            Ledger.open(path, create=create)
    assert path.read_bytes() == data


def unwritable(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a read-only folder does: SQLite cannot open the file for writing."""
    real = apsw.Connection

    def refuse(name: str, flags: int = 0) -> apsw.Connection:
        if flags & apsw.SQLITE_OPEN_READWRITE:
            raise apsw.CantOpenError("unable to open database file")
        return real(name, flags=flags)

    monkeypatch.setattr(apsw, "Connection", refuse)


def test_a_ledger_that_cannot_be_written_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unwritable(monkeypatch)
    with Ledger.open(path) as ledger:
        monkeypatch.undo()
        assert ledger.count("claims") == 3
        assert verify(ledger).sound
        with pytest.raises(LedgerError, match="read-only"):
            ledger.add(world.G1, world.S1)


def of_schema_3(path: Path) -> dict[str, Any]:
    """Make a file one of schema 3, as it was written then; its claims."""
    report = make.report("The hillmen shelled Qaryat Umm, a doctor said.")
    claim = make.claim(
        report, report.text, "shelled", said_by=(make.speaker(report.text, "a doctor"),)
    )
    with Ledger.open(path, create=True) as ledger:
        assert ledger.add(make.grounded(report, claim), make.source(report.text))
        for column in ("cue_start", "cue_end", "content"):
            ledger.connection.execute(f"ALTER TABLE attributions DROP COLUMN {column}")
        ledger.connection.execute("PRAGMA user_version = 3")
    return {claim.id: claim}


def test_a_ledger_of_schema_3_is_brought_on_and_stays_sound(tmp_path: Path) -> None:
    wanted = of_schema_3(tmp_path / "old.ledger")
    with Ledger.open(tmp_path / "old.ledger") as ledger:
        assert ledger.connection.pragma("user_version") == SCHEMA_VERSION
        assert {claim.id: claim for claim in ledger.claims()} == wanted
        assert verify(ledger).faults == ()
        assert ledger.add(world.G1, world.S1)
    with Ledger.open(tmp_path / "old.ledger") as ledger:
        told = {claim.id: claim for claim in ledger.claims()}
        assert told.items() >= wanted.items()
        assert told[world.C2.id].said_by == world.C2.said_by
        assert verify(ledger).faults == ()


def test_one_of_schema_3_that_cannot_be_written_is_read_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.ledger"
    wanted = of_schema_3(path)
    data = path.read_bytes()
    unwritable(monkeypatch)
    with Ledger.open(path) as ledger:
        monkeypatch.undo()
        assert ledger.connection.pragma("user_version") == 3
        assert {claim.id: claim for claim in ledger.claims()} == wanted
        assert verify(ledger).faults == ()
    assert path.read_bytes() == data


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk."""
    path = world.filled(tmp_path / "a.ledger")
    script = (
        "import resource, signal, sys; sys.path.insert(0, sys.argv[2])\n"
        "from gesta.ledger import Ledger\nfrom gesta.errors import LedgerError\n"
        "from gesta.types import Grounded\nfrom tests import factories as make\n"
        "import random\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "text = ''.join(random.Random(1).choices('abcdefghij ', k=300_000))\n"
        "ledger = Ledger.open(sys.argv[1])\n"
        "try:\n"
        "    ledger.add(Grounded(make.report(text)), make.source(text))\n"
        "except LedgerError as error:\n"
        "    print(error)\n"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), root], capture_output=True, text=True, check=True
    )
    assert "space" in done.stdout
    with Ledger.open(path) as ledger:
        assert ledger.count("reports") == 2
        assert verify(ledger).sound
