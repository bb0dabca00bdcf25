"""The questions of the command line, asked from the page: options, answer, plot.

An answer takes seconds and hangs on nothing but the ledger and its options, so the last ones are
kept; the plot of an answer is drawn from the one that was given.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gesta import codebook
from gesta.analysis import ask
from gesta.analysis.answer import Answer, to_json, to_text
from gesta.errors import AnalysisError, LedgerError
from gesta.ledger import Ledger
from gesta.ledger.asking import day, word
from gesta.ledger.find import Filter
from gesta.web.asked import LONGEST, in_words
from gesta.web.facts import facts_of
from gesta.web.faults import Missing, WebError
from gesta.web.known import known_of
from gesta.web.pairs import pairs_of
from gesta.web.sending import Packed, packed, send
from gesta.web.served import Served, heads, version_of
from gesta.web.ties import ties_of

if TYPE_CHECKING:
    from gesta.analysis.plots import Look

KEPT: Final = 64
"""Answers kept."""
LEAST_DRAWS, MOST_DRAWS = 20, 2_000
PLOTS: Final = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a question may be asked; `kind`: date, actor, place, choice, number, text."""

    name: str
    words: str
    kind: str
    choices: tuple[str, ...] = ()
    default: str | int | None = None
    required: bool = False

    def record(self) -> dict[str, Any]:
        """As the page reads it."""
        return {"name": self.name, "words": self.words, "kind": self.kind,
                "choices": list(self.choices), "default": self.default,
                "required": self.required}  # fmt: skip


ACTOR = Option("actor", "By this actor or those under it", "actor")
RECIPIENT = Option("recipient", "On this actor or those under it", "actor")
PLACE = Option("place", "At this place, or in this country", "place")
SINCE = Option("since", "From this day on", "date")
UNTIL = Option("until", "Up to this day", "date")
TYPE = Option("type", "Of this type", "choice", codebook.EVENT_TYPES, "ASSAULT")
STATUS = Option("status", "Of this status", "choice", codebook.STATUSES)
DRAWS = Option("draws", "How often doubts are settled by chance", "number", (), ask.DRAWS)
SEED = Option("seed", "The same number gives the same answer", "number", (), ask.SEED)
EVENTS = (ACTOR, RECIPIENT, PLACE, SINCE, UNTIL, TYPE, STATUS, DRAWS, SEED)
REST = (PLACE, SINCE, UNTIL, TYPE, STATUS, DRAWS, SEED)
SHIFTING = ("target", "recipient", "actor", "area", "place", "mode")


@dataclass(frozen=True, slots=True)
class Question:
    """A verb, what it asks, and its options."""

    verb: str
    question: str
    options: tuple[Option, ...]

    def record(self) -> dict[str, Any]:
        """As the page reads it."""
        options = [option.record() for option in self.options]
        return {"verb": self.verb, "question": self.question, "options": options}


QUESTIONS: Final = (
    Question("trend", "Are attacks rising?", EVENTS),
    Question("since", "Since when are attacks more, or fewer?", EVENTS),
    Question("nowcast", "How many attacks of the last 14 days are still to be reported?", EVENTS),
    Question("shift", "Did attacks move to another target, actor or area?", (
        Option("of", "The shares of what", "choice", SHIFTING, "target"),
        Option("at", "The first day after; else the last 28 days against all before", "date"),
        *EVENTS,
    )),
    Question("respond", "What followed strikes or statements?", (
        Option("after", "What followed the actions of this actor", "actor", required=True),
        Option("after-type", "Actions of this type", "choice", codebook.EVENT_TYPES, "ASSAULT"),
        Option("after-recipient", "Actions on this actor only", "actor"),
        Option("how", "days: the 7 days after against history; wakes: around places of actions, "
               "matched; waits: how soon the next attack comes", "choice", ask.HOWS, "days"),
        Option("reverse", "The other direction: what followed the attacks", "choice",
               ("no", "yes"), "no"),
        *EVENTS,
    )),
    Question("claims", "Who claims and denies what, and what is borne out?", (
        Option("actor", "What this actor says, and those who speak for it", "actor"),
        Option("outlet", "What is told by this outlet", "text"),
        *REST,
    )),
    Question("network", "Who is with whom, under whose umbrella?", (
        Option("umbrella", "Who stands under this actor", "actor"),
        Option("on", "The day; else the last day covered", "date"),
        *REST,
    )),
)  # fmt: skip

_BY_VERB: Final = {question.verb: question for question in QUESTIONS}


def find_question(verb: str) -> Question:
    """The question of a verb; raises Missing with those there are."""
    if verb not in _BY_VERB:
        raise Missing(f"{verb[:80]!r} is no question. Ask one of {', '.join(_BY_VERB)}.")
    return _BY_VERB[verb]


