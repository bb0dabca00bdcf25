"""The article's own words: lines of text in, the paragraphs that are kept out.

Every step takes lines away or cuts a range out of one; none writes a word. Order matters: captions
are known by the credits below them, so they go before the credits do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gesta.reports.boilerplate import (
    CAPTION,
    CREDIT_END,
    CREDIT_LINE,
    GLUED,
    GLUED_HINT,
    LONGEST,
    STAMP,
    TAIL,
    WHOLE,
)
from gesta.reports.traced import Traced

_LETTER = re.compile(r"[^\W_]")
_MARKS = re.compile(r"[\W_]+")
# A repeated paragraph this long is a slip of the page, a shorter one may be style.
_LONG_ENOUGH: Final = 60
_HEADLINE: Final = 200
_HEAD: Final = 6
# A tail of links starts in the later part of a page and holds short lines only.
_TAIL_FROM: Final = 0.4
_LINK_LENGTH: Final = 160


@dataclass(frozen=True, slots=True)
class Line:
    """A tidy line, and whether a blank line stood before it."""

    words: Traced
    gap: bool = False

    @property
    def text(self) -> str:
        """The line's words."""
        return self.words.text


def kept_lines(lines: Sequence[Line], titles: Iterable[str] = ()) -> list[Line]:
    """The lines of the article itself; `titles` are its headline as metadata and page give it."""
    names = {fold(title) for title in titles} - {""}
    kept = [line for line in lines if line.text and _LETTER.search(line.text)]
    kept = _without_titles(kept, names)
    kept = _without_tail(kept)
    kept = _without_captions(kept)
    kept = [line for line in kept if not is_boilerplate(line.text)]
    kept = _without_stamps(kept)
    kept = [cut for line in kept if (cut := _without_glued(line)).text]
    return _without_repeats(kept)


def fold(text: str) -> str:
    """Letters and digits alone, in lower case: equal for a headline and its repetition."""
    return _MARKS.sub("", text.casefold())


def is_boilerplate(text: str) -> bool:
    """Whether a whole line is a prompt, a link, a credit or a notice.

    >>> is_boilerplate("Read more: Bridge reopens"), is_boilerplate("Read more books, he said.")
    (True, False)
    """
    return len(text) <= LONGEST and any(pattern.fullmatch(text) for pattern in WHOLE)


def _without_titles(lines: list[Line], names: set[str]) -> list[Line]:
    """Drop the headline where a line repeats it."""
    return [
        line for line in lines if len(line.text) > 2 * _HEADLINE or fold(line.text) not in names
    ]


def _without_tail(lines: list[Line]) -> list[Line]:
    """Cut at a heading of further reading after which only short lines without a full stop stand."""
    for at in range(int(len(lines) * _TAIL_FROM), len(lines)):
        rest = lines[at + 1 :]
        if TAIL.fullmatch(lines[at].text) and all(_is_link(line.text) for line in rest):
            return lines[:at]
    return lines


def _is_link(text: str) -> bool:
    return len(text) <= _LINK_LENGTH and not text.endswith((".", ".”", '."', "!”"))


def _without_captions(lines: list[Line]) -> list[Line]:
    """Drop captions: known by a credit at their end, or below them where they look like one."""
    blocks = any(line.gap for line in lines[1:])
    gone = [False] * len(lines)
    seen: set[str] = set()
    for at, line in enumerate(lines):
        ends = CREDIT_END.search(line.text) if len(line.text) <= 2 * LONGEST else None
        if ends and _is_caption(line.text, ends.start()):
            gone[at] = True
            seen.add(fold(line.text[: ends.start()]))
        elif at + 1 < len(lines) and CREDIT_LINE.fullmatch(lines[at + 1].text):
            tight = blocks and not lines[at + 1].gap and (line.gap or gone[at - 1] or at == 0)
            gone[at] = len(line.text) <= LONGEST and bool(tight or CAPTION.search(line.text))
            if gone[at]:
                seen.add(fold(line.text))
    seen.discard("")
    left = [line for at, line in enumerate(lines) if not gone[at]]
    return [line for line in left if fold(line.text) not in seen] if seen else left


def _is_caption(text: str, end: int) -> bool:
    """Whether the words before a credit are a caption: one or two sentences, nobody speaking."""
    words = text[:end]
    if CAPTION.search(words):
        return True
    sentences = len(re.findall(r"[.!?][”\"’]?(?:\s|$)", words))
    return len(words) <= LONGEST and sentences <= 2 and not re.search(r"[“\"]|\bsaid\b", words)


def _without_stamps(lines: list[Line]) -> list[Line]:
    """Drop lines that only say when a page was put up, near its head and foot."""
    edges = {*range(_HEAD), *range(len(lines) - 2, len(lines))}
    return [
        line
        for at, line in enumerate(lines)
        if at not in edges or len(line.text) > 120 or not STAMP.fullmatch(line.text)
    ]


def _without_glued(line: Line) -> Line:
    """Cut prompts, links and credits out of a paragraph."""
    words = line.words
    if not GLUED_HINT.search(words.text):
        return line
    for pattern in GLUED:
        cuts = [match.span() for match in pattern.finditer(words.text)]
        if cuts:
            words = words.without(cuts).tidy()
    return Line(words, line.gap) if words is not line.words else line


def _without_repeats(lines: list[Line]) -> list[Line]:
    """Drop a long line that stood before, and any line that repeats the one above it."""
    seen: set[str] = set()
    kept: list[Line] = []
    for line in lines:
        name = fold(line.text)
        again = name in seen and len(line.text) >= _LONG_ENOUGH
        if again or (kept and name == fold(kept[-1].text)):
            continue
        seen.add(name)
        kept.append(line)
    return kept
