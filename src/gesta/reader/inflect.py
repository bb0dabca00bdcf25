"""English inflections of a verb or noun, by rule and by the irregular forms that are given.

Where spelling leaves two possibilities (`focused`, `focussed`) both are formed: a form that nobody
writes does no harm in a lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CVC = re.compile(r"(?:^|[^aeiou])[aeiouy][bdfgklmnprtvz]$")
_HISS = ("s", "x", "z", "ch", "sh")
_VARIANTS = ((re.compile(r"is(e|ed|es|ing|ation|ations)$"), r"iz\1"), (re.compile("our"), "or"))


def verb_forms(base: str, irregular: Sequence[str] = ()) -> set[str]:
    """Base, third person, past, participle and -ing; `irregular` replaces the regular past.

    >>> sorted(verb_forms("strike", ["struck"]))
    ['strike', 'strikes', 'striking', 'struck']
    """
    forms = {base, _with_s(base)}
    stems = [base]
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        stems = [base[:-1]]
    elif base.endswith("ic"):
        stems = [base + "k"]
    elif _CVC.search(base):
        stems = [base, base + base[-1]]
    ings = [base[:-2] + "y"] if base.endswith("ie") else stems
    forms |= {stem + "ing" for stem in ings}
    if irregular:
        forms |= set(irregular)
    elif base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        forms.add(base[:-1] + "ied")
    else:
        forms |= {stem + "ed" for stem in stems}
    return _spelt(forms)


def noun_forms(base: str, irregular: Sequence[str] = ()) -> set[str]:
    """Singular and plural.

    >>> sorted(noun_forms("casualty"))
    ['casualties', 'casualty']
    """
    return _spelt({base, *(irregular or (_with_s(base),))})


def _with_s(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        return base[:-1] + "ies"
    return base + ("es" if base.endswith((*_HISS, "o")) else "s")


def _spelt(forms: set[str]) -> set[str]:
    out = set(forms)
    for form in forms:
        for pattern, other in _VARIANTS:
            out.add(pattern.sub(other, form))
    return out
