"""The five roles of MUC-4, as GRIT scores them: CEAF-REE micro F1.

A predicted entity is a set of mention strings; it is right when all of them are mentions of one
gold entity of its role (Du, Rush & Cardie 2021), entities are aligned one to one so that most are
right, and counts are pooled over roles and documents. Strings are compared without case and extra
blanks. Published on test: GRIT (BERT-base) 54.5, TempGen 57.8. Here a light head over
the encoder, whose upper half was trained with it, finds mentions, and those of one document and role that share a string, contain
one another or abbreviate one another are one entity; its mentions' odds are joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks._rows import rows_of
from benchmarks._tagger import HEADS, Tagger
from benchmarks._words import Document, see
from gesta.reader.model import Model

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
PEERS = {"GRIT": 54.5, "TempGen": 57.8}
_SMALL = frozenset("the a an of and for in to del de la el los 's".split())
Entities = dict[str, list[frozenset[str]]]


@dataclass
class Group:
    """Mentions of one document and role that name one entity."""

    names: list[str] = field(default_factory=list)
    odds: list[float] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)  # of words

    @property
    def sure(self) -> float:
        """The probability that some mention is right, were they independent."""
        wrong = 1.0
        for p in self.odds:
            wrong *= 1 - p
        return 1 - wrong

    @property
    def best(self) -> str:
        """The name of the likeliest mention."""
        return self.names[max(range(len(self.odds)), key=self.odds.__getitem__)]


def run(corpora: Path, split: str, *, folder: Path | None = None) -> dict[str, float]:
    """Print F1 per role and give them; `f1` is the micro figure."""
    rows = rows_of(corpora / "reader" / "muc4_roles" / f"{split}.jsonl")
    tagger, model = Tagger(HEADS / "muc4.npz"), Model(folder)
    found = [found_in(see(model, row["text"]), tagger) for row in rows]
    figures = compare([gold_of(row) for row in rows], found)
    print(f"{'CEAF-REE':<10}{'F1':>7}{'precision':>11}{'recall':>8}")
    for role in (*ROLES, "all"):
        name = f"{role} " if role != "all" else ""
        parts = (figures[f"{name}{part}"] for part in ("f1", "precision", "recall"))
        print("{:<10}{:7.1f}{:11.1f}{:8.1f}".format(role, *parts))
    print("published on test: " + ", ".join(f"{k} {v}" for k, v in PEERS.items()))
    return figures


def gold_of(row: dict[str, Any]) -> Entities:
    """The gold entities of a document, each a set of mention strings."""
    text = {m["id"]: plain(row["text"][m["start"] : m["end"]]) for m in row["mentions"]}
    (template,) = row["templates"]
    return {role: [frozenset(text[m] for m in group) for group in template[role]] for role in ROLES}


def found_in(document: Document | None, tagger: Tagger) -> Entities:
    """The entities found in a document."""
    if document is None:
        return {role: [] for role in ROLES}
    return likely(grouped(document, tagger.spans(document)), tagger.sure)


def likely(groups: dict[int, list[Group]], threshold: float) -> Entities:
    """The groups at least so sure, as entities: each by its likeliest mention alone."""
    return {
        role: [frozenset([g.best]) for g in groups.get(kind, []) if g.sure >= threshold]
        for kind, role in enumerate(ROLES)
    }


def grouped(
    document: Document, spans: Iterable[tuple[int, int, int, float]]
) -> dict[int, list[Group]]:
    """Groups of the mentions of each type, in order of their first mention."""
    groups: dict[int, list[Group]] = {}
    before: tuple[int, int, Group] | None = None  # the span before: its type, end and group
    for start, end, kind, sure in spans:
        name = plain(document.span(start, end).of(document.text))
        of_kind = groups.setdefault(kind, [])
        group = next((g for g in of_kind if any(alike(name, n) for n in g.names)), None)
        if group is None and before is not None and before[0] == kind:
            group = before[2] if _bracketed(document, before[1], start) else None
        if group is None:
            group = Group()
            of_kind.append(group)
        group.names.append(name)
        group.odds.append(sure)
        group.spans.append((start, end))
        before = kind, end, group
    return groups


def _bracketed(document: Document, end: int, start: int) -> bool:
    """Whether a bracket alone opens between two spans: `name (short name`."""
    return {w.of(document.text) for w in document.words[end:start]} in ({"("}, {"["})


def alike(one: str, other: str) -> bool:
    """Whether two names share a string, contain one another by words, or abbreviate one another.

    >>> alike("national liberation army", "nla"), alike("bomb", "bombs")
    (True, False)
    """
    a, b = (re.findall(r"\w+", name) for name in (one, other))
    if a == b:
        return True
    if len(a) > len(b):
        a, b = b, a
    if not a:
        return False
    within = any(b[i : i + len(a)] == a for i in range(len(b) - len(a) + 1))
    return within or (len(a) == 1 and abbreviates(a[0], b))


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether the letters of `short` are the words' initials, in any order (translated names keep
    their old short form), all of them or, of four and more, all but one."""
    initials = Counter(w[0] for w in words if w not in _SMALL)
    unused = (initials - Counter(short)).total()
    known = initials.total() > 1 and not Counter(short) - initials
    return known and unused <= (len(short) >= 4)


def plain(words: str) -> str:
    """Lower case, single blanks."""
    return " ".join(words.lower().split())


def compare(gold: Sequence[Entities], found: Sequence[Entities]) -> dict[str, float]:
    """CEAF-REE F1, precision and recall of each role and over all, in percent."""
    figures: dict[str, float] = {}
    totals = [0, 0, 0]
    for role in ROLES:
        right = sum(aligned(f[role], g[role]) for f, g in zip(found, gold, strict=True))
        counts = [right, sum(len(f[role]) for f in found), sum(len(g[role]) for g in gold)]
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        figures |= {f"{role} {k}": v for k, v in rates(*counts).items()}
    return figures | rates(*totals)


def rates(right: int, read: int, wanted: int) -> dict[str, float]:
    """F1, precision and recall in percent; 0 where there is nothing."""
    return {
        "f1": round(200 * right / max(1, read + wanted), 2),
        "precision": round(100 * right / max(1, read), 2),
        "recall": round(100 * right / max(1, wanted), 2),
    }


def aligned(found: Sequence[frozenset[str]], gold: Sequence[frozenset[str]]) -> int:
    """The most found entities that can be paired one to one with gold entities holding them."""
    partner: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column, entity in enumerate(gold):
            if column not in tried and found[row] <= entity:
                tried.add(column)
                if column not in partner or place(partner[column], tried):
                    partner[column] = row
                    return True
        return False

    return sum(place(row, set()) for row in range(len(found)))
