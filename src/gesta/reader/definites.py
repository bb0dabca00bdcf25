"""`the group`, `the city`, `the hospital`: what a noun with `the` goes back to.

Either the same noun stood before (`a hospital … the hospital`), or it is what a name of its type is
called and there is but one such name nearby (`Hamas … the group`). `the army`, `the country` or
`the area` name their own thing as often as the one before; they are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gesta.reader.antecedents import Link, Text, back

_POINTING: Final = frozenset("the this that these those".split())
# Types of which the same noun is mostly the same thing; `the area`, `the civilians` are not.
_AGAIN: Final = frozenset(
    {"group", "force", "government", "media", "organisation", "person", "site"}
)
# What the names of a type are called.
_CALLED: Final = {
    "group": frozenset("group movement militia faction organisation organization".split()),
    "organisation": frozenset("organisation organization".split()),
    "place": frozenset("city town village enclave territory".split()),
    "media": frozenset({"network"}),
}
REPEATED: Final = 0.92  # 139 of 151 in the annotation of train
CALLED: Final = 0.96  # 63 of 64


def definite_links(text: Text) -> list[Link]:
    """A link for each noun with `the` whose antecedent is beyond doubt."""
    links = []
    for later, (start, end, kind) in enumerate(text.mentions):
        if not start or text.lowered[start - 1] not in _POINTING or text.capital(later):
            continue
        alike = [m for m in back(text, later) if text.mentions[m].type == kind]
        words = text.lowered[start:end]
        again = [m for m in alike if _ends_in(text, m, words)]
        names = [m for m in alike if text.capital(m) and text.pronoun(m) is None]
        if again and kind in _AGAIN:
            links.append(Link(later, again[-1], REPEATED))
        elif "".join(words) in _CALLED.get(kind, ()) and len({text.last(m) for m in names}) == 1:
            links.append(Link(later, names[-1], CALLED))
    return links


def _ends_in(text: Text, mention: int, words: Sequence[str]) -> bool:
    end = text.mentions[mention].end
    return text.mentions[mention].start <= end - len(words) and (
        text.lowered[end - len(words) : end] == words
    )
