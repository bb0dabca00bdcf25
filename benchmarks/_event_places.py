"""Which place names of a sentence say where the event of a given verb happens.

The reader finds places and the roles that they fill; what it says of a place and how the two
words stand in the sentence become signs, and a logistic sum of their weights decides. Names are
cut to the proper name, as the corpus `event_location` has them: `northern Hama countryside` gives
`Hama`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gesta.types import EventMention, Reading

Range = tuple[int, int]
PLACE_ROLES = frozenset({"place", "target", "origin"})

_ARTICLE = r"(?:(?:al|as|ad|ar|el|at|ash|an|az)-)?"
_CAPITAL = re.compile(rf"[(\"“]?{_ARTICLE}['‘’ʿ`]?[A-ZÀ-ÞĀ-Ž]")
_JOINTS = frozenset("of the de el al bin es la ash del ibn - _".split())
_POSSESSIVE = re.compile(r"['’]s?$")
_PREPOSITIONS = frozenset(
    "in at near of from to on over into around outside across through inside against for "
    "throughout between and by with towards toward along within off".split()
)
_AWAY = re.compile(  # `40 km north of`: what follows is not the place itself
    r"(?:north|south|east|west|miles?|kilomet(?:er|re)s?|km|outside|border)\W*"
    r"(?:of|from|with)\s*(?:the\s)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;”\"]|\b(?:who|which|that|where|when|while|after|before|as|since|but)\b")
_OF_PEOPLE = re.compile(r"\S*\s*(?:border|based|residents?|police|authorities|government)")
_DISTANCES = (1, 2, 4, 6, 9, 13, 20)
_UNSURE = 0.8


@dataclass(frozen=True)
class Candidate:
    """A place name: its range, the mention it is cut from, and what roles it fills."""

    name: Range
    mention: int
    roles: str  # of the event at the verb, joined by +, or none
    others: int  # how many other events have it as a place


class Chooser:
    """The weights of the signs; a name is taken when its signs sum to more than 0."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights

    @classmethod
    def load(cls, path: Path) -> Chooser:
        """The weights that `training.marks.event_location` keeps."""
        with np.load(path) as kept:
            names, weights = kept["signs"].tolist(), kept["weights"].tolist()
        return cls(dict(zip(names, weights, strict=True)))

    def places(self, text: str, verb: Range, reading: Reading) -> list[Range]:
        """The names that say where the verb's event happens, in text order."""
        return [
            candidate.name
            for candidate, signs in describe(text, verb, reading)
            if sum(self.weights.get(sign, 0.0) for sign in signs) > 0
        ]


