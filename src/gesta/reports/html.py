"""HTML to lines: trafilatura first, resiliparse second, the page's visible text for fragments.

Nothing here measures time: a crafted page that passes the guard of `markup.objection` and still
holds a parser up is the caller's to kill.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import extract
from trafilatura.utils import load_html

from gesta.reports.align import align
from gesta.reports.clean import Line
from gesta.reports.details import Details
from gesta.reports.markup import visible_text
from gesta.reports.metadata import headings, page_details
from gesta.reports.traced import Traced

# An extraction shorter than this is tried again with the second extractor.
_SHORT: Final = 250
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's extracted lines, its details, and every form of its headline."""

    lines: list[Line]
    details: Details
    titles: tuple[str, ...] = ()


def read_page(source: str, url: str | None = None) -> Page:
    """Extract a page's main text, each character with its place in `source`."""
    tree = load_html(source)
    if tree is None:
        return Page(_lines(visible_text(source)), Details())
    details = page_details(tree, url)
    text = main_text(source, tree)
    traced = align(text, source) if text.strip() else visible_text(source)
    return Page(_lines(traced), details, headings(tree))


def read_fragment(source: str) -> list[Line]:
    """The lines of a bit of HTML in a table's text column; nothing is taken for a menu."""
    return _lines(visible_text(source))


def main_text(source: str, tree: HtmlElement) -> str:
    """The page's main text as the first extractor that finds enough gives it."""
    first = _trafilatura(tree)
    if len(first) >= _SHORT:
        return first
    second = extract_plain_text(source, main_content=True, alt_texts=False, list_bullets=False)
    return second if len(second) > 2 * len(first) and len(second) >= _SHORT else first


def _trafilatura(tree: HtmlElement) -> str:
    try:
        return extract(tree, include_comments=False) or ""
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError):
        # Odd trees make trafilatura stumble; the second extractor takes over.
        return ""


def _lines(traced: Traced) -> list[Line]:
    return [Line(tidy) for line in traced.lines() if (tidy := line.tidy()).text]
