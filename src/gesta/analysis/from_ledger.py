"""A ledger's incidents as happenings, with the doubts that the ledger keeps.

`--actor` asks for those who did it, and for those who stand under them that day. Undated, vague,
denied and planned incidents, and sums over many days, are left out by name. A report that copies
another adds nothing.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gesta.analysis import doubts
from gesta.analysis.happenings import (
    COVERS,
    DAY,
    DENIED,
    DUPLICATE,
    LONGEST,
    ONE,
    OUTSIDE,
    PLANNED,
    SUM,
    UNDATED,
    VAGUE,
    Amount,
    Happening,
    Happenings,
    Split,
    covering,
)
from gesta.analysis.umbrella import under
from gesta.analysis.under import Tenure
from gesta.ledger import Ledger
from gesta.ledger.find import Filter, actor_ids, called, find_incidents
from gesta.types import Claim, Incident, Place, Toll

ATTACK = "ASSAULT"
_SUMS = """SELECT "left" FROM edges WHERE judgement = 'covers'"""

# Words by which a count is the sum of a longer time: "one of 160 attacks since mid-October".
_LONG_TIME = re.compile(
    r"\b(?:since|so far|to date|this (?:week|month|year)"
    r"|(?:in|over|during|within) (?:the )?(?:past|last|recent|previous|coming) "
    r"(?:\w+ )?(?:days|weeks?|months?|years?))\b",
    re.IGNORECASE,
)

_Side = dict[str, list[Tenure]] | None  # the actors of a side and when, None: whoever


def from_ledger(ledger: Ledger, asked: Filter, *, recipient: str | None = None) -> Happenings:
    """The incidents that a filter asks for; of type ASSAULT where it names no type.

    `asked.actor` is who did it, `recipient` whom it was done to, both with those under them.
    Raises LedgerError where the ledger has no such actor or place.
    """
    type_ = asked.type or ATTACK
    found = find_incidents(ledger, replace(asked, actor=None, type=type_)).shown
    by, to = _side(ledger, asked.actor), _side(ledger, recipient)
    found = [i for i in found if _is_of(i.actors, by, i) and _is_of(i.recipients, to, i)]
    known = _Known.of(ledger, found)
    begin, end, notes = _covered(ledger, asked)
    dropped: dict[str, list[str]] = defaultdict(list)
    rows: list[Happening] = []
    for incident in found:
        reason = _fault(incident, known)
        if reason is not None:
            dropped[reason].append(incident.id)
        else:
            rows.append(replace(_row(incident, known), belief=_belief(incident, known, by)))
    rows, outside = covering(rows, begin, end)
    dropped[OUTSIDE] += outside
    kept = {row.id for row in rows}
    dropped[DUPLICATE] += [c.id for i in found if i.id in kept for c in known.copied(i)]
    splits, twins = doubts.of(ledger, [i for i in found if i.id in kept], known.claims)
    return Happenings(
        tuple(rows), begin, end,
        dropped={reason: tuple(ids) for reason, ids in dropped.items() if ids},
        splits=tuple(_inside(splits, begin, end)), twins=tuple(twins), names=known.names,
        words=_words(ledger, type_, asked, recipient), source=str(ledger.path),
        notes=notes, reports=_reports(ledger),
    )  # fmt: skip


def _words(ledger: Ledger, type_: str, asked: Filter, recipient: str | None) -> str:
    what = "attacks" if type_ == ATTACK else f"events of type {type_}"
    by = f" by {called(ledger, asked.actor)}" if asked.actor else ""
    to = f" on {called(ledger, recipient)}" if recipient else ""
    at = f" at {called(ledger, asked.place)}" if asked.place else ""
    return what + by + to + at


@dataclass(frozen=True)
class _Known:
    """What the ledger knows beside the incidents."""

    claims: Mapping[str, Claim]
    places: Mapping[str, Place]
    published: Mapping[str, date | None]
    copies: frozenset[str]
    sums: frozenset[str]  # claims of incidents that sum up others
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Ledger, incidents: Iterable[Incident]) -> _Known:
        """Read the claims and places of these incidents, and what is known of reports."""
        incidents = list(incidents)
        among = "id IN (SELECT value FROM json_each(?))"
        ids = json.dumps([claim for i in incidents for claim in i.claims])
        days = ledger.connection.execute("SELECT id, published FROM reports")
        return cls(
            {c.id: c for c in ledger.claims(among, (ids,))},
            {p.id: p for p in ledger.places()},
            {str(r): date.fromisoformat(str(day)) if day else None for r, day in days},
            frozenset(str(r) for (r,) in ledger.connection.execute("SELECT report FROM copies")),
            frozenset(str(c) for (c,) in ledger.connection.execute(_SUMS)),
            {a.id: a.name for a in ledger.actors()},
        )

    def claims_of(self, incident: Incident) -> list[Claim]:
        """The claims of an incident."""
        return [self.claims[name] for name in incident.claims if name in self.claims]

    def copied(self, incident: Incident) -> list[Claim]:
        """Those of them that stand in copies of other reports."""
        return [c for c in self.claims_of(incident) if c.report in self.copies]

    def first_reported(self, incident: Incident) -> date | None:
        """The day on which the first report of it was published, where that is known."""
        days = (self.published.get(c.report) for c in self.claims_of(incident))
        return min((day for day in days if day is not None), default=None)


def _covered(ledger: Ledger, asked: Filter) -> tuple[date | None, date | None, tuple[str, ...]]:
    """The days that the reports cover, from the eve of the first publication to the last one, or
    what of it the user asks for; and what to warn of.

    The oldest 1 % of the reports do not stretch the days covered, nor do those of days to come.
    Days before are taken where they are asked for: reports may look back.
    """
    sql = "SELECT published FROM reports WHERE published <= date('now') ORDER BY published"
    days = [date.fromisoformat(str(day)) for (day,) in ledger.connection.execute(sql)]
    if not days:
        return asked.since, asked.until, ("no report has a date of publication",)
    first, last = days[len(days) // 100], days[-1]
    notes = []
    if asked.since is not None and asked.since < first - DAY:
        notes.append(
            f"the first report is of {first}; what is told of earlier days is looking back, and less"
        )
    if asked.until is not None and asked.until > last:
        notes.append(f"the last report is of {last}; the days after it are not counted")
    return asked.since or first - DAY, min(asked.until or last, last), tuple(notes)


def _reports(ledger: Ledger) -> dict[str, tuple[date, ...]]:
    """The days of publication of each outlet's reports."""
    found: dict[str, list[date]] = defaultdict(list)
    sql = "SELECT outlet, published FROM reports WHERE outlet IS NOT NULL AND published IS NOT NULL"
    for outlet, published in ledger.connection.execute(sql):
        found[str(outlet)].append(date.fromisoformat(str(published)))
    return {outlet: tuple(sorted(days)) for outlet, days in sorted(found.items())}


