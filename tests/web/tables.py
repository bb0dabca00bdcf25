"""Tables of incidents made by hand, put in the place of a server's answer to /api/table."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from gesta import codebook

if TYPE_CHECKING:
    from playwright.sync_api import Page

EPOCH = date(1970, 1, 1).toordinal()
EMPTY: Mapping[str, Any] = {
    "type": 0, "status": 0, "start": None, "end": None, "precision": 1, "place": -1, "from": -1,
    "at": [], "actors": [], "recipients": [], "parties": [], "speakers": [], "outlets": [],
    "weapons": [], "killed": None, "killed_low": None, "killed_high": None, "wounded": None,
    "wounded_low": None, "wounded_high": None, "claims": 1, "origins": 1, "certainties": 1,
    "disputes": [], "first": None, "score": 0.9, "reviewed": 0, "targets": "",
}  # fmt: skip


def opened(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer to /api/table with lists in its columns of lists, as JSON has it."""
    made: dict[str, Any] = json.loads(json.dumps(answer))
    for name in made.get("listed", ()):
        made[name] = [made["lists"][at] for at in made[name]]
    return made


def after(table: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The opened table that changes make of another, row by row as docs/page.md says it."""
    told = json.loads(json.dumps(changes))
    assert told["since"] == table["version"]
    made = {**table, "version": told["version"], "n": told["n"]}
    for name, more in told["words"].items():
        made[name] = table[name][: more["from"]] + more["words"]
    for name, column in told["columns"].items():
        fresh = [made["lists"][at] for at in column] if name in table["listed"] else column
        kept = [value for at, value in enumerate(table[name]) if at not in told["gone"]]
        for at, value in zip(told["rows"], fresh, strict=True):  # in ascending order
            kept.insert(at, value)
        assert len(kept) == told["n"]
        made[name] = kept
    return made


def day(iso: str) -> int:
    """A day as the table counts it."""
    return date.fromisoformat(iso).toordinal() - EPOCH


def place(
    name: str, lat: float | None, lon: float | None, km: float | None = 3.0, precision: str = "town"
) -> dict[str, Any]:
    """A place of the dictionary."""
    return {
        "id": f"p-{name.lower().replace(' ', '-')}", "name": name, "country": "SYR", "lat": lat,
        "lon": lon, "radius_km": km, "precision": precision,
    }  # fmt: skip


def actor(name: str, type_: str = "group") -> dict[str, Any]:
    """An actor of the dictionary."""
    return {
        "id": f"a-{name.lower().replace(' ', '-')}", "name": name, "type": type_, "country": None,
        "generic": False,
    }  # fmt: skip


def row(**known: Any) -> dict[str, Any]:
    """One incident; days may be ISO words, `on` sets both ends, a status is a word."""
    on = known.pop("on", None)
    made = {**EMPTY, **({"start": on, "end": on} if on else {}), **known}
    for end in ("start", "end"):
        if isinstance(made[end], str):
            made[end] = day(made[end])
    if isinstance(made["status"], str):
        made["status"] = list(codebook.STATUSES).index(made["status"])
    if isinstance(made["precision"], str):
        made["precision"] = list(codebook.PRECISIONS).index(made["precision"])
    made["parties"] = sorted({*made["actors"], *made["recipients"]})
    made["at"] = [made["place"]] if made["place"] >= 0 else []
    return made


def table(
    rows: Sequence[Mapping[str, Any]], places: Sequence[Any] = (), actors: Sequence[Any] = ()
) -> dict[str, Any]:
    """The answer of /api/table for these incidents, in order of time, undated ones last."""
    ordered = sorted(rows, key=lambda r: (r["start"] is None, r["start"] or 0))
    return {
        "version": "made", "n": len(ordered), "id": [f"i{n}" for n in range(len(ordered))],
        **{name: [r[name] for r in ordered] for name in EMPTY},
        "types": list(codebook.EVENT_TYPES), "statuses": list(codebook.STATUSES),
        "precisions": list(codebook.PRECISIONS),
        "certainties_words": list(codebook.CERTAINTIES), "fields": [], "weapon_words": [],
        "outlet_list": [], "places": list(places), "actor_list": list(actors),
    }  # fmt: skip


def many(n: int, places: int, *, seed: int = 7) -> dict[str, Any]:
    """`n` incidents at so many places over the Middle East, three years, ten doers."""
    draw = random.Random(seed)
    spots = [
        place(f"Place {i}", draw.uniform(12, 37), draw.uniform(30, 60), draw.choice([1, 4, 9, 60]))
        for i in range(places)
    ]
    first = day("2021-01-01")
    rows = []
    for i in range(n):
        start = first + draw.randrange(3 * 365)
        rows.append(
            row(
                start=start, end=start + draw.choice([0, 0, 0, 6, 30]), place=i % places,
                status=draw.randrange(6), type=draw.randrange(16), actors=[draw.randrange(10)],
                recipients=[draw.randrange(10)],
                **({"from": draw.randrange(places)} if i % 9 == 0 else {}),
            )
        )  # fmt: skip
    return table(rows, spots, [actor(f"Actor {i}") for i in range(10)])


def open_with(page: Page, made: Mapping[str, Any], where: str) -> None:
    """Open a view with a table of one's own."""
    body = json.dumps(made)
    page.route(
        "**/api/table", lambda route: route.fulfill(body=body, content_type="application/json")
    )
    page.evaluate("where => { location.hash = where }", where)
    page.reload()
    page.locator("h1").first.wait_for(state="attached")


class Work:
    """Seconds of processor time that a page's own thread uses; a busy machine adds none."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds(self) -> float:
        """What was used since the page was last loaded."""
        found = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))
