"""A small made-up world for the ledger's tests: two reports that disagree about one attack."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gesta.ledger.store import Ledger
from gesta.types import (
    Count,
    Dispute,
    DisputedValue,
    Edge,
    Grounded,
    Incident,
    Means,
    Note,
    Reason,
    Refusal,
    Review,
    Source,
    Tie,
    Toll,
    When,
)
from tests import factories as make

FIRST = (
    "The Northern Front said on Monday that its drone struck a fuel depot near Qaryat Umm. "
    "At least 12 guards were killed, a doctor said. The Front is part of the Hill Army. "
    "This will not be the last such strike."
)
SECOND = "The army denied that the depot at Kariat Um was hit on Monday; 3 people died elsewhere. ‏مرحبا 🚁"

FRONT = make.actor("Northern Front", "the Front")
ARMY = make.actor("Hill Army", type="force", country="SYR")
TOWN = make.place("Qaryat Umm")
MONDAY = When("on Monday", make.day("2024-03-04"), make.day("2024-03-04"), "day", "relative")

R1 = make.report(
    FIRST, outlet="Valley News", title="Depot struck", published=make.day("2024-03-05"),
    published_from="metadata", found={"title": "meta og:title", "published": "json-ld"},
)  # fmt: skip
R2 = make.report(SECOND, outlet="Coast Wire", title="=SUM(A1)", path="b.txt")

_words = make.quote(FIRST, "drone")
_drone = Means(_words.start, _words.end, "drone", "drone")
C1 = make.claim(
    R1, FIRST[:86], "struck", certainty="claimed", modes=("drone",), outcome="hit", score=0.91234567,
    said_by=(
        make.speaker(
            FIRST, "The Northern Front", FRONT.id,
            says=("its drone struck a fuel depot near Qaryat Umm",),
        ),
    ),
    actors=(make.party(FIRST, "The Northern Front", FRONT.id),),
    targets=(make.quote(FIRST, "fuel depot"),),
    weapons=(_drone,),
    places=(make.location(FIRST, "Qaryat Umm", TOWN.id),), time=MONDAY,
)  # fmt: skip
C2 = make.claim(
    R1, "At least 12 guards were killed, a doctor said.", "killed", certainty="attributed",
    killed=Count("At least 12", 12, None),
    said_by=(make.speaker(FIRST, "a doctor", says=("At least 12 guards were killed",)),),
    recipients=(make.party(FIRST, "guards", ARMY.id),),
)  # fmt: skip
C3 = make.claim(
    R2, SECOND[:87], "hit", certainty="denied", said_by=(make.speaker(SECOND, "The army", ARMY.id),),
    places=(make.location(SECOND, "Kariat Um", TOWN.id),), time=MONDAY,
    killed=Count("3", 3, 3), content=(C1.id,),
)  # fmt: skip
JUDGED = make.assessment(R1, "This will not be the last such strike.")
TIE = make.tie_claim(
    R1, "part-of", (FRONT.id, ARMY.id), "The Front is part of the Hill Army.",
    said_by=(make.speaker(FIRST, "a doctor"),), since=make.day("2019-01-01"),
)  # fmt: skip

G1 = Grounded(R1, (C1, C2), (TIE,), (JUDGED,), (FRONT, ARMY), (TOWN,))
G2 = Grounded(R2, (C3,), actors=(ARMY,), places=(make.place("Qaryat Umm", "Kariat Um"),))
S1, S2 = (
    make.source(FIRST, outlet="Valley News"),
    make.source(SECOND, path="b.txt", outlet="Coast Wire"),
)

PDF = b"%PDF-1.4 \xff\xfe"
REFUSED = Refusal(
    "c.pdf", "parse", "binary", "c.pdf is a PDF file", hashlib.sha256(PDF).hexdigest()
)
REVIEW = Review(
    "v1", "correct", C2.id, "ana", "2024-04-01T10:00:00Z", {"low": 12}, {"low": 11}, "typo"
)

INCIDENT = Incident(
    id="i1", type="ASSAULT", claims=(C1.id, C2.id, C3.id), modes=("drone",), time=MONDAY,
    place=TOWN.id, actors=(FRONT.id,), recipients=(ARMY.id,), targets=("fuel depot",),
    weapons=("drone",), killed=Toll(3, 12, None), status="disputed",
    disputes=(Dispute("killed", (DisputedValue("12", (C2.id,)), DisputedValue("3", (C3.id,)))),),
    origins=2,
)  # fmt: skip
EDGE = Edge(
    min(C1.id, C3.id),
    max(C1.id, C3.id),
    "same",
    0.8123456789,
    (Reason("day", 0.5, "the same day"),),
)
NOTE = Note(C2.id, "no date: joined within its report only")
REGISTRY = Tie("treg", "backed-by", ARMY.id, FRONT.id, (), make.day("2001-01-01"), None, "registry")
BOTH = Tie("tboth", "part-of", FRONT.id, ARMY.id, (), None, make.day("2030-01-01"), "registry")


def fill(ledger: Ledger, *, backwards: bool = False) -> None:
    """All of the above."""
    pairs: list[tuple[Grounded, Source]] = [(G1, S1), (G2, S2)]
    for grounded, source in reversed(pairs) if backwards else pairs:
        assert ledger.add(grounded, source)
    assert ledger.add_refusal(REFUSED, PDF)
    assert ledger.add_review(REVIEW)
    view(ledger)


def view(ledger: Ledger) -> None:
    """The view over it."""
    ledger.replace_view(
        incidents=[INCIDENT], edges=[EDGE], notes=[NOTE], ties=[REGISTRY, BOTH],
        copies={R2.id: R1.id},
    )  # fmt: skip


def filled(path: Path) -> Path:
    """A ledger file with all of it."""
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return path
