"""A report's text into sentences: nupunkt within each paragraph, then rules of the news.

nupunkt splits after ranks, `U.S.` before a title, and enumeration marks; these pieces are joined
again. It misses a full stop glued to the next sentence (`reported.A short while ago`) and after
some plain words; those are cut. Sentences never cross a line break and carry no blank at either end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nupunkt import sent_spans

from gesta.types import Span

_PARAGRAPH = re.compile(r"[^\n]+")
# A sentence that ends so is not at its end: a rank, a title, a unit, an initial.
_OPEN_END = re.compile(
    r"(?:^|[\s(“\"'])(?:Lt|Gen|Col|Maj|Capt|Cpl|Sgt|Cmdr|Adm|Brig|Pvt|Spc|Lance|Sen|Rep|Gov|Rev"
    r"|Hon|Dr|Mr|Mrs|Ms|Prof|St|Mt|Ft|No|Nos|Bn|Regt|Div|approx|Approx|incl|est|ca|vs|cf|al|Jan"
    r"|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|[A-Z])\.$"
)
_ACRONYM_END = re.compile(r"(?:^|[\s(])(?:[A-Z]\.){2,}$")
_CONTINUES = re.compile(r"(?:Secretary|President|Sen|Rep|Army|Air|Marine|Navy|Central|Embassy|State"
                        r"|Ambassador|Envoy|Defense|Treasury|Congress|House|Senate|Forces|[a-z0-9])")  # fmt: skip
_NO_WORD = re.compile(r"^[\W\d_]*$")
_GLUED = re.compile(r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z ])|(?<=[a-z]{3}[.!?][”\"])(?=[A-Z][a-z ])")
# A small-letter word, a full stop and a capital: an end that nupunkt misses where it takes the word
# for a shortening (`last month. Hamas`, `in the south. On Monday`).
_MISSED = re.compile(r"(?<![\w.])([a-z]{3,})[.!?][”\"’')]{0,2}(?=\s+[“\"‘'(]?[A-Z])")
_SHORTENED = frozenset(
    "approx incl est dept govt etc corp ibid max min vol art para sect col gen lieut maj capt".split()
)
# nupunkt's cost grows with the paragraph; one of a whole book is cut at blanks before it.
LONGEST_PARAGRAPH = 20_000


def split_sentences(text: str) -> list[Span]:
    """The sentences of `text`, in order, without surrounding blanks, none of them empty."""
    found: list[Span] = []
    for block in _blocks(text):
        found += _tidy(text, _joined(text, _raw(text, block)))
    return found


def _blocks(text: str) -> Iterator[Span]:
    for line in _PARAGRAPH.finditer(text):
        start, end = line.span()
        while end - start > LONGEST_PARAGRAPH:
            cut = text.rfind(" ", start + 1, start + LONGEST_PARAGRAPH)
            cut = cut if cut > start else start + LONGEST_PARAGRAPH
            yield Span(start, cut)
            start = cut
        yield Span(start, end)


def _raw(text: str, block: Span) -> list[Span]:
    pieces: list[Span] = []
    for start, end in sent_spans(block.of(text)):
        start, end = start + block.start, end + block.start
        for cut in _cuts(text, start, end):
            pieces.append(Span(start, cut))
            start = cut
        pieces.append(Span(start, end))
    return pieces


def _cuts(text: str, start: int, end: int) -> list[int]:
    glued = [cut.start() for cut in _GLUED.finditer(text, start, end)]
    missed = [
        cut.end()
        for cut in _MISSED.finditer(text, start, end)
        if cut[1] not in _SHORTENED and cut.end() < end
    ]
    return sorted({*glued, *missed})


def _joined(text: str, pieces: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for piece in pieces:
        words = piece.of(text).strip()
        if joined and (_NO_WORD.match(words) or _stays_open(joined[-1].of(text).rstrip(), words)):
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined


def _stays_open(before: str, after: str) -> bool:
    """Whether the sentence `before` goes on in `after`."""
    if _OPEN_END.search(before):
        return True
    return bool(_ACRONYM_END.search(before) and _CONTINUES.match(after))


def _tidy(text: str, pieces: list[Span]) -> list[Span]:
    tidy = []
    for piece in pieces:
        words = piece.of(text)
        start = piece.start + len(words) - len(words.lstrip())
        end = piece.end - (len(words) - len(words.rstrip()))
        if start < end:
            tidy.append(Span(start, end))
    return tidy
