"""Do claims of one happening come together, and only those?

From raw text (reader, grounding and resolution together): gva_incidents, gvc and wikinews_events,
where two reports count as joined when they share an incident; fakes, whether a report's incident
has the true number of dead. Calibration: of the pairs of groups that resolution judges between
reports of gva_incidents, how many are one at each score. Copies: real articles lightly edited and
cut here, at run time. Event words of ECB+ are in `coreference`.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from benchmarks._rows import Row, rows_of
from benchmarks.groupings import bcubed, linked
from gesta.identity import canonical
from gesta.resolution import Resolution, find_copies, resolve
from gesta.resolution.resolve import pairs_across
from gesta.resolution.score import across
from gesta.resolution.world import World
from gesta.types import Actor, Grounded, Incident, Place, Refusal, Source


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table; figures are percentages, false_merges of all pairs joined."""
    room = corpora / "resolution"
    figures = copies_figures(rows_of(corpora / "reports" / "real" / "aljazeera-600.jsonl"))
    gva = rows_of(room / "gva_incidents" / f"{split}.jsonl")
    gold = rows_of(room / "gva_incidents" / f"{split}_incidents.jsonl")
    gvc = rows_of(room / "gvc" / f"{split}.jsonl")
    wikinews = rows_of(room / "wikinews_events" / f"{split}.jsonl")
    fakes = rows_of(room / "fakes" / f"{split}.jsonl")
    pipeline = Pipeline()
    read = pipeline.read(gva, dated="dct")
    figures |= gva_figures(read, gva, gold) | calibration_figures(read, gva)
    figures |= gvc_figures(pipeline.read(gvc, dated="dct"), gvc)
    figures |= shared_figures("wikinews", pipeline.read(wikinews, dated="date"), wikinews)
    figures |= fakes_figures(pipeline.read(fakes, dated="date"), fakes)
    for name, value in figures.items():
        print(f"  {name:34s} {value:8.2f}")
    return figures


# ---------------------------------------------------------------- from raw text


@dataclass(frozen=True, slots=True)
class Read:
    """A corpus read and resolved: the incidents and, by document, those that it speaks of."""

    resolution: Resolution
    grounded: dict[str, Grounded]
    by_document: dict[str, list[Incident]]
    refused: int


class Pipeline:
    """Reader, grounding and resolution, loaded once."""

    def __init__(self) -> None:
        from gesta.grounding.ground import Grounder
        from gesta.reader import Reader

        self._reader, self._grounder = Reader(), Grounder()

    def read(self, rows: Sequence[Row], *, dated: str) -> Read:
        """Read documents as the main job would: as rows of a table."""
        grounded: dict[str, Grounded] = {}
        refused = 0
        for row in rows:
            found = self.ground(row, dated)
            if found is None:
                refused += 1
            else:
                grounded[row["id"]] = found
        resolution = resolve_all(grounded.values())
        incident_of = {c: i for i in resolution.incidents for c in i.claims}
        by_document = {
            document: list({(i := incident_of[c.id]).id: i for c in found.claims}.values())
            for document, found in grounded.items()
        }
        return Read(resolution, grounded, by_document, refused)

    def ground(self, row: Row, dated: str) -> Grounded | None:
        """What is read and grounded of one document; None where it is refused."""
        from gesta.reports import parse

        names = {
            "id": "id",
            "outlet": "outlet",
            "published": dated,
            "title": "title",
            "text": "text",
        }
        fields = {name: str(row[key]) for name, key in names.items() if row.get(key)}
        data = canonical(fields).encode("utf-8", "surrogatepass")
        report = parse(Source(path=row["id"], format="row", data=data, fields=fields))
        if isinstance(report, Refusal):
            return None
        return self._grounder.ground(report, self._reader.read(report))


def resolve_all(grounded: Iterable[Grounded]) -> Resolution:
    """Resolve what a set of reports says, copies found first."""
    every = list(grounded)
    return resolve([c for g in every for c in g.claims], **_context(every))


