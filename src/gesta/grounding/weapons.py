"""Weapon words → a class, by the readable list in `resources/weapons.txt`.

The longest listed term found in the words decides; of equally long ones the first; plain
explosives only where nothing else is named. Words are
compared in lower case without accents and hyphens, and in the singular; `#` in the list stands
for any number, so that `F-16`, `F16s` and `F-35I` meet `f #`. Two levels: a class
(`cruise missile`) belongs to a group (`missiles and rockets`). Unspecific words (`weapons`,
`projectile`, `arms`) have no class: None, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from gesta.errors import ResourceError

GROUPS: dict[str, tuple[str, ...]] = {
    "missiles and rockets": (
        "cruise missile",
        "ballistic missile",
        "anti-ship missile",
        "rocket",
        "missile",
        "anti-tank weapon",
        "air defence",
    ),
    "from the air": ("drone", "air strike", "warplane", "helicopter"),
    "guns and shells": ("mortar", "artillery", "cluster munition", "incendiary"),
    "placed explosives": (
        "IED",
        "car bomb",
        "suicide vest",
        "booby-trapped device",
        "landmine",
        "grenade",
        "explosives",
    ),
    "small arms": ("firearm", "sniper rifle"),
    "on the ground": ("armoured vehicle", "vehicle ramming"),
    "at sea": ("warship", "naval drone", "torpedo"),
    "close combat": ("bladed weapon", "blunt or thrown object"),
    "mass destruction": ("chemical weapon", "biological weapon", "nuclear weapon"),
    "other means": ("crowd control", "cyber", "electronic warfare"),
}
WEAPON_CLASSES: tuple[str, ...] = tuple(name for names in GROUPS.values() for name in names)

LONGEST = 200  # characters that are looked at
_LONGEST_TERM = 7  # words
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_APOSTROPHES = re.compile(r"['’‘ʿʾ`]")
# A vehicle with anything explosive about it, in whatever words.
_VEHICLE = frozenset(
    ["car", "truck", "vehicle", "van", "lorry", "pickup", "motorcycle", "motorbike", "taxi",
     "minibus", "bus", "tanker", "ambulance", "mercedes", "jeep", "bicycle"]
)  # fmt: skip
_LADEN = frozenset(["explosive", "bomb", "rigged", "laden", "packed", "trapped", "tnt"])
_LAST = "explosives"  # what a thing is filled with yields to what it is: `explosive drone`
_SHORT = 3  # a word as short as this is not taken for a plural


def classify(text: str) -> str | None:
    """The weapon class of a mention, one of `WEAPON_CLASSES`, None where the words fix none.

    >>> classify("Al-Arqab cruise missiles"), classify("two F-16s"), classify("weapons")
    ('cruise missile', 'warplane', None)
    """
    tokens = tokenise(text[:LONGEST])
    present = set(tokens)
    if present & _VEHICLE and present & _LADEN:
        return "car bomb"
    terms = load_weapons()
    best: tuple[int, str] | None = None
    for start in range(len(tokens)):
        for length in range(min(_LONGEST_TERM, len(tokens) - start), 0, -1):
            run = tokens[start : start + length]
            found = terms.get(run) or terms.get(tuple("#" if t.isdigit() else t for t in run))
            if found:
                size = 0 if found == _LAST else sum(len(token) for token in run) + length
                if best is None or size > best[0]:
                    best = size, found
                break
    return best[1] if best else None


def group_of(weapon_class: str) -> str | None:
    """The group that a class belongs to, None for a class that is not listed."""
    return next((group for group, names in GROUPS.items() if weapon_class in names), None)


@cache
def load_weapons() -> dict[tuple[str, ...], str]:
    """Term (as tokens) → class. Raises ResourceError for an unknown class or a term in two."""
    text = (files("gesta.resources") / "weapons.txt").read_text(encoding="utf-8")
    terms: dict[tuple[str, ...], str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, *words = (part.strip() for part in line.split("|"))
        if name not in WEAPON_CLASSES:
            raise ResourceError(f"weapons.txt, line {number}: no class {name!r}")
        for term in words:
            tokens = tokenise(term.replace("#", " 0 "))
            tokens = tuple("#" if token == "0" else token for token in tokens)
            if terms.setdefault(tokens, name) != name:
                raise ResourceError(f"weapons.txt, line {number}: {term!r} stands in two classes")
    return terms


def tokenise(text: str) -> tuple[str, ...]:
    """Lower-case words in the singular and numbers, without accents, hyphens and apostrophes."""
    folded = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text.lower().replace("'s", "")))
    plain = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return tuple(_singular(token) for token in _TOKEN.findall(plain))


def _singular(token: str) -> str:
    if len(token) <= _SHORT or not token.endswith("s") or token.endswith("ss"):
        return token[:-1] if token in ("uavs", "ieds", "aks", "apcs", "rpgs", "jets") else token
    return token[:-2] if token.endswith(("xes", "ches", "shes")) else token[:-1]
