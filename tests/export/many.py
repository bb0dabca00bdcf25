"""A ledger of many incidents, to see that memory does not grow with it."""

from __future__ import annotations

from datetime import timedelta

from gesta.ledger import Ledger
from gesta.types import Grounded, Incident, Toll, When
from tests import factories as make

CLAIMS_A_REPORT = 100
WORDS = "the long sentence that the claim stands on, and what else the report says of it, " * 6


def fill(ledger: Ledger, number: int) -> None:
    """`number` incidents of one claim each, some 700 bytes of words a claim."""
    one, other, town = (
        make.actor("The Front"),
        make.actor("The Army", type="force"),
        make.place("Umm"),
    )
    ids: list[str] = []
    for first in range(0, number, CLAIMS_A_REPORT):
        said = [f"Struck{i} was {WORDS}." for i in range(first, first + CLAIMS_A_REPORT)]
        report = make.report(" ".join(said), outlet=f"Wire {first}")
        claims = [make.claim(report, words, words.split()[0]) for words in said]
        grounded = Grounded(report, tuple(claims), actors=(one, other), places=(town,))
        ledger.add(grounded, make.source(report.text, outlet=report.outlet))
        ids += [claim.id for claim in claims]
    start = make.day("2020-01-01")
    days = [start + timedelta(days=i % 1000) for i in range(number)]
    ledger.replace_view(incidents=(
        Incident(
            f"i{i:06}", "ASSAULT", (ids[i],), time=When("then", days[i], days[i], "day"),
            place=town.id, actors=(one.id,), recipients=(other.id,), killed=Toll(1, 2, 3),
        )
        for i in range(number)
    ))  # fmt: skip
