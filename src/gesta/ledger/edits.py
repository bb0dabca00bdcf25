"""A ledger's evidence in the light of people's edits of its actors and decisions on its claims.

Claims are never edited: the rows stay as they were read, and every reading of them puts the actor
in place for whom the words stand by the edits in force, then what reviewers corrected. Without
edits nothing is changed and nothing heavy is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import apsw

from gesta.ledger import judgements, reading, review_decision
from gesta.ledger.records import tie_id
from gesta.ledger.review_overlay import decisions_in
from gesta.ledger.review_rows import was_read
from gesta.types import Actor, Assessment, Claim, Party, Place, Review, Speaker, Tie, TieClaim

if TYPE_CHECKING:
    from gesta.grounding.actors.edits import Rules

Said = TypeVar("Said", Claim, Assessment)
_EDITS = "json_type(after, '$.edit') = 'text'"


def rules_of(connection: apsw.Connection) -> Rules | None:
    """The rules of the edits in force; None where there are none."""
    reviews = list(reading.reviews(connection, _EDITS))
    if not reviews:
        return None
    from gesta.grounding.actors.edits import Rules, edit_of

    edits = []
    for review in reviews:
        try:
            edit = edit_of(review)
        except ValueError:  # `gesta verify` names it; an import refuses it
            continue
        if edit is not None:
            edits.append(edit)
    return Rules(edits) or None


def fault_of(review: Review) -> str:
    """Why a review that is an edit, a judgement or a decision cannot be read; '' where it can."""
    if fault := judgements.fault_of(review) or review_decision.fault_of(review):
        return fault
    if not isinstance(review.after, dict) or "edit" not in review.after:
        return ""
    from gesta.grounding.actors.edits import edit_of

    try:
        edit_of(review)
    except ValueError as error:
        return str(error)
    return ""


class Edits:
    """The edits in force at the moment of asking, applied to what is read."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.rules = rules_of(connection)
        self.decisions = decisions_in(connection)

    def whom(self, actor: str | None, words: str = "", report: str = "") -> str | None:
        """The id for whom words of a report stand that were read as `actor`."""
        return actor if self.rules is None else self.rules.whom(actor, words, report)

    def actors(self, read: Iterable[Actor]) -> Iterator[Actor]:
        """The actors by id; those merged away are gone, those added are there."""
        if more := self.decisions.actors:
            known = {actor.id: actor for actor in read}
            every = {**more, **known}
            read = [every[name] for name in sorted(every)]
        return iter(read if self.rules is None else self.rules.actors(read))

    @property
    def added_places(self) -> list[Place]:
        """Places that reviewers named and no report sights, by id."""
        more = self.decisions.places
        return [
            more[name]
            for name in sorted(more)
            if not self._connection.execute(
                "SELECT 1 FROM place_sightings WHERE place = ? LIMIT 1", (name,)
            ).fetchall()
        ]

    def is_added(self, claim: str) -> bool:
        """Whether a person added the claim, and no reader found it."""
        return bool(self.decisions.added(claim)) and not was_read(self._connection, claim)

    def claims(self, read: Iterable[Claim]) -> Iterator[Claim]:
        """The claims by the edits, without those that reviewers rejected."""
        rejected = self.decisions.rejected
        return (self.claim(claim) for claim in read if claim.id not in rejected)

    def claim(self, claim: Claim) -> Claim:
        """The claim with the actors that its words stand for, and as reviewers corrected it."""
        start = self.decisions.added(claim.id) or claim
        return self.decisions.claim(self.uncorrected(start), self.whom)

    def uncorrected(self, claim: Claim) -> Claim:
        """The claim with the actors that its words stand for, before any decision on it."""
        if self.rules is None:
            return claim
        return replace(
            self._said(claim),
            actors=self._parties(claim.actors, claim.report),
            recipients=self._parties(claim.recipients, claim.report),
        )

    def assessment(self, assessment: Assessment) -> Assessment:
        """The assessment with the actors that say it."""
        return assessment if self.rules is None else self._said(assessment)

    def _said(self, value: Said) -> Said:
        return replace(value, said_by=self.speakers(value.said_by, value.report))

    def speakers(self, chain: Iterable[Speaker], report: str) -> tuple[Speaker, ...]:
        """A chain of who says so with the actors that its words stand for."""
        return tuple(replace(s, actor=self.whom(s.actor, s.text or "", report)) for s in chain)

    def _parties(self, parties: Iterable[Party], report: str) -> tuple[Party, ...]:
        return tuple(replace(p, actor=self.whom(p.actor, p.text, report)) for p in parties)

    def ends(self, kind: str, source: str, target: str, report: str = "") -> tuple[str, str, str]:
        """Type and ends of a tie; as read where the edits make both ends one actor."""
        ends = (self.whom(source, "", report) or source, self.whom(target, "", report) or target)
        return (kind, source, target) if ends[0] == ends[1] else (kind, *ends)

    def tie(self, tie: Tie) -> Tie:
        """The tie with its claims' ends and speakers by the edits."""
        if self.rules is None:
            return tie
        return replace(tie, claims=tuple(
            replace(
                claim, source=tie.source, target=tie.target,
                said_by=self.speakers(claim.said_by, claim.report),
            )
            for claim in tie.claims
        ))  # fmt: skip

    def is_of_one(self, tie: Tie) -> bool:
        """Whether the edits made the two ends of a tie one actor."""
        same = self.whom(tie.source) == self.whom(tie.target)
        return self.rules is not None and same and tie.source != tie.target

    def _offer(self) -> None:
        """Offer `edited(actor, text, report)` to queries of this connection."""

        def edited(*asked: Any) -> str | None:
            return self.whom(*asked)

        self._connection.create_scalar_function("edited", edited, 3)

    def parties_sql(self) -> str:
        """Claims' parties as a table `claim, role, actor`, for a query of this connection."""
        if self.rules is None and not self.decisions.touched:
            return "claim_roles"
        read = "SELECT claim, role, actor FROM claim_roles WHERE actor IS NOT NULL"
        if self.rules is not None:
            self._offer()
            read = (
                "SELECT r.claim, r.role, edited(r.actor, r.text, c.report) AS actor "
                "FROM claim_roles r JOIN claims c ON c.id = r.claim "
                "WHERE r.role IN ('actor', 'recipient')"
            )
        rows = [
            [claim.id, role, party.actor]
            for claim in self.corrected()
            for role, parties in (("actor", claim.actors), ("recipient", claim.recipients))
            for party in parties
        ]
        return self._decided_sql(read, "claim", ("claim", "role", "actor"), rows)

    def places_sql(self) -> str:
        """Claims' places as a table `claim, role, place`, for a query of this connection."""
        if not self.decisions.touched:
            return "claim_roles"
        read = "SELECT claim, role, place FROM claim_roles WHERE place IS NOT NULL"
        rows = [
            [claim.id, role, at.place]
            for claim in self.corrected()
            for role, locations in (("place", claim.places), ("origin", claim.origins))
            for at in locations
        ]
        return self._decided_sql(read, "claim", ("claim", "role", "place"), rows)

    def _decided_sql(
        self, read: str, owner: str, columns: tuple[str, ...], rows: list[list[str | None]]
    ) -> str:
        """Rows as read, but for claims that are not as they were read, and the rows of those."""
        if not self.decisions.touched:
            return f"({read})"
        name = f"decided_{'_'.join(columns)}"
        touched, made = json.dumps(sorted(self.decisions.touched)), json.dumps(rows)
        self._give("touched_claims", touched)
        self._give(name, made)
        values = ", ".join(f"json_extract(value, '$[{i}]') AS {c}" for i, c in enumerate(columns))
        return (
            f"(SELECT {', '.join(columns)} FROM ({read}) WHERE {owner} NOT IN "
            f"(SELECT value FROM json_each(touched_claims())) "
            f"UNION ALL SELECT {values} FROM json_each({name}()))"
        )

    def corrected(self) -> list[Claim]:
        """The claims that reviewers corrected and did not reject, as they are now, by id."""
        ids = json.dumps(sorted(self.decisions.touched - self.decisions.rejected))
        where = "id IN (SELECT value FROM json_each(?))"
        return list(self.claims(reading.claims(self._connection, where, (ids,))))

    def _give(self, name: str, words: str) -> None:
        """Offer words to queries of this connection as `name()`."""

        def given(*_: Any) -> str:
            return words

        self._connection.create_scalar_function(name, given, 0)

    def speakers_sql(self) -> str:
        """Speakers as a table `owner, text, actor`, for a query of this connection."""
        if self.rules is None and not self.decisions.touched:
            return "attributions"
        read = "SELECT owner, text, actor FROM attributions"
        if self.rules is not None:
            self._offer()
            read = (
                "SELECT s.owner, s.text, edited(s.actor, coalesce(s.text, ''), "
                "coalesce(c.report, v.report, t.report, '')) AS actor FROM attributions s "
                "LEFT JOIN claims c ON c.id = s.owner LEFT JOIN assessments v ON v.id = s.owner "
                "LEFT JOIN tie_claims t ON t.id = s.owner"
            )
        rows = [[c.id, one.text, one.actor] for c in self.corrected() for one in c.said_by]
        return self._decided_sql(read, "owner", ("owner", "text", "actor"), rows)


