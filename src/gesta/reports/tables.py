"""Tables of articles: JSON lines and JSON arrays, one row at a time (`csv_rows` has CSV and TSV).

A table is never held whole (a `.json` file, which has no rows to stream, is, under a cap). A row
that is odd is refused by its number and the rest is read.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO, Final

from gesta.reports.decode import encoding_of
from gesta.reports.limits import Limits
from gesta.types import Refusal, Source

# Field → the names that tables in use give it, best first, written as `_folded` writes them.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "articleid", "docid", "documentid", "storyid", "uid", "uuid", "guid", "key",
           "storiesid", "identifier"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "media", "sitename",
               "sourcename", "medianame", "mediasource", "outletname", "newssource", "site",
               "domain", "sourcedomain", "agency", "feed", "website", "provider"),
    "published": ("published", "publishedat", "publisheddate", "publishdate", "publicationdate",
                  "datepublished", "pubdate", "datepublish", "publishedon", "date", "datetime",
                  "dct", "timestamp", "time", "publishtime", "created", "createdat",
                  "articledate", "docdate", "seendate"),
    "title": ("title", "headline", "heading", "articletitle", "name", "subject"),
    "author": ("author", "authors", "byline", "creator", "writer", "reporter", "writtenby"),
    "url": ("url", "link", "href", "uri", "articleurl", "sourceurl", "permalink", "webpage",
            "sourcelink", "weburl"),
    "text": ("text", "body", "content", "article", "maintext", "fulltext", "articletext",
             "articlebody", "bodytext", "articlecontent", "newstext", "plaintext", "story", "storytext",
             "document", "textcontent", "rawtext", "cleanedtext", "news"),
    "html": ("html", "rawhtml", "pagehtml", "contenthtml", "bodyhtml", "articlehtml", "page"),
}  # fmt: skip
_SAMPLE: Final = 65_536
_SHOWN: Final = 12
_BOOLEANS: Final = (True, False)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the user says of all rows, and how the table is named in paths."""

    path: str
    outlet: str | None = None
    published: date | None = None

    def row(self, number: int) -> str:
        """The path of one row."""
        return f"{self.path}#{number}"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which of a table's names stands for which field."""

    names: dict[str, str] = field(default_factory=dict)

    @property
    def readable(self) -> bool:
        """Whether a column holds the articles."""
        return "text" in self.names or "html" in self.names


def fields_of(names: list[str]) -> dict[str, str]:
    """Field → the column that holds it, among a table's column names.

    >>> fields_of(["Headline", "pub_date", "Article Text"])
    {'published': 'pub_date', 'title': 'Headline', 'text': 'Article Text'}
    """
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(re.sub(r"[^a-z0-9]", "", name.lower()), name)
    return {
        wanted: next(folded[name] for name in known if name in folded)
        for wanted, known in NAMES.items()
        if any(name in folded for name in known)
    }


def read_jsonl(stream: BinaryIO, labels: Labels, limits: Limits) -> Iterator[Source | Refusal]:
    """The rows of a JSON lines table; a blank line is no row."""
    for number, line in _lines(stream, limits.max_bytes):
        if line is None:
            yield refused(labels.row(number), "too large", "a line over the cap on one article")
            continue
        bare = line.strip(b"\xef\xbb\xbf \t\r\n" if number == 1 else b" \t\r\n")
        if bare:
            yield _json_row(bare, number, labels)


def read_json(stream: BinaryIO, labels: Labels, limits: Limits) -> Iterator[Source | Refusal]:
    """The articles of a JSON file: an object, a list of objects, or an object that holds a list."""
    data = stream.read(limits.max_json_bytes + 1)
    if len(data) > limits.max_json_bytes:
        detail = (
            f"more than {limits.max_json_bytes:,} bytes of JSON; give it as JSON lines (.jsonl)"
        )
        yield refused(labels.path, "too large", detail)
        return
    try:
        value = json.loads(data.decode(encoding_of(data)))
    except (ValueError, LookupError, RecursionError) as error:
        yield refused(labels.path, "broken table", f"no JSON: {str(error)[:120]}")
        return
    rows = _rows_in(value)
    if not rows:
        yield refused(labels.path, "no articles", "the JSON holds no object with a text")
    for number, row in enumerate(rows, start=1):
        text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield _json_row(text.encode("utf-8", "replace"), number, labels)


def _rows_in(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    if Columns(fields_of(list(value))).readable:
        return [value]
    return next((v for v in value.values() if isinstance(v, list) and v), [])


def _json_row(line: bytes, number: int, labels: Labels) -> Source | Refusal:
    path = labels.row(number)
    try:
        row = json.loads(line.decode(encoding_of(line)))
    except (ValueError, LookupError, RecursionError) as error:
        return refused(path, "broken row", f"no JSON: {str(error)[:120]}")
    if not isinstance(row, dict):
        return refused(path, "broken row", f"a JSON {type(row).__name__}, not an object")
    columns = Columns(fields_of([name for name, value in row.items() if value is not None]))
    if not columns.readable:
        return refused(path, "no text column", no_text(list(row)))
    return source_of(line, path, row, columns, labels)


def source_of(
    data: bytes, path: str, row: Mapping[str, Any], columns: Columns, labels: Labels
) -> Source | Refusal:
    """A row as a source, whose bytes are `data`; refused where it has no text."""
    values = {name: cell_text(row.get(column)) for name, column in columns.names.items()}
    values = {name: value for name, value in values.items() if value.strip()}
    if "text" not in values and "html" not in values:
        return refused(path, "empty", "the row has no text")
    return Source(
        path=path,
        format="row",
        data=data,
        fields=values,
        outlet=labels.outlet,
        published=labels.published,
        columns={name: column for name, column in columns.names.items() if name in values},
    )


def cell_text(value: Any) -> str:
    """A cell as text: names out of lists and `{"name": …}` objects, numbers as written."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(filter(None, map(cell_text, value[:50])))
    if isinstance(value, dict):
        return cell_text(value.get("name") or value.get("title") or "")
    return "" if value is None or value in _BOOLEANS and isinstance(value, bool) else str(value)


def _lines(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines as UTF-8 bytes; None for one over the cap, which is skipped unread."""
    encoding = encoding_of(peeked(stream))
    if encoding.startswith("utf-16") or encoding.startswith("utf-32"):
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
        for number, line in enumerate(iter(lambda: text.readline(longest + 1), ""), start=1):
            yield number, line.encode("utf-8", "replace") if len(line) <= longest else None
        return
    number = 0
    while line_bytes := stream.readline(longest + 1):
        number += 1
        if len(line_bytes) <= longest:
            yield number, line_bytes
            continue
        while line_bytes and not line_bytes.endswith(b"\n"):
            line_bytes = stream.readline(longest + 1)
        yield number, None


def peeked(stream: BinaryIO) -> bytes:
    """The first bytes of a buffered stream, left in it."""
    peek = getattr(stream, "peek", None)
    head: bytes = peek(_SAMPLE)[:_SAMPLE] if peek else b""
    return head


def no_text(names: list[str]) -> str:
    """Words for a table of which no column holds the articles."""
    shown = ", ".join(repr(name[:40]) for name in names[:_SHOWN]) or "none"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"no column is named text, body, content or the like; the columns are {shown}{more}"


def refused(path: str, reason: str, detail: str) -> Refusal:
    """A row or table that is not read."""
    return Refusal(path, "open", reason, detail)
