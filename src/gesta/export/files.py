"""Giving out a finished file piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PIECE = 1 << 16


def file_pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file, 64 KB at a time."""
    with open(path, "rb") as stream:
        while piece := stream.read(PIECE):
            yield piece