def tie_groups(connection: apsw.Connection) -> Iterator[Tie]:
    """Ties by id with their words as read; a tie that edits made one actor's own included."""
    edits = Edits(connection)
    known = registry_ties(connection, edits)
    read: dict[tuple[str, str, str], set[tuple[str, str, str]]] = {}
    for kind, source, target, report in connection.execute(
        "SELECT DISTINCT type, source, target, report FROM tie_claims"
    ):
        ends = edits.ends(str(kind), str(source), str(target), str(report))
        read.setdefault(ends, set()).add((str(kind), str(source), str(target)))
    keys = {key: known[key].id if key in known else tie_id(*key) for key in {*known, *read}}
    for key, name in sorted(keys.items(), key=lambda item: item[1]):
        claims = tuple(_claims(connection, edits, key, sorted(read.get(key, ()))))
        yield _tie(name, key, claims, known.get(key))


def registry_ties(connection: apsw.Connection, edits: Edits) -> dict[tuple[str, str, str], Tie]:
    """The registry's ties by type, from and to, with their ends by the edits."""
    known: dict[tuple[str, str, str], Tie] = {}
    for tie in reading.registry_ties(connection):
        ends = edits.ends(tie.type, tie.source, tie.target)
        if ends != (tie.type, tie.source, tie.target):
            tie = replace(tie, id=tie_id(*ends), source=ends[1], target=ends[2])
        known[ends] = tie
    return known


def _claims(
    connection: apsw.Connection,
    edits: Edits,
    key: tuple[str, str, str],
    read: Iterable[tuple[str, str, str]],
) -> Iterator[TieClaim]:
    """The words for a tie, each as it was read."""
    where = "type = ? AND source = ? AND target = ?"
    for ends in read:
        for _, claim in reading.tie_claims(connection, where, ends):
            if edits.ends(*ends, claim.report) == key:
                yield claim


def _tie(
    name: str, key: tuple[str, str, str], claims: tuple[TieClaim, ...], registry: Tie | None
) -> Tie:
    dated: list[Tie | TieClaim] = [*claims, *([registry] if registry else [])]
    return Tie(
        name, *key, claims,
        since=min((d.since for d in dated if d.since), default=None),
        until=max((d.until for d in dated if d.until), default=None),
        basis="reports" if claims or registry is None else registry.basis,
    )  # fmt: skip
