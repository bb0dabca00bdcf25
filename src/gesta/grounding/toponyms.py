"""Place names folded to keys, so that spellings of one name meet.

Three keys from strict to soft: `exact` (case, accents, apostrophes, hyphens, Saint/St), `loose`
(also without Arabic and English articles) and `soft` (a consonant skeleton for transliterations
from Arabic, Persian, Pashto and Urdu). Arabic script keeps its own letters, normalised.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from anyascii import anyascii

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_ARABIC_UNIFY = str.maketrans("أإآٱىةیکگ", "ااااي" + "هيكك")
_APOSTROPHES = re.compile(r"['’‘ʼʻʾʿ`´ʹ′]")
_INITIALS = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?")
_SIGNS = re.compile(r"[^\w\s\x00-\x7f]")  # anyascii would put emoji into words
_OTHER = re.compile(r"[^a-z0-9]+")
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "and": "", "&": ""}
_ARTICLES = frozenset(
    "al el ar as ash at ath ad adh az an il ul ur ush ut ed es esh et ez en er ech the".split()
)
_SOFT_PAIRS = (
    ("tch", "c"), ("ch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("ph", "f"), ("dj", "j"), ("zh", "z"), ("q", "k"), ("g", "j"), ("p", "b"), ("v", "w"),
)  # fmt: skip


def _exact_arabic(name: str) -> str:
    plain = _ARABIC_MARKS.sub("", name).translate(_ARABIC_UNIFY)
    words = re.findall(r"[\u0620-\u06ff0-9]+", plain)
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words)


@lru_cache(maxsize=1 << 16)
def exact(name: str) -> str:
    """The strict key of `name`; empty when nothing is left of it.

    >>> exact("Deir ez-Zor"), exact("Saint-Denis")
    ('deir ez zor', 'st denis')
    """
    if _ARABIC.search(name):
        return _exact_arabic(name)
    plain = _APOSTROPHES.sub("", name)
    if not plain.isascii():
        plain = _APOSTROPHES.sub("", anyascii(_SIGNS.sub(" ", plain)))
    plain = plain.lower()
    plain = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", plain)
    words = [_WORDS.get(word, word) for word in _OTHER.sub(" ", plain).split()]
    words = [word for word in words if word]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def loosen(key: str) -> str:
    """The strict key `key` without articles.

    >>> loosen("umm al rashrash")
    'umm rashrash'
    """
    words = key.split()
    kept = [word for word in words if word not in _ARTICLES]
    return " ".join(kept) if kept else key


def soften(key: str) -> str:
    """The consonant skeleton of a strict key; empty when too short to tell names apart.

    >>> soften("dayr az zawr") == soften("deir ez zor")
    True
    """
    text = loosen(key).replace(" ", "")
    if not text.isascii():
        return ""
    first = text[:1]
    for old, new in _SOFT_PAIRS:
        text = text.replace(old, new)
    head = "a" if first in "aeiou" else ""
    bones = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouhwy]", "", text))
    return "~" + head + bones if len(bones) >= 3 else ""


@lru_cache(maxsize=1 << 16)
def digest(key: str) -> int:
    """A 40-bit hash of a key, the same on every machine."""
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=5).digest(), "big")
