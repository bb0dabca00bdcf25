"""The project's own training passages: sound, many, in their own words, all of the lexicon in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gesta.passages import Row
from gesta.reader.lexicon import lexicon
from training.check_passages import check, contexts

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared/corpora/reader/gesta"


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Every passage; fails with all faults in words."""
    found, wrong = check(sorted((ROOT / "training/passages").glob("*.txt")))
    assert wrong == []
    return found


def test_there_are_enough_in_every_style(rows: list[Row]) -> None:
    assert len(rows) >= 1500
    styles = {row["origin"] for row in rows}
    assert styles == {
        "wire", "agency", "statement", "analysis", "explainer", "bulletin", "local",
    }  # fmt: skip


def test_the_lexicon_stands_in_contexts(rows: list[Row]) -> None:
    found = contexts(rows, lexicon())
    true = [e for e in lexicon().entries if e.kind != "x"]
    enough = [e for e in true if len(found.get(e, ())) >= 3]
    assert len(enough) >= 0.96 * len(true)
    events = [event for e in true for event in found.get(e, ())]
    assert 0.2 <= 1 - sum(events) / len(events) <= 0.5


def test_no_passage_repeats_the_corpus(rows: list[Row]) -> None:
    if not CORPUS.exists():
        pytest.skip(f"no annotated corpus at {CORPUS}")
    runs: set[tuple[str, ...]] = set()
    for path in CORPUS.glob("*.jsonl"):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                words = json.loads(line)["text"].lower().split()
                runs |= {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
    for row in rows:
        words = row["text"].lower().split()
        assert not any(tuple(words[i : i + 8]) in runs for i in range(len(words) - 7)), row["id"]
