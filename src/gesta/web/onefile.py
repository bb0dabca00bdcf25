"""The one-file report: the page with every answer in it, for what a filter keeps of a ledger.

The answers are the server's own, by the path under which the page asks for them. Those that the
first view needs come in one piece; incidents, reports and actors in pieces of some hundred, which
the page opens as it needs them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from gesta.errors import GestaError
from gesta.export.extract import Extract
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from gesta.past import world_of
from gesta.types import Actor
from gesta.web import overview
from gesta.web.actors import actor_of, actors_of
from gesta.web.answers import QUESTIONS, Question, answer_of, answer_record, find_question
from gesta.web.bundle import html_pieces, read_bundle, squeezed
from gesta.web.facts import Facts, read_facts
from gesta.web.history import history_of
from gesta.web.incidents import incident_of
from gesta.web.known import Known
from gesta.web.network import network_of
from gesta.web.pairs import pairs_of, values_of
from gesta.web.reports import report_of, reports_of
from gesta.web.sending import to_json
from gesta.web.served import version_of
from gesta.web.sources import sources_of
from gesta.web.table import table_of
from gesta.web.ties import Ties

PIECE: Final = 2 << 20
"""Bytes of answers, before compressing, that a piece is closed at."""
Answers = Iterator[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a report. `texts`: the reports' texts; `answers`: those to the questions."""

    asked: Filter = Filter()
    texts: bool = True
    answers: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a ledger that a report is of."""

    ledger: Ledger
    known: Known
    facts: Facts
    ties: Ties
    actors: Mapping[str, Actor]


def report_pieces(ledger: Ledger, page: Path, wanted: Wanted) -> Generator[bytes, None, None]:
    """The bytes of a report, of one moment of the ledger. The same ledger gives the same bytes.

    Raises LedgerError where the filter names nobody, GestaError where the page is not built.
    """
    bundle = read_bundle(page)
    with ledger.snapshot():
        part = part_of(ledger, wanted.asked)
        title = f"{ledger.path.stem}: {len(part.facts.incidents):,} incidents"
        for piece in html_pieces(bundle, title, _data(part, wanted)):
            yield piece.encode()


def part_of(ledger: Ledger, asked: Filter) -> Part:
    """What a filter keeps: incidents, their claims and reports, and everyone in them."""
    known = Known(ledger)
    facts = read_facts(ledger)
    ties = Ties(ledger.ties(), known.actors)
    actors: Mapping[str, Actor] = known.actors
    if asked != Filter():
        facts = facts.only(set(Extract(ledger, asked).incident_ids))
        actors = _among(facts, ties, known)
    return Part(ledger, known, facts, ties, actors)


def _among(facts: Facts, ties: Ties, known: Known) -> Mapping[str, Actor]:
    """Who acts, suffers or speaks in the incidents, and those above them."""
    named = {a for c in facts.claims.values() for a in (*c.parties, *c.speakers)}
    named |= {a for i in facts.incidents for a in (*i.actors, *i.recipients)}
    named |= {over for name in named for over in ties.over(name)}
    return {name: actor for name, actor in known.actors.items() if name in named}


def _data(part: Part, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """The ids and compressed answers of the file's pieces; the last, `gesta-data`, says by the
    first path in it which piece has which."""
    parts: list[tuple[str, str]] = []
    held: list[tuple[str, bytes]] = []
    size = 0
    for path, value in details(part, wanted):
        held.append((path, to_json(value)))
        size += len(held[-1][1])
        if size >= PIECE:
            yield _closed(held, parts)
            held, size = [], 0
    if held:
        yield _closed(held, parts)
    yield "gesta-data", squeezed(to_json({**dict(lists(part, wanted)), "parts": parts}))


def _closed(held: list[tuple[str, bytes]], parts: list[tuple[str, str]]) -> tuple[str, str]:
    """A piece: an object of JSON put together of answers that are JSON already."""
    name = f"gesta-data-{len(parts) + 1}"
    parts.append((held[0][0], name))
    return name, squeezed(b"{" + b",".join(to_json(path) + b":" + v for path, v in held) + b"}")


def lists(part: Part, wanted: Wanted) -> Answers:
    """What the views of many things ask for."""
    ledger, known, facts = part.ledger, part.known, part.facts
    version = version_of(ledger)
    whole = overview.ledger_of(ledger, readonly=True)
    yield "/api/ledger", _narrowed(whole, part, wanted)
    yield "/api/table", table_of(facts, known, version)
    yield "/api/reports", [r for r in reports_of(ledger) if r["id"] in facts.published]
    yield "/api/actors", actors_of(ledger, facts, part.ties, part.actors)
    yield "/api/network", network_of(part.ties.all, part.actors)
    yield "/api/sources", sources_of(ledger, facts, known)
    yield "/api/answers", [question.record() for question in QUESTIONS]
    if wanted.answers:
        yield from answers(part, wanted.asked)


def _narrowed(whole: dict[str, Any], part: Part, wanted: Wanted) -> dict[str, Any]:
    """The overview with the counts of the part, and what the part was asked for."""
    facts, asked = part.facts, wanted.asked
    if asked == Filter():
        return whole
    published = sorted(str(day) for day in facts.published.values() if day)
    counts = {
        **whole["counts"], "incidents": len(facts.incidents), "claims": len(facts.claims),
        "reports": len(facts.published), "actors": len(part.actors),
        "disputed": sum(i.status == "disputed" for i in facts.incidents),
    }  # fmt: skip
    kept = {
        name: str(value) for name in Filter.__slots__ if (value := getattr(asked, name)) is not None
    }
    return {
        **whole, "counts": counts, "kept_by": kept,
        "published": [published[0], published[-1]] if published else [None, None],
    }  # fmt: skip


def details(part: Part, wanted: Wanted) -> Answers:
    """What the views of one thing ask for, in the order of their paths."""
    ledger, known, facts = part.ledger, part.known, part.facts
    for name in sorted(part.actors):
        yield f"/api/actors/{name}", actor_of(ledger, facts, part.ties, known, name)
    world = world_of(ledger)
    for name in sorted(incident.id for incident in facts.incidents):
        found = incident_of(ledger, known, name)
        yield f"/api/incidents/{name}", found if wanted.texts else _sentences(found)
        yield f"/api/incidents/{name}/history", history_of(ledger, known, world, name)
    for name in sorted(facts.published) if wanted.texts else ():
        yield f"/api/reports/{name}", report_of(ledger, known, name)


def _sentences(incident: dict[str, Any]) -> dict[str, Any]:
    """An incident with no more of the reports' words than the sentences that claims stand on."""
    for claim in incident["claims"]:
        evidence = claim["evidence"]
        claim["context"] = {"text": evidence["text"], "start": evidence["start"]}
    return incident


