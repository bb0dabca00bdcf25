"""Which organisation is said to have done it, and how surely: MUC-4's confidence slot.

A document's gold is each perpetrator organisation of its templates with the grade the key gives
it: reported as fact, claimed or admitted, suspected or accused (by authorities or not), possible.
A found organisation is right when one of the key's names for it is found with a grade that the
key allows; F1 over documents, one to one; optional answers are never missed. The best system of
1992 reached 40.1 F on this slot, whose scorer aligned whole templates: ours asks each document
once, so the two figures are near, not the same.

Candidates are the organisations that keys of train named; two regressions over what the text says
around each, joined with a light head over the encoder that tags the accused, give the grades.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._accusation import Judge, load, traits_of
from benchmarks._known_names import Gazetteer, Key, key_of, words_of
from benchmarks._rows import rows_of
from benchmarks._tagger import HEADS, Tagger, spans_within
from benchmarks._words import Document, Floats, see
from benchmarks.muc4 import Group, grouped, plain, rates
from gesta.reader.model import Model

GRADES = (
    "REPORTED AS FACT",
    "CLAIMED OR ADMITTED",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "POSSIBLE",
)
PEER = 40.1
BIAS = -2.0  # added to the tagger's score of O: its weak mentions count too
UNSEEN = 0.01  # what the tagger says of an organisation that it does not tag
USUAL = 0.1  # where the tagger neither speaks for an organisation nor against it


@dataclass(frozen=True)
class Accused:
    """An organisation by its names, with the grades that are right for it."""

    names: frozenset[str]
    grades: frozenset[str]
    optional: bool = False


def run(corpora: Path, split: str, *, folder: Path | None = None) -> dict[str, float]:
    """Print the table and give `f1` over the five grades, `four grades`, and `organisation`."""
    rows = rows_of(corpora / "reader" / "muc4_templates" / f"{split}.jsonl")
    accusers, model = Accusers.of(HEADS), Model(folder)
    documents = [see(model, row["text"].lower()) for row in rows]
    found = [[] if document is None else accusers(document) for document in documents]
    figures = compare([gold_of(row) for row in rows], found)
    print(f"{'document, organisation, grade':<32}{'F1':>7}{'best of 1992':>14}")
    print(f"{'five grades':<32}{figures['f1']:7.1f}{PEER:14.1f}")
    print(f"{'suspected by authorities or not':<32}{figures['four grades']:7.1f}{'':>14}")
    print(f"{'organisation, any grade':<32}{figures['organisation']:7.1f}{'':>14}")
    return figures


def gold_of(row: dict[str, Any]) -> list[Accused]:
    """The organisations of a document's key; the same one with a common grade counts once."""
    text = {m["id"]: plain(row["text"][m["start"] : m["end"]]) for m in row["mentions"]}
    found: list[Accused] = []
    for template in row["templates"]:
        for slot in template["perp_organization"]:
            names = {plain(s) for s in slot["strings"]} | {text[m] for m in slot["mentions"]}
            for answer in slot.get("confidence") or []:
                optional = template["optional"] or slot.get("optional", False)
                new = Accused(frozenset(names), frozenset(answer["values"]), bool(optional))
                _join(found, new)
    return found


def _join(found: list[Accused], new: Accused) -> None:
    for i, old in enumerate(found):
        if old.names & new.names and old.grades & new.grades:
            grades = old.grades & new.grades
            found[i] = Accused(old.names | new.names, grades, old.optional and new.optional)
            return
    found.append(new)


