"""A small ledger of invented attacks: an umbrella with a member, a copy, a denial, a near miss."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from gesta.ledger import Ledger
from gesta.types import Count, Edge, Incident, Tie, When
from tests import factories as make

DAY0 = date(2024, 1, 1)
UMBRELLA = make.actor("Northern Coalition")
MEMBER = make.actor("Red Banner")
ARMY = make.actor("Border Guard", type="force")
OTHER = make.actor("Grey Wolves")
TOWN = make.place("Tel Amara", country="SYR")


def when(first: int, last: int | None = None, precision: str = "day") -> When:
    """Days after 2024-01-01."""
    return When("that day", DAY0 + timedelta(days=first),
                DAY0 + timedelta(days=first if last is None else last), precision, "stated")  # fmt: skip


class Story:
    """Reports and incidents put together one attack at a time, then written to a ledger."""

    def __init__(self) -> None:
        self.grounded: list[tuple[Any, Any]] = []
        self.incidents: list[Incident] = []
        self.edges: list[Edge] = []
        self.copies: dict[str, str] = {}

    def attack(
        self, time: When | None, *, published: int, by: Any = MEMBER, status: str = "reported",
        certainties: tuple[str, ...] = ("reported",), blamed: tuple[Any, ...] = (),
        count: Count | None = None, edge: float = 0.99, words: str = "once",
    ) -> Incident:  # fmt: skip
        """An incident told by one report for each certainty; `blamed` names the doer of each."""
        claims = []
        for k, certainty in enumerate(certainties):
            doer = blamed[k] if blamed else by
            text = (
                f"{doer.name} attacked Border Guard near Tel Amara {words} ({len(self.grounded)})."
            )
            report = make.report(text, published=DAY0 + timedelta(days=published + k))
            claim = make.claim(
                report, text, "attacked", certainty=certainty, time=time, count=count,
                actors=(make.party(text, doer.name, doer.id),),
                recipients=(make.party(text, "Border Guard", ARMY.id),),
                places=(make.location(text, "Tel Amara", TOWN.id),),
            )  # fmt: skip
            actors = (UMBRELLA, MEMBER, ARMY, OTHER)
            grounded = make.grounded(report, claim, actors=actors, places=(TOWN,))
            self.grounded.append((grounded, make.source(text)))
            claims.append(claim)
        names = sorted(claim.id for claim in claims)
        self.edges += [Edge(a, b, "same", edge) for a, b in zip(names, names[1:], strict=False)]
        self.incidents.append(
            Incident(f"i{len(self.incidents):03d}", "ASSAULT", tuple(names), time=time,
                     place=TOWN.id, actors=(by.id,), recipients=(ARMY.id,), status=status)
        )  # fmt: skip
        return self.incidents[-1]

    def write(self, path: Path, **tie: Any) -> Path:
        """The ledger; the Red Banner is part of the Northern Coalition, in the days of `tie`."""
        with Ledger.open(path, create=True) as ledger:
            for grounded, source in self.grounded:
                ledger.add(grounded, source)
            ledger.replace_view(
                incidents=self.incidents, edges=self.edges, copies=self.copies,
                ties=[Tie("t1", "part-of", MEMBER.id, UMBRELLA.id, basis="registry", **tie)],
            )  # fmt: skip
        return path
