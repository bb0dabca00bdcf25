"""How well place names are put on the map: `python -m benchmarks places`.

Gold mentions are given with the report's text; every gold mention that has coordinates counts,
and one without an answer counts as wrong. `accuracy@161km` as in the literature; beside it the
share within 50 km, the names a second on one core, and the misses by kind.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gesta.grounding.gazetteer import gazetteer
from gesta.grounding.place_phrase import readings
from gesta.grounding.places import distance_km, resolve_places
from gesta.types import Place

# Mordecai 3's own figures on these corpora (accuracy@161km); none is published for GeoVirus.
PEERS = {"lgl": 82.7, "geowebnews": 94.1, "trnews": 87.3}
BARS = {"lgl": 80.0, "geowebnews": 94.0, "trnews": 88.0, "geovirus": 85.0}
MISSES = ("ranking", "no_entry", "no_geonames")
_FOLLOWING = 90


def documents(path: Path) -> list[dict[str, Any]]:
    """The documents of a JSONL file. Raises FileNotFoundError with the path when absent."""
    if not path.exists():
        raise FileNotFoundError(path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def resolved(doc: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Place | None]]:
    """Each gold mention of a document with the place found for it."""
    text = doc["text"]
    mentions = [t for t in doc["toponyms"] if t["lat"] is not None]
    names = [(t["surface"], text[t["end"] : t["end"] + _FOLLOWING]) for t in mentions]
    whole = f"{doc.get('title') or ''}. {text}"
    yield from zip(mentions, resolve_places(names, text=whole), strict=True)


def error_km(gold: dict[str, Any], place: Place | None) -> float:
    """How far the answer is from the gold point; infinite without an answer."""
    if place is None or place.lat is None or place.lon is None:
        return float("inf")
    return distance_km(float(gold["lat"]), float(gold["lon"]), place.lat, place.lon)


def kind_of_miss(gold: dict[str, Any], *, coded: bool) -> str:
    """Why an answer is wrong, as far as data tells.

    `ranking`: the name leads to a place within 161 km, another was taken. `no_entry`: the coders'
    place is not among what the name leads to. `no_geonames`: in a corpus coded with GeoNames ids
    the coders found none and wrote a point of their own: shops, streets, offices.
    """
    for reading in readings(gold["surface"]):
        for found in gazetteer().lookup(reading.name):
            point = distance_km(float(gold["lat"]), float(gold["lon"]), found.lat, found.lon)
            if point <= 161:
                return "ranking"
    return "no_geonames" if coded and not gold.get("geonames_id") else "no_entry"


def _corpus(path: Path, name: str) -> dict[str, float]:
    docs = documents(path)
    started = time.process_time()
    answers = [(gold, error_km(gold, place)) for doc in docs for gold, place in resolved(doc)]
    spent = time.process_time() - started
    errors = [error for _, error in answers]
    coded = any(gold.get("geonames_id") for gold, _ in answers)
    missed = Counter(kind_of_miss(gold, coded=coded) for gold, error in answers if error > 161)
    count = len(errors)
    return {
        f"{name}_toponyms": count,
        f"{name}_acc161": round(100 * sum(e <= 161 for e in errors) / count, 1),
        f"{name}_within50": round(100 * sum(e <= 50 for e in errors) / count, 1),
        f"{name}_unanswered": round(100 * sum(e == float("inf") for e in errors) / count, 1),
        f"{name}_per_second": round(count / spent),
        **{f"{name}_missed_{kind}": missed[kind] for kind in MISSES},
    }


def run(corpora: Path, split: str = "dev") -> dict[str, float]:
    """Scores all corpora under `corpora`, prints a table, returns the figures."""
    figures: dict[str, float] = {}
    resolve_places([("Beirut", "")])  # opens the gazetteer, so that speed is told without it
    print(
        f"{'corpus':12}{'toponyms':>9}{'acc@161':>9}{'bar':>7}{'peer':>7}{'<=50km':>8}{'none':>7}{'/s':>7}"
        + "".join(f"{kind:>12}" for kind in MISSES)
    )
    for name in ("lgl", "geowebnews", "trnews", "geovirus"):
        row = _corpus(corpora / "grounding" / name / f"{split}.jsonl", name)
        figures |= row
        count, near, close, none, speed, *missed = row.values()
        peer = PEERS.get(name, float("nan"))
        print(
            f"{name:12}{count:9.0f}{near:9.1f}{BARS[name]:7.1f}{peer:7.1f}{close:8.1f}{none:7.1f}{speed:7.0f}"
            + "".join(f"{number:12}" for number in missed)
        )
    return figures
