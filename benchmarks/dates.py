"""Time expressions: their TIMEX3 value on gold mentions, and value F1 with our own finder.

Scored as TempEval-3 does: a found mention counts when it overlaps a gold one, and its value when
the strings are equal; value F1 is over all gold and all found mentions. HeidelTime's published
value F1 on the TempEval-3 platinum texts is 77.6. Gold mentions without a value are left out of
the accuracy and stay in the mention score. `false_dates` counts mentions of ours that overlap no
gold mention and yet resolve to days.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from gesta.grounding.dates import find, resolve_all, timex_value
from gesta.types import Span, When

CORPORA = ("tempeval3", "wikiwars", "meantime_timex")


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table and give the figures, in percent; FileNotFoundError where the data is absent."""
    figures: dict[str, float] = {}
    print(f"{'corpus':16}{'gold acc':>9}{'mention F1':>12}{'value F1':>10}{'false dates':>13}")
    for name in CORPORA:
        path = corpora / "grounding" / name / f"{split}.jsonl"
        if name == "meantime_timex" and split != "dev":
            continue
        scores = measure(path)
        figures |= {f"{name}_{key}": value for key, value in scores.items()}
        print(
            f"{name:16}{scores['accuracy']:9.1f}{scores['mention_f1']:12.1f}"
            f"{scores['value_f1']:10.1f}{scores['false_dates']:13.0f}"
        )
    return figures


def measure(path: Path) -> dict[str, float]:
    """The four figures on one file of documents."""
    right = valued = gold_all = found_all = matched = matched_right = false = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        gold, values = gold_values(document)
        own = resolve_all(document["text"], gold, anchor=published(document))
        valued += sum(value is not None for value in values)
        right += sum(
            value is not None and timex_value(when) == value
            for when, value in zip(own, values, strict=True)
        )
        spans = find(document["text"])
        found = resolve_all(document["text"], spans, anchor=published(document))
        gold_all, found_all = gold_all + len(gold), found_all + len(spans)
        hits = pair(gold, spans)
        matched += len(hits)
        matched_right += sum(timex_value(found[own]) == values[of] for of, own in hits)
        taken = {own for _, own in hits}
        false += sum(
            when.start is not None and index not in taken and not _touches(spans[index], gold)
            for index, when in enumerate(found)
        )
    return {
        "accuracy": percent(right, valued),
        "mention_f1": percent(2 * matched, gold_all + found_all),
        "value_f1": percent(2 * matched_right, gold_all + found_all),
        "false_dates": float(false),
    }


def gold_values(document: dict[str, Any]) -> tuple[list[Span], list[str | None]]:
    """The gold mentions in text order and their values."""
    timexes = sorted(document["timexes"], key=lambda timex: (timex["start"], timex["end"]))
    return [Span(t["start"], t["end"]) for t in timexes], [t["value"] for t in timexes]


def published(document: dict[str, Any]) -> date | None:
    """The document's date, None where it has none."""
    return date.fromisoformat(document["dct"][:10]) if document.get("dct") else None


def pair(gold: list[Span], found: list[Span]) -> list[tuple[int, int]]:
    """Gold and found mentions that overlap, each used once, in text order."""
    pairs, start = [], 0
    for of, span in enumerate(gold):
        while start < len(found) and found[start].end <= span.start:
            start += 1
        if start < len(found) and found[start].overlaps(span):
            pairs.append((of, start))
            start += 1
    return pairs


def _touches(span: Span, others: list[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def percent(part: float, whole: float) -> float:
    """A share in percent, to one place; 0 where there is nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


__all__ = ["When", "run"]