def world_of(grounded: Iterable[Grounded]) -> World:
    """The world in which a set of reports is resolved."""
    return World.of(**_context(list(grounded)))


def _context(every: Sequence[Grounded]) -> dict[str, Any]:
    from gesta.grounding import registry_ties

    reports = [g.report for g in every]
    actors: dict[str, Actor] = {a.id: a for g in every for a in g.actors}
    places: dict[str, Place] = {p.id: p for g in every for p in g.places}
    return {
        "published": {r.id: r.published for r in reports},
        "outlets": {r.id: r.outlet for r in reports},
        "copies": find_copies((r.id, r.text, r.outlet, r.published) for r in reports),
        "places": places,
        "actors": actors,
        "ties": registry_ties(actors),
        "texts": {r.id: r.text for r in reports},
    }


def shared_figures(
    name: str, read: Read, rows: Sequence[Row], *, group: str = "event_id", type_: str | None = None
) -> dict[str, float]:
    """Documents joined through a shared incident against documents of one story."""
    story = {row["id"]: row[group] for row in rows}
    gold = {pair for pair in combinations(sorted(story), 2) if story[pair[0]] == story[pair[1]]}
    speakers: dict[str, set[str]] = defaultdict(set)
    for document, incidents in read.by_document.items():
        for incident in incidents:
            if type_ is None or incident.type == type_:
                speakers[incident.id].add(document)
    found = {pair for who in speakers.values() for pair in combinations(sorted(who), 2)}
    score = linked(gold, found)
    return {
        f"{name}_pairs_f1": score.f1,
        f"{name}_pairs_recall": score.recall,
        f"{name}_false_merges": 100 - score.precision,
        f"{name}_joined_pairs": float(len(found)),
        f"{name}_refused": float(read.refused),
    }


def gva_figures(read: Read, rows: Sequence[Row], gold: Sequence[Row]) -> dict[str, float]:
    """Pairs of reports, and of the incidents that join reports the date and the dead."""
    figures = shared_figures("gva", read, rows, group="incident", type_="ASSAULT")
    truth = {row["incident"]: row for row in gold}
    story = {row["id"]: row["incident"] for row in rows}
    merged: dict[str, tuple[Incident, list[str]]] = {}
    for document, incidents in read.by_document.items():
        for incident in incidents:
            if incident.type == "ASSAULT":
                merged.setdefault(incident.id, (incident, []))[1].append(story[document])
    dates, dead = [], []
    for incident, stories in merged.values():
        if len(stories) < 2:
            continue
        true = truth[min(stories, key=lambda s: (-stories.count(s), s))]
        if incident.time is not None and incident.time.start is not None and true.get("date"):
            day = date.fromisoformat(true["date"])
            dates.append(abs((incident.time.start - day).days) <= 1)
        if incident.killed is not None and true.get("killed") is not None:
            dead.append(incident.killed.best == true["killed"])
    figures["gva_merged_incidents"] = float(sum(len(s) > 1 for _, s in merged.values()))
    figures["gva_merged_date_within_day"] = _percent(dates)
    figures["gva_merged_killed_exact"] = _percent(dead)
    return figures


def gvc_figures(read: Read, rows: Sequence[Row]) -> dict[str, float]:
    """Pairs of reports as for gva, and B³ of reports put to the incident that they tell most of."""
    figures = shared_figures("gvc", read, rows, group="incident", type_="ASSAULT")
    claimed = {c: i for i in read.resolution.incidents if i.type == "ASSAULT" for c in i.claims}
    main: dict[str, str] = {}
    for document, found in read.grounded.items():
        counted = Counter(claimed[c.id].id for c in found.claims if c.id in claimed)
        if counted:
            main[document] = min(counted, key=lambda i: (-counted[i], i))
    score = bcubed({row["id"]: row["incident"] for row in rows}, main)
    figures["gvc_b3_f1"] = score.f1
    figures["gvc_b3_precision"], figures["gvc_b3_recall"] = score.precision, score.recall
    return figures


