"""The form of a file by its name's ending, or by its first bytes where the name tells nothing."""

from __future__ import annotations

import re
from typing import Final

from gesta.reports.decode import binary_kind, encoding_of

FORMATS: Final = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".zip": "zip",
}  # fmt: skip
_MARKUP = re.compile(
    r"\s*(?:<!doctype html|<html|<head|<body|<!--|<\?xml|<article|<div|<p\b)", re.I
)
_TEXT_COLUMN = re.compile(r"\b(?:text|body|content|article|maintext|html)\b", re.I)


def sniff(head: bytes) -> str | None:
    """The form of a stream that begins with `head`, None for a binary file.

    >>> sniff(b'{"id": 1, "text": "Shells fell."}')
    'jsonl'
    """
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "zip"
    if binary_kind(head):
        return None
    text = head.decode(encoding_of(head), "replace").lstrip("\ufeff")
    if _MARKUP.match(text):
        return "html"
    if text.lstrip().startswith("{"):
        return "json" if re.match(r"\s*\{\s*\n", text) else "jsonl"
    if re.match(r"\s*\[\s*\{", text):
        return "json"
    first = text.lstrip().split("\n", 1)[0]
    for mark, form in (("\t", "tsv"), (",", "csv"), (";", "csv")):
        cells = [cell.strip().strip("\"'") for cell in first.split(mark)]
        if (
            len(cells) > 1
            and all(0 < len(c) < 40 for c in cells)
            and any(map(_TEXT_COLUMN.fullmatch, cells))
        ):
            return form
    return "txt"
