"""A name given in full once is known to the last: a later surname or acronym joins it.

The `same` head sees one window and the sentences before it. Across a long report the bare name
(`Maro` after `Idris Maro`, `NLF` after `Northern Liberation Front`) still means the one full name
that fits, if there is but one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

Named = tuple[str, str]  # type and words of a mention

# Types whose last word names the whole, and types that go by their initials.
_SURNAME: Final = "person"
_INITIALS: Final = frozenset({"group", "organisation", "force", "government", "media"})
_SMALL: Final = frozenset("of the and for in al el".split())
PRONOUNS: Final = frozenset(
    "i we us you he she it they him her them his its their our this that who".split()
)
# Of each type, how often two mentions of one name are tied in the annotation of train.
REPEATED: Final = {"person": 0.97, "group": 0.9, "force": 0.85, "organisation": 0.84}
JOINED: Final = 0.9  # how sure such a link is said to be, until it is calibrated


def repeated_names(mentions: Sequence[Named]) -> list[tuple[int, int]]:
    """Links `(later, earlier)` from each name to the last mention of the very same words and type.

    Only of types whose names hold throughout a report: two mentions of a country as a state, or of
    a town, are tied in the annotation every second time, these nine times in ten.
    """
    last: dict[Named, int] = {}
    links = []
    for number, named in enumerate(mentions):
        kind, text = named
        if kind in REPEATED and text[:1].isupper() and text.lower() not in PRONOUNS:
            if named in last:
                links.append((number, last[named]))
            last[named] = number
    return links


def bare_names(mentions: Sequence[Named], linked: Iterable[int]) -> list[tuple[int, int]]:
    """Links `(later, earlier)` from bare names to full ones, of mentions in the order of the text.

    Mentions in `linked` have an antecedent already and get none. Two full names that a bare one
    could stand for give no link.
    """
    taken = set(linked)
    full: dict[Named, dict[str, int]] = {}  # a bare name, to its full names and where they stood
    links: list[tuple[int, int]] = []
    for number, (kind, text) in enumerate(mentions):
        known = full.get((kind, text), {})
        if number not in taken and len(known) == 1:
            links.append((number, next(iter(known.values()))))
        for bare in _bare_forms(kind, text):
            full.setdefault((kind, bare), {}).setdefault(text, number)
    return links


def _bare_forms(kind: str, text: str) -> list[str]:
    words = [w for w in text.replace("-", " ").split() if w.lower() not in _SMALL]
    if len(words) < 2 or not all(w[0].isupper() for w in words):
        return []
    if kind == _SURNAME:
        return [words[-1]]
    if kind in _INITIALS and len(words) > 2:
        return ["".join(w[0] for w in words)]
    return []
