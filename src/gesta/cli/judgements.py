"""What people judged of incidents, in words: the list, and beneath an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from gesta.cli.listing import Asked, print_records, print_table
from gesta.cli.paper import grid
from gesta.ledger import Ledger, records
from gesta.ledger.judgements import people_edges
from gesta.phrases import many, plain
from gesta.types import Incident

if TYPE_CHECKING:
    from gesta.ledger.judgements import Judgement


def judgement_words(judgement: Judgement) -> str:
    """A judgement in words."""
    if judgement.kind == "undo":
        return f"undo {judgement.subject}"
    left, right = _claims(judgement.left), _claims(judgement.right)
    same = "of one happening" if judgement.kind == "same" else "of different happenings"
    return f"{left} and {right} are {same}"


def _claims(ids: tuple[str, ...]) -> str:
    return ids[0] if len(ids) == 1 else f"{ids[0]} and {many(len(ids) - 1, 'other claim')}"


def judgements(ledger: Ledger, asked: Asked, console: Console) -> None:
    """People's judgements of incidents, oldest first."""
    from gesta.ledger.judgements import in_force
    from gesta.ledger.judgements import judgements as judged

    asked.only("judgements")
    every = judged(ledger.connection)
    if asked.as_json:
        reviews = {review.id: review for review in ledger.reviews()}
        print_records(records.review_record(reviews[j.id]) for j in asked.cut(every))
        return
    held = {judgement.id for judgement in in_force(every)}
    table = grid("when", "who", "judgement", "why", "state", "id", fixed=("id",))
    rows = (
        (j.at[:16].replace("T", " "), j.by, judgement_words(j), j.reason,
         "" if j.kind == "undo" else "in force" if j.id in held else "undone", j.id)
        for j in asked.cut(every)
    )  # fmt: skip
    print_table(console, table, rows, of=len(every), what="judgement")


def print_judged(ledger: Ledger, incident: Incident, console: Console) -> None:
    """Pairs of an incident's claims that people judged, contradictions beside each other; notes."""
    for edge in people_edges(ledger.connection, incident.claims):
        inside = edge.left in incident.claims and edge.right in incident.claims
        words = f"{edge.left} and {edge.right}: {edge.judgement}"
        if inside != (edge.judgement == "same"):
            words += ", which another judgement contradicts"
        why = "; ".join(reason.words for reason in edge.reasons)
        line = Text("  judged   ", style="dim").append(plain(words), style="none")
        console.print(line.append(plain(f" · {edge.by}, {(edge.at or '')[:10]}: {why}"), "dim"))
