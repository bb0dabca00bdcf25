"""The routes of review: decisions on claims, judgements of incidents, the queue and the log.

Whoever decides says which decision they saw last; where another was made since, the answer is 409
with both versions (`yours`, `theirs`) and the claim as it now stands.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from gesta.errors import GestaError, LedgerError
from gesta.ledger import Ledger
from gesta.ledger.editing import Editor
from gesta.ledger.judgements import judgements
from gesta.ledger.review import UNSEEN, StaleDecision, claim_now, decide, has_claim, undo
from gesta.ledger.review_add import Missed, add
from gesta.ledger.review_judge import StaleJudgement, merge, split
from gesta.ledger.review_judge import undo as undo_judgement
from gesta.ledger.review_log import decision_record, judgement_record, log
from gesta.ledger.review_value import Given
from gesta.renew import join_decided
from gesta.web.claims import ClaimRecords
from gesta.web.faults import Missing, WebError
from gesta.web.known import known_of
from gesta.web.review_files import file_routes
from gesta.web.review_queue import queue_routes
from gesta.web.sending import packed, send
from gesta.web.served import Served, version_of

QUIET_S: Final = 20.0
"""Seconds without a decision after which the incidents are joined anew."""

Words = Annotated[str, Field(max_length=200)]
Reason = Annotated[str | None, Field(max_length=4_000)]


class ReadOnly(WebError):
    """The ledger is served for reading only."""

    status = 403


class Body(BaseModel):
    """What all decisions say."""

    model_config = ConfigDict(extra="forbid")

    by: Words
    reason: Reason = None
    seen: Words | None = None

    @property
    def editor(self) -> Editor:
        """Who decides, and why."""
        return Editor(self.by, self.reason)

    @property
    def saw(self) -> str | None:
        """The last decision seen; one who says nothing of it is taken to have just looked."""
        return self.seen if "seen" in self.model_fields_set else UNSEEN


class DecisionBody(Body):
    """A decision on a claim."""

    subject: Words
    kind: Annotated[str, Field(pattern="^(accept|reject|correct)$")]
    field: Words | None = None
    value: Any = None
    span: Any = None
    item: Any = None


class FieldBody(BaseModel):
    """What is said of one field of an added event, as in a correction."""

    model_config = ConfigDict(extra="forbid")

    field: Words
    value: Any = None
    span: Any = None


class AddBody(Body):
    """An event that the reader missed: its word in the text, its type, and what else it says."""

    report: Words
    trigger: Any
    type: Words
    fields: Annotated[list[FieldBody], Field(max_length=200)] = []


class MergeBody(Body):
    """Two incidents are one."""

    one: Words
    other: Words


class SplitBody(Body):
    """Claims of an incident are of another happening."""

    incident: Words
    claims: Annotated[list[Words], Field(max_length=1_000)]


class UndoBody(Body):
    """A decision is taken back; without its id the person's last one."""

    decision: Words | None = None


def review_routes(served: Served) -> APIRouter:
    """The routes of review; what changes the ledger is refused where it is only read."""
    router = APIRouter(tags=["review"])
    writers = Writers(served)
    _decision_routes(router, writers)
    _judgement_routes(router, writers)

    @router.get("/api/review/log", summary="All decisions, oldest first")
    def read_log(request: Request) -> Response:
        with served.ledger() as ledger:
            return send(request, packed(log(ledger), version_of(ledger)))

    queue_routes(router, served)
    file_routes(router, served, writers)
    return router


def _decision_routes(router: APIRouter, writers: Writers) -> None:
    @router.post("/api/review/decisions", summary="Accept, reject or correct a claim")
    def decisions(body: DecisionBody) -> Response:
        given = None
        if body.kind == "correct" or body.field is not None:
            if body.field is None:
                raise WebError("field: a correction names the field that it corrects.")
            given = Given(body.field, body.value, body.span, body.item)

        def make(ledger: Ledger) -> dict[str, Any]:
            made = decide(
                ledger, body.editor, body.subject, body.kind, given, seen=body.saw, exact=False
            )
            return writers.told(ledger, decision_record(made.decision), made.incidents)

        return writers.write(make)

    @router.post("/api/review/add", summary="Add an event that the reader missed")
    def adding(body: AddBody) -> Response:
        fields = [Given(one.field, one.value, one.span) for one in body.fields]
        missed = Missed(body.report, body.trigger, body.type, fields)

        def make(ledger: Ledger) -> dict[str, Any]:
            made = add(ledger, body.editor, missed, exact=False)
            return writers.told(ledger, decision_record(made.decision), made.incidents)

        return writers.write(make)

    @router.post("/api/review/undo", summary="Take a decision back")
    def undoing(body: UndoBody) -> Response:
        def make(ledger: Ledger) -> dict[str, Any]:
            known = {one.id for one in judgements(ledger.connection)}
            if body.decision in known and body.decision is not None:
                judged = undo_judgement(ledger, body.editor, body.decision, exact=False)
                record = judgement_record(judged.judgement, gone=False)
                return writers.told(ledger, record, judged.incidents)
            made = undo(ledger, body.editor, body.decision, seen=body.saw, exact=False)
            return writers.told(ledger, decision_record(made.decision), made.incidents)

        return writers.write(make)


