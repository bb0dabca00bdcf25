"""The columns of a table of events, under the names that people and known data sets give them.

UCDP GED and ACLED exports are known by columns that only they have; in them `low` and `best` count
the dead, in a table of one's own `low` and `high` go with `n`, the number of attacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gesta.errors import AnalysisError

OWN: dict[str, tuple[str, ...]] = {
    "id": ("id", "event_id", "eventid", "incident"),
    "date": ("date", "day", "event_date", "date_start", "start_date", "start"),
    "date_end": ("date_end", "end_date", "end"),
    "actor": ("actor", "actor1", "perpetrator", "by", "side_a", "gname"),
    "recipient": ("recipient", "victim", "on", "actor2", "side_b"),
    "target": ("target", "target_type"),
    "type": ("type", "event_type"),
    "place": ("place", "location", "town", "city"),
    "area": ("area", "country", "region", "province", "admin1"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "long", "longitude"),
    "n": ("n", "count", "number", "attacks"),
    "low": ("low", "n_low"),
    "high": ("high", "n_high"),
    "killed": ("killed", "deaths", "fatalities"),
    "wounded": ("wounded", "injured"),
    "reported": ("reported", "first_reported", "date_reported", "published"),
    "status": ("status",),
}

UCDP: dict[str, tuple[str, ...]] = {
    "id": ("id",), "date": ("date_start",), "date_end": ("date_end",), "actor": ("side_a",),
    "recipient": ("side_b",), "type": ("type_of_violence",), "place": ("where_coordinates", "adm_2"),
    "area": ("adm_1", "country"), "lat": ("latitude",), "lon": ("longitude",), "killed": ("best",),
    "killed_low": ("low",), "killed_high": ("high",),
}  # fmt: skip

ACLED: dict[str, tuple[str, ...]] = {
    "id": ("event_id_cnty", "data_id"), "date": ("event_date",), "actor": ("actor1",),
    "recipient": ("actor2",), "type": ("event_type",), "target": ("sub_event_type",),
    "place": ("location",), "area": ("admin1", "country"), "lat": ("latitude",),
    "lon": ("longitude",), "killed": ("fatalities",), "imprecise": ("time_precision",),
}  # fmt: skip

_MARKS = (("UCDP GED", UCDP, {"side_a", "date_start", "best"}),
          ("ACLED", ACLED, {"event_date", "actor1", "event_type"}))  # fmt: skip


def find_columns(header: Sequence[str], where: str) -> tuple[str, dict[str, int]]:
    """Whose table it is and, for each field that it has, the index of its column.

    Raises AnalysisError where no column holds the date.

    >>> find_columns(["Date", "Actor", "N"], "e.csv")[1]
    {'date': 0, 'actor': 1, 'n': 2}
    """
    at: dict[str, int] = {}
    for index, name in enumerate(header):
        at.setdefault(re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_"), index)
    kind, known = next(((k, c) for k, c, marks in _MARKS if marks <= set(at)), ("own", OWN))
    found = {
        field: at[name] for field, names in known.items() for name in names[::-1] if name in at
    }
    if "date" not in found:
        raise AnalysisError(
            f"{where} has no column with the date. Its columns are {', '.join(header[:20])}; call "
            f"one of them `date` (known names: {', '.join(OWN['date'])})."
        )
    return kind, found
