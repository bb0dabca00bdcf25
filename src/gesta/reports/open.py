"""Paths to sources: files, folders, tables, archives, standard input.

Order is that of the paths, folders sorted by name. What cannot be opened comes out as a refusal
in its place, never as an exception, and nothing is left out without one but hidden files.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from gesta.reports.archive import (
    BROKEN,
    Bomb,
    Budget,
    Counted,
    declared_members,
    members,
    printable,
)
from gesta.reports.csv_rows import read_csv
from gesta.reports.limits import DEFAULT_LIMITS, Limits
from gesta.reports.sniff import FORMATS, sniff
from gesta.reports.tables import Labels, read_json, read_jsonl
from gesta.types import Refusal, Source

STDIN: Final = "-"
_SPOOL: Final = 16_000_000


def sources(
    paths: Iterable[str | Path],
    *,
    outlet: str | None = None,
    published: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Source | Refusal]:
    """Every article under `paths`, in order; `-` is standard input.

    `outlet` and `published` are what the user says of all of them.
    """
    opener = _Opener(Labels("", outlet, published), limits)
    for path in paths:
        if str(path) == STDIN:
            yield from opener.stdin()
        else:
            yield from opener.path(Path(path))


@dataclass(frozen=True, slots=True)
class _Opener:
    """The walk, with what holds for all of it."""

    labels: Labels
    limits: Limits

    def path(self, path: Path) -> Iterator[Source | Refusal]:
        """A file, or everything in a folder."""
        name = printable(str(path))
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            yield _refused(name, "not found", _words(error))
            return
        if stat.S_ISDIR(mode):
            yield from self.folder(path)
        elif not stat.S_ISREG(mode):
            yield _refused(name, "not a file", "a device, pipe or socket; use `-` for a pipe")
        else:
            yield from self.file(path, name)

    def folder(self, path: Path) -> Iterator[Source | Refusal]:
        """The files of a folder and its folders, sorted by name; hidden ones are left out."""
        try:
            entries = sorted(os.listdir(path))
        except OSError as error:
            yield _refused(printable(str(path)), "unreadable", _words(error))
            return
        for name in entries:
            child = path / name
            if name.startswith("."):
                continue
            if child.is_symlink() and child.is_dir():
                yield _refused(printable(str(child)), "link", "a link to a folder is not followed")
            else:
                yield from self.path(child)

    def file(self, path: Path, name: str) -> Iterator[Source | Refusal]:
        """One regular file."""
        try:
            with path.open("rb") as stream:
                form = FORMATS.get(path.suffix.lower()) or sniff(stream.peek(4096))
                if form == "zip":
                    yield from self.archive(cast(BinaryIO, stream), name)
                else:
                    yield from self.stream(cast(BinaryIO, stream), name, form)
        except OSError as error:
            yield _refused(name, "unreadable", _words(error))

    def stream(self, stream: BinaryIO, name: str, form: str | None) -> Iterator[Source | Refusal]:
        """The article or table in a stream of a known form; None is a form Gesta cannot read."""
        labels = replace(self.labels, path=name)
        if form is None:
            readable = ", ".join(sorted(FORMATS))
            yield _refused(name, "unknown format", f"the formats read are {readable}")
        elif form == "jsonl":
            yield from read_jsonl(stream, labels, self.limits)
        elif form == "json":
            yield from read_json(stream, labels, self.limits)
        elif form in ("csv", "tsv"):
            yield from read_csv(stream, labels, self.limits, tabs=form == "tsv")
        else:
            data = stream.read(self.limits.max_bytes + 1)
            if len(data) > self.limits.max_bytes:
                yield _refused(name, "too large", f"more than {self.limits.max_bytes:,} bytes")
            elif not data.strip():
                yield _refused(name, "empty", "there is nothing in it")
            else:
                yield Source(name, form, data, None, labels.outlet, labels.published)

    def archive(self, file: BinaryIO, name: str) -> Iterator[Source | Refusal]:
        """The members of a ZIP archive."""
        try:
            count = declared_members(file)
            if count > self.limits.max_members:
                detail = f"{count:,} members; at most {self.limits.max_members:,} are read"
                yield _refused(name, "too large", detail)
                return
            if file.seek(0, io.SEEK_END) > self.limits.max_archive_bytes:
                yield _refused(name, "too large", f"over {self.limits.max_archive_bytes:,} bytes")
                return
            opened = zipfile.ZipFile(file)
        except BROKEN as error:
            yield _refused(name, "broken archive", _words(error))
            return
        budget = Budget(self.limits)
        with opened:
            for member in members(opened, name):
                if isinstance(member, Refusal):
                    yield member
                else:
                    yield from self.member(opened, member, name, budget)

    def member(
        self, opened: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, budget: Budget
    ) -> Iterator[Source | Refusal]:
        """One member; a fault in it ends it and not the archive."""
        path = f"{name}#{printable(member.filename)}"
        try:
            with opened.open(member) as packed:
                counted = Counted(cast(zipfile.ZipExtFile, packed), member.compress_size, budget)
                stream = io.BufferedReader(counted)
                suffix = PurePosixPath(member.filename).suffix.lower()
                form = FORMATS.get(suffix) or sniff(stream.peek(4096)[:4096])
                if form == "zip":
                    yield _refused(path, "nested archive", "an archive in an archive is not read")
                else:
                    yield from self.stream(cast(BinaryIO, stream), path, form)
        except Bomb as error:
            yield _refused(path, "too large", str(error))
        except BROKEN as error:
            yield _refused(path, "broken archive", _words(error))

    def stdin(self) -> Iterator[Source | Refusal]:
        """Standard input, its form found from its first bytes."""
        stream = sys.stdin.buffer
        head = cast(io.BufferedReader, stream).peek(4096)
        form = sniff(head) or "txt"
        if form != "zip":
            yield from self.stream(stream, STDIN, form)
            return
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
            taken = 0
            while chunk := stream.read(1 << 20):
                taken += len(chunk)
                if taken > self.limits.max_archive_bytes:
                    yield _refused(
                        STDIN, "too large", f"over {self.limits.max_archive_bytes:,} bytes"
                    )
                    return
                spool.write(chunk)
            yield from self.archive(cast(BinaryIO, spool), STDIN)


def _refused(path: str, reason: str, detail: str) -> Refusal:
    return Refusal(path, "open", reason, detail)


def _words(error: Exception) -> str:
    """What went wrong, in one line without a path."""
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())[:200]
