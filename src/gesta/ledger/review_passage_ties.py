"""Ties between the mentions of a passage: who is the same, and what the report says of two of them.

That two mentions are one follows from the actors and places of claims that people decided on; it is
taken of those with a name alone, as two groups that are described alike may be two. A tie of another
type is as the report was read, between the nearest mentions of its ends in its sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from gesta.ledger.store import Ledger
from gesta.passages import Row, tie_faults
from gesta.types import Span


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a report for a tie."""

    type: str
    source: str
    target: str
    span: Span


def told_ties(ledger: Ledger) -> Mapping[str, Sequence[Told]]:
    """The words for ties by report, in the order of the text."""
    found: dict[str, list[Told]] = defaultdict(list)
    for tie in ledger.ties():
        for claim in tie.claims:
            span = Span(claim.evidence.start, claim.evidence.end)
            found[claim.report].append(Told(tie.type, tie.source, tie.target, span))
    for told in found.values():
        told.sort(key=lambda one: (one.span.start, one.type, one.source, one.target))
    return found


def same_ties(row: Row, who: Mapping[str, str]) -> list[Row]:
    """Each later mention of a named actor or place tied to its first; `who` is it, by mention."""
    first: dict[str, Row] = {}
    found = []
    for mention in sorted(row["mentions"], key=lambda m: (m["start"], m["end"])):
        name = who.get(mention["id"])
        if name is None:
            continue
        other = first.setdefault(name, mention)
        if other["end"] <= mention["start"]:
            found.append({"type": "same", "from": mention["id"], "to": other["id"]})
    return found


def read_ties(
    row: Row, who: Mapping[str, str], told: Sequence[Told], part: Span
) -> tuple[list[Row], list[str]]:
    """The ties that stand in the passage, and in words those whose ends have no words in it."""
    found: list[Row] = []
    wanting = []
    for one in told:
        if not part.contains(one.span):
            continue
        start, end = one.span.start - part.start, one.span.end - part.start
        inside = [m for m in row["mentions"] if start <= m["start"] and m["end"] <= end]
        heads = [m for m in inside if who.get(m["id"]) == one.source]
        tails = [m for m in inside if who.get(m["id"]) == one.target]
        pairs = sorted(
            product(heads, tails), key=lambda pair: abs(pair[0]["start"] - pair[1]["start"])
        )
        ties = ({"type": one.type, "from": h["id"], "to": t["id"]} for h, t in pairs)
        tie = next((tie for tie in ties if not tie_faults(row, tie)), None)
        if tie is None:
            wanting.append(f"a tie {one.type} in it has no words of its own for both ends")
        elif tie not in found:
            found.append(tie)
    return found, wanting