def answers(part: Part, asked: Filter) -> Answers:
    """The answers to the questions, of what the filter keeps; what followed what, of some pairs."""
    given = {
        name: value for name in Filter.__slots__ if (value := getattr(asked, name)) is not None
    }
    for question in QUESTIONS:
        if not any(option.required for option in question.options):
            with suppress(GestaError):  # a filter that this question does not take
                yield from _answer(part.ledger, question, given)
    pairs = pairs_of(part.facts, part.ties, part.known)
    for pair in pairs:
        try:
            yield from _answer(part.ledger, find_question("respond"), given, values_of(pair))
        except GestaError as error:
            pair["refused"] = str(error)
    yield "/api/answers/respond/pairs", pairs


def _answer(
    ledger: Ledger,
    question: Question,
    given: Mapping[str, Any],
    own: Mapping[str, str] | None = None,
) -> Answers:
    """An answer and its plots under the paths that the page asks for: of the words of the file's
    filter that the question takes, and words of its `own`, which stand in the path."""
    names = {option.name for option in question.options}
    values = {name: value for name, value in {**given, **(own or {})}.items() if name in names}
    found = answer_of(ledger, question, values)
    path, asked = f"/api/answers/{question.verb}", f"?{urlencode(own)}" if own else ""
    yield f"{path}{asked}", answer_record(found)
    if found.plot is None:
        return
    from gesta.analysis.plots import SHAPES, picture

    for shape, look in SHAPES.items():
        yield f"{path}/plot/{shape}.svg{asked}", picture(found, "svg", look).decode()
