"""The lexicon of triggers: words that may tell of an event, with the types that they can mean.

Files `resources/triggers/*.txt`, an entry a line:

    v shoot (shot, shot) = ASSAULT      a verb; irregular past and participle in brackets
    n fatality = ASSAULT                a noun; an irregular plural in brackets
    p open fire = ASSAULT               a phrase whose first word is a verb
    q state of emergency = COERCE       a fixed phrase
    x shoot back                        a false friend: reads like an event and is none

The most likely type comes first. The reader sees, for every word, which types its entry names
(`Lexicon.hints`); it is a hint, the model decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gesta.codebook import EVENT_TYPES
from gesta.reader.inflect import noun_forms, verb_forms

HINTS: Final = len(EVENT_TYPES) + 1  # a column for each type, and one for false friends
_LINE = re.compile(r"([vnpqx]) ([^=(]+?)\s*(?:\(([^)]*)\))?\s*(?:=\s*([A-Z ]+?))?\s*(?:#.*)?$")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One line of the lexicon; `types` is empty for a false friend."""

    kind: str
    text: str
    types: tuple[str, ...]
    irregular: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """Words `[start, end)` of a text that an entry names (several where entries share a form)."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def parse_entry(line: str) -> Entry:
    """One line as an entry.

    Raises:
        ValueError: for a line that is none, or names a type that is none.
    """
    found = _LINE.match(line)
    if not found:
        raise ValueError(f"no entry of the trigger lexicon: {line!r}")
    kind, text, brackets, types = found.groups()
    named = tuple((types or "").split())
    wrong = [t for t in named if t not in EVENT_TYPES]
    if wrong or (kind == "x") == bool(named):
        raise ValueError(f"the entry {line!r} has the types {named}; use the codebook's")
    irregular = tuple(w.strip() for w in (brackets or "").split(",") if w.strip())
    return Entry(kind, " ".join(text.lower().replace("-", " ").split()), named, irregular)


class Lexicon:
    """Entries by their inflected forms."""

    def __init__(self, entries: Sequence[Entry], irregular: dict[str, set[str]]) -> None:
        self.entries = tuple(entries)
        known = {k: set(v) for k, v in irregular.items()}
        for entry in entries:
            if entry.kind == "v" and entry.irregular:
                known.setdefault(entry.text, set()).update(entry.irregular)
        grown: dict[Words, list[Entry]] = {}
        for entry in entries:
            for form in _forms(entry, known):
                grown.setdefault(form, []).append(entry)
        self._forms = {form: tuple(found) for form, found in grown.items()}
        self._hints = {form: _named(entries) for form, entries in self._forms.items()}
        self._longest: dict[str, int] = {}
        for form in self._forms:
            self._longest[form[0]] = max(len(form), self._longest.get(form[0], 0))

    def matches(self, words: Sequence[str]) -> Iterator[Match]:
        """The longest entry at each word that begins one, in order; hyphens are passed over.

        `words` are lower-cased, as `split_words` parts them.
        """
        for start, end, form in self._runs(words):
            yield Match(start, end, self._forms[form])

    def _runs(self, words: Sequence[str]) -> Iterator[tuple[int, int, Words]]:
        kept = [i for i, word in enumerate(words) if word != "-"]
        plain = [words[i] for i in kept]
        begins = [(at, self._longest[w]) for at, w in enumerate(plain) if w in self._longest]
        for at, longest in begins:
            for length in range(min(longest, len(kept) - at), 0, -1):
                form = tuple(plain[at : at + length])
                if form in self._forms:
                    yield kept[at], kept[at + length - 1] + 1, form
                    break

    def hints(self, words: Sequence[str]) -> NDArray[np.float32]:
        """For each word the types that its entries name and, last, whether it is in a false
        friend: `[words, HINTS]` of 0 and 1."""
        out = np.zeros((len(words), HINTS), np.float32)
        for start, end, form in self._runs(words):
            np.maximum(out[start:end], self._hints[form], out=out[start:end])
        return out


def _named(entries: tuple[Entry, ...]) -> NDArray[np.float32]:
    """The hints of a word that these entries name, `[HINTS]`."""
    out = np.zeros(HINTS, np.float32)
    for entry in entries:
        out[[EVENT_TYPES.index(t) for t in entry.types] or [HINTS - 1]] = 1
    return out


def _forms(entry: Entry, irregular: dict[str, set[str]]) -> Iterator[Words]:
    first, *rest = entry.text.split()
    if entry.kind == "v" or (entry.kind in "px" and rest):
        # A false friend may begin with a noun as well: its own form is among the verb's.
        past = entry.irregular or tuple(sorted(irregular.get(first, ())))
        firsts = verb_forms(first, past)
        yield from ((form, *rest) for form in firsts)
    if entry.kind in "nqx" or not rest:
        *start, last = entry.text.split()
        plural = entry.irregular if entry.kind == "n" else ()
        yield from ((*start, form) for form in noun_forms(last, plural))


def _lines(name: str) -> Iterator[str]:
    text = (files("gesta.resources") / "triggers" / name).read_text(encoding="utf-8")
    for line in text.split("\n"):
        bare = line.split("#")[0].strip()
        if bare:
            yield bare


def file_names() -> list[str]:
    """The files of entries in `resources/triggers`, without their ending, in order."""
    folder = files("gesta.resources") / "triggers"
    names = (f.name.removesuffix(".txt") for f in folder.iterdir() if f.name.endswith(".txt"))
    return sorted(name for name in names if name != "irregular")


def load_entries(name: str) -> list[Entry]:
    """The entries of one file of `resources/triggers`."""
    return [parse_entry(line) for line in _lines(name)]


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the package."""
    irregular: dict[str, set[str]] = {}
    for line in _lines("irregular.txt"):
        base, *others = line.split()
        irregular.setdefault(base, set()).update(others)
    entries = [e for name in file_names() for e in load_entries(f"{name}.txt")]
    return Lexicon(entries, irregular)