def proper_name(text: str, start: int, end: int) -> Range | None:
    """The proper name in `text[start:end]`: its first run of capitalised words, or of those after
    a possessive (`Mosul's Old City` gives `Old City`); None where there is none."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    capital = [bool(_CAPITAL.match(text[a:b])) for a, b in words]
    if True not in capital:
        return None
    first = last = capital.index(True)
    while last + 1 < len(words):
        if _POSSESSIVE.search(text[words[last][0] : words[last][1]]):
            if True not in capital[last + 1 :]:
                break
            first = last = capital.index(True, last + 1)
        elif capital[last + 1]:
            last += 1
        elif last + 2 < len(words) and capital[last + 2]:
            if text[words[last + 1][0] : words[last + 1][1]] not in _JOINTS:
                break
            last += 2
        else:
            break
    return _bare(text, words[first][0], words[last][1])


def _bare(text: str, start: int, end: int) -> Range | None:
    """The range without a possessive and without signs around it."""
    tail = _POSSESSIVE.search(text[start:end])
    if tail and tail.start() > 0:
        end = start + tail.start()
    closed = end > start and text[end - 1] == ")" and "(" in text[start:end]
    while end > start and not closed and text[end - 1] in '.,;:"”)':
        end -= 1
    while start < end and text[start] in '("“':
        start += 1
    return (start, end) if start < end else None


def describe(text: str, verb: Range, reading: Reading) -> Iterator[tuple[Candidate, list[str]]]:
    """Each candidate with its signs: words that name what is so of it, the verb and the reader."""
    own = [e for e in reading.events if e.start < verb[1] and verb[0] < e.end]
    found = candidates(text, reading, own)
    for row, one in enumerate(found):
        yield (
            one,
            [
                "always",
                *_of_roles(reading, own, one),
                *_of_distance(text, verb, reading, own, one),
                *_of_rivals(text, verb, found, row, bool(own)),
                *_of_words(text, reading, one, bool(own)),
            ],
        )


def candidates(text: str, reading: Reading, own: list[EventMention]) -> list[Candidate]:
    """The named places and sites of the reading, in text order, each name once."""
    found: dict[Range, Candidate] = {}
    for number, mention in enumerate(reading.mentions):
        name = proper_name(text, mention.start, mention.end)
        if mention.type not in ("place", "site") or name is None or name in found:
            continue
        roles = {a.role for e in own for a in e.arguments if a.mention == number} & PLACE_ROLES
        others = sum(
            any(a.mention == number and a.role in PLACE_ROLES for a in e.arguments)
            for e in reading.events
            if e not in own
        )
        found[name] = Candidate(name, number, "+".join(sorted(roles)) or "none", min(2, others))
    return [found[name] for name in sorted(found)]


def _of_roles(reading: Reading, own: list[EventMention], one: Candidate) -> Iterator[str]:
    kind = reading.mentions[one.mention].type
    yield f"role {bool(own)} {one.roles}"
    yield f"role {bool(own)} {one.roles} {kind}"
    yield f"others {bool(own)} {one.roles} {one.others}"
    if own:
        yield f"event {own[0].type} {one.roles}"
    if reading.mentions[one.mention].score < _UNSURE:
        yield "unsure"


def _of_distance(
    text: str, verb: Range, reading: Reading, own: list[EventMention], one: Candidate
) -> Iterator[str]:
    mention = reading.mentions[one.mention]
    after = one.name[0] >= verb[1]
    low, high = (verb[1], mention.start) if after else (mention.end, verb[0])
    gap = text[low:high]
    steps = sum(len(gap.split()) > edge for edge in _DISTANCES)
    between = sum(low <= e.start < high for e in reading.events if e not in own)
    yield f"distance {bool(own)} {after} {steps}"
    yield f"events between {bool(own)} {after} {min(3, between)}"
    yield f"events between {one.roles} {after} {min(2, between)}"
    if "," in gap:
        yield "comma between"
    if _CLAUSE.search(gap):
        yield f"clause between {after}"


def _of_rivals(
    text: str, verb: Range, found: list[Candidate], row: int, event: bool
) -> Iterator[str]:
    one = found[row]
    after = one.name[0] >= verb[1]
    low, high = (verb[1], one.name[0]) if after else (one.name[0] + 1, verb[0])
    yield f"names between {after} {min(3, sum(low <= c.name[0] < high for c in found))}"
    before = link(text, found[row - 1], one) if row else None
    behind = link(text, one, found[row + 1]) if row + 1 < len(found) else None
    yield f"before {before} {one.roles}"
    if before:
        yield f"before {before} {found[row - 1].roles} {one.roles}"
    yield f"behind {behind} {one.roles}"
    if row == 0:
        yield "first name"
    if len(found) == 1:
        yield f"only name {event} {one.roles}"
    if one.roles == "none" and any("place" in c.roles for c in found):
        yield "another is the place"


def link(text: str, left: Candidate, right: Candidate) -> str | None:
    """How two names that stand close are joined: `X, Y`, `X and Y`, `X's Y`, `X in Y`, …"""
    gap = text[left.name[1] : right.name[0]]
    if len(gap.split()) > 8:
        return None
    for name, pattern in (
        ("comma", r"^\W*,\W*$"),
        ("and", r"^\W*(?:,\s*)?(?:and|or|&)\W*(?:the\s)?$"),
        ("possessive", r"^.?['’]s"),
        ("away", _AWAY),
        ("in", r"\b(?:in|of|inside)\s+(?:\S+\s+){0,3}$"),
        ("near", r"\b(?:near|from|on|at|to)\b"),
    ):
        if re.search(pattern, gap):
            return name
    return None


def _of_words(text: str, reading: Reading, one: Candidate, event: bool) -> Iterator[str]:
    mention = reading.mentions[one.mention]
    before = text[: mention.start]
    words = [w.lower() for w in re.findall(r"[\w']+|,", before[-30:])]
    words = [w for w in words if w not in ("the", "a", "an")]
    last = words[-1] if words else "start"
    word = last if last in _PREPOSITIONS or last in (",", "start") else "other"
    yield f"after {word} {event}"
    yield f"after {word} {one.roles}"
    if _AWAY.search(before):
        yield "away from it"
    if text[one.name[1] : one.name[1] + 2] in ("'s", "’s"):
        yield "possessive"
    if one.name[0] > mention.start:
        yield "words cut before"
    if one.name[1] < mention.end:
        yield "words cut behind"
    if _OF_PEOPLE.match(text[one.name[1] : one.name[1] + 14].strip()):
        yield "of people"
