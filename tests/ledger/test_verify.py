"""`verify` finds every change that changes anything stored, names it, and never crashes."""

from __future__ import annotations

import random
import shutil
import zlib
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from gesta.errors import LedgerError
from gesta.ledger import Ledger, export_lines, verify
from gesta.ledger.schema import schema_rows, schema_sql
from gesta.types import Count, Grounded, Party, Quote, Segment, Source
from tests import factories as make
from tests.ledger import world

# What joining goes on from can be computed anew at any time and has no receipts.
TABLES = sorted(
    name for kind, name, _, _ in schema_rows() if kind == "table" and not name.startswith("joined_")
)

# Columns whose change changes nothing that the ledger says: the numbering of the receipts has
# gaps by nature, only its order counts.
FREE = {("receipts", "seq")}


def test_a_sound_ledger_has_no_faults_and_everything_is_counted(ledger: Ledger) -> None:
    found = verify(ledger)
    assert found.sound
    assert found.checked == {
        "reports": 2, "originals": 2, "segments": 2, "claims": 3, "assessments": 1, "ties": 3,
        "incidents": 1, "edges": 1, "refusals": 1, "reviews": 1, "spans": 26, "receipts": 18,
        "references": 23,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("UPDATE incidents SET recipients = '[\"a-none\"]'", "recipients"),
        ("UPDATE registry_ties SET source = 'a-none'", "from"),
        ("UPDATE registry_ties SET target = 'a-none'", "to"),
    ],
)
def test_an_actor_that_is_not_there_is_named(ledger: Ledger, change: str, field: str) -> None:
    with apsw.Connection(str(ledger.path)) as other:
        other.execute(change)
    faults = [str(fault) for fault in verify(ledger).faults]
    assert any("a-none" in fault and field in fault for fault in faults), faults


def columns() -> list[tuple[str, str]]:
    with apsw.Connection(":memory:") as memory:
        memory.execute(schema_sql())
        return [
            (table, str(row[1]))
            for table in TABLES
            for row in memory.execute(f"PRAGMA table_info({table})")
            if (table, row[1]) not in FREE
        ]


@pytest.mark.parametrize(("table", "column"), columns())
def test_every_column_of_every_table_is_guarded(path: Path, table: str, column: str) -> None:
    """Each value changed in turn, by whoever has the file open in another program."""
    with apsw.Connection(str(path)) as other:
        kind = other.execute(
            f"SELECT type FROM pragma_table_info('{table}') WHERE name = '{column}'"
        ).fetchall()[0][0]
        changed = {
            "TEXT": f"coalesce(\"{column}\", '') || 'x'",
            "INTEGER": f'coalesce("{column}", 6) + 1',
            "REAL": f'coalesce("{column}", 0.0) + 1e-9',
            "BLOB": f'zeroblob(1 + length("{column}"))',
        }[str(kind)]
        one = f"(SELECT rowid FROM {table} LIMIT 1)"
        key = [str(r[1]) for r in other.execute(f"PRAGMA table_info({table})") if r[5]]
        where = " AND ".join(f'"{k}" = (SELECT "{k}" FROM {table} LIMIT 1)' for k in key) or one
        try:
            other.execute(f'UPDATE {table} SET "{column}" = {changed} WHERE {where}')
        except apsw.ConstraintError:
            return  # the schema itself forbids it
    other.close()
    with Ledger.open(path) as ledger:
        assert not verify(ledger).sound


@pytest.mark.parametrize("table", TABLES)
def test_a_row_taken_out_is_missed(path: Path, table: str) -> None:
    with apsw.Connection(str(path)) as other:
        key = [str(r[1]) for r in other.execute(f"PRAGMA table_info({table})") if r[5]]
        last = " AND ".join(f'"{k}" = (SELECT "{k}" FROM {table} LIMIT 1)' for k in key)
        other.execute(f"DELETE FROM {table} WHERE {last}")
        assert other.changes() == 1
    other.close()
    with Ledger.open(path) as ledger:
        assert not verify(ledger).sound


