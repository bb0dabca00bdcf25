"""Plain text and Markdown to lines: wrapped lines joined, markup taken out."""

from __future__ import annotations

import re
from typing import Final

from gesta.reports.clean import Line
from gesta.reports.details import Details, day, detail, one
from gesta.reports.traced import Traced, join

# What a text wrapped at a fixed width looks like: lines of nearly one length, mostly broken in
# the middle of a sentence.
_WIDEST: Final = 110
_FULL: Final = 0.7
_SHARE: Final = 0.6
_SENTENCE_END: Final = (".", "!", "?", "”", '"', ":", ";", ")", "…")

_MARKDOWN = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\n]{0,1000}\)|\]\([^)\n]{1,1000}\)|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|"
    r"\[(?=[^\]\n]{1,300}\]\()|^\s{0,3}#{1,6}\s+|^\s{0,3}>\s?|^\s*(?:[-*_]\s*){3,}$|^\s{0,3}[*+-]\s+|`+"
)
_MATTER = re.compile(r"(title|author|date|source|outlet|publisher|url|link)\s*:\s*(.+)", re.I)
_MATTER_FIELDS: Final = {
    "date": "published",
    "source": "outlet",
    "publisher": "outlet",
    "link": "url",
}


def plain_lines(original: Traced) -> list[Line]:
    """The tidy lines of a plain text, in blocks where blank lines part them."""
    blocks = _blocks(original.lines())
    wrapped = _is_wrapped(blocks)
    lines: list[Line] = []
    for block in blocks:
        if wrapped and len(block) > 1:
            lines.append(Line(join(block, " "), gap=True))
        else:
            lines += [Line(words, gap=not at) for at, words in enumerate(block)]
    return lines


def markdown_lines(original: Traced) -> list[Line]:
    """The same of a Markdown text: marks of headings, emphasis, links and pictures go."""
    lines = plain_lines(original)
    return [Line(_unmarked(line.words), line.gap) for line in lines]


def front_matter(original: Traced) -> tuple[Details, Traced]:
    """What the `---` block at a Markdown text's head says, and the text below it."""
    match = re.match(
        r"\ufeff?---[ \t]*\r?\n(.{0,5000}?)\n---[ \t]*(?:\r?\n|$)", original.text, re.S
    )
    if match is None:
        return Details(), original
    details = Details()
    for line in match.group(1).splitlines():
        keyed = _MATTER.fullmatch(line.strip())
        if keyed is None:
            continue
        name, value = keyed.group(1).lower(), keyed.group(2).strip().strip("\"'")
        field, found = _MATTER_FIELDS.get(name, name), f"front matter {name}"
        if field == "published":
            details = details.or_else(Details(published=day(value, found)))
        else:
            details = details.or_else(one(field, detail(value, found)))
    return details, original.part(match.end(), len(original.text))


def _blocks(lines: list[Traced]) -> list[list[Traced]]:
    blocks: list[list[Traced]] = [[]]
    for line in lines:
        tidy = line.tidy()
        if tidy.text:
            blocks[-1].append(tidy)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_wrapped(blocks: list[list[Traced]]) -> bool:
    """Whether the lines of the blocks were broken at a fixed width."""
    inner = [line.text for block in blocks for line in block[:-1]]
    if len(inner) < 2:
        return False
    width = max(map(len, inner))
    if not 40 <= width <= _WIDEST:
        return False
    full = sum(len(line) >= width * _FULL for line in inner)
    broken = sum(not line.endswith(_SENTENCE_END) for line in inner)
    return full >= len(inner) * _SHARE and broken >= len(inner) * 0.5


def _unmarked(words: Traced) -> Traced:
    cuts = [match.span() for match in _MARKDOWN.finditer(words.text)]
    return words.without(cuts, "").tidy() if cuts else words
