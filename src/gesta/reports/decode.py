"""Bytes to text: byte order marks, UTF-8, the charset a page declares, then a guess.

Nothing is dropped in silence: bytes that are no text at all are refused as binary.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from resiliparse.parse.encoding import detect_encoding

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound, film or image file"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
# A text cut in the middle of a character, or with a few stray bytes, is still UTF-8.
_STRAY_SHARE: Final = 0.001
_ALIASES: Final = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read with; `problem` says why there is no text."""

    text: str = ""
    encoding: str = "utf-8"
    problem: str | None = None


def binary_kind(data: bytes) -> str | None:
    """What kind of binary file the bytes are, None for text (in any encoding)."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = data[:4096]
    if mark_of(head) or _wide(head):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if head.count(0) > max(2, len(head) // 200) or controls > len(head) * 0.05:
        return "binary data"
    return None


def decode(data: bytes) -> Decoded:
    """The text of `data`, or the problem in words. Never raises.

    Line ends stay as they are, so that offsets into the text lead back to the bytes.
    """
    kind = binary_kind(data)
    if kind:
        return Decoded(problem=kind)
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        text = data.decode(encoding if _known(encoding) else "utf-8", "replace")
    return Decoded(text, encoding.removesuffix("-sig"))


def encoding_of(data: bytes) -> str:
    """The name of the encoding to read `data` with (a Python codec)."""
    found = mark_of(data) or _wide(data[:4096])
    if found:
        return found
    if _is_utf8(data):
        return "utf-8"
    declared = _CHARSET.search(data[:4096])
    if declared:
        name = declared.group(1).decode("ascii").lower()
        name = _ALIASES.get(name, name)
        if _known(name) and not name.startswith(("utf", "unicode", "idna", "punycode")):
            return name
    guess = _ALIASES.get(
        str(detect_encoding(data[:65536])).lower(), str(detect_encoding(data[:65536]))
    )
    return guess if _known(guess) and not guess.lower().startswith("utf") else "cp1252"


def mark_of(data: bytes) -> str | None:
    """The encoding that the byte order mark names."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Latin text is zero."""
    if len(head) < 8 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        stray = data.decode("utf-8", "replace").count("\ufffd")
        return stray <= max(1, len(data) * _STRAY_SHARE) and _has_multibyte(data)
    return True


def _has_multibyte(data: bytes) -> bool:
    """Whether some well-formed UTF-8 sequence stands in the bytes."""
    return re.search(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data) is not None


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except (LookupError, ValueError):
        return False
