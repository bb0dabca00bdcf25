"""Search over texts, actors and places, in any transliteration and script.

Words asked for must all be in a report, words in quotation marks one after the other. Where they
are the whole name of an actor or place, its other names are looked for too: so Arabic script finds
what is written in Latin letters, and the other way round.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from gesta.ledger import Ledger
from gesta.web.fold import Keys, bones, keys, other_script, stands, within
from gesta.web.known import Known, known_of
from gesta.web.sending import packed, send
from gesta.web.served import Served, heads, version_of
from gesta.web.texts import Texts

LONGEST: Final = 200
REPORTS, NAMES, INCIDENTS, SNIPPETS = 50, 20, 200, 3
AROUND: Final = 90
"""Characters on either side of what is found."""
ALTERNATIVES: Final = 12
"""Other names that are looked for in the texts."""
_QUOTED: Final = re.compile(r'["“„«]([^"“”„«»]+)["”»]')


@dataclass(frozen=True, slots=True)
class Named:
    """A name of an actor or place."""

    id: str
    name: str
    keys: Keys
    joined: str
    bones: str  # joined


@dataclass(frozen=True, slots=True)
class Hit:
    """An actor or place that was found; `whole` where the name is all that was asked for."""

    id: str
    matched: str
    whole: bool


def named(pairs: Iterable[tuple[str, str]]) -> list[Named]:
    """Names with their keys."""
    found = ((owner, name, keys(name)) for owner, name in pairs)
    return [
        Named(owner, name, k, "".join(k), "".join(bones(name))) for owner, name, k in found if k
    ]


def find_names(names: Iterable[Named], asked: str) -> list[Hit]:
    """Actors or places with such a name: whole names first, each once."""
    wanted, bare, latin = keys(asked), "".join(bones(asked)), not other_script(asked)
    joined = "".join(wanted)
    found: dict[str, Hit] = {}
    for one in names:
        if other_script(one.name) is latin:  # of two scripts
            whole = len(bare) > 1 and one.bones == bare
            part = len(bare) > 3 and bare in one.bones
        else:
            whole = bool(joined) and one.joined == joined
            begun = len(wanted[-1]) > 2 if wanted else False
            part = bool(wanted) and within(wanted, one.keys, begun=begun)
        if (whole or part) and (one.id not in found or (whole and not found[one.id].whole)):
            found[one.id] = Hit(one.id, one.name, whole)
    return sorted(found.values(), key=lambda hit: not hit.whole)


def phrases_of(asked: str) -> list[Keys]:
    """What must be there: quoted words as one, every other word by itself."""
    quoted = [keys(words) for words in _QUOTED.findall(asked)]
    rest = [(key,) for key in keys(_QUOTED.sub(" ", asked))]
    return [phrase for phrase in (*quoted, *rest) if phrase]


class Search:
    """The names of one state of a ledger, and its texts."""

    def __init__(self, known: Known, texts: Texts) -> None:
        self._known, self._texts = known, texts
        actors = known.actors.values()
        self._actors = named((a.id, n) for a in actors for n in dict.fromkeys((a.name, *a.names)))
        self._places = named(known.place_names)

    def find(self, ledger: Ledger, asked: str) -> dict[str, Any]:
        """Everything found for some words."""
        actors = find_names(self._actors, asked)
        places = find_names(self._places, asked)
        alternatives = [phrases_of(asked), *self._others(actors, places)]
        reports, total = self._texts.find(alternatives, REPORTS)
        wanted = {phrase for one in alternatives for phrase in one}
        shown, incidents = self._reports(ledger, reports, wanted)
        known = self._known
        return {
            "q": asked, "total": total, "reports": shown,
            "actors": [
                {"id": hit.id, "name": known.actor(hit.id), "matched": hit.matched}
                for hit in actors[:NAMES]
            ],
            "places": [
                {"id": hit.id, "name": known.place(hit.id), "matched": hit.matched,
                 "country": known.spots[hit.id].country}
                for hit in places[:NAMES]
            ],
            "incidents": incidents[:INCIDENTS],
        }  # fmt: skip

    def _others(self, actors: Sequence[Hit], places: Sequence[Hit]) -> Iterator[list[Keys]]:
        """The other names of whom the words are the whole name."""
        whole = {hit.id for hit in (*actors, *places) if hit.whole}
        others = {one.keys for one in (*self._actors, *self._places) if one.id in whole}
        yield from ([phrase] for phrase in sorted(others)[:ALTERNATIVES])

    def _reports(
        self, ledger: Ledger, reports: list[str], wanted: set[Keys]
    ) -> tuple[list[dict[str, Any]], list[str]]:
        shown, incidents = [], []
        for name in reports:
            rows = ledger.connection.execute(
                "SELECT title, outlet, published, text FROM reports WHERE id = ?", (name,)
            ).fetchall()
            title, outlet, published, text = rows[0]
            hits = hits_of(str(text), wanted)
            shown.append({
                "id": name, "title": title, "outlet": outlet, "published": published,
                "snippets": snippets(str(text), hits),
            })  # fmt: skip
            incidents += incidents_at(ledger, name, hits)
        return shown, list(dict.fromkeys(incidents))


def hits_of(text: str, wanted: set[Keys]) -> list[tuple[int, int]]:
    """Where the phrases stand, in the order of the text; those side by side are joined."""
    found = list(stands(text))
    only = [key for _, _, key in found]
    first = {phrase[0] for phrase in wanted}
    spans: list[tuple[int, int]] = []
    for at, key in enumerate(only):
        if key not in first:
            continue
        sizes = [len(p) for p in wanted if tuple(only[at : at + len(p)]) == p]
        if sizes:
            start, end = found[at][0], found[at + max(sizes) - 1][1]
            if spans and start <= spans[-1][1] + 1:  # words side by side are one
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
    return spans


def snippets(text: str, hits: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """The first hits with what stands around them; offsets are of the snippet."""
    found: list[dict[str, Any]] = []
    covered = -1
    for start, end in hits:
        if start < covered:
            continue
        if len(found) == SNIPPETS:
            break
        first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
        first = text.find(" ", first, start) + 1 if first and " " in text[first:start] else first
        last = text.rfind(" ", end, last) if last < len(text) and " " in text[end:last] else last
        inside = [[s - first, e - first] for s, e in hits if first <= s and e <= last]
        found.append({"text": text[first:last], "start": first, "hits": inside})
        covered = last
    return found


def incidents_at(ledger: Ledger, report: str, hits: Sequence[tuple[int, int]]) -> list[str]:
    """The incidents of the claims whose sentence holds a hit."""
    if not hits:
        return []
    rows = ledger.connection.execute(
        "SELECT DISTINCT i.incident FROM claims c JOIN incident_claims i ON i.claim = c.id "
        "WHERE c.report = ? AND EXISTS (SELECT 1 FROM json_each(?) h WHERE "
        "h.value ->> 0 >= c.evidence_start AND h.value ->> 1 <= c.evidence_end) "
        "ORDER BY c.evidence_start",
        (report, json.dumps(hits)),
    )
    return [str(row[0]) for row in rows]


def texts_of(served: Served, ledger: Ledger) -> Texts:
    """The index with every report of the ledger in it."""
    texts: Texts = served.kept("texts", "", Texts)
    served.kept("texts filled", heads(ledger)[0], lambda: texts.fill(ledger))
    return texts


def search_of(served: Served, ledger: Ledger) -> Search:
    """A search of the ledger as it stands."""
    known, texts = known_of(served, ledger), texts_of(served, ledger)
    return served.kept("search", known.at, lambda: Search(known, texts))


def routes(served: Served) -> APIRouter:
    """The route of the search."""
    router = APIRouter(tags=["search"])

    @router.get("/api/search", summary="Search texts and names, in any transliteration")
    def search(request: Request, q: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
        with served.ledger() as ledger:
            value = search_of(served, ledger).find(ledger, q.strip())
            version = version_of(ledger)
        return send(request, packed(value, version))

    return router
