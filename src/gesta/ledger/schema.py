"""Opening the SQLite file: who it belongs to, which schema it has, and errors in words.

A ledger carries Gesta's application id and the number of its schema. Commits are FULL: a
report that was reported as read survives a power cut, and at one commit a report the price
(some 4 ms) is small beside reading it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

import apsw

from gesta.errors import LedgerError

APPLICATION_ID = 0x47455354  # "GEST"
SCHEMA_VERSION = 4
_BEFORE_SAID = 3  # without the columns of attributions that _SAID names, else the same
_BEFORE_JOINS = 2  # without the tables of joins.sql as well
# Columns as schema.sql has them, so that adding them gives the table's very words.
_SAID = ("cue_start INTEGER", "cue_end INTEGER", "content TEXT")
BUSY_MS = 30_000  # another process commits one report in milliseconds, a view in seconds

# SQLite before 3.51.3 can corrupt a WAL database when two processes reset the log at once.
OLDEST_SQLITE = (3, 51, 3)


@cache
def schema_sql() -> str:
    """The text of `schema.sql`, with that of `joins.sql`."""
    return _text("schema.sql") + joins_sql()


@cache
def joins_sql() -> str:
    """The text of `joins.sql`, the tables that schema 3 added."""
    return _text("joins.sql")


def _text(name: str) -> str:
    return files("gesta.ledger").joinpath(name).read_text(encoding="utf-8")


@cache
def schema_rows(version: int = SCHEMA_VERSION) -> frozenset[tuple[str, str, str, str | None]]:
    """Every table, index and view as a sound ledger of a schema that can be opened has it."""
    with apsw.Connection(":memory:") as memory:
        memory.execute(_text("schema.sql") if version == _BEFORE_JOINS else schema_sql())
        if version < SCHEMA_VERSION:
            for column in _SAID:
                memory.execute(f"ALTER TABLE attributions DROP COLUMN {column.split()[0]}")
        rows = stored_schema(memory)
    return frozenset(rows)


def version_of(connection: apsw.Connection) -> int:
    """The schema of an open ledger: an older one where it cannot be written."""
    return int(connection.pragma("user_version"))


def stored_schema(connection: apsw.Connection) -> list[tuple[str, str, str, str | None]]:
    """Every table, index and view that the file has (SQLite's own statistics left out)."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat*'"
    )
    return [(str(t), str(n), str(b), None if s is None else str(s)) for t, n, b, s in rows]


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a `LedgerError` that names the file and the next step."""
    try:
        yield
    except apsw.NotADBError as error:
        raise LedgerError(
            f"{path} is not a ledger (no SQLite file, or its first page is damaged). Name a file "
            "that `gesta read --ledger` wrote, or restore it from a copy."
        ) from error
    except apsw.CorruptError as error:
        raise LedgerError(
            f"{path} is damaged ({error}). Run `gesta verify {path}` to see what, and restore it "
            "from a copy or an export."
        ) from error
    except apsw.FullError as error:
        raise LedgerError(
            f"The disk that holds {path} is full; nothing of the last step was written. Free some "
            "space and run the same command again."
        ) from error
    except apsw.BusyError as error:
        raise LedgerError(
            f"{path} was in use by another program for {BUSY_MS // 1000} seconds. Wait until it is "
            "done and run the same command again."
        ) from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError) as error:
        raise LedgerError(
            f"{path} cannot be written ({error}). Check that the folder exists and that you may "
            "write in it, or copy the ledger elsewhere."
        ) from error
    except apsw.IOError as error:
        raise LedgerError(
            f"{path} could not be read or written ({error}): the disk may be full or failing. "
            "Free some space or copy the ledger to another disk, then run the command again."
        ) from error
    except apsw.Error as error:
        raise LedgerError(
            f"{path}: SQLite says {error!s}. Run `gesta verify {path}`; if it finds nothing, "
            "please report this."
        ) from error


@contextmanager
def damage_in_words(path: Path) -> Iterator[None]:
    """Turn what rows with damaged values raise as they are read into a `LedgerError`."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerError(
            f"{path} holds a damaged value ({error}). Run `gesta verify {path}` to see where, and "
            "restore it from a copy or an export."
        ) from error