def test_rows_put_in_by_other_means_are_named(path: Path) -> None:
    with apsw.Connection(str(path)) as other:
        other.execute(
            "INSERT INTO assessments VALUES ('s0', ?, 0, 3, 'The', 'assessment')", (world.R1.id,)
        )
    other.close()
    with Ledger.open(path) as ledger:
        (fault,) = verify(ledger).faults
    assert (fault.kind, fault.id, fault.field) == ("assessment", "s0", "receipt")


def test_two_receipts_that_change_places_are_found(path: Path) -> None:
    with apsw.Connection(str(path)) as other:
        first, second = other.execute("SELECT seq FROM receipts ORDER BY seq LIMIT 2").fetchall()
        for old, new in ((first[0], -1), (second[0], first[0]), (-1, second[0])):
            other.execute("UPDATE receipts SET seq = ? WHERE seq = ?", (new, old))
    other.close()
    with Ledger.open(path) as ledger:
        assert [fault.field for fault in verify(ledger).faults] == ["evidence head"]


def test_a_fault_says_which_report_field_and_offset(path: Path) -> None:
    with apsw.Connection(str(path)) as other:
        other.execute(
            "UPDATE claim_roles SET start_at = start_at + 1, end_at = end_at + 1 "
            "WHERE claim = ? AND role = 'target'", (world.C1.id,),
        )  # fmt: skip
    other.close()
    with Ledger.open(path) as ledger:
        faults = verify(ledger).faults
    spans = [f for f in faults if f.field == "targets"]
    assert [(f.kind, f.id, f.offset) for f in spans] == [("claim", world.C1.id, 59)]
    assert world.R1.id in str(spans[0])


@pytest.mark.parametrize(
    ("change", "words", "offset"),
    [
        ("cue_start = 20, cue_end = 24", "'said' is not what the text says: 'aid '", 20),
        ("cue_end = NULL", "'said' is not what the text says: ''", 19),
        ("cue = 'denied'", "'denied' is not what the text says: 'said'", 19),
        ("content = '[[39,9999]]'", "what is said ends at 9999, out of place in the text", 39),
        ("content = '[[-2,8]]'", "what is said ends at 8", -2),
        ("content = '[[39,39]]'", "what is said ends at 39", 39),
        ("content = '[[39,50],[48,60]]'", "what is said ends at 60", 48),
    ],
)
def test_cues_and_what_is_said_are_compared_with_the_text(
    path: Path, change: str, words: str, offset: int
) -> None:
    with apsw.Connection(str(path)) as other:
        other.execute(f"UPDATE attributions SET {change} WHERE owner = ?", (world.C1.id,))
    other.close()
    with Ledger.open(path) as ledger:
        faults = verify(ledger).faults
    assert {"receipt", "said_by"} == {fault.field for fault in faults if fault.kind == "claim"}
    [fault] = [fault for fault in faults if fault.field == "said_by"]
    assert (fault.id, fault.offset) == (world.C1.id, offset) and words in str(fault)


def test_kept_words_and_originals_are_compared(path: Path) -> None:
    other_words = world.FIRST.replace("fuel depot", "food depot")
    with apsw.Connection(str(path)) as other:
        other.execute("UPDATE reports SET text = ? WHERE id = ?", (other_words, world.R1.id))
    other.close()
    with Ledger.open(path) as ledger:
        fields = {fault.field for fault in verify(ledger).faults}
    assert {"segments", "targets", "evidence", "receipt"} <= fields


def test_another_original_is_found(path: Path) -> None:
    data = world.S1.data.replace(b"fuel", b"food")
    with apsw.Connection(str(path)) as other:
        other.execute(
            "UPDATE originals SET data = ? WHERE report = ?", (zlib.compress(data), world.R1.id)
        )
    other.close()
    with Ledger.open(path) as ledger:
        (fault,) = verify(ledger).faults
    assert (fault.id, fault.field) == (world.R1.id, "sha256")


def wrong(grounded: Grounded, source: Source, tmp_path: Path) -> set[tuple[str, str]]:
    """Kinds and fields of the faults of a ledger with this one report."""
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        ledger.add(grounded, source)
        return {(fault.kind, fault.field) for fault in verify(ledger).faults}


