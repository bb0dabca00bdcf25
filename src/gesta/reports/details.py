"""Title, outlet, author, day, URL: each a value and where it was found, put together in order.

The invariant: a detail without a source stays None. What the user gave goes before metadata and
table columns, these before what the text itself says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final

from gesta.reports.published import day_in
from gesta.reports.traced import trace
from gesta.types import Source

_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Detail:
    """A value as it stands in the source, and where that was (`json-ld headline`, `byline`)."""

    value: str
    found: str


@dataclass(frozen=True, slots=True)
class Day:
    """A publication day; `kind` is what `Report.published_from` says."""

    value: date
    found: str
    kind: str  # metadata | text | given


@dataclass(frozen=True, slots=True)
class Details:
    """What is known about an article beside its text."""

    title: Detail | None = None
    outlet: Detail | None = None
    author: Detail | None = None
    url: Detail | None = None
    source_id: Detail | None = None
    published: Day | None = None

    def or_else(self, later: Details) -> Details:
        """These details, with what is missing here taken from `later`."""
        return Details(
            **{f.name: getattr(self, f.name) or getattr(later, f.name) for f in fields(self)}
        )

    def where(self) -> dict[str, str]:
        """Field → where it was found, for `Report.found`."""
        known = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: detail.found for name, detail in known if detail is not None}


def one(field: str, value: Detail | None) -> Details:
    """Details of which only `field` (any but `published`) is known."""
    return replace(Details(), **{field: value})  # type: ignore[arg-type]


def detail(value: object, found: str) -> Detail | None:
    """A tidy one-line detail; None for nothing, and for what is too long to be one."""
    if not isinstance(value, str) or len(value) > 4 * _LONGEST:
        return None
    tidy = trace(value).tidy().text
    return Detail(tidy, found) if 0 < len(tidy) <= _LONGEST else None


def day(value: object, found: str, kind: str = "metadata") -> Day | None:
    """The day that a date string names, None where it names none for sure."""
    read = day_in(value) if isinstance(value, str) else None
    return Day(read, found, kind) if read else None


def given(source: Source) -> Details:
    """What the user said on the command line."""
    return Details(
        outlet=detail(source.outlet, "given"),
        published=Day(source.published, "given", "given") if source.published else None,
    )


def columns(source: Source) -> Details:
    """What the columns of a table row say."""
    row = source.fields or {}
    names = source.columns or {}

    def column(field: str) -> Detail | None:
        return detail(row.get(field), f"column {names.get(field, field)}")

    return Details(
        title=column("title"),
        outlet=column("outlet"),
        author=_author(column("author")),
        url=column("url"),
        source_id=column("id"),
        published=day(row.get("published"), f"column {names.get('published', 'published')}"),
    )


def _author(found: Detail | None) -> Detail | None:
    if found is None:
        return None
    name = re.sub(r"^by\s+", "", found.value, flags=re.I)
    return Detail(name, found.found) if name else None
