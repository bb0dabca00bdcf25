"""A ledger with all that hurts a format: every name and text below has gone wrong somewhere."""

from __future__ import annotations

from dataclasses import replace

from gesta.ledger import Ledger
from gesta.types import (
    Dispute,
    DisputedValue,
    Grounded,
    Incident,
    Toll,
    When,
)
from tests import factories as make

ARABIC = "كتائب حزب الله"
FORMULA = '=HYPERLINK("http://x.example","go")'
EMOJI = 'القوات 🚁𝔊 "Front" <b>&amp;</b>'
TEXT = (
    f"{ARABIC} said it hit the depot.\n\n@SUM(1+1) guards\tdied 🚁. -2+3 is what {EMOJI} wrote; "
    "]]> and \u2028 came too."
)
HEAD = make.report(
    TEXT, outlet="+Coast\r\nWire", title="=1+1\nTY  - JOUR", path="odd.txt",
    url="https://x.example/a?b=1&c='2'", author="@ana",
)  # fmt: skip
BARE = make.report("Somebody struck.", path="bare.txt")

WING = make.actor(ARABIC, "Kataib")
CELL = make.actor(FORMULA, type="civilian")
FACE = make.actor(EMOJI, type="force", country="SYR")
CLINIC = make.place("-Nahr\nal-Bard", lat=34.512345, lon=36.054321, country="SYR", precision="site")
NOWHERE = make.place("Atlantis", lat=None, lon=None, country=None, precision="unknown")

SAID = make.claim(
    HEAD, "@SUM(1+1) guards\tdied 🚁.", "died", certainty="attributed", outcome="hit",
    actors=(make.party(TEXT, ARABIC, WING.id),), said_by=(make.speaker(TEXT, ARABIC, WING.id),),
    targets=(make.quote(TEXT, "depot"),),
)  # fmt: skip
BARELY = make.claim(BARE, "Somebody struck.", "struck")
OTHER = make.claim(HEAD, "-2+3 is what", "is", certainty="denied")

BASED = make.tie_claim(HEAD, "based-in", (WING.id, CLINIC.id), "it hit the depot")

FULL = Incident(
    id="i-full", type="ASSAULT", claims=(SAID.id, OTHER.id), modes=("drone",), place=CLINIC.id,
    time=When("in March", make.day("2024-03-01"), make.day("2024-03-31"), "month", "stated"),
    actors=(WING.id, FACE.id), recipients=(CELL.id,), targets=("=cmd|' /C calc'!A0", "\tdepot"),
    killed=Toll(2, 3, None), status="disputed", origins=1,
    disputes=(Dispute("actors", (DisputedValue(WING.id, (SAID.id,)),
                                 DisputedValue("-nobody", (OTHER.id,)))),),
)  # fmt: skip
NOTHING = Incident(id="i-nothing", type="CONSULT", claims=(BARELY.id,))
UNPLACED = replace(
    NOTHING, id="i-unplaced", type="COERCE", place=NOWHERE.id, claims=(), status="planned",
    time=When("after May", make.day("2024-05-01"), None, "unknown"),
)  # fmt: skip


def fill(ledger: Ledger) -> None:
    """All of the above."""
    ledger.add(
        Grounded(
            HEAD, (SAID, OTHER), (BASED,), actors=(WING, CELL, FACE), places=(CLINIC, NOWHERE)
        ),
        make.source(TEXT, path="odd.txt", outlet=HEAD.outlet),
    )
    ledger.add(Grounded(BARE, (BARELY,)), make.source(BARE.text, path="bare.txt"))
    ledger.replace_view(incidents=[FULL, NOTHING, UNPLACED])
