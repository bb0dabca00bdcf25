"""RIS: the reports that the chosen incidents stand on, for reference managers; each once."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from gesta.export.extract import Extract, Head
from gesta.export.words import chain, for_xml, joined
from gesta.types import Claim

FIELDS: dict[str, str] = {
    "TY": "NEWS", "ID": "the report's id", "TI": "headline", "AU": "author",
    "T2": "outlet", "PY": "year of publication", "DA": "day of publication, YYYY/MM/DD",
    "UR": "address", "LA": "language", "KW": "links of the incidents that it tells of",
    "N1": "SHA-256 of its bytes; what it copies; each claim with who says so, and its words",
}  # fmt: skip


def write(extract: Extract) -> Generator[bytes, None, None]:
    """A reference a report, by day of publication."""
    for head, incidents, claims in extract.sources():
        links = [extract.options.base + name for name in incidents]
        lines = [f"{tag}  - {value}" for tag, value in _fields(head, links, claims) if value]
        yield ("\r\n".join([*lines, "ER  - "]) + "\r\n\r\n").encode("utf-8")


def _fields(
    head: Head, links: list[str], claims: tuple[Claim, ...]
) -> Iterator[tuple[str, str | None]]:
    yield "TY", "NEWS"
    yield "ID", _line(head.id)
    yield "TI", _line(head.title) or _line(head.id)
    yield "AU", _line(head.author)
    yield "T2", _line(head.outlet)
    if head.published:
        yield "PY", f"{head.published.year:04}"
        yield "DA", f"{head.published:%Y/%m/%d}"
    yield "UR", _line(head.url)
    yield "LA", _line(head.language)
    yield from (("KW", _line(link)) for link in links)
    yield "N1", f"SHA-256 {head.sha256}"
    if head.copy_of:
        yield "N1", f"A copy of {_line(head.copy_of)}"
    for claim in claims:
        who = joined([claim.type, claim.certainty, chain(claim)], ", ")
        yield "N1", _line(f"{who}: “{claim.evidence.text}”")


def _line(words: str | None) -> str:
    """The words on one line: a line end would begin another field."""
    return " ".join(for_xml(words or "").split())