# Bounds of the bins of scores in which calibration is looked at.
_SCORES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0)


def calibration_figures(read: Read, rows: Sequence[Row]) -> dict[str, float]:
    """Of the pairs of reports' lead groups judged at each score, how many are of one incident."""
    world = world_of(read.grounded.values())
    incident = {
        world.root(read.grounded[row["id"]].report.id): row["incident"]
        for row in rows
        if row["id"] in read.grounded
    }
    claims = {c.id: c for found in read.grounded.values() for c in found.claims}
    judged: list[tuple[float, bool]] = []
    for one, two, stories in pairs_across(claims.values(), world):
        if stories.lead_both(one, two) and not one.reports & two.reports:
            told = [{incident[r] for r in group.reports} for group in (one, two)]
            score = across(one, two, world, claims, stories).score
            judged.append((score, bool(told[0] & told[1])))
    figures = {"calibration_pairs": float(len(judged))}
    for low, high in pairwise(_SCORES):
        right = [one for score, one in judged if low <= score < high or score == high == 1.0]
        print(
            f"  scored {low:.2f} to {high:.2f}: {len(right):5d} pairs, {_percent(right):5.1f} % one"
        )
        if (low, high) == (0.85, 0.95):
            figures["calibration_at_90"] = _percent(right)
            figures["calibration_at_90_pairs"] = float(len(right))
    return figures


def fakes_figures(read: Read, rows: Sequence[Row]) -> dict[str, float]:
    """Of reports with dead: whether one of the report's incidents has the true number."""
    exact = []
    for row in rows:
        true = sum(int(row["gold"].get(k) or 0) for k in ("civilians", "non_civilians"))
        if true and row["id"] in read.by_document:
            incidents = read.by_document[row["id"]]
            exact.append(any(i.killed is not None and i.killed.best == true for i in incidents))
    return {"fakes_killed_found": _percent(exact), "fakes_reports": float(len(exact))}


def _percent(hits: Sequence[bool]) -> float:
    return 100.0 * sum(hits) / len(hits) if hits else 0.0


# ---------------------------------------------------------------- copies


def edited(text: str, *, chance: random.Random, rate: float) -> str:
    """The text with a share `rate` of its words dropped, doubled or replaced by another of it."""
    words = text.split(" ")
    done = []
    for word in words:
        if chance.random() >= rate:
            done.append(word)
            continue
        way = chance.randrange(3)
        done.extend([[], [word, word], [chance.choice(words)]][way])
    return " ".join(done)


def cut(text: str, *, share: float) -> str:
    """The first `share` of the text, up to the end of a sentence."""
    part = text[: int(len(text) * share)]
    whole = re.match(r".*[.!?]", part, re.DOTALL)
    return whole.group(0) if whole else part


def copies_figures(rows: Sequence[Row]) -> dict[str, float]:
    """One edited copy of every article beside the originals: found, and pairs joined falsely."""
    chance = random.Random(7)
    ways: dict[str, Callable[[str], str]] = {
        "edited_3": lambda t: edited(t, chance=chance, rate=0.03),
        "edited_6": lambda t: edited(t, chance=chance, rate=0.06),
        "cut_half": lambda t: cut(t, share=0.55),
    }
    originals = [(row["id"], row["text"], row.get("outlet"), None) for row in rows]
    own = find_copies(originals)
    figures = {"copies_among_originals": float(len(own))}
    for name, change in ways.items():
        copies = [("z-" + key, change(text), "Another", None) for key, text, _, _ in originals]
        found = find_copies([*copies, *originals])
        right = sum(found.get("z-" + k) in (k, own.get(k)) for k, *_ in originals)
        wrong = sum(
            root not in (copy.removeprefix("z-"), own.get(copy.removeprefix("z-")))
            for copy, root in found.items()
        )
        figures[f"copies_{name}_found"] = 100.0 * right / len(originals)
        figures[f"copies_{name}_wrong"] = 100.0 * wrong / len(originals)
    return figures
