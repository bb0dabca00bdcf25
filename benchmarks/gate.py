"""The gate: how many reports of conflict it lets through, how many peaceful ones it passes over.

Whether a report is of conflict says the reader (`training.gate.label_of`), or who read it by hand
(`gate_judged.txt`); reports between the two, not judged, are counted apart. The last figures are
of time on one core, in one run: the whole reading of a report against the gate's look at it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gesta.reader import Reader, gate
from gesta.reader.page import lay_out
from gesta.types import Report
from training.gate import conflict_scores, label_of, texts_of

T = TypeVar("T")

JUDGED = Path(__file__).parent / "gate_judged.txt"
# Reports of a file's split, at most. The first are of conflict throughout, by what they were
# collected for; the others are of everything.
FILES = {
    "resolution/fakes": 80,
    "resolution/gvc": 40,
    "resolution/centcom_strikes": 40,
    "resolution/gva_incidents": 150,
    "reader/muc4_roles": 60,
    "resolution/wikinews_events": 70,
    "reports/pages": 300,
    "grounding/lgl": 113,
    "grounding/trnews": 38,
    "grounding/geowebnews": 46,
    "grounding/geovirus": 75,
    "grounding/tempeval3": 56,
    "reader/polnear": 84,
    "resolution/ecbplus": 120,
}


@dataclass(frozen=True)
class Judgement:
    """A report: what it is, what the gate made of it, and the seconds both took."""

    name: str
    conflict: bool | None
    verdict: gate.Verdict
    reading: float
    looking: float


def judged() -> dict[str, bool]:
    """Ids of reports read by hand, and whether they are of conflict."""
    lines = JUDGED.read_text(encoding="utf-8").split("\n")
    rows = [line.split(" ", 1) for line in lines if line and not line.startswith("#")]
    return {name: word == "conflict" for word, name in rows}


def judge_all(reader: Reader, watch: gate.Gate, corpora: Path, split: str) -> Iterator[Judgement]:
    """Every report of the split, read in full and looked at."""
    by_hand = judged()
    for folder, most in FILES.items():
        path = corpora / folder / f"{split}.jsonl"
        if not path.is_file():
            continue
        for name, text in texts_of(path, most):
            page = lay_out(text, reader.model.tokenizer)
            if page is None:
                continue
            verdict, looking = timed(lambda text=text: watch.judge(text))  # type: ignore[misc]
            report = Report(name, name, "", text)
            reading, taken = timed(lambda report=report: reader.read(report))  # type: ignore[misc]
            label = by_hand.get(name, label_of(list(conflict_scores(reading, page).values())))
            yield Judgement(name, label, verdict, taken, looking)


def timed(do: Callable[[], T]) -> tuple[T, float]:
    """What a call gives, and the seconds of processor time that it took."""
    began = time.process_time()
    result = do()
    return result, time.process_time() - began


def figures(found: list[Judgement]) -> dict[str, float]:
    """Recall, shares passed over in percent, and how many times faster the look is."""
    conflict = [j for j in found if j.conflict]
    peaceful = [j for j in found if j.conflict is False]
    doubtful = [j for j in found if j.conflict is None]
    spared = sum(j.looking + (0.0 if j.verdict.peaceful else j.reading) for j in peaceful)
    return {
        "conflict reports": float(len(conflict)),
        "peaceful reports": float(len(peaceful)),
        "doubtful reports": float(len(doubtful)),
        "recall": 100 - passed_over(conflict),
        "peaceful passed over": passed_over(peaceful),
        "doubtful passed over": passed_over(doubtful),
        "look, ms": 1000 * sum(j.looking for j in found) / max(1, len(found)),
        "reading, ms": 1000 * sum(j.reading for j in found) / max(1, len(found)),
        "peaceful faster": sum(j.reading for j in peaceful) / max(spared, 1e-9),
        "conflict slower": 1 + mean_ratio(conflict),
    }


def mean_ratio(found: list[Judgement]) -> float:
    """What a look costs of a reading."""
    return sum(j.looking for j in found) / max(sum(j.reading for j in found), 1e-9)


def passed_over(found: list[Judgement]) -> float:
    """The share of reports passed over, in percent."""
    return 100 * sum(j.verdict.peaceful for j in found) / max(1, len(found))


def run(corpora: Path, split: str, folder: Path | None = None) -> dict[str, float]:
    """Print a table, and every report of conflict that was passed over; give the figures."""
    reader = Reader(folder)
    watch = gate.Gate(reader.model)
    watch.judge("Rebels struck a bridge.")
    reader.read(Report("", "", "", "Rebels struck a bridge."))
    found = list(judge_all(reader, watch, corpora, split))
    flat = figures(found)
    for name, value in flat.items():
        print(f"{name:<24}{value:>10.2f}")
    for j in found:
        if j.conflict and j.verdict.peaceful:
            print(f"passed over: {j.name} ({j.verdict.chance:.3f})")
    return flat