def _judgement_routes(router: APIRouter, writers: Writers) -> None:
    @router.post("/api/review/merge", summary="Judge two incidents to be one")
    def merging(body: MergeBody) -> Response:
        def make(ledger: Ledger) -> dict[str, Any]:
            made = merge(ledger, body.editor, body.one, body.other, seen=body.saw, exact=False)
            return writers.told(
                ledger, judgement_record(made.judgement, gone=False), made.incidents
            )

        return writers.write(make)

    @router.post("/api/review/split", summary="Judge claims to be of another happening")
    def splitting(body: SplitBody) -> Response:
        def make(ledger: Ledger) -> dict[str, Any]:
            made = split(
                ledger, body.editor, body.incident, body.claims, seen=body.saw, exact=False
            )
            return writers.told(
                ledger, judgement_record(made.judgement, gone=False), made.incidents
            )

        return writers.write(make)


class Writers:
    """Those who write to a served ledger, one after the other."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self._turn = threading.Lock()
        self._later: threading.Timer | None = None

    def write(self, make: Callable[[Ledger], dict[str, Any]]) -> Response:
        """The answer of a write, with the version of the ledger after it."""
        if self.served.readonly:
            raise ReadOnly(
                "This ledger is served for reading only. Start `gesta serve` without --no-review, "
                "on a file that you may write to."
            )
        with self._turn, self.served.writing() as ledger:
            try:
                answer = make(ledger)
            except (StaleDecision, StaleJudgement) as error:
                return self._stale(ledger, error)
            except LedgerError as error:
                raise self._fault(error) from error
            else:
                self._join_later()
                return JSONResponse({**answer, "version": version_of(ledger)})

    def _join_later(self) -> None:
        """Join what was decided when nobody decides for a while: it takes longer than a person
        should wait, and what it would change are other incidents than the one just seen."""
        if self._later is not None:
            self._later.cancel()
        self._later = threading.Timer(QUIET_S, self._join)
        self._later.daemon = True
        self._later.start()

    def _join(self) -> None:
        with self._turn, suppress(GestaError), self.served.writing() as ledger:
            join_decided(ledger)

    def _fault(self, error: LedgerError) -> WebError:
        words = str(error)
        gone = " has no claim " in words or "There is no " in words or " has no incident " in words
        return Missing(words) if gone else WebError(words)

    def _stale(self, ledger: Ledger, error: StaleDecision | StaleJudgement) -> Response:
        body: dict[str, Any] = {"error": str(error), "yours": error.yours}
        if isinstance(error, StaleDecision):
            body["theirs"] = [decision_record(one) for one in error.theirs]
            body["claim"] = self.claim(ledger, error.claim)
        else:
            body["theirs"] = [judgement_record(one, gone=False) for one in error.theirs]
        body["version"] = version_of(ledger)
        return JSONResponse(body, status_code=409)

    def claim(self, ledger: Ledger, name: str) -> dict[str, Any] | None:
        """A claim as it now stands, as the page shows it; None for one that was added and taken
        away again."""
        if not has_claim(ledger, name):
            return None
        now = claim_now(ledger, name)
        outlet = ledger.connection.execute(
            "SELECT outlet FROM reports WHERE id = ?", (now.report,)
        ).fetchall()
        made = ClaimRecords(ledger, known_of(self.served, ledger), [now])
        return made.record(now, None if not outlet or outlet[0][0] is None else str(outlet[0][0]))

    def told(
        self, ledger: Ledger, decision: dict[str, Any], incidents: tuple[str, ...]
    ) -> dict[str, Any]:
        """The answer to a decision: the claim as it now stands and the incidents that changed."""
        answer: dict[str, Any] = {"decision": decision, "incidents": list(incidents)}
        if decision["claim"] is not None:
            answer["claim"] = self.claim(ledger, decision["claim"])
            answer["incident"] = answer["claim"] and answer["claim"]["incident"]
            return answer
        after = decision["after"]
        rows = ledger.connection.execute(
            "SELECT incident FROM incident_claims WHERE claim = ?", (after.get("left", [""])[0],)
        ).fetchall()
        return {**answer, "incident": str(rows[0][0]) if rows else None}