def understood(question: Question, given: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The options of an address as values; raises WebError in words."""
    known = {option.name: option for option in question.options}
    values: dict[str, Any] = {}
    for name, text in given:
        if name not in known:
            raise WebError(
                f"{name[:80]!r} is no option of {question.verb}. It has {', '.join(known)}."
            )
        if len(text) > LONGEST:
            raise WebError(f"{name}: longer than {LONGEST} characters.")
        if text.strip():
            values[name] = _value(known[name], text.strip())
    for option in question.options:
        if option.required and option.name not in values:
            raise WebError(f"{question.verb} needs {option.name}: {option.words.lower()}.")
    return values


def _value(option: Option, text: str) -> Any:
    with in_words():
        if option.kind == "date":
            return day(option.name, text)
        if option.kind == "choice":
            return word(option.name, text, option.choices)
    if option.kind != "number":
        return text
    least, most = (LEAST_DRAWS, MOST_DRAWS) if option.name == "draws" else (0, 2**31)
    if not text.isascii() or not text.isdecimal() or not least <= int(text[:12]) <= most:
        raise WebError(f"{option.name}: {text[:80]!r} is no number from {least} to {most:,}.")
    return int(text)


def answer_of(ledger: Ledger, question: Question, values: Mapping[str, Any]) -> Answer:
    """Ask a question of a ledger; raises WebError where a value names nobody."""
    options = dict(values)
    filters = {name: options.pop(name, None)
               for name in ("actor", "place", "since", "until", "type", "status")}  # fmt: skip
    if question.verb == "network":
        filters["actor"] = options.pop("umbrella", None)
    if question.verb == "respond":
        options["after_types"] = [options.pop("after-type")] if "after-type" in options else ()
        options["after_recipient"] = options.pop("after-recipient", None)
        options["reverse"] = options.get("reverse") == "yes"
    try:
        return ask.ask(question.verb, ledger, Filter(**filters), **options)
    except (AnalysisError, LedgerError) as error:
        raise WebError(str(error)) from error


def answer_record(answer: Answer) -> dict[str, Any]:
    """The answer as `--json` has it, with what the command prints."""
    record: dict[str, Any] = json.loads(to_json(answer))
    return {**record, "verdict_words": record["words"], "words": to_text(answer),
            "plot": answer.plot is not None}  # fmt: skip


class Asking:
    """The last answers, by the state of the ledger and what was asked."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._turn = threading.Lock()  # one at a time: each takes a processor for seconds
        self._kept: OrderedDict[object, Answer] = OrderedDict()

    def answer(self, verb: str, given: Iterable[tuple[str, str]]) -> tuple[Answer, str]:
        """The answer and the version of the ledger that it is of."""
        question = find_question(verb)
        values = understood(question, given)
        with self._turn, self._served.ledger() as ledger:
            version = version_of(ledger)
            key = (verb, tuple(sorted(values.items())), heads(ledger))
            found = self._kept.get(key)
            if found is None:
                found = answer_of(ledger, question, values)
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found, version


def questions_answer(version: str) -> Packed:
    """The questions there are."""
    return packed([question.record() for question in QUESTIONS], version)


def pairs_answer(served: Served, ledger: Ledger) -> Packed:
    """The pairs of actors that `respond` may be asked of, found once for a state of the ledger."""

    def build() -> Packed:
        known = known_of(served, ledger)
        pairs = pairs_of(facts_of(served, ledger), ties_of(served, ledger, known), known)
        return packed(pairs, version_of(ledger))

    return served.kept("pairs", heads(ledger), build)


def routes(served: Served) -> APIRouter:
    """The routes of answers."""
    router = APIRouter(tags=["answers"])
    asking = Asking(served)

    @router.get("/api/answers", summary="The questions and their options")
    def questions(request: Request) -> Response:
        with served.ledger() as ledger:
            return send(request, questions_answer(version_of(ledger)))

    @router.get("/api/answers/respond/pairs", summary="Of whom `respond` may have an answer")
    def pairs(request: Request) -> Response:
        with served.ledger() as ledger:
            return send(request, pairs_answer(served, ledger))

    @router.get("/api/answers/{verb}", summary="One answer, with its interval or its refusal")
    def answer(request: Request, verb: str) -> Response:
        found, version = asking.answer(verb, request.query_params.multi_items())
        return send(request, packed(answer_record(found), version))

    @router.get("/api/answers/{verb}/plot.{ending}", summary="The plot of an answer, as a file")
    def plot(request: Request, verb: str, ending: str) -> Response:
        if ending not in PLOTS:
            raise Missing(f"A plot is drawn as {' or '.join(PLOTS)}, not as {ending[:20]!r}.")
        found, _ = asking.answer(verb, request.query_params.multi_items())
        return _drawn(found, ending)

    @router.get("/api/answers/{verb}/plot/{shape}.svg", summary="The plot as the page shows it")
    def paged(request: Request, verb: str, shape: str) -> Response:
        from gesta.analysis.plots import SHAPES

        if shape not in SHAPES:
            raise Missing(f"A plot is {' or '.join(SHAPES)}, not {shape[:20]!r}.")
        found, _ = asking.answer(verb, request.query_params.multi_items())
        return _drawn(found, "svg", SHAPES[shape])

    return router


def _drawn(answer: Answer, ending: str, *look: Look) -> Response:
    from gesta.analysis.plots import picture

    if answer.plot is None:
        raise Missing(f"There is nothing to draw: {answer.words}")
    return Response(picture(answer, ending, *look), media_type=PLOTS[ending])