def connect(path: Path, *, create: bool) -> apsw.Connection:
    """Open a ledger, or with `create` make it where there is none.

    Raises LedgerError for a missing file, a folder, another program's database or another schema.
    """
    _refuse_by_sight(path, create=create)
    with in_words(path):
        connection = _opened(path, create=create)
        try:
            _check(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
        return connection


def _refuse_by_sight(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger. Name a file, such as {path}.ledger.")
    if not path.exists() and not create:
        raise LedgerError(
            f"There is no ledger {path}. Make one with `gesta read PATH --ledger {path}` or "
            f"`gesta import FILE --ledger {path}`."
        )
    if not path.parent.is_dir():
        raise LedgerError(f"The folder {path.parent} does not exist. Make it first.")


def _opened(path: Path, *, create: bool) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
    try:
        connection = apsw.Connection(str(path), flags=flags)
        connection.set_busy_timeout(BUSY_MS)
        # The first read: only now SQLite touches the file and its folder.
        connection.execute("PRAGMA schema_version").fetchall()
    except (apsw.CantOpenError, apsw.ReadOnlyError):
        wal = Path(f"{path}-wal")
        if not path.exists() or (wal.exists() and wal.stat().st_size):
            raise
        # A read-only folder has no room for the log's index; at rest the file alone is whole.
        uri = f"{path.absolute().as_uri()}?immutable=1"
        connection = apsw.Connection(uri, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    return connection


def _check(connection: apsw.Connection, path: Path, *, create: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON")
    application = connection.pragma("application_id")
    version = connection.pragma("user_version")
    empty = not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
    if application == 0 and empty and create:
        _create(connection)
    elif application == 0 and empty:
        raise LedgerError(f"{path} is empty, not a ledger. Fill it with `gesta read` first.")
    elif application != APPLICATION_ID:
        raise LedgerError(
            f"{path} is another program's database (application id {application:#x}). Name a "
            "file that `gesta read --ledger` wrote."
        )
    elif version not in (SCHEMA_VERSION, _BEFORE_SAID, _BEFORE_JOINS):
        raise LedgerError(_other_schema(path, version))
    elif version < SCHEMA_VERSION and connection.readonly("main"):
        _stand_in(connection)
    elif version < SCHEMA_VERSION:
        _bring_on(connection)
    if not connection.readonly("main"):
        connection.execute("PRAGMA synchronous = FULL")


def _other_schema(path: Path, version: int) -> str:
    """Why a ledger of another schema is not opened, and how to go on."""
    says = f"{path} has schema {version} and this version of Gesta knows {SCHEMA_VERSION}"
    if version > SCHEMA_VERSION:
        return f"{says}: a newer version wrote it. Update Gesta; nothing was changed."
    return (
        f"{says}: an older version wrote it, and nothing was changed. Run `gesta export {path} "
        "--format jsonl -o old.jsonl` with that version and `gesta import old.jsonl --ledger "
        "NEW.ledger` with this one, or read the articles into a new ledger."
    )


def _bring_on(connection: apsw.Connection) -> None:
    """Bring a ledger of schema 2 or 3 to schema 4: columns that stay empty for what was read, and
    of schema 2 the further tables, which the next joining fills."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it meanwhile.
        version = connection.pragma("user_version")
        if version == _BEFORE_JOINS:
            connection.execute(joins_sql())
        if version < SCHEMA_VERSION:
            for column in _SAID:
                connection.execute(f"ALTER TABLE attributions ADD COLUMN {column}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if not connection.get_autocommit():
            connection.execute("ROLLBACK")
        raise


def _stand_in(connection: apsw.Connection) -> None:
    """Let queries of an older ledger that cannot be written find the columns that it lacks."""
    empty = ", ".join(f"NULL AS {column.split()[0]}" for column in _SAID)
    connection.execute(
        "PRAGMA temp_store = MEMORY; "
        f"CREATE TEMP VIEW attributions AS SELECT *, {empty} FROM main.attributions"
    )


def _create(connection: apsw.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Two processes may start at once; the second finds the tables made.
        if not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall():
            connection.execute(schema_sql())
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
