"""A table of very many made-up incidents, as /api/table gives it: to see how the page bears it."""

from __future__ import annotations

import random
from typing import Any

TYPES = ["ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "ACCUSE", "CONSULT", "AID"]
STATUSES = ["reported", "claimed", "corroborated", "disputed", "denied", "planned"]
CERTAINTIES = ["reported", "attributed", "claimed", "alleged", "denied", "planned", "hypothetical"]
ACTORS, PLACES, FIRST_DAY, DAYS = 800, 400, 18_600, 1_500


def table_of(rows: int) -> dict[str, Any]:
    """`rows` incidents of 800 actors at 400 places, by chance with a fixed seed."""
    chance = random.Random(3)
    days = sorted(FIRST_DAY + chance.randrange(DAYS) for _ in range(rows))
    some = [[chance.randrange(ACTORS)] for _ in range(rows)]
    others = [[chance.randrange(ACTORS)] for _ in range(rows)]
    places = [chance.randrange(PLACES) for _ in range(rows)]
    none: list[Any] = [None] * rows
    killed = [chance.choice([None, None, 1, 3, 20]) for _ in range(rows)]
    return {
        "version": "wide", "n": rows, "id": [f"i{n:06}" for n in range(rows)],
        "type": [chance.randrange(len(TYPES)) for _ in range(rows)],
        "status": [chance.randrange(len(STATUSES)) for _ in range(rows)],
        "start": days, "end": days, "precision": [0] * rows, "place": places,
        "from": [-1] * rows, "at": [[place] for place in places], "actors": some,
        "recipients": others, "parties": [a + b for a, b in zip(some, others, strict=True)],
        "speakers": [[] for _ in range(rows)], "outlets": [[n % 3] for n in range(rows)],
        "weapons": [[] for _ in range(rows)], "killed": killed, "killed_low": killed,
        "killed_high": killed, "wounded": none, "wounded_low": none, "wounded_high": none,
        "claims": [1 + n % 4 for n in range(rows)], "origins": [1 + n % 2 for n in range(rows)],
        "certainties": [1 << (n % 7) for n in range(rows)],
        "disputes": [[] for _ in range(rows)], "first": days, "score": [0.8] * rows,
        "reviewed": [0] * rows, "targets": [""] * rows,
        "types": TYPES, "statuses": STATUSES, "precisions": ["day"],
        "certainties_words": CERTAINTIES, "fields": [], "weapon_words": [],
        "outlet_list": ["One", "Two", "Three"],
        "places": [
            {"id": f"p{n}", "name": f"Town {n}", "country": "SYR", "lat": 33 + n / 100,
             "lon": 36 + n / 90, "radius_km": 5, "precision": "town"} for n in range(PLACES)
        ],
        "actor_list": [
            {"id": f"a{n}", "name": f"Brigade {n}", "type": "group", "country": "SYR",
             "generic": False} for n in range(ACTORS)
        ],
    }  # fmt: skip
