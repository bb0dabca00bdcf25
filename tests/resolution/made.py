"""Values built by hand for the tests of this room: claims, actors, places in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from gesta.identity import hashed
from gesta.resolution import Resolution, resolve
from gesta.types import (
    Actor,
    Claim,
    Count,
    Edge,
    Incident,
    Location,
    Means,
    Party,
    Place,
    Quote,
    Speaker,
    Tie,
    When,
)

PLACES = {
    "Homs": Place("Homs", "Homs", lat=34.73, lon=36.71, country="SYR", precision="town"),
    "Rastan": Place("Rastan", "Rastan", lat=34.93, lon=36.73, country="SYR", precision="town"),
    "Aleppo": Place("Aleppo", "Aleppo", lat=36.20, lon=37.16, country="SYR", precision="town"),
    "Daraa": Place("Daraa", "Daraa", lat=32.62, lon=36.10, country="SYR", precision="town"),
    "Homs province": Place(
        "Homs province", "Homs province", lat=34.6, lon=38.0, country="SYR", precision="region"
    ),
    "Syria": Place("Syria", "Syria", lat=35.0, lon=38.5, country="SYR", precision="country"),
}

_ROWS = (
    ("army", "Syrian army", "force", "SYR", False),
    ("syria", "Syria", "government", "SYR", False),
    ("rebels", "Northern Front", "group", "SYR", False),
    ("brigade", "Cedar Brigade", "group", "SYR", False),
    ("other", "Desert Wolves", "group", "SYR", False),
    ("gunmen", "gunmen", "group", None, True),
    ("villagers", "villagers", "civilian", None, True),
    ("ministry", "Health Ministry", "government", "LBN", False),
    ("wire", "Levant Wire", "media", None, False),
    ("desk", "Levant Wire Homs desk", "media", None, False),
    ("paper", "Morning Paper", "media", None, False),
)
ACTORS = {key: Actor(key, name, (), kind, land, flag) for key, name, kind, land, flag in _ROWS}

TIES = (
    Tie("t1", "part-of", "brigade", "rebels", basis="registry"),
    Tie("t2", "part-of", "desk", "wire", basis="registry"),
)


def when(text: str) -> When:
    """`2024-06-02` a day, `2024-06` a month, `2024-06-01/2024-06-20` a span."""
    if "/" in text:
        first, last = text.split("/")
        return When(text, date.fromisoformat(first), date.fromisoformat(last), "span", "stated")
    if len(text) == 7:
        start = date.fromisoformat(text + "-01")
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return When(text, start, end, "month", "stated")
    day = date.fromisoformat(text)
    return When(text, day, day, "day", "stated")


def number(value: int | tuple[int, int | None] | None) -> Count | None:
    """3 is three, (12, None) at least twelve."""
    if value is None:
        return None
    low, high = value if isinstance(value, tuple) else (value, value)
    return Count(str(value), low, high)


def claim(
    trigger: str,
    *,
    when_: str | None = None,
    place: str | None = None,
    report: str = "r1",
    type_: str = "ASSAULT",
    certainty: str = "reported",
    actor: str | Sequence[str] = (),
    on: str | Sequence[str] = (),
    target: str | None = None,
    weapon: str | None = None,
    killed: int | tuple[int, int | None] | None = None,
    wounded: int | tuple[int, int | None] | None = None,
    count: int | None = None,
    outcome: str | None = None,
    said_by: str | Sequence[str] = (),
    sentence: str | None = None,
    at: int = 0,
) -> Claim:
    """A claim whose sentence starts at `at` of its report; its id is a hash of all that."""
    words = sentence or f"On that day {trigger} shook {place or 'somewhere'}."
    start = at + max(0, words.find(trigger))
    told = [report, trigger, when_, place, certainty, str(actor), str(on), target, str(killed), at]
    listed = [[x] if isinstance(x, str) else list(x) for x in (actor, on, said_by)]
    return Claim(
        id=hashed("c", *told, count, outcome, str(said_by), weapon, type_, sentence),
        report=report,
        evidence=Quote(at, at + len(words), words),
        trigger=Quote(start, start + len(trigger), trigger),
        type=type_,
        certainty=certainty,
        outcome=outcome,
        said_by=tuple(Speaker(key, key) for key in listed[2]),
        actors=tuple(Party(0, 1, key, key) for key in listed[0]),
        recipients=tuple(Party(0, 1, key, key) for key in listed[1]),
        targets=(Quote(0, 1, target),) if target else (),
        weapons=(Means(0, 1, weapon, weapon),) if weapon else (),
        places=(Location(0, 1, place, place),) if place else (),
        time=when(when_) if when_ else None,
        killed=number(killed),
        wounded=number(wounded),
        count=number(count),
    )


def resolved(
    claims: Sequence[Claim],
    *,
    judged: Sequence[Edge] = (),
    copies: dict[str, str] | None = None,
    outlets: dict[str, str | None] | None = None,
    published: dict[str, date | None] | None = None,
) -> Resolution:
    """The claims resolved in the world of this file."""
    return resolve(
        claims,
        published=published or {},
        outlets=outlets or {},
        copies=copies or {},
        places=PLACES,
        actors=ACTORS,
        ties=TIES,
        judged=judged,
    )


def groups(result: Resolution) -> set[frozenset[str]]:
    """The incidents as sets of claim ids."""
    return {frozenset(i.claims) for i in result.incidents}


def joined(*claims: Claim) -> bool:
    """Whether all these claims come out as one incident."""
    return len(resolved(claims).incidents) == 1


def only(result: Resolution) -> Incident:
    """The one incident of the result."""
    assert len(result.incidents) == 1, [i.claims for i in result.incidents]
    return result.incidents[0]


def person(left: Claim, right: Claim, judgement: str) -> Edge:
    """A person's judgement of two claims."""
    one, two = sorted((left.id, right.id))
    return Edge(one, two, judgement, 1.0, (), by="mara")
