"""CSV lines in which no spreadsheet finds a formula.

A cell of words that begins with = + - @ TAB CR LF, or their full-width forms, gets an apostrophe
before it (OWASP, CSV Injection); numbers stay as they are, negative ones too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

LIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe(-3), safe(None)
    ("'=1+1", '-3', '')
    """
    if value is None:
        return ""
    words = str(value)
    if isinstance(value, str) and words.startswith(LIVE):
        return "'" + words
    return words


def csv_line(cells: Iterable[object]) -> bytes:
    """One row with its line end (RFC 4180), every cell safe, UTF-8; NUL, which readers refuse, out."""
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow(
        safe(cell).replace("\0", "\ufffd") for cell in cells
    )
    return held.getvalue().encode("utf-8")
