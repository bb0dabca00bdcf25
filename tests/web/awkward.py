"""A ledger whose words try to break the page: markup, right-to-left script, signs outside the BMP.

Two reports tell of one strike and do not agree; a third is of another day. Names and titles are
markup that would run if the page took it for such.
"""

from __future__ import annotations

from pathlib import Path

from gesta.ledger.store import Ledger
from gesta.types import (
    Claim,
    Count,
    Dispute,
    DisputedValue,
    Edge,
    Grounded,
    Incident,
    Means,
    Note,
    Reason,
    Toll,
    When,
)
from tests import factories as make

SCRIPT = "<script>window.broken = 1</script>"
IMAGE = '<img src=x onerror="window.broken = 2">'

STRIKE = (
    f"🚀 On Monday the Front 👨‍👩‍👧 struck the depot near أم الرشراش with drones, {SCRIPT} the "
    "Valley Office said. At least 12 guards died 🚁 there.\n"
    "قال شهود إن 15 شخصا قتلوا في الهجوم.\n"
    "This will not be the last such strike. The Front is part of the Hill Army."
)
DENIAL = "The Hill Army denied on Monday that the depot was hit; 3 guards died elsewhere. 🚑"
LATER = "On 2 April the Front shelled Qaryat Umm, a doctor said."

FRONT = make.actor(f"The Front {IMAGE}", "the Front", type="group")
ARMY = make.actor("Hill Army", type="force", country="SYR")
GUARDS = make.actor("guards", type="force", generic=True)
TOWN = make.place("أم الرشراش", "Umm al-Rashrash")
OTHER = make.place("Qaryat Umm", lat=30.5, lon=35.1)
MONDAY = When("On Monday", make.day("2024-03-04"), make.day("2024-03-04"), "day", "relative")
APRIL = When("On 2 April", make.day("2024-04-02"), make.day("2024-04-02"), "day", "stated")

R1 = make.report(
    STRIKE, outlet=f"Valley {IMAGE} News", title=f"Depot struck {SCRIPT}",
    published=make.day("2024-03-05"), published_from="metadata", url="javascript:window.broken=3",
    found={"title": "meta og:title", "published": "json-ld"},
)  # fmt: skip
R2 = make.report(
    DENIAL, outlet="Coast Wire", title="=SUM(A1)", path="b.txt",
    published=make.day("2024-03-06"), url="https://coast.example/denied",
)  # fmt: skip
R3 = make.report(LATER, outlet="Coast Wire", path="c.txt", published=make.day("2024-04-03"))

_DRONES = make.quote(STRIKE, "drones")
FIRST = STRIKE[: STRIKE.index(" At least")]
# One attribution that two claims stand in; what it says begins and ends outside the BMP.
SAYS = (FIRST[: FIRST.index(", <script>")], "At least 12 guards died 🚁")
C1 = make.claim(
    R1, FIRST, "struck", certainty="claimed", outcome="hit", score=0.55,
    said_by=(make.speaker(STRIKE, "the Valley Office", says=SAYS),),
    actors=(make.party(STRIKE, "the Front", FRONT.id),), targets=(make.quote(STRIKE, "depot"),),
    weapons=(Means(_DRONES.start, _DRONES.end, "drones", "drone"),),
    places=(make.location(STRIKE, "أم الرشراش", TOWN.id),), time=MONDAY,
)  # fmt: skip
C2 = make.claim(
    R1, "At least 12 guards died 🚁 there.", "died", certainty="attributed", score=0.7,
    recipients=(make.party(STRIKE, "guards", GUARDS.id),), killed=Count("At least 12", 12, None),
    said_by=(make.speaker(STRIKE, "the Valley Office", says=SAYS),),
)  # fmt: skip
C3 = make.claim(
    R2, DENIAL[: DENIAL.index(" 🚑")], "hit", certainty="attributed", score=0.8, time=MONDAY,
    said_by=(make.speaker(DENIAL, "The Hill Army", ARMY.id, cue="denied"),),
    recipients=(make.party(DENIAL, "guards", GUARDS.id),), killed=Count("3", 3, 3),
    targets=(make.quote(DENIAL, "depot"),),
)  # fmt: skip
C4 = make.claim(
    R3, LATER, "shelled", certainty="attributed", score=0.9, time=APRIL,
    actors=(make.party(LATER, "the Front", FRONT.id),),
    places=(make.location(LATER, "Qaryat Umm", OTHER.id),),
    said_by=(make.speaker(LATER, "a doctor"),),
)  # fmt: skip
JUDGED = make.assessment(R1, "This will not be the last such strike.")
TIE = make.tie_claim(R1, "part-of", (FRONT.id, ARMY.id), "The Front is part of the Hill Army.")


def incident(name: str, *claims: Claim, **more: object) -> Incident:
    """A view of some claims, as the ledger keeps it."""
    ids = tuple(sorted(claim.id for claim in claims))
    return Incident(id=name, type="ASSAULT", claims=ids, **more)  # type: ignore[arg-type]


STRUCK = incident(
    "i1", C1, C2, C3, time=MONDAY, place=TOWN.id, actors=(FRONT.id,), recipients=(GUARDS.id,),
    targets=("depot",), weapons=("drone",), killed=Toll(3, 12, None), status="disputed", origins=2,
    disputes=(Dispute("killed", (DisputedValue("12", (C2.id,)), DisputedValue("3", (C3.id,)))),),
)  # fmt: skip
SHELLED = incident("i2", C4, time=APRIL, place=OTHER.id, actors=(FRONT.id,))


def joined(one: Claim, other: Claim, score: float, *reasons: Reason) -> Edge:
    """Two claims that tell of one happening."""
    return Edge(min(one.id, other.id), max(one.id, other.id), "same", score, reasons)


EDGES = (
    joined(C1, C2, 0.9, Reason("day", 1.6, "the same day"), Reason("prior", -0.4, "most differ")),
    joined(C1, C3, 0.7, Reason("target", 0.8, "both name the target depot")),
)


def filled(path: Path) -> Path:
    """A ledger file of all this."""
    with Ledger.open(path, create=True) as ledger:
        one = Grounded(R1, (C1, C2), (TIE,), (JUDGED,), (FRONT, ARMY, GUARDS), (TOWN,))
        two = Grounded(R2, (C3,), actors=(ARMY, GUARDS))
        three = Grounded(R3, (C4,), actors=(FRONT,), places=(OTHER,))
        assert ledger.add(one, make.source(STRIKE, outlet=R1.outlet))
        assert ledger.add(two, make.source(DENIAL, path="b.txt", outlet=R2.outlet))
        assert ledger.add(three, make.source(LATER, path="c.txt", outlet=R3.outlet))
        ledger.replace_view(
            incidents=[STRUCK, SHELLED], edges=EDGES, ties=[], copies={},
            notes=[Note(C2.id, "no date: joined within its report only")],
        )  # fmt: skip
    return path