@dataclass(frozen=True)
class Accusers:
    """The tagger and the regressions; `share` of what the tagger says of an organisation counts,
    and each grade is given from the probability `sure` on."""

    tagger: Tagger
    gazetteer: Gazetteer
    judge: Judge
    share: float
    sure: float

    @classmethod
    def of(cls, folder: Path) -> Accusers:
        """The heads of a folder."""
        gazetteer, judge, values = load(folder / "accusation.npz")
        tagger = Tagger(folder / "muc4_confidence.npz")
        return cls(tagger, gazetteer, judge, values["share"], values["sure"])

    def __call__(self, document: Document) -> list[Accused]:
        """The organisations accused in a document."""
        tagged = graded(document, self.tagger.scores(document), BIAS)
        return likely(self.judged(document.text), tagged, self.share, self.sure)

    def judged(self, text: str) -> list[Judged]:
        """The candidates of a text: all names, the name given, log odds, shares of the grades."""
        found = []
        for candidate, traits in traits_of(self.gazetteer, words_of(text)):
            name = self.gazetteer.written[self.gazetteer.name(candidate)]
            found.append(Judged(frozenset(candidate.names), name, *self.judge(traits)))
        return found


@dataclass(frozen=True)
class Judged:
    """A candidate, the name given for it, the log odds that it did it, the grades' shares if so."""

    names: frozenset[Key]
    name: str
    odds: float
    grades: Floats


def likely(
    judged: list[Judged], tagged: list[tuple[Group, Floats]], share: float, sure: float
) -> list[Accused]:
    """The organisations with each grade at least so sure; one may have two grades."""
    found = []
    for one in judged:
        seen = [g.sure for g, _ in tagged if any(key_of(name) in one.names for name in g.names)]
        said = min(max([UNSEEN, *seen]), 1 - UNSEEN)
        odds = one.odds + share * (math.log(said / (1 - said)) - math.log(USUAL / (1 - USUAL)))
        chances = one.grades / (1 + math.exp(-odds))
        found += [
            Accused(frozenset([one.name]), frozenset([grade]))
            for grade, chance in zip(GRADES, chances.tolist(), strict=True)
            if chance >= sure
        ]
    return found


def graded(document: Document, scores: Floats, bias: float) -> list[tuple[Group, Floats]]:
    """Groups of mentions and the summed odds of their grades, from log odds of graded tags."""
    odds = np.exp(scores)
    begins, goes = odds[:, 1::2], odds[:, 2::2]
    plainly = np.stack((odds[:, 0], begins.sum(1), goes.sum(1)), 1)
    spans = spans_within(document, np.log(plainly + 1e-9), bias)
    of_grade = begins + goes
    return [
        (group, np.sum([of_grade[a:b].mean(0) for a, b in group.spans], axis=0))
        for group in grouped(document, spans).get(0, [])
    ]


def compare(gold: Sequence[list[Accused]], found: Sequence[list[Accused]]) -> dict[str, float]:
    """F1, precision and recall in percent with five grades, F1 with four, and of names alone."""
    figures: dict[str, float] = {}
    for name, known in (("", _five), ("four grades", _four), ("organisation", _none)):
        counts = np.zeros(3, int)
        for wanted, read in zip(gold, found, strict=True):
            counts += _count(
                [Accused(g.names, known(g.grades), g.optional) for g in wanted],
                [Accused(f.names, known(f.grades)) for f in read],
            )
        of_counts = rates(*counts.tolist())
        figures |= {name: of_counts["f1"]} if name else of_counts
    return figures


def _five(grades: frozenset[str]) -> frozenset[str]:
    return grades


def _four(grades: frozenset[str]) -> frozenset[str]:
    return frozenset(g.removesuffix(" BY AUTHORITIES") for g in grades)


def _none(grades: frozenset[str]) -> frozenset[str]:
    return frozenset({"any"})


def _count(wanted: list[Accused], read: list[Accused]) -> tuple[int, int, int]:
    """Right, read and wanted; organisations that fit none but an optional one count when right."""
    free = sorted(wanted, key=lambda g: g.optional)
    right = 0
    for one in read:
        match = next((g for g in free if one.names <= g.names and one.grades & g.grades), None)
        if match is not None:
            free.remove(match)
            right += 1
    return right, len(read), right + sum(not g.optional for g in free)