TEXT = "Gunmen shot at a bus in the old town."
REPORT = make.report(TEXT)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"targets": (Quote(0, 3, "bus"),)}, "targets"),
        ({"targets": (Quote(-3, 3, "bus"),)}, "targets"),
        ({"targets": (Quote(17, 17, ""),)}, "targets"),
        ({"targets": (Quote(30, 99, TEXT[30:]),)}, "targets"),
        ({"actors": (Party(0, 6, "Gunmen", "a-none"),)}, "actors"),
        ({"killed": Count("twelve", 12, 12)}, "killed"),
        ({"content": ("c-none",)}, "content"),
    ],
)
def test_what_a_reader_got_wrong_is_found_too(
    tmp_path: Path, more: dict[str, object], field: str
) -> None:
    """Receipts hold here: the record is as written, but it does not stand on the text."""
    claim = make.claim(REPORT, TEXT, "shot", **more)
    assert wrong(Grounded(REPORT, (claim,)), make.source(TEXT), tmp_path) == {("claim", field)}


def test_a_way_back_that_leads_astray_is_found(tmp_path: Path) -> None:
    for segments in (
        (Segment(0, 5, 1),),
        (Segment(0, 5, 0), Segment(3, 2, 3)),
        (Segment(0, 0, 0),),
    ):
        folder = tmp_path / str(hash(segments))
        folder.mkdir()
        report = replace(REPORT, segments=segments)
        assert wrong(Grounded(report), make.source(TEXT), folder) == {("report", "segments")}


def test_an_entity_is_a_way_back(tmp_path: Path) -> None:
    page = "Shells &amp; rockets&hellip; fell."
    report = replace(
        make.report(page), text="Shells & rockets… fell.", format="html",
        segments=(Segment(0, 8, 0), Segment(8, 8, 12), Segment(16, 1, 20), Segment(17, 6, 28)),
    )  # fmt: skip
    assert wrong(Grounded(report), make.source(page), tmp_path) == set()


def says(path: Path) -> tuple[object, ...]:
    """All that a ledger says, bytes included."""
    with Ledger.open(path) as ledger:
        rows = tuple(
            tuple(ledger.connection.execute(f"SELECT * FROM {table}"))
            for table in TABLES
            if table != "originals"
        )
        return (rows, tuple(export_lines(ledger)))


def test_every_flipped_byte_that_changes_anything_is_found(path: Path, tmp_path: Path) -> None:
    """Bytes all over the file, one at a time. Those that hold nothing may change unseen: then
    every table and the whole export must be what they were."""
    sound = path.read_bytes()
    truth = says(path)
    dice = random.Random(20240304)
    hurt = tmp_path / "hurt.ledger"
    found = 0
    for _ in range(250):
        data = bytearray(sound)
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        hurt.write_bytes(data)
        found += seen(hurt) or unchanged(hurt, truth)
    assert found == 250


def test_flips_where_the_words_are_stored_are_all_found(path: Path, tmp_path: Path) -> None:
    sound = path.read_bytes()
    truth = says(path)
    hurt = tmp_path / "hurt.ledger"
    for words in (
        b"Qaryat Umm",
        b"At least 12",
        b"fuel depot",
        b"claimed",
        b"2024-03-04",
        b"x\x9c",
    ):
        at = sound.find(words)
        while at >= 0:
            data = bytearray(sound)
            data[at] ^= 1
            hurt.write_bytes(data)
            assert seen(hurt) or unchanged(hurt, truth), (words, at)
            at = sound.find(words, at + 1)


def test_a_file_cut_short_is_found(path: Path, tmp_path: Path) -> None:
    sound = path.read_bytes()
    truth = says(path)
    hurt = tmp_path / "hurt.ledger"
    dice = random.Random(7)
    for _ in range(60):
        hurt.write_bytes(sound[: dice.randrange(1, len(sound))])
        assert seen(hurt) or unchanged(hurt, truth)


def seen(path: Path) -> bool:
    """Whether the damage is noticed, in words: at opening or by `verify`."""
    try:
        with Ledger.open(path) as ledger:
            return not verify(ledger).sound
    except LedgerError:
        return True
    finally:
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)


def unchanged(path: Path, truth: tuple[object, ...]) -> bool:
    shutil.copy(path, f"{path}.copy")
    return says(Path(f"{path}.copy")) == truth
