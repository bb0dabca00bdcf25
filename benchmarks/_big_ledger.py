"""A ledger of as many claims as wanted, written straight into its file.

The sample reports of this project, or the ledger that GESTA_SCALE_LEDGER names, are replayed whole,
each time some days later and with their places moved a little, so that days and map fill as in a
long war. Incidents are those of the base, replayed like their claims: nothing is resolved.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks._replay import replayed
from gesta.identity import hashed
from gesta.ledger import Ledger, writing
from gesta.ledger.receipts import EVIDENCE
from gesta.ledger.records import KeptReport
from gesta.types import Claim, Incident, Location, Place, Report, Tie

APART = timedelta(days=9)
"""From one replay to the next: 100,000 claims of the samples then are some years."""

MOVED_DEGREES = 2.0
VARIANTS = 60
"""Replays after which places come back, as in a war that goes on at the same fronts."""


def write_big(base: Path, path: Path, size: int) -> dict[str, float]:
    """Write `size` claims or a few more; gives how many of what there are."""
    with Ledger.open(base) as source, Ledger.open(path, create=True) as made:
        big = Big(source)
        numbers = range(max(1, -(-size // max(1, len(big.claims)))))
        for number in numbers:
            big.add(made, number)
        made.replace_view(
            incidents=(i for number in numbers for i in big.incidents(number)), ties=big.ties
        )
        names = ("reports", "claims", "incidents", "places", "actors")
        return {name: float(made.count(name)) for name in names}


class Big:
    """The base, and its replays by their number."""

    def __init__(self, source: Ledger) -> None:
        self.claims = list(source.claims())
        self.ties: list[Tie] = [tie for tie in source.ties() if not tie.claims]
        self._kept = list(source.kept_reports())
        self._places = {place.id: place for place in source.places()}
        self._incidents = list(source.incidents())
        self._told: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            self._told[claim.report].append(claim)

    def add(self, made: Ledger, number: int) -> None:
        """One replay of every report, in one transaction."""
        dice = random.Random(number)
        with made.transaction(EVIDENCE) as chain:
            for kept in self._kept:
                old = kept.report
                found = replayed(old, self._told[old.id], number, APART * number, frozenset(), dice)
                report = replace(
                    old, id=found.report, published=found.published, duplicate_of=None,
                    path=f"{number}/{old.path}", sha256=hashlib.sha256(found.report.encode()).hexdigest(),
                )  # fmt: skip
                claims = [moved(claim, number) for claim in found.claims]
                places = tuple(variant(place, number) for place in kept.places)
                writing.put_report(
                    made.connection, chain, _sighted(report, kept, writing.one_each(places))
                )
                writing.put_claims(made.connection, chain, claims)

    def incidents(self, number: int) -> Iterator[Incident]:
        """One replay of every incident."""
        by = APART * number
        for old in self._incidents:
            time = old.time and replace(
                old.time, start=old.time.start and old.time.start + by,
                end=old.time.end and old.time.end + by,
            )  # fmt: skip
            yield replace(
                old, id=hashed("i", old.id, number), time=time,
                claims=tuple(hashed("c", claim, number) for claim in old.claims),
                place=old.place and variant(self._places[old.place], number).id, disputes=(),
            )  # fmt: skip


def _sighted(report: Report, kept: KeptReport, places: tuple[Place, ...]) -> KeptReport:
    return KeptReport(report, kept.given_outlet, report.published, kept.actors, places)


def variant(place: Place, number: int) -> Place:
    """A place moved a little, the same for the same number."""
    turn = number % VARIANTS
    if turn == 0 or place.lat is None or place.lon is None:
        return place
    dice = random.Random(f"{place.id} {turn}")
    lat = place.lat + dice.uniform(-MOVED_DEGREES, MOVED_DEGREES)
    lon = place.lon + dice.uniform(-MOVED_DEGREES, MOVED_DEGREES)
    return replace(
        place, id=f"{place.id}-{turn}", name=f"{place.name} {turn}", names=(f"{place.name} {turn}",),
        lat=max(-85.0, min(85.0, lat)), lon=max(-179.0, min(179.0, lon)),
    )  # fmt: skip


def moved(claim: Claim, number: int) -> Claim:
    """The claim with the places of its replay."""
    turn = number % VARIANTS

    def at(where: Location) -> Location:
        return replace(where, place=f"{where.place}-{turn}") if where.place and turn else where

    return replace(
        claim, places=tuple(map(at, claim.places)), origins=tuple(map(at, claim.origins)),
        content=tuple(hashed("c", other, number) for other in claim.content),
    )  # fmt: skip
