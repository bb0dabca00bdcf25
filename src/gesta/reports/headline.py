"""The headline as the first line of the kept text, where the body does not say it again.

A news report often tells the toll in its headline alone, and what a value stands on must be words of
the kept text. The way back leads to the first place where the headline stands in the original; the
headline of a table's own column has none there.
"""

from __future__ import annotations

import re
from array import array
from typing import Final

from gesta.reports.clean import fold
from gesta.reports.details import Details
from gesta.reports.metadata import without_outlet
from gesta.reports.traced import Traced, join

_LEAST_WORDS: Final = 3
# Words of a body below which a page is mostly a paywall, a menu or a video's caption. With a headline
# that tells of an attack, what such pages have in common would be taken for their story.
_LEAST_BODY: Final = 75
_LONGEST: Final = 300  # characters; longer ones are summaries, which the body tells again
_OPENING: Final = 1500  # characters of the body in which a headline is said again
_SAME: Final = 40  # folded characters by which a cut headline is known again
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# What a site puts behind its headlines: after a bar whatever it is, after a dash or colon the names
# of a paper, a station or an address.
_BREAK: Final = re.compile(r"\s(?:[|»]|[-–—]+|::?)\s")
_MEDIUM: Final = re.compile(
    r"\b(?:news|online|radio|tv|channel|daily|weather|times|herald|tribune|gazette|journal|post)\b"
    r"|\w\.(?:com|net|org)\b|(?-i:\b[WK][A-Z]{3}(?:-TV)?(?= \d|$))",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"\b[a-z][a-z'’]*\b")
_JOINING: Final = frozenset(("and", "of", "the", "for", "your", "com", "net", "org", "in"))


def with_headline(text: Traced, details: Details, original: str) -> Traced:
    """The kept text behind its headline, unchanged where there is none or the body begins with it.

    >>> from gesta.reports.details import Detail
    >>> from gesta.reports.traced import trace
    >>> dam = Details(title=Detail("Dam hit near Tikrit", "column title"))
    >>> body = "Nobody was hurt. " * 25
    >>> with_headline(trace(body), dam, body).text[:37]
    'Dam hit near Tikrit\\n\\nNobody was hurt.'
    """
    if details.title is None:
        return text
    title = without_outlet(details.title.value, details.outlet).strip()
    if len(title) > _LONGEST:
        return text
    title = _without_site(title)
    if len(_WORD.findall(title)) < _LEAST_WORDS:
        return text
    if len(text.text.split()) < _LEAST_BODY or fold(title)[:_SAME] in fold(text.text[:_OPENING]):
        return text
    at = original.find(title)
    origins = [-1] * len(title) if at < 0 else range(at, at + len(title))
    return join([Traced(title, array("q", origins)), text], "\n\n")


def _without_site(title: str) -> str:
    """The headline without the names that a site puts behind it.

    >>> _without_site("Two shot in Elkton - WXYZ News 5 - Elkton, Ohio")
    'Two shot in Elkton'
    >>> _without_site("Two shot in Elkton - police say news is worse")
    'Two shot in Elkton - police say news is worse'
    """
    for sign in _BREAK.finditer(title):
        tail = title[sign.end() :]
        names = all(word in _JOINING for word in _PLAIN.findall(tail))
        if sign[0].strip() in "|»" or (names and _MEDIUM.search(tail)):
            return title[: sign.start()]
    return title
