"""Which reports have to be joined anew after reports came, people judged or decided.

A report's claims are grouped anew where it is new, where somebody judged or decided on a claim of
it, where it became a copy, where an actor or place of it is known otherwise now, and where a
judgement or a copy ties it to one of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from gesta.joining.known import AMONG, Renewal
from gesta.joining.refile import Anew
from gesta.ledger import Ledger, writing
from gesta.ledger.joins import Joins
from gesta.ledger.judgements import judgement_of, judgements
from gesta.ledger.receipts import Chain
from gesta.ledger.review_decision import decision_of
from gesta.ledger.review_rows import reports_of
from gesta.resolution.copies import Printed, Row, find_copies
from gesta.types import Actor, Edge

# More reports than these are joined with the whole ledger.
MOST: Final = 400
REVIEW: Final = "review"


class Renewing:
    """One search for the reports to join anew, inside a transaction of the view."""

    def __init__(self, ledger: Ledger, view: Chain, joins: Joins, judged: Sequence[Edge]) -> None:
        self._ledger, self._view, self._joins, self._judged = ledger, view, joins, judged
        self._connection = ledger.connection

    def _rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, args).fetchall()

    def _names(self, sql: str, *args: Any) -> set[str]:
        return {str(row[0]) for row in self._rows(sql, *args) if row[0] is not None}

    def reports(self) -> set[str]:
        """The reports whose claims are grouped anew, and what is known brought up to date."""
        fresh = self._names("SELECT id FROM reports EXCEPT SELECT report FROM joined_reports")
        _check_few(len(fresh))
        decided = self._decided()
        touched = fresh | self._reports_of(decided) | reports_of(self._connection, decided)
        touched |= self._copied(fresh)
        known = Renewal(self._ledger, self._joins)
        known.run(touched)
        writing.put_registry_ties(self._connection, self._view, self._new_ties(known))
        touched |= self._concerned(known)
        return self.closed(touched)

    def _new_ties(self, known: Renewal) -> list[Any]:
        there = self._names("SELECT id FROM registry_ties")
        return sorted((tie for tie in known.ties if tie.id not in there), key=lambda tie: tie.id)

    def _reports_of(self, claims: Iterable[str]) -> set[str]:
        return self._names(
            f"SELECT DISTINCT report FROM claims WHERE id {AMONG}", json.dumps(sorted(claims))
        )

    def _decided(self) -> set[str]:
        """The claims of judgements and decisions that joining has not seen."""
        seen = {name for name, _ in self._joins.all_known(REVIEW)}
        fresh = [review for review in self._ledger.reviews() if review.id not in seen]
        claims: set[str] = set()
        made = {one.id: one for one in judgements(self._connection)} if fresh else {}
        for review in fresh:
            try:
                judgement, decision = judgement_of(review), decision_of(review)
            except ValueError:
                continue  # `gesta verify` names it
            if judgement is not None:
                line = [judgement]
                while line[-1].kind == "undo" and line[-1].subject in made:
                    line.append(made[line[-1].subject])
                claims.update(claim for one in line for claim in (*one.left, *one.right))
            elif decision is not None:
                claims.add(decision.claim)
        self._joins.put_known(REVIEW, {review.id: "" for review in fresh})
        return claims

    # ------------------------------------------------------------ copies

    def _copied(self, fresh: Iterable[str]) -> set[str]:
        """The reports that are a copy of another one now than before."""
        family, bands = self._family(fresh)
        ids = json.dumps(sorted(family))
        found = find_copies(family.values())
        rows = self._rows(f"SELECT report, duplicate_of FROM copies WHERE report {AMONG}", ids)
        before = {str(report): str(original) for report, original in rows}
        changed = {r for r in family if before.get(r) != found.get(r)}
        for report in sorted(changed & before.keys()):
            self._connection.execute("DELETE FROM copies WHERE report = ?", (report,))
            self._view.remove("copy", report)
        new = sorted((r, found[r]) for r in changed if r in found)
        writing.put_copies(self._connection, self._view, new)
        self._joins.put_bands(bands)
        return changed

    def _family(self, fresh: Iterable[str]) -> tuple[dict[str, Row], list[tuple[int, str]]]:
        """The reports that are copies of the new ones or of one another with them; new bands."""
        family: dict[str, Row] = {}
        bands: list[tuple[int, str]] = []
        todo = sorted(fresh)
        new = set(todo)
        texts: dict[str, Printed] = {}
        while todo:
            report = todo.pop()
            one = texts.setdefault(report, Printed(self._row(report)))
            family[report] = self._row(report)
            if one.key is None:
                continue
            if report in new:
                self._joins.put_texts([(report, one.key)])
                bands += [(band, report) for band in one.bands]
                self._joins.put_bands((band, report) for band in one.bands)
            for other in sorted(self._joins.printed(one.key, one.bands) - family.keys() - {*todo}):
                two = texts.setdefault(other, Printed(self._row(other)))
                if two.key == one.key or one.is_near(two):
                    todo.append(other)
                    _check_few(len(family) + len(todo))
        return family, bands

    def _row(self, report: str) -> Row:
        text, outlet, published = self._rows(
            "SELECT text, outlet, published FROM reports WHERE id = ?", report
        )[0]
        return report, text, outlet, None if published is None else date.fromisoformat(published)

    # ------------------------------------------------------------ ties among reports

    def _concerned(self, known: Renewal) -> set[str]:
        """The reports with a claim of an actor or a place that is known otherwise now."""
        found = self._naming(known.actors) | self._claiming("claim_roles", "place", known.places)
        _check_few(len(found))
        # Where one of two actors is in neither of two claims, they are as near as they were: of the
        # reports that name the one and those that name the other the fewer are enough.
        for below, above in known.pairs:
            found |= min(self._naming(below), self._naming(above), key=len)
            _check_few(len(found))
        for actor in sorted(known.renamed.keys() - known.actors):
            found |= self._calling(known.renamed[actor])
            _check_few(len(found))
        if known.actors or known.places or known.pairs or known.renamed:
            found |= self._reports_of(self._ledger.edits().decisions.touched)
        return found

    def _calling(self, actor: Actor) -> set[str]:
        """The reports that edges tie whose reasons call an actor as it was called: the words of
        reasons are all that a name alone changes. They name parties, and who speaks for one of them
        without naming it, which nobody does who is a description."""
        speaking = "" if actor.generic else "UNION SELECT owner FROM attributions WHERE actor = ?1"
        rows = self._rows(
            f"WITH own (claim) AS (SELECT claim FROM claim_roles WHERE actor = ?1 {speaking}), "
            "near (claim) AS MATERIALIZED (SELECT claim FROM incident_claims WHERE incident IN "
            "(SELECT incident FROM own JOIN incident_claims USING (claim))) "
            'SELECT e."left", e."right" FROM near CROSS JOIN edges e ON e."left" = near.claim '
            "WHERE instr(e.reasons, ?2) UNION ALL "
            'SELECT e."left", e."right" FROM near CROSS JOIN edges e ON e."right" = near.claim '
            'WHERE e."left" NOT IN (SELECT claim FROM near) AND instr(e.reasons, ?2)',
            actor.id, json.dumps(actor.name, ensure_ascii=False)[1:-1],
        )  # fmt: skip
        return self._reports_of({str(claim) for row in rows for claim in row})

    def _naming(self, actors: Iterable[str]) -> set[str]:
        """The reports with a claim that names one of the actors; some of them where they are many."""
        return self._claiming("claim_roles", "actor", actors) | self._claiming(
            "attributions", "actor", actors
        )

    def _claiming(self, table: str, column: str, names: Iterable[str]) -> set[str]:
        owner = "owner" if table == "attributions" else "claim"
        return self._names(
            f"SELECT DISTINCT c.report FROM {table} r JOIN claims c ON c.id = r.{owner} "
            f"WHERE r.{column} {AMONG} LIMIT {MOST + 1}", json.dumps(sorted(names)),
        )  # fmt: skip

    def closed(self, reports: Iterable[str]) -> set[str]:
        """The reports with all that copies, judgements and groups over reports tie to them."""
        partners: dict[str, set[str]] = {}
        ends = json.dumps(sorted({c for e in self._judged for c in (e.left, e.right)}))
        at = dict(self._rows(f"SELECT id, report FROM claims WHERE id {AMONG}", ends))
        for edge in self._judged:
            pair = {at[c] for c in (edge.left, edge.right) if c in at}
            for report in pair if edge.judgement == "same" else ():
                partners.setdefault(report, set()).update(pair)
        found: set[str] = set()
        todo = set(reports)
        while todo:
            report = todo.pop()
            found.add(report)
            _check_few(len(found))
            near = partners.get(report, set()) | self._copies_of(report)
            bundle = self._joins.bundle(report)
            todo |= (near | set(self._joins.reports(bundle) if bundle else ())) - found
        return found

    def _copies_of(self, report: str) -> set[str]:
        originals = self._names("SELECT duplicate_of FROM copies WHERE report = ?", report)
        copies = self._names(
            "SELECT report FROM copies WHERE duplicate_of = ?", min(originals, default=report)
        )
        return originals | copies


def _check_few(reports: int) -> None:
    if reports > MOST:
        raise Anew(f"more than {MOST} reports have to be joined anew")
