"""Text into words with their places: runs of letters or digits, and single other signs.

Hyphens and apostrophes stand alone, so that `Turkish` in `Turkish-backed` is a word.
"""

from __future__ import annotations

import re

from gesta.types import Span

_WORD = re.compile(r"[^\W_]+|[^\s]")


def split_words(text: str, *, start: int = 0, end: int | None = None) -> list[Span]:
    """The words of `text[start:end]`, in order, as spans of `text`.

    >>> [s.of("US-led raid.") for s in split_words("US-led raid.")]
    ['US', '-', 'led', 'raid', '.']
    """
    stop = len(text) if end is None else end
    return [Span(m.start(), m.end()) for m in _WORD.finditer(text, start, stop)]
