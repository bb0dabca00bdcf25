"""Words for a place taken apart: the name in them, and how the place stands to that name.

`near Fallujah` is not Fallujah, `southern Lebanon` is a part of Lebanon, `Kalsu base in Babil
province` names its enclosure. A phrase is a list of readings in order of trust; the resolver
takes the first reading whose name it knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gesta.grounding.toponyms import exact

_AREA = (
    "city|town|village|district|province|state|region|governorate|area|port|port city|suburb|"
    "camp|refugee camp|neighbou?rhood|quarter|county|island|capital|oblast|municipality|valley|"
    "department|prefecture|territory|republic|enclave|hamlet|settlement|countryside|peninsula|"
    "border town|coastal city|coastal town|resort|commune|subdistrict|sub-district|parish|"
    "local government area|LGA|barangay|constituency|locality|kibbutz|moshav|markaz|krai|raion|zone|township|axis|sector|archipelago|desert"
)
_FACILITY = (
    "international airport|airport|air ?base|airfield|military base|naval base|base|refugee camp|"
    "camp|hospital|medical complex|university|mosque|church|cathedral|prison|power plant|plant|"
    "refinery|oil ?field|gas ?field|dam|bridge|crossing|checkpoint|border crossing|port|harbou?r|"
    "station|market|stadium|square|road|street|highway|school|junction|"
    "military airport|barracks|palace|mine|warehouse|factory|coast|waters|border|outskirts"
)
_SIDE = (
    "north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|north-?east(?:ern)?|"
    "north-?west(?:ern)?|south-?east(?:ern)?|south-?west(?:ern)?|rural|downtown|greater|upper|"
    "lower|mid|far|mainland|inner|outer|coastal"
)
_LEAD = re.compile(
    rf"^(?:the )?(?:(?:{_SIDE}) )?(?:[a-z-]+ ){{0,2}}?({_AREA})(?: city| town)?(?: called| named)?(?: of)? (?=[A-Z\u0600-\u06ff])"
)
_NEAR = re.compile(
    r"^(?:just |about |some |[\d.,]+ ?(?:km|kilomet(?:er|re)s?|miles?) )?(?:to the )?"
    r"(?:near|close to|outside(?: of)?|around|towards?|off(?: the coast of)?|"
    r"(?:the )?(?:(?:northern|southern|eastern|western) )?(?:outskirts|edges?|vicinity|suburbs?|"
    r"environs|coast|shores?|areas?|entrance|countryside) of|"
    r"(?:the )?(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|"
    r"north-west|south-east|south-west) of|(?:the )?border (?:with|of)|along|opposite|across from)"
    r" (?:the )?(?:(?:city|town|village|district|area|region|province) of )?",
    re.I,
)
_PART = re.compile(
    rf"^(?:the )?(?:{_SIDE})(?: and (?:{_SIDE}))?[ -](?:parts? of |of )?(?:the )?(?=\S)", re.I
)
_EPITHET = re.compile(
    r"^(?:the )?(?:(?:[A-Za-z]+-)?(?:occupied|annexed|besieged|held|controlled|run|ruled|backed)|"
    r"war-torn|war-ravaged|nearby|neighbou?ring|restive|mainly [A-Z]\w+) (?=\S)"
)
_TRAIL_AREA = re.compile(rf"^(.{{2,}}?) ({_AREA})(?: (?:{_AREA}))?$", re.I)
_TRAIL_FACILITY = re.compile(rf"^(.{{2,}}?)(?:['’]s)?[ -]({_FACILITY})$", re.I)
_OWNED = re.compile(r"^(.{2,}?)(?:['’]s|['’]) (.+)$")
_WITHIN = re.compile(r"^(.{2,}?)(?:, | in (?:the )?| \()([^,()]{2,})\)?.*$")
_ENDS_IN_ARTICLE = re.compile(
    r"(?:^|[ -])(?:[Aa]l|[Ee][lnszd]|[Aa][dnrstz]h?|[Uu]l|[Bb]in|[Ii]bn|[Dd]e|[Ll]a|[Ll]e)$"
)
_TOWN_OF = re.compile(
    r"^(.{2,}?) (?:border |port |coastal |refugee )?(?:town|city|village|camp|port|island) of (.+)$"
)
_QUARTER_OF = re.compile(
    r"^(.{2,}?) (?:district|quarter|neighbou?rhood|suburb|area|region|province|state) (?:of|in) (.+)$"
)
_BETWEEN = re.compile(
    r"^between (?:the )?(?:(?:city|town|village|cities|towns|villages) of )?(.+?) and .+$", re.I
)
_PAIR = re.compile(
    r"^([\w .'’]+?)(?:[-–/]| to )([A-Z][\w .'’]+?)(?: border| frontier| corridor| axis)?$"
)


@dataclass(frozen=True, slots=True)
class ReadingOf:
    """One way to understand the words: `name` is looked up.

    relation: itself | part (of it) | near (it) | within (it, the thing itself is unknown).
    `want` is the descriptor met (`province`), `container` the enclosure named in the words.
    """

    name: str
    relation: str = "itself"
    want: str = ""
    container: str = ""


def _join(outer: str, inner: str) -> str:
    order = ("itself", "part", "near", "within")
    return max(outer, inner, key=order.index)


def _derived(words: str) -> list[tuple[str, str, str, str]]:
    """Shorter wordings of `words`: (words, relation, want, container)."""
    found: list[tuple[str, str, str, str]] = []
    if match := _TOWN_OF.match(words):
        found.append((match.group(2), "itself", "town", match.group(1)))
    if match := _QUARTER_OF.match(words):
        found.append((match.group(1), "itself", "", match.group(2)))
    if match := _LEAD.match(words):
        found.append((words[match.end() :], "itself", match.group(1).lower(), ""))
    if (match := _WITHIN.match(words)) and match.group(1) != words:
        found.append((match.group(1), "itself", "", match.group(2)))
        found.append((match.group(2), "within", "", ""))
    if match := _NEAR.match(words):
        found.append((words[match.end() :], "near", "", ""))
    if match := _TRAIL_AREA.match(words):
        found.append((match.group(1), "itself", match.group(2).lower(), ""))
    if match := _EPITHET.match(words):
        found.append((words[match.end() :], "itself", "", ""))
    if match := _PART.match(words):
        found.append((words[match.end() :], "part", "", ""))
    if match := _TRAIL_FACILITY.match(words):
        found.append((match.group(1), "within", "", ""))
    if match := _OWNED.match(words):
        found.append((match.group(2), "itself", "", match.group(1)))
        found.append((match.group(1), "within", "", ""))
    if match := _BETWEEN.match(words):
        found.append((match.group(1), "near", "", ""))
    if (match := _PAIR.match(words)) and not _ENDS_IN_ARTICLE.search(match.group(1)):
        found.append((match.group(1), "near", "", ""))
    return found


@lru_cache(maxsize=1 << 14)
def readings(surface: str) -> tuple[ReadingOf, ...]:
    """The readings of the words for a place, most literal first; at most 24.

    >>> [r.relation for r in readings("near Fallujah")][-1]
    'near'
    """
    clean = " ".join(surface.split()).strip(" ,;:\"“”'’")
    clean = re.sub(r"['’]s$", "", clean)
    queue = [(clean, "itself", "", "")]
    found: dict[tuple[str, str], ReadingOf] = {}
    while queue and len(found) < 24:
        words, relation, want, container = queue.pop(0)
        words = words.strip(' ,;:"“”')
        key = (exact(words), relation)
        if not key[0] or key in found:
            continue
        found[key] = ReadingOf(words, relation, want, container)
        for shorter, more, wanted, inside in _derived(words):
            if shorter != words:
                queue.append((shorter, _join(relation, more), wanted or want, inside or container))
    return tuple(found.values())


_AFTER_COMMA = re.compile(
    r"^\s*,\s+((?:[A-Z][\w.'’-]*)(?:[ -](?:and |of |al-)?[A-Z][\w.'’-]*){0,3})"
)
_AFTER_PAREN = re.compile(r"^\s*\(([A-Z][^()]{1,40})\)")
_AFTER_IN = re.compile(
    r"^(?:\s+(?!(?:to|and|or|but|was|were|is|are|has|had|as|from|by|for)\b)[a-z-]+){0,2}?"
    r"\s*,?\s+(?:in|of)\s+((?:[a-z'’-]+ ){0,5}?)"
    r"((?:[A-Z][\w.'’-]*)(?:[ -](?:and |of |al-|ez-|ad-|es-)?[A-Z][\w.'’-]*){0,3})"
)
# `Los Angeles. The` ends a sentence, `Wash. State` and `St. Louis` do not.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{5})\. [A-Z].*$")


@lru_cache(maxsize=1 << 14)
def enclosures(following: str) -> tuple[str, ...]:
    """Names that the words after a mention give as its enclosure, nearest first.

    >>> enclosures(", Egypt, on Monday")
    ('Egypt',)
    >>> enclosures(" in northern Lebanon's Akkar")
    ('Lebanon', "Akkar", 'northern Lebanon')
    """
    window = following[:90]
    if match := _AFTER_COMMA.match(window):
        names = [match.group(1)]
        rest = window[match.end() :]
        if again := _AFTER_COMMA.match(rest):
            names.append(again.group(1))
    elif match := _AFTER_PAREN.match(window):
        names = [match.group(1)]
    elif match := _AFTER_IN.match(window):
        names = [match.group(2)]
        if match.group(1).strip():
            names.append(f"{match.group(1).split()[-1]} {match.group(2)}")
    else:
        return ()
    split: list[str] = []
    for name in (_SENTENCE_END.sub("", name) for name in names):
        owner = _OWNED.match(name)
        split += [owner.group(1), owner.group(2)] if owner else [name]
    return tuple(
        re.sub(r"['’]s$", "", name).strip(" .") if len(name) > 6 else name for name in split
    )
