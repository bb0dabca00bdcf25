"""What an incident sums up, and what sums it up, in words beneath it."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from gesta.cli.names import Names
from gesta.ledger import Ledger
from gesta.ledger.judgements import edges_at
from gesta.phrases import many, plain, when_words
from gesta.resolution.covers import COVERS
from gesta.types import Edge, Incident

# Lines of each kind; the rest is counted.
_SHOWN = 10


def print_covered(ledger: Ledger, incident: Incident, names: Names, console: Console) -> None:
    """The incidents that this one sums up, and the sums that it is part of."""
    links = [e for e in edges_at(ledger.connection, incident.claims) if e.judgement == COVERS]
    down = [e for e in links if e.left in incident.claims]
    up = [e for e in links if e.left not in incident.claims]
    _print_links("sums up", down, [e.right for e in down], ledger, names, console)
    _print_links("part of", up, [e.left for e in up], ledger, names, console)


def _print_links(
    label: str, edges: list[Edge], ends: list[str], ledger: Ledger, names: Names, console: Console
) -> None:
    for edge, end in list(zip(edges, ends, strict=True))[:_SHOWN]:
        other = next(
            ledger.incidents(
                "id IN (SELECT incident FROM incident_claims WHERE claim = ?)", (end,)
            ),
            None,
        )
        if other is None:
            continue
        parts = (when_words(other.time), names.place(other.place), names.actors(other.actors))
        words = ", ".join(part for part in parts if part)
        line = Text(f"  {label:<8} ", style="dim").append(plain(f"{words}  "), style="none")
        console.print(line.append(plain(f"{other.id} · {_why(edge)}"), style="dim"))
    if len(edges) > _SHOWN:
        rest = many(len(edges) - _SHOWN, "more incident")
        console.print(Text(f"  {label:<8} {rest}", style="dim"))


def _why(edge: Edge) -> str:
    return "; ".join(reason.words for reason in edge.reasons)
