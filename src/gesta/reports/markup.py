"""A linear scan of HTML source: its visible text with the place of each character.

The scan is no parser and builds no tree; it follows tags just well enough to tell text from
markup, never looks at a character twice, and never fails. It serves the way back from extracted
text to the source, and the guard that refuses crafted pages before a real parser sees them.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gesta.reports.limits import Limits
from gesta.reports.traced import Traced

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,30})")
# Quotes open a value only after `=`, as in the HTML standard: stray ones are common in real pages.
_TAG_END = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_ATTRIBUTE = re.compile(r"""\s[^\s=>"'/]""")
_SPAN = re.compile(r"""\b(?:col|row)span\s{0,9}=\s{0,9}["']?\s{0,9}(\d+)""", re.I)
_RAW: Final = frozenset({"script", "style", "template", "svg", "math", "iframe", "object"})
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
# An end tag of these may be left out; an open one is closed by its next of kind.
_LOOSE: Final = frozenset("p li dd dt option tr td th tbody thead tfoot".split())  # noqa: SIM905
_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small "  # noqa: SIM905
    "span strike strong sub sup time tt u var wbr nobr".split()
)
# After so many tags with an unclosed quote the scan stops looking for the quote's other half.
_MAX_BROKEN: Final = 20


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the source: `[start, end)`, its lower-case name, whether it closes."""

    name: str
    closing: bool
    start: int
    end: int


def tags_and_text(source: str) -> Iterator[Tag | tuple[int, int]]:
    """The tags of `source` and the ranges of text between them, in order."""
    at, broken, size = 0, 0, len(source)
    while at < size:
        open_at = source.find("<", at)
        if open_at < 0:
            yield at, size
            return
        if open_at > at:
            yield at, open_at
        if source.startswith("<!--", open_at):
            close = source.find("-->", open_at + 4)
            at = size if close < 0 else close + 3
            continue
        name = _NAME.match(source, open_at)
        if name is None and source[open_at + 1 : open_at + 2] not in ("!", "?", "/"):
            yield open_at, open_at + 1
            at = open_at + 1
            continue
        end = _TAG_END.match(source, open_at + 1) if broken < _MAX_BROKEN else None
        if end is None:
            broken += 1
            close = source.find(">", open_at)
            at = size if close < 0 else close + 1
        else:
            at = end.end()
        if name is None:
            continue
        closing = source[open_at + 1] == "/"
        tag = Tag(name.group(1).lower(), closing, open_at, at)
        yield tag
        if not closing and tag.name in _RAW and source[at - 2 : at] != "/>":
            inner = re.compile(rf"</{tag.name}", re.I).search(source, at)
            at = size if inner is None else inner.start()


def visible_text(source: str) -> Traced:
    """The text a reader would see, menus and all; line ends where blocks begin and end.

    An entity's characters all have the place of its `&`.
    """
    texts: list[str] = []
    origins: array[int] = array("q")
    for item in tags_and_text(source):
        if isinstance(item, Tag):
            if item.name not in _INLINE and texts and texts[-1] != "\n":
                texts.append("\n")
                origins.append(-1)
            continue
        start, end = item
        at = start
        for match in _ENTITY.finditer(source, start, end) if "&" in source[start:end] else ():
            meant = html.unescape(match.group())
            if meant == match.group():
                continue
            texts.append(source[at : match.start()])
            origins.extend(range(at, match.start()))
            texts.append(meant)
            origins.extend([match.start()] * len(meant))
            at = match.end()
        texts.append(source[at:end])
        origins.extend(range(at, end))
    return Traced("".join(texts), origins)


def objection(source: str, limits: Limits) -> str | None:
    """Why a page must not be given to the parsers, in words; None for an ordinary page.

    Both parsers need minutes for a tag with 300,000 attributes and for elements nested
    200,000 deep, and are quick on any page under the caps.
    """
    if source.count("<") > 4 * limits.max_tags:
        return f"more than {4 * limits.max_tags} angle brackets"
    if source.count("&") > limits.max_entities:
        return f"more than {limits.max_entities} character references"
    if any(len(span) > 7 or int(span) > limits.max_span for span in _SPAN.findall(source)):
        return f"a table cell that covers more than {limits.max_span} columns or rows"
    tags = depth = 0
    for item in tags_and_text(source):
        if not isinstance(item, Tag):
            continue
        tags += 1
        if tags > limits.max_tags:
            return f"more than {limits.max_tags} tags"
        if item.end - item.start > limits.max_attributes and _crowded(source, item, limits):
            return f"a tag with more than {limits.max_attributes} attributes"
        if item.name in _VOID or item.name in _LOOSE or source[item.end - 2 : item.end] == "/>":
            continue
        depth = max(0, depth - 1) if item.closing else depth + 1
        if depth > limits.max_depth:
            return f"elements nested more than {limits.max_depth} deep"
    return None


def _crowded(source: str, tag: Tag, limits: Limits) -> bool:
    """Whether a tag has more attributes than allowed; quoted values are left out of the count."""
    bare = re.sub(r"""=\s*+(?:"[^"]*+"|'[^']*+')""", "=", source[tag.start : tag.end])
    return len(_ATTRIBUTE.findall(bare)) > limits.max_attributes
