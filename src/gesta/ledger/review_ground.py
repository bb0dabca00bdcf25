"""What a reviewer points at, made comparable: words of a report to its actor, place, day, number.

Grounding's own functions do it, in the light of what the report's other claims say, so that a
corrected span means what it would have meant had the reader found it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from gesta.errors import LedgerError
from gesta.grounding.actors import Registry, resolve_actors
from gesta.grounding.counts import parse_count
from gesta.grounding.dates import find, opened, resolve_all, whole_spans
from gesta.grounding.places import resolve_places
from gesta.grounding.weapons import classify
from gesta.ledger import reading
from gesta.ledger.pieces import Record
from gesta.ledger.review_fields import typed
from gesta.ledger.spans import said_amiss
from gesta.ledger.store import Ledger
from gesta.types import Actor, Claim, Count, Party, Place, Quote, Report, Span, Speaker, When

CONTEXT: Final = 80  # words behind a place that tell namesakes apart: as grounding takes them
LONGEST: Final = 400  # characters of a span other than the evidence


@dataclass(frozen=True, slots=True)
class Ground:
    """A report with its claims as they now are, in whose light words are understood.

    settled: words that a claim names somebody or a place by mean the same again, as what is added
    stands beside it; a correction may be of just that.
    """

    report: Report
    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...]  # that the report names
    places: tuple[Place, ...] = ()
    settled: bool = False

    @staticmethod
    def of(ledger: Ledger, report: str, *, settled: bool = False) -> Ground:
        """The ground on which the claims of a report stand."""
        kept = next(ledger.kept_reports("r.id = ?", (report,)), None)
        if kept is None:
            raise LedgerError(
                f"There is no report {report!r} in {ledger.path}. `gesta show {ledger.path} reports` "
                "lists them."
            )
        edits = ledger.edits()
        told = reading.claims(ledger.connection, "report = ?", (report,))
        claims = tuple(map(edits.claim, told))
        return Ground(kept.report, claims, kept.actors, kept.places, settled)

    def quote(self, start: Any, end: Any, *, longest: int | None = LONGEST) -> Quote:
        """The words of a span, without blanks at its ends. Raises ValueError for no such span."""
        if type(start) is not int or type(end) is not int:
            raise ValueError(f"a span needs start and end as whole numbers, not {start!r}, {end!r}")
        size = len(self.report.text)
        if not 0 <= start < end <= size:
            raise ValueError(
                f"the span {start} to {end} is not in the text, which has {size} characters"
            )
        words = self.report.text[start:end]
        left, right = len(words) - len(words.lstrip()), len(words.rstrip())
        if not right:
            raise ValueError(f"the span {start} to {end} holds blanks only")
        if longest is not None and right - left > longest:
            raise ValueError(
                f"the span {start} to {end} is longer than {longest} characters; mark the words "
                "that name it and nothing more"
            )
        return Quote(start + left, start + right, words[left:right])

    def said(self, record: Record) -> Record:
        """Of a speaker's record the cue, where it stands and what is said, as far as it tells.
        Raises ValueError where that is not in the text."""
        keys = ("cue_start", "cue_end", "content")
        told = {"cue": record.get("cue"), **{key: record[key] for key in keys if key in record}}
        chain: tuple[Speaker, ...] = typed("said_by", [told])
        if wrong := next(said_amiss(chain, self.report.text), None):
            raise ValueError(f"said_by: {wrong[0]}")
        return told

    def actor(self, quote: Quote, kind: str | None = None) -> Actor | None:
        """The actor that the words of a party or speaker stand for, `kind` being its type where
        that is known; None for a bare pronoun."""
        known = self._meant(quote) if self.settled else None
        if known is not None and kind in (None, known.type):
            return known
        near = _once(
            (p.start, p.end, p.text)
            for claim in self.claims
            for p in (*claim.actors, *claim.recipients)
        )
        spots = [spot for spot in near if spot[:2] != (quote.start, quote.end)]
        spots = sorted([*spots, (quote.start, quote.end, quote.text)])
        kinds = self._kinds() | ({quote.text: kind} if kind else {})
        found = resolve_actors(
            [(text, kinds.get(text, "group")) for _, _, text in spots], registry=Registry.open()
        )
        return found[spots.index((quote.start, quote.end, quote.text))]

    def _meant(self, quote: Quote) -> Actor | None:
        """The actor that a claim has for the words."""
        known = {actor.id: actor for actor in self.actors}
        for claim in self.claims:
            named: list[Party | Speaker] = [*claim.actors, *claim.recipients, *claim.said_by]
            for one in named:
                if (one.start, one.end) == (quote.start, quote.end) and one.actor in known:
                    return known[one.actor]
        return None

    def _kinds(self) -> dict[str, str]:
        """The type of the actor that each of the report's words was read as."""
        types = {actor.id: actor.type for actor in self.actors}
        found = {
            p.text: types[p.actor]
            for claim in self.claims
            for p in (*claim.actors, *claim.recipients)
            if p.actor in types
        }
        return {name: a.type for a in self.actors for name in (a.name, *a.names)} | found

    def place(self, quote: Quote) -> Place | None:
        """The place that the words name, None where the gazetteer is not sure of any."""
        told = [at for c in self.claims for at in (*c.places, *c.origins)]
        if self.settled:
            meant = {at.place for at in told if (at.start, at.end) == (quote.start, quote.end)}
            if known := [place for place in self.places if place.id in meant]:
                return known[0]
        near = _once((at.start, at.end, at.text) for at in told)
        spots = [spot for spot in near if spot[:2] != (quote.start, quote.end)]
        spots.append((quote.start, quote.end, quote.text))
        text = self.report.text
        dateline = self.report.dateline
        return resolve_places(
            [(words, text[end : end + CONTEXT]) for _, end, words in spots],
            country_hints=self._countries(), dateline=dateline.text if dateline else None,
            text=text,
        )[-1]  # fmt: skip

    def _countries(self) -> list[str]:
        ids = {p.actor for c in self.claims for p in (*c.actors, *c.recipients)}
        return sorted({a.country for a in self.actors if a.country and a.id in ids})

    def time(self, quote: Quote) -> When:
        """The days that the words name, counted from the day of publication."""
        text, anchor = self.report.text, self.report.published
        span = Span(quote.start, quote.end)
        others = [s for s in find(text) if not s.overlaps(span)]
        ordered = sorted([*others, span])
        at = ordered.index(span)
        whole = whole_spans(text, ordered)
        when = resolve_all(text, whole, anchor=anchor)[at]
        return replace(opened(text, whole[at], when, anchor=anchor), text=quote.text)

    def number(self, quote: Quote) -> Count:
        """The least and the most that the words say. Raises ValueError where they say no number."""
        count = parse_count(quote.text)
        if count is None:
            raise ValueError(
                f"{quote.text[:60]!r} says no number; give low and high, or other words"
            )
        return count

    def weapon(self, quote: Quote) -> str | None:
        """The class of the weapon that the words name."""
        return classify(quote.text)


def _once(spots: Iterable[tuple[int, int, str]]) -> Sequence[tuple[int, int, str]]:
    return sorted({spot for spot in spots if spot[2]})
