"""States, and the rule that makes parties of them: `Iraqi army`, `Ukraine's military`, `Tehran`.

A country's name or adjective and a common word for a force or government give one actor; the
common words are those of `vocabulary`. Capitals and metonyms stand for the state only where the
reader saw a government. An adjective before `-backed` names a patron, not the party.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gesta.grounding.actors.texts import Name, StateRow
from gesta.grounding.actors.vocabulary import (
    ARMED,
    PATRONAGE,
    POLICE,
    SECURITY,
    STATES_OWN,
)
from gesta.grounding.names import is_acronym, words
from gesta.types import Actor

# Acronyms that stand before other words (`UK forces`); CAR and SADR are also a car and a name.
SPOKEN_ACRONYMS: Final = frozenset({"US", "USA", "UK", "UAE", "DRC", "DPRK", "KSA"})
LONGEST_NAME: Final = 7  # words of the longest name of a state
_ACTS: Final = ("force", "government")  # types of which an adjective alone names the party
_FORCES: Final = (("armed-forces", ARMED), ("police", POLICE), ("security-forces", SECURITY))
# Whose forces are entries of their own, under an authority and not the state.
WITHOUT_FORCES: Final = frozenset({"PSE"})
# What a state's row stands for besides the state: suffix of the id and words of the name.
FORCES: Final = {
    "armed-forces": "armed forces",
    "police": "police",
    "security-forces": "security forces",
}


@dataclass(frozen=True, slots=True)
class Prefix:
    """A state named at the start of some words, and how many of them name it."""

    state: StateRow
    length: int
    adjective: bool
    plural: bool = False


def made_actors(row: StateRow) -> Iterator[tuple[str, Actor]]:
    """The state and its three forces as actors, each with its part (`state`, `police`, …)."""
    shown = tuple(dict.fromkeys([row.name, *(name.text for name in row.names)]))
    yield "state", Actor(f"a-{row.id}", row.name, shown, "government", row.code)
    if row.code in WITHOUT_FORCES:
        return
    people = row.adjectives[0].text.removesuffix("'s") if row.adjectives else row.name
    for part, common in FORCES.items():
        name = f"{people} {common}"
        yield part, Actor(f"a-{row.id}-{part}", name, (name,), "force", row.code)


def singular(phrase: Sequence[str]) -> str:
    """Plain words as one key with the last word in the singular: `security forces` → `… force`."""
    *front, last = phrase
    if last.endswith("ies"):
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith(("ss", "us")):
        last = last[:-1]
    return " ".join([*front, last])


class States:
    """Looks states up by their names, adjectives, capitals and metonyms."""

    def __init__(self, rows: Iterable[StateRow]) -> None:
        self.rows = {row.code: row for row in rows}
        self._names: dict[tuple[str, ...], str] = {}
        self._people: dict[tuple[str, ...], str] = {}
        self._seats: dict[tuple[str, ...], str] = {}
        self._metonyms: dict[tuple[str, ...], str] = {}
        for row in self.rows.values():
            self._take(self._names, (Name(row.name), *row.names), row.code)
            self._take(self._people, row.adjectives, row.code)
            self._take(self._seats, (*row.capitals, *row.metonyms), row.code)
            self._take(self._metonyms, row.metonyms, row.code)

    @staticmethod
    def _take(index: dict[tuple[str, ...], str], names: Iterable[Name], code: str) -> None:
        for name in names:
            if is_acronym(name.text) and name.text.replace(".", "") not in SPOKEN_ACRONYMS:
                continue  # found by the index of names, which heeds capitals
            if not name.shared and (key := words(name.text)):
                index.setdefault(key, code)

    def named(self, key: tuple[str, ...]) -> StateRow | None:
        """The state of which the words are a name."""
        code = self._names.get(key)
        return self.rows[code] if code else None

    def seat(self, key: tuple[str, ...]) -> StateRow | None:
        """The state whose capital or metonym the words are."""
        code = self._seats.get(key)
        return self.rows[code] if code else None

    def prefix(self, spoken: tuple[str, ...]) -> Prefix | None:
        """The longest name or adjective of a state that the words begin with."""
        for length in range(min(LONGEST_NAME, len(spoken)), 0, -1):
            key = spoken[:length]
            if key in self._names:
                return Prefix(self.rows[self._names[key]], length, adjective=False)
            if key in self._people:
                return Prefix(self.rows[self._people[key]], length, adjective=True)
            single = (*key[:-1], key[-1].removesuffix("s"))
            if len(key[-1]) > 3 and single in self._people:
                return Prefix(self.rows[self._people[single]], length, adjective=True, plural=True)
        return None

    def country(self, spoken: tuple[str, ...]) -> str | None:
        """The country whose name or adjective stands inside, unless only as patron or enemy.

        Two different countries give None.
        """
        found: set[str] = set()
        at = 0
        while at < len(spoken):
            here = self.prefix(spoken[at:])
            if here is None:
                at += 1
                continue
            after = spoken[at + here.length : at + here.length + 1]
            before = spoken[at - 1 : at] if at else ()
            patron = bool(after) and after[0] in PATRONAGE
            if not patron and not (before and before[0] in {"pro", "anti", "non"}):
                found.add(here.state.code)
            at += here.length
        return found.pop() if len(found) == 1 else None

    def party(self, spoken: tuple[str, ...], kind: str | None) -> tuple[str, str] | None:
        """The country code and part (`state`, `police`, …) that the words stand for.

        `kind` is the codebook's type; None looks for every part but that of bare adjectives.
        """
        if spoken in self._metonyms and kind in ("person", "organisation"):
            return self._metonyms[spoken], "state"  # the Kremlin is nothing else
        if not spoken or kind in ("person", "media", "civilian"):
            return self._by_mistake(spoken, kind)
        if kind == "government" and (row := self.seat(spoken)):
            return row.code, "state"
        here = self.prefix(spoken) or self._behind(spoken)
        if here is None:
            return self._by_seat(spoken, kind)
        rest = spoken[here.length :] if self.prefix(spoken) else spoken[: -here.length - 1]
        part = _part(rest, kind, here)
        return (here.state.code, part) if part else None

    def _by_seat(self, spoken: tuple[str, ...], kind: str | None) -> tuple[str, str] | None:
        """`Damascus regime`: the government that sits there."""
        for at in (1, 2):
            row = self.seat(spoken[:at]) if spoken[at:] else None
            if row and kind in ("government", None) and singular(spoken[at:]) in STATES_OWN:
                return row.code, "state"
        return None

    def _by_mistake(self, spoken: tuple[str, ...], kind: str | None) -> tuple[str, str] | None:
        row = self.named(spoken) if spoken and kind == "civilian" else None
        return (row.code, "state") if row else None

    def _behind(self, spoken: tuple[str, ...]) -> Prefix | None:
        """The state behind `of`: `government of Iraq`."""
        if "of" not in spoken[1:-1]:
            return None
        tail = spoken[spoken.index("of", 1) + 1 :]
        row = self.named(tail)
        return Prefix(row, len(tail), adjective=False) if row else None


def _part(rest: tuple[str, ...], kind: str | None, here: Prefix) -> str | None:
    """Which party of a state the words beside its name stand for."""
    if not rest:
        if here.adjective and (kind != "government" if here.plural else kind not in _ACTS):
            return None
        return "armed-forces" if kind == "force" else "state"
    key = singular(rest)
    if key in STATES_OWN and kind in ("government", None):
        return "state"
    if len(rest) > 1 and rest[0] in ("government", "regime"):
        key = singular(rest[1:])  # `Syrian government warplanes`
    for part, common in _FORCES:
        if key in common and (key != "occupation" or kind != "government"):
            return part
    return "state" if singular(rest) in STATES_OWN else None
