"""Ties as the page shows them: with names, words and dates; and who stands under whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from gesta.codebook import TIE_TYPES
from gesta.ledger import Ledger, records
from gesta.ledger.pieces import quote_record
from gesta.phrases import chain_words
from gesta.types import Actor, Tie
from gesta.web.known import Known
from gesta.web.served import Served, heads

WORDS: Final = {
    "same": "is", "alias-of": "is also called", "distinct-from": "is not",
    "part-of": "is part of", "backed-by": "is backed by", "linked-to": "is linked to",
    "allied-with": "is allied with", "opposed-to": "is opposed to", "leads": "leads",
    "speaks-for": "speaks for", "based-in": "is based in",
}  # fmt: skip
BACK: Final = {
    "same": "is", "alias-of": "is the name of", "distinct-from": "is not", "part-of": "has as a part",
    "backed-by": "backs", "linked-to": "is linked to", "allied-with": "is allied with",
    "opposed-to": "is opposed to", "leads": "is led by", "speaks-for": "is spoken for by",
    "based-in": "is the base of",
}  # fmt: skip
DEEPEST: Final = 12
"""Steps of the longest chain of umbrellas."""


def type_list() -> list[dict[str, str]]:
    """The types of ties and what each says, from its first end to its second."""
    return [{"type": kind, "words": WORDS[kind]} for kind in TIE_TYPES]


class Ties:
    """All ties; those of each actor; and who stands under whom among some actors."""

    def __init__(self, ties: Iterable[Tie], actors: Mapping[str, Actor]) -> None:
        self.all = list(ties)
        self.above = umbrellas(self.all, actors)
        self.below: dict[str, list[str]] = defaultdict(list)
        for member, over in sorted(self.above.items()):
            self.below[over].append(member)
        self._of: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.all:
            for end in dict.fromkeys((tie.source, tie.target)):
                self._of[end].append(tie)

    def of(self, name: str) -> Sequence[Tie]:
        """The ties of an actor or place."""
        return self._of.get(name, ())

    def over(self, actor: str) -> list[str]:
        """All above an actor, the nearest first."""
        return chain(actor, self.above)[1:]


def ties_of(served: Served, ledger: Ledger, known: Known) -> Ties:
    """All ties, read once for each state of the ledger."""
    return served.kept("ties", heads(ledger), lambda: Ties(ledger.ties(), known.actors))


def said_of(tie: Tie, known: Known) -> list[dict[str, Any]]:
    """The words of reports for a tie."""
    published = known.published
    return [
        {
            "report": c.report, "outlet": known.outlets.get(c.report),
            "published": published.get(c.report), "evidence": quote_record(c.evidence),
            "said_by": known.put_names(records.tie_claim_record(c))["said_by"],
            "chain": chain_words(known.outlets.get(c.report), c.said_by),
            "certainty": c.certainty,
        }
        for c in tie.claims
    ]  # fmt: skip


def umbrellas(ties: Iterable[Tie], actors: Mapping[str, Actor]) -> dict[str, str]:
    """For each actor the one that it is part of: the most often stated, the registry's first.

    Nobody stands under itself, by however many steps: of a ring the last tie is left out.
    """
    above: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        ends = {tie.source, tie.target}
        if tie.type == "part-of" and len(ends) == 2 and ends <= actors.keys():
            above[tie.source].append(tie)
    found: dict[str, str] = {}
    for member, over in sorted(above.items()):
        best = min(over, key=lambda t: (t.basis != "registry", -len(t.claims), t.target))
        if member not in chain(best.target, found):
            found[member] = best.target
    return found


def chain(actor: str, above: Mapping[str, str]) -> list[str]:
    """An actor and all above it, the nearest first."""
    found = [actor]
    while (over := above.get(found[-1])) is not None and len(found) <= DEEPEST:
        found.append(over)
    return found
