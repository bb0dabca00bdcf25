"""Replays of a ledger's reports written into a ledger as reading writes them, report by report.

Claims are those of `_replay`. An actor that one report of the base alone names, and the registry
does not know, is a replay's own, so actors and ties grow with the ledger as they do when it is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeVar

from benchmarks._replay import Replay, replays
from gesta.grounding.actors import Registry
from gesta.ledger import Ledger, reading, writing
from gesta.ledger.receipts import EVIDENCE
from gesta.ledger.records import KeptReport
from gesta.types import Claim, Party, Speaker, TieClaim

Said = TypeVar("Said", Party, Speaker)
Names = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Written:
    """One replay with all that a ledger keeps of a report."""

    kept: KeptReport
    claims: tuple[Claim, ...]
    ties: tuple[TieClaim, ...]


class Rewriter:
    """The reports of a base, written anew without end."""

    def __init__(self, base: Ledger) -> None:
        self._kept = {kept.report.id: kept for kept in base.kept_reports()}
        self._ties: dict[str, list[TieClaim]] = defaultdict(list)
        for _, tie in reading.tie_claims(base.connection):
            self._ties[tie.report].append(tie)
        self._told: dict[str, list[Claim]] = defaultdict(list)
        for claim in base.claims():
            self._told[claim.report].append(claim)
        times = Counter(actor.id for kept in self._kept.values() for actor in kept.actors)
        registry = Registry.open()
        self._own = {name for name, n in times.items() if n == 1 and registry.get(name) is None}

    def run(self) -> Iterator[Written]:
        """Replays in the order of their days."""
        reports = [kept.report for kept in self._kept.values()]
        return map(self._written, replays(reports, self._told))

    def _written(self, replay: Replay) -> Written:
        def named(actor: str) -> str:
            return f"{actor}-{replay.number}" if actor in self._own else actor

        kept = self._kept[replay.of]
        report = replace(
            kept.report, id=replay.report, text=replay.text, published=replay.published,
            path=f"{replay.number}/{kept.report.path}", dateline=None, duplicate_of=None,
            sha256=sha256(replay.report.encode()).hexdigest(),
        )  # fmt: skip
        actors = tuple(
            replace(a, id=named(a.id), name=f"{a.name} {replay.number}") if a.id in self._own else a
            for a in kept.actors
        )
        ties = (self._tie(tie, replay, named) for tie in self._ties[replay.of])
        return Written(
            replace(kept, report=report, given_published=replay.published, actors=actors),
            tuple(_named(claim, named) for claim in replay.claims),
            tuple(ties),
        )

    def _tie(self, tie: TieClaim, replay: Replay, named: Names) -> TieClaim:
        words = replay.text[tie.evidence.start : tie.evidence.end]
        return replace(
            tie, report=replay.report, source=named(tie.source), target=named(tie.target),
            evidence=replace(tie.evidence, text=words), said_by=_of(tie.said_by, named),
        )  # fmt: skip


def _named(claim: Claim, named: Names) -> Claim:
    return replace(
        claim,
        actors=_of(claim.actors, named),
        recipients=_of(claim.recipients, named),
        said_by=_of(claim.said_by, named),
        content=(),
    )


def _of(said: tuple[Said, ...], named: Names) -> tuple[Said, ...]:
    return tuple(replace(one, actor=one.actor and named(one.actor)) for one in said)


def write(ledger: Ledger, written: Written) -> Written:
    """Add one replay, in one transaction, and give it."""
    with ledger.transaction(EVIDENCE) as chain:
        writing.put_report(ledger.connection, chain, written.kept)
        writing.put_claims(ledger.connection, chain, written.claims)
        writing.put_tie_claims(ledger.connection, chain, written.ties)
    return written
