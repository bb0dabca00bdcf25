"""The main job: reports in, a ledger out.

    sources → workers (parse, read, ground) → ledger, one transaction a report → the view

Invariants: a report is in the ledger whole or not at all, so a stop at any moment loses at most
the articles in hand and the next run goes on where this one was; what cannot be read is a recorded
refusal; the view is rebuilt once, at the end, from all that the ledger holds.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import apsw

from gesta.errors import LedgerError
from gesta.ledger import Ledger
from gesta.ledger.read_with import note_reader
from gesta.lock import sole_reader
from gesta.reports import sources
from gesta.stamp import stamp
from gesta.types import Grounded, Refusal, Source
from gesta.view import update_view
from gesta.worker import PEACEFUL, Factory, load_rooms, load_sparing_rooms, refused
from gesta.workers import Workers, default_jobs


@dataclass(frozen=True, slots=True)
class Step:
    """Where the job is: articles dealt with so far, and the path of the last one.

    `stage` is `reading`, then `joining` while the view is rebuilt.
    """

    done: int
    path: str
    stage: str = "reading"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, and what the ledger then holds.

    `read`, `already` and `refused` (reason → number) are of this run; the other numbers are of the
    whole ledger. `undated` reports have no day of publication.
    """

    ledger: str
    read: int
    already: int
    refused: dict[str, int]
    reports: int
    undated: int
    copies: int
    claims: int
    assessments: int
    actors: int
    places: int
    ties: int
    incidents: int
    disputes: int
    seconds: float


@dataclass(slots=True)
class _Tally:
    """What a run has done so far."""

    read: int = 0
    already: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        return self.read + self.already + self.refused.total()


def unheard(step: Step) -> None:
    """Progress that nobody watches."""


def read_into(
    ledger_path: Path,
    paths: Iterable[str],
    *,
    outlet: str | None = None,
    published: date | None = None,
    jobs: int | None = None,
    skip_peaceful: bool = False,
    progress: Callable[[Step], None] = unheard,
    factory: Factory | None = None,
) -> Summary:
    """Read all articles under `paths` into the ledger, made where there is none.

    `outlet` and `published` go before what the reports say of themselves. `jobs` is the number of
    worker processes (default: the cores, at most four). With `skip_peaceful`, reports without an
    event of conflict are passed over and recorded as refusals of the reason `peaceful`; a later
    call without it reads them. `factory` makes the rooms of a worker.

    Raises `LedgerError` where the ledger cannot be written or another reading holds it, and
    `GestaError` where the model cannot be loaded. After `KeyboardInterrupt` the ledger holds every
    report that was done; the same call goes on from there.
    """
    began = time.monotonic()
    tally = _Tally()
    with sole_reader(ledger_path), Ledger.open(ledger_path, create=True) as ledger:
        given = sources(paths, outlet=outlet, published=published)
        rooms = factory or (load_sparing_rooms if skip_peaceful else load_rooms)
        with Workers(jobs=jobs or default_jobs(), factory=rooms) as workers:
            unread = _unread(given, ledger, tally, skip_peaceful=skip_peaceful)
            stamped = factory is not None
            for source, result in workers.answers(unread):
                if not stamped:
                    note_reader(ledger, stamp())
                    stamped = True
                progress(Step(*_keep(ledger, tally, source, result)))
        progress(Step(tally.done, str(ledger_path), "joining"))
        update_view(ledger)
        return _summary(ledger, tally, time.monotonic() - began)


def _unread(
    given: Iterable[Source | Refusal], ledger: Ledger, tally: _Tally, *, skip_peaceful: bool
) -> Iterator[Source | Refusal]:
    """The sources that the ledger does not hold yet, each once.

    What was refused before is tried again: its cause may be gone. What was passed over as
    peaceful is only where it would not be again.
    """
    begun: set[str] = set()
    for source in given:
        if isinstance(source, Source):
            done = source.id in begun or ledger.has(source.id)
            if done or (skip_peaceful and ledger.has(refused(source, "read", PEACEFUL, "").id)):
                tally.already += 1
                continue
            begun.add(source.id)
        yield source


def _keep(
    ledger: Ledger, tally: _Tally, source: Source | None, result: Grounded | Refusal
) -> tuple[int, str]:
    """Write one answer; gives how many are dealt with and the path of this one."""
    if isinstance(result, Grounded) and source is not None:
        try:
            ledger.add(result, source)
        except LedgerError as error:
            # A record that the schema will not have, such as two claims of one id, is the
            # report's fault and costs that report alone; a full disk is not, and ends the job.
            if not isinstance(error.__cause__, apsw.ConstraintError):
                raise
            result = refused(source, "keep", "error", str(error.__cause__))
    if isinstance(result, Refusal):
        ledger.add_refusal(result, None if source is None else source.data)
        tally.refused[result.reason] += 1
        return tally.done, result.path
    tally.read += 1
    return tally.done, result.report.path


def _summary(ledger: Ledger, tally: _Tally, seconds: float) -> Summary:
    return Summary(
        ledger=str(ledger.path),
        read=tally.read,
        already=tally.already,
        refused=dict(sorted(tally.refused.items())),
        reports=ledger.count("reports"),
        undated=ledger.undated(),
        copies=ledger.count("copies"),
        claims=ledger.count("claims"),
        assessments=ledger.count("assessments"),
        actors=ledger.count("actors"),
        places=ledger.count("places"),
        ties=ledger.count("ties"),
        incidents=ledger.count("incidents"),
        disputes=ledger.count("disputes"),
        seconds=round(seconds, 2),
    )
