"""Decisions on claims as training passages: the sentences that people decided on, as they now stand.

A passage is the run of sentences around claims that were accepted, corrected or rejected, with all
claims that stand there; a rejected claim is no event in it. It is `complete` where a person
decided on every claim of it. What the compact form cannot hold is left out with words why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from gesta.ledger import reading
from gesta.ledger.review_decision import decisions, in_force
from gesta.ledger.review_marks import marks_of
from gesta.ledger.review_passage_row import PassageRow
from gesta.ledger.review_passage_ties import Told, read_ties, same_ties, told_ties
from gesta.ledger.store import Ledger
from gesta.passages import Row, faults, render
from gesta.reader.sentences import split_sentences
from gesta.reader.words import split_words
from gesta.types import Actor, Claim, Report, Span

ORIGIN: Final = "review"
NEAR: Final = 600  # characters within which who says it is taken into the passage
SHINGLE: Final = 8  # words in a row that no two passages of a file may share


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its report, the claims decided on, by whom, and whether all of it was."""

    row: Row
    report: str
    decided: tuple[str, ...]
    by: tuple[str, ...]
    complete: bool

    @property
    def compact(self) -> str:
        """The compact form."""
        return render(self.row)


@dataclass(slots=True)
class Passages:
    """The passages of a ledger, and in words what could not be one."""

    found: list[Passage] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def passages(ledger: Ledger) -> Passages:
    """All passages that decisions give, by report and place in its text."""
    edits, made = ledger.edits(), Passages()
    people = _people(ledger)
    actors = {actor.id: actor for actor in ledger.actors()}
    runs: dict[tuple[str, ...], str] = {}
    ties = told_ties(ledger)
    for name in _reports(ledger, people):
        report = ledger.report(name)
        if report is None:
            continue
        read = list(reading.claims(ledger.connection, "report = ?", (name,)))
        rejected = edits.decisions.rejected
        told = [edits.claim(claim) for claim in read if claim.id not in rejected]
        kinds = [(Span(a.evidence.start, a.evidence.end), a.kind)
                 for a in reading.assessments(ledger.connection, "report = ?", (name,))]  # fmt: skip
        page = _Page(report, told, actors, kinds, ties.get(name, ()))
        decided = [claim for claim in read if claim.id in people]
        for first, last in page.cuts(edits.claim(claim) for claim in decided):
            _add(made, page, (first, last), decided, people, runs)
    return made


def _people(ledger: Ledger) -> Mapping[str, tuple[str, ...]]:
    """Who made the decisions in force, by claim."""
    found: dict[str, tuple[str, ...]] = {}
    for one in in_force(decisions(ledger.connection)):
        found[one.claim] = tuple(sorted({*found.get(one.claim, ()), one.by}))
    return found


def _reports(ledger: Ledger, claims: Mapping[str, Any]) -> list[str]:
    rows = ledger.connection.execute(
        "SELECT DISTINCT report FROM claims WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY report", (json.dumps([*claims]),),
    )  # fmt: skip
    return [str(row[0]) for row in rows]


def _add(
    made: Passages, page: _Page, cut: tuple[int, int], decided: Sequence[Claim],
    people: Mapping[str, tuple[str, ...]], runs: dict[tuple[str, ...], str],
) -> None:  # fmt: skip
    row, wanting, ties = page.row(*cut)
    part = page.part(*cut)
    own = [c for c in decided if part.contains(Span(c.trigger.start, c.trigger.end))]
    wrong = faults(row)
    if other := _repeated(row, runs):
        wrong = [f"it repeats eight words of {other}"]
    if wrong or (wanting and not row["events"]):
        made.refusals.append(f"{row['id']}: {'; '.join(wrong or wanting)}")
        return
    made.refusals += [f"{row['id']}: {words}" for words in (*wanting, *ties)]
    inside = [c for c in page.claims if part.contains(Span(c.trigger.start, c.trigger.end))]
    by = sorted({name for claim in own for name in people[claim.id]})
    complete = not wanting and all(claim.id in people for claim in inside)
    made.found.append(Passage(row, page.report.id, tuple(c.id for c in own), tuple(by), complete))


def _repeated(row: Row, runs: dict[tuple[str, ...], str]) -> str | None:
    words = row["text"].lower().split()
    mine = [tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]
    other = next((runs[run] for run in mine if run in runs), None)
    if other is None:
        runs.update((run, row["id"]) for run in mine)
    return other


class _Page:
    """One report with its sentences, and its claims as they now stand."""

    def __init__(
        self, report: Report, claims: Sequence[Claim], actors: Mapping[str, Actor],
        kinds: Sequence[tuple[Span, str]], ties: Sequence[Told],
    ) -> None:  # fmt: skip
        self.report = report
        self.claims = claims
        self._actors = actors
        self._kinds = kinds
        self._ties = ties
        self._sentences = split_sentences(report.text)
        words = split_words(report.text)
        self._starts = sorted({w.start for w in words})
        self._ends = sorted({w.end for w in words})

    def cuts(self, claims: Iterator[Claim]) -> list[tuple[int, int]]:
        """Runs of sentences (first, last) that hold the claims, neighbours made one."""
        found: list[tuple[int, int]] = []
        for first, last in sorted(self._held(claim) for claim in claims):
            if found and first <= found[-1][1]:
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
        return found

    def _held(self, claim: Claim) -> tuple[int, int]:
        start, end = claim.evidence.start, claim.evidence.end
        said = [at for s in claim.said_by for at in (s.start, s.cue_start) if at is not None]
        start = min([start, *(at for at in said if start - NEAR < at < start)])
        end = max([end, *(at + 1 for at in said if end <= at < end + NEAR)])
        inside = [i for i, s in enumerate(self._sentences) if s.start < end and start < s.end]
        return (min(inside), max(inside)) if inside else (0, 0)

    def part(self, first: int, last: int) -> Span:
        """The text of the sentences."""
        return Span(self._sentences[first].start, self._sentences[last].end)

    def row(self, first: int, last: int) -> tuple[Row, list[str], list[str]]:
        """The passage of the sentences, and in words what of its claims and of ties it cannot
        hold."""
        part = self.part(first, last)
        made = PassageRow(self.report.text, part, self._snapped)
        inside = [c for c in self.claims if part.contains(Span(c.trigger.start, c.trigger.end))]
        for claim in sorted(inside, key=lambda c: (c.trigger.start, -c.score, c.id)):
            made.add(claim, marks_of(claim, self._actors))
        made.link()
        events = [e["trigger"] for e in made.events]
        kinds = [self._kind(s, events, part) for s in self._sentences[first : last + 1]]
        row: Row = {
            "id": f"{self.report.id}-{part.start}", "origin": ORIGIN, "text": part.of(self.report.text),
            "mentions": made.mentions, "events": made.events, "attributions": made.attributions,
            "ties": same_ties({"mentions": made.mentions}, made.who), "sentences": kinds,
        }  # fmt: skip
        more, left_out = read_ties(row, made.who, self._ties, part)
        row["ties"] += more
        return row, made.wanting, left_out

    def _kind(self, sentence: Span, triggers: Sequence[Mapping[str, int]], part: Span) -> str:
        for span, kind in self._kinds:
            if span.overlaps(sentence):
                return kind
        start, end = sentence.start - part.start, sentence.end - part.start
        return "fact" if any(start <= t["start"] < end for t in triggers) else "other"

    def _snapped(self, start: int, end: int) -> tuple[int, int]:
        """The span from the beginning of its first word to the end of its last."""
        first = max((at for at in self._starts if at <= start), default=start)
        last = min((at for at in self._ends if at >= end), default=end)
        return first, last
