"""Do claims of one happening come together, and only those?

From raw text (reader, grounding and resolution together): gva_incidents and wikinews_events, where
two reports count as joined when they share an incident; fakes, whether a report's incident has
the true number of dead. Given the true event words: ECB+ within a document, beside the lemma
rule. Copies: real articles lightly edited and cut here, at run time.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks._rows import Row, rows_of
from benchmarks.groupings import Score, bcubed, linked, pairwise
from gesta.identity import canonical, hashed
from gesta.resolution import Resolution, find_copies, resolve
from gesta.resolution.kinds import classes, lemma
from gesta.resolution.world import World
from gesta.types import Actor, Claim, Grounded, Incident, Party, Place, Quote, Refusal, Source


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table; figures are percentages, false_merges of all pairs joined."""
    room = corpora / "resolution"
    figures = copies_figures(rows_of(corpora / "reports" / "real" / "aljazeera-600.jsonl"))
    figures |= ecb_figures(rows_of(room / "ecbplus" / f"{split}.jsonl"))
    gva = rows_of(room / "gva_incidents" / f"{split}.jsonl")
    gold = rows_of(room / "gva_incidents" / f"{split}_incidents.jsonl")
    wikinews = rows_of(room / "wikinews_events" / f"{split}.jsonl")
    fakes = rows_of(room / "fakes" / f"{split}.jsonl")
    pipeline = Pipeline()
    figures |= gva_figures(pipeline.read(gva, dated="dct"), gva, gold)
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
        return Read(resolution, by_document, refused)

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


# ---------------------------------------------------------------- given the true event words


def ecb_figures(rows: Sequence[Row]) -> dict[str, float]:
    """Event mentions of ECB+ within each document: our joins beside the lemma rule.

    Without grounding there is no date and no place, so nothing can be joined across documents;
    people named in the sentence stand in for the parties. ECB+ counts an attack and its deaths as
    two events, the codebook as one happening: words for deaths and wounds are left out.
    """
    gold: dict[str, str] = {}
    rule: dict[str, tuple[str, str]] = {}
    claims: list[Claim] = []
    actors: dict[str, Actor] = {}
    for row in rows:
        for claim, cluster in ecb_claims(row, actors):
            if "casualty" in classes(lemma(claim.trigger.text)):
                continue
            gold[claim.id] = f"{row['id']} {cluster}"
            rule[claim.id] = (row["id"], lemma(claim.trigger.text))
            claims.append(claim)
    ours: dict[str, str] = {}
    # One document at a time: what other documents tell of the same is not asked here.
    for row in rows:
        own = [c for c in claims if c.report == row["id"]]
        result = resolve(
            own, published={}, outlets={}, copies={}, places={}, actors=actors, ties=()
        )
        ours |= {c: i.id for i in result.incidents for c in i.claims}
    figures: dict[str, float] = {"ecb_mentions": float(len(claims))}
    for name, found in (("ecb", ours), ("ecb_lemma_rule", rule)):
        figures |= _scored(name, pairwise(gold, found), bcubed(gold, found))
    return figures


def _scored(name: str, pairs: Score, whole: Score) -> dict[str, float]:
    return {
        f"{name}_pairs_f1": pairs.f1,
        f"{name}_false_merges": 100 - pairs.precision,
        f"{name}_pairs_recall": pairs.recall,
        f"{name}_b3_f1": whole.f1,
    }


def ecb_claims(row: Row, actors: dict[str, Actor]) -> Iterable[tuple[Claim, str]]:
    """The event mentions of an ECB+ document as claims, with their true clusters.

    People of the sentence before the trigger are taken as actors, those after it as recipients;
    `actors` gains one actor for each of their names.
    """
    for mention in row["mentions"]:
        if mention["kind"] != "event":
            continue
        _, start, end = next(
            (s for s in row["sentences"] if s[1] <= mention["start"] < s[2]),
            (0, mention["start"], mention["end"]),
        )[:3]
        people = [m for m in row["mentions"] if m["kind"] == "human" and start <= m["start"] < end]
        before = [m for m in people if m["end"] <= mention["start"]][-1:]
        after = [m for m in people if m["start"] >= mention["end"]][:1]
        yield (
            Claim(
                id=hashed("c", row["id"], mention["m_id"]),
                report=row["id"],
                evidence=Quote(start, end, row["text"][start:end]),
                trigger=Quote(mention["start"], mention["end"], mention["surface"]),
                type="ASSAULT",
                certainty="reported",
                actors=tuple(_person(m, actors) for m in before),
                recipients=tuple(_person(m, actors) for m in after),
            ),
            mention["cluster"],
        )


def _person(mention: Row, actors: dict[str, Actor]) -> Party:
    """A party of the mention's words; a name with a capital is somebody, else a description."""
    words = mention["surface"]
    actor = Actor(id=words.casefold(), name=words, type="person", generic=not words[:1].isupper())
    actors.setdefault(actor.id, actor)
    return Party(mention["start"], mention["end"], words, actor.id)


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