def _side(ledger: Ledger, name: str | None) -> _Side:
    return None if name is None else under(ledger, json.loads(actor_ids(ledger, name)))


def _is_of(parties: Iterable[str], side: _Side, incident: Incident) -> bool:
    """Whether one of the parties belongs to the side; a tie's days bind dated incidents only."""
    if side is None:
        return True
    tenures = [tenure for party in parties for tenure in side.get(party, [])]
    day = incident.time.start or incident.time.end if incident.time else None
    return any(day is None or tenure.holds(day) for tenure in tenures)


def _fault(incident: Incident, known: _Known) -> str | None:
    """Why an incident cannot be counted, None where it can."""
    if incident.status in (DENIED, PLANNED):
        return incident.status
    if known.sums.intersection(incident.claims):
        return COVERS
    time = incident.time
    if time is None or time.start is None or time.end is None:
        return UNDATED
    length = (time.end - time.start).days + 1
    if _number(incident, known).high > 1 and (length > 1 or _sums_up(incident, known)):
        return SUM
    return VAGUE if length > LONGEST else None


def _sums_up(incident: Incident, known: _Known) -> bool:
    """Whether a count is said to be of a longer time than the day it was put on."""
    return any(
        _LONG_TIME.search(c.evidence.text) for c in known.claims_of(incident) if c.count is not None
    )


def _number(incident: Incident, known: _Known) -> Amount:
    """How many attacks it stands for: the range of what its claims count."""
    counts = [c.count for c in known.claims_of(incident) if c.count is not None]
    lows = [n for count in counts for n in (count.low, count.high) if n is not None and n > 0]
    if not lows:
        return ONE
    return Amount(min(lows), sorted(lows)[len(lows) // 2], max(lows))


def _row(incident: Incident, known: _Known) -> Happening:
    place = known.places.get(incident.place) if incident.place else None
    time = incident.time
    if time is None or time.start is None or time.end is None:
        raise ValueError(f"incident {incident.id} has no day")
    return Happening(
        incident.id, min(time.start, time.end), max(time.start, time.end), time.precision,
        incident.actors, incident.recipients, incident.targets, incident.type, incident.modes,
        place=place.name if place else None, area=place.country if place else None,
        lat=place.lat if place else None, lon=place.lon if place else None,
        radius_km=place.radius_km if place else None,
        killed=_amount(incident.killed), wounded=_amount(incident.wounded),
        n=_number(incident, known), status=incident.status, origins=incident.origins,
        first_reported=known.first_reported(incident),
    )  # fmt: skip


def _amount(toll: Toll | None) -> Amount | None:
    return None if toll is None else Amount.of(toll.low, toll.best, toll.high)


def _belief(incident: Incident, known: _Known, by: _Side) -> float:
    """The share of its reports, copies aside, that do not deny it, nor name only other doers."""
    said: dict[str, bool] = {}
    for claim in known.claims_of(incident):
        if claim.report not in known.copies:
            fits = claim.certainty != DENIED and not _blames_others(claim, by)
            said[claim.report] = said.get(claim.report, False) or fits
    return sum(said.values()) / len(said) if any(said.values()) else 1.0


def _blames_others(claim: Claim, by: _Side) -> bool:
    named = [party.actor for party in claim.actors if party.actor]
    return by is not None and bool(named) and not any(actor in by for actor in named)


def _inside(splits: Iterable[Split], begin: date | None, end: date | None) -> list[Split]:
    return [
        s for s in splits if (end is None or s.first <= end) and (begin is None or s.last >= begin)
    ]
