"""ZIP archives of reports, member by member, nothing ever written to disk.

Bytes are counted as they come out, so a bomb is stopped by what it gives and not by what its
header says. Names that point out of the archive, links and devices are refused by name.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from gesta.reports.limits import Limits
from gesta.types import Refusal

_END: Final = b"PK\x05\x06"
_END64: Final = b"PK\x06\x06"
_FREE: Final = 1_000_000  # the ratio is looked at from here on
BROKEN: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, struct.error,
    NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip


class Bomb(Exception):
    """A member gives more bytes than the limits allow."""


class Counted(io.RawIOBase):
    """A member's bytes, counted as they come out."""

    def __init__(self, member: zipfile.ZipExtFile, packed: int, budget: Budget) -> None:
        self._member = member
        self._packed = max(packed, 1)
        self._budget = budget
        self._given = 0

    def readable(self) -> bool:
        """True: the stream is there to be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`; raises `Bomb` when the member or the archive gives too much."""
        data = self._member.read(len(buffer))
        self._given += len(data)
        self._budget.spend(len(data))
        if self._given > _FREE and self._given > self._packed * self._budget.limits.max_ratio:
            raise Bomb(
                f"unpacks to more than {self._budget.limits.max_ratio} times its packed size"
            )
        buffer[: len(data)] = data
        return len(data)


class Budget:
    """How many bytes one archive may still give."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._left = limits.max_unpacked_bytes

    def spend(self, count: int) -> None:
        """Take `count` bytes off; raises `Bomb` when there are none left."""
        self._left -= count
        if self._left < 0:
            raise Bomb(f"the archive unpacks to more than {self.limits.max_unpacked_bytes:,} bytes")


def declared_members(file: BinaryIO) -> int:
    """How many members the archive's end record declares, without reading its index."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 70_000))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 12:
        return 0
    count = int.from_bytes(tail[at + 10 : at + 12], "little")
    at64 = tail.rfind(_END64, 0, at)
    if count == 0xFFFF and at64 >= 0 and len(tail) >= at64 + 40:
        count = int.from_bytes(tail[at64 + 32 : at64 + 40], "little")
    return count


def members(archive: zipfile.ZipFile, path: str) -> Iterator[zipfile.ZipInfo | Refusal]:
    """The members to read, sorted by name, with a refusal for each that must not be."""
    seen: set[str] = set()
    for info in sorted(archive.infolist(), key=lambda info: (info.filename, info.header_offset)):
        name = info.orig_filename
        parts = name.replace("\\", "/").split("/")
        if info.is_dir() or _is_hidden(parts):
            continue
        reason = _objection(info, name, parts)
        if reason is None and name in seen:
            reason = "a second member of the same name"
        seen.add(name)
        if reason:
            yield Refusal(f"{path}#{printable(name)}", "open", "unsafe member", reason)
        else:
            yield info


def printable(name: str) -> str:
    """A file or member name that can be shown and written as UTF-8."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in shown)[:300]


def _is_hidden(parts: list[str]) -> bool:
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in parts)


def _objection(info: zipfile.ZipInfo, name: str, parts: list[str]) -> str | None:
    if "\x00" in name:
        return "its name holds a zero byte"
    if name.startswith(("/", "\\")) or (len(name) > 1 and name[1] == ":"):
        return "its name is an absolute path"
    if ".." in parts:
        return "its name leads out of the archive"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "it is a link or a device, not a file"
    if info.flag_bits & 0x1:
        return "it is encrypted"
    return None
