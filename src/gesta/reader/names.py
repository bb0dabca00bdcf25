"""A name given in full once is known to the last: a later surname or acronym joins it.

The `same` head sees one window and the sentences before it. Across a long report the bare name
(`Maro` after `Idris Maro`, `NLF` after `Northern Liberation Front`) still means the one full name
that fits, if there is but one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

Named = tuple[str, str]  # type and words of a mention

# Types whose last word names the whole, and types that go by their initials.
_SURNAME: Final = "person"
_INITIALS: Final = frozenset({"group", "organisation", "force", "government", "media"})
_SMALL: Final = frozenset("of the and for in al el".split())
_BODY: Final = "body"  # any of the types that go by their initials
_TWOFOLD: Final = {"government", "place"}
PRONOUNS: Final = frozenset(
    "i we us you he she it they him her them his its their our this that who".split()
)
# Of each type, how often two mentions of one name are tied in the annotation of train.
REPEATED: Final = {"person": 0.97, "group": 0.9, "force": 0.85, "organisation": 0.84}
JOINED: Final = 0.92  # 89 of 96 bare names in the annotation of train


def types_of_names(mentions: Sequence[Named], scores: Sequence[float]) -> list[str]:
    """The type of each mention, one name having one type: that of its surest mentions together.

    In the annotation of train 650 of 655 repeated names have one type, but for countries and
    towns, which are now a state and now a place; those keep the types they have.
    """
    weighed: dict[str, dict[str, float]] = {}
    for (kind, text), score in zip(mentions, scores, strict=True):
        if text[:1].isupper() and text.lower() not in PRONOUNS:
            kinds = weighed.setdefault(text, {})
            kinds[kind] = kinds.get(kind, 0.0) + score
    return [
        kind
        if (kinds := weighed.get(text, {})).keys() <= _TWOFOLD
        else max(kinds, key=kinds.__getitem__)
        for kind, text in mentions
    ]


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


def bare_names(mentions: Sequence[Named]) -> list[tuple[int, int]]:
    """Links `(later, earlier)` from bare names to full ones, of mentions in the order of the text.

    Two full names that a bare one could stand for give no link. A body may be a group here and an
    organisation there.
    """
    full: dict[Named, dict[str, int]] = {}  # a bare name, to its full names and where they stood
    links: list[tuple[int, int]] = []
    for number, (kind, text) in enumerate(mentions):
        kind = _BODY if kind in _INITIALS else kind
        known = full.get((kind, text), {})
        if len(known) == 1:
            links.append((number, next(iter(known.values()))))
        for bare in _bare_forms(kind, text):
            full.setdefault((kind, bare), {}).setdefault(text, number)
    return links


def _bare_forms(kind: str, text: str) -> set[str]:
    """Of `Omar al-Maro` `Maro` and `al-Maro`, of `Union of the Kasel Valley` `UKV`."""
    words = [w for w in text.replace("-", " ").split() if w.lower() not in _SMALL]
    if len(words) < 2 or not all(w[0].isupper() for w in words):
        return set()
    if kind == _SURNAME:
        return {words[-1], text.split()[-1]} - {text}
    return {"".join(w[0] for w in words)} if kind == _BODY else set()
