"""Are the dead, the wounded and the strikes counted right, from raw text to incident?

gva_incidents: the first report of each shooting, read alone; its leading incident (of the assaults
that happened the one that most claims tell of, of equals the first) against the true killed and
injured, none said being none. `told` leaves out reports that do not tell of it: fewer than 40 words
or fewer than two for shooting, wounds and death, as left by paywalls and video menus. The same for
the incidents that several reports join in. FA-KES: whether an incident of the report has the true
number of dead. CENTCOM: of each line the number of strikes and the named place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks._rows import Row, percent, rows_of
from benchmarks.incidents import Pipeline, resolve_all
from gesta.grounding.names import fold
from gesta.types import Claim, Grounded, Incident, Toll

_TELLS = re.compile(r"\b(?:shot|shoot\w*|gun\w*|wound\w*|kill\w*|dead|died)\b", re.IGNORECASE)
_LEAST_WORDS = 40
_STEP = 100  # documents between two lines of progress


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table; figures are percentages of reports or lines, counts where they say so."""
    room = corpora / "resolution"
    gva = rows_of(room / "gva_incidents" / f"{split}.jsonl")
    gold = rows_of(room / "gva_incidents" / f"{split}_incidents.jsonl")
    fakes = rows_of(room / "fakes" / f"{split}.jsonl")
    lines = rows_of(room / "centcom_strikes" / f"{split}.jsonl")
    pipeline = Pipeline()
    figures = gva_figures(pipeline, gva, gold)
    figures |= fakes_figures(pipeline, fakes)
    figures |= centcom_figures(pipeline, lines)
    for name, value in figures.items():
        print(f"  {name:30s} {value:8.2f}")
    return figures


def _grounded(
    pipeline: Pipeline, rows: Sequence[Row], dated: str, name: str
) -> Iterator[tuple[Row, Grounded | None]]:
    """Each document with what it says, None where it was refused; tells how far it has come."""
    for at, row in enumerate(rows):
        if at % _STEP == 0:
            print(f"  {name}: {at} of {len(rows)}", flush=True)
        yield row, pipeline.ground(row, dated)


# ---------------------------------------------------------------- shootings


def first_reports(rows: Sequence[Row]) -> list[Row]:
    """The earliest dated report of each incident, of equals the first in the file."""
    first: dict[str, Row] = {}
    for row in rows:
        held = first.setdefault(row["incident"], row)
        if (row.get("dct") or "9999") < (held.get("dct") or "9999"):
            first[row["incident"]] = row
    return list(first.values())


def tells(text: str) -> bool:
    """Whether a text is long enough to tell of a shooting and has two words for one."""
    return len(text.split()) >= _LEAST_WORDS and len(_TELLS.findall(text)) >= 2


def leading(claims: Sequence[Claim], incidents: Sequence[Incident]) -> Incident | None:
    """The assault that happened of which most claims tell, of equals the first told."""
    start = {claim.id: claim.trigger.start for claim in claims}
    assaults = [i for i in incidents if i.type == "ASSAULT" and i.status != "planned"]
    return max(
        assaults, key=lambda i: (len(i.claims), -min(start[c] for c in i.claims)), default=None
    )


def _best(toll: Toll | None) -> int:
    return (toll.best or 0) if toll is not None else 0


def gva_figures(pipeline: Pipeline, rows: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
    """Killed and injured of first reports, each read alone."""
    truth = {row["incident"]: row for row in gold if row.get("killed") is not None}
    first = [row for row in first_reports(rows) if row["incident"] in truth]
    hits: list[tuple[bool, bool, bool]] = []
    for row, found in _grounded(pipeline, first, "dct", "first reports"):
        true = truth[row["incident"]]
        lead = leading(found.claims, resolve_all([found]).incidents) if found else None
        killed = found is not None and _best(lead.killed if lead else None) == true["killed"]
        hurt = found is not None and _best(lead.wounded if lead else None) == true["injured"]
        hits.append((tells(row["text"]), killed, hurt))
    told = [hit for hit in hits if hit[0]]
    return {
        "gva_reports": float(len(hits)),
        "gva_killed_exact": percent(sum(hit[1] for hit in hits), len(hits)),
        "gva_wounded_exact": percent(sum(hit[2] for hit in hits), len(hits)),
        "gva_told_reports": float(len(told)),
        "gva_told_killed_exact": percent(sum(hit[1] for hit in told), len(told)),
        "gva_told_wounded_exact": percent(sum(hit[2] for hit in told), len(told)),
    }


# ---------------------------------------------------------------- the Syrian war


def fakes_figures(pipeline: Pipeline, rows: Sequence[Row]) -> dict[str, float]:
    """Of reports with dead: whether an incident of the report, and whether the leading one, has
    the true number."""
    anywhere, leads = [], []
    with_dead = [row for row in rows if _dead(row)]
    for row, found in _grounded(pipeline, with_dead, "date", "FA-KES"):
        incidents = resolve_all([found]).incidents if found else ()
        lead = leading(found.claims, incidents) if found else None
        anywhere.append(any(_best(i.killed) == _dead(row) for i in incidents))
        leads.append(lead is not None and _best(lead.killed) == _dead(row))
    return {
        "fakes_reports": float(len(anywhere)),
        "fakes_killed_exact": percent(sum(anywhere), len(anywhere)),
        "fakes_lead_killed_exact": percent(sum(leads), len(leads)),
    }


def _dead(row: Row) -> int:
    return sum(int(row["gold"].get(side) or 0) for side in ("civilians", "non_civilians"))


# ---------------------------------------------------------------- strike releases


def centcom_figures(pipeline: Pipeline, rows: Sequence[Row]) -> dict[str, float]:
    """Of each line: the number of strikes, the place by its name, and both."""
    strikes, places = [], []
    for row, found in _grounded(pipeline, rows, "date", "CENTCOM"):
        claims = [c for c in found.claims if c.type == "ASSAULT"] if found else []
        strikes.append(strikes_told(claims) == row["n_strikes"])
        places.append(
            any(_is_named(place, row["location"]) for place in _place_names(claims, found))
        )
    both = [a and b for a, b in zip(strikes, places, strict=True)]
    return {
        "centcom_lines": float(len(rows)),
        "centcom_strikes_exact": percent(sum(strikes), len(rows)),
        "centcom_place_named": percent(sum(places), len(rows)),
        "centcom_line_right": percent(sum(both), len(rows)),
    }


def strikes_told(claims: Sequence[Claim]) -> int | None:
    """The first number of strikes that the line's claims give, one where they give none."""
    counts = [c.count.low for c in claims if c.count is not None and c.count.low is not None]
    return counts[0] if counts else 1 if claims else None


def _place_names(claims: Sequence[Claim], found: Grounded | None) -> set[str]:
    """The words for the places of the claims, and every name of what they were grounded to."""
    known = {place.id: place for place in found.places} if found else {}
    said = [location for claim in claims for location in claim.places]
    names = {location.text for location in said}
    return names | {n for loc in said if loc.place in known for n in known[loc.place].names}


def _is_named(words: str, place: str) -> bool:
    one, two = fold(words).replace(" ", ""), fold(place).replace(" ", "")
    return bool(one and two) and (one in two or two in one)
