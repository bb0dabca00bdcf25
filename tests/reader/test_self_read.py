"""What the reader reads itself to learn from: raw text alone, nothing that is annotated, each text once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gesta.passages import faults
from gesta.reader import Reader

pytest.importorskip("torch", reason="needs the extra `train`")
from training import self_read  # noqa: E402

SHELLED = "Rebel gunners shelled the market of Orla on Monday and killed four traders, medics said."
SEIZED = "Soldiers of the third brigade seized the river port of Tamre before dawn on Sunday, an aide said."
ROOM = "reader/event_location/train.jsonl"


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    rows = {
        ROOM: [{"id": "a", "text": SHELLED}, {"id": "b", "text": SEIZED}, {"id": "c", "text": SEIZED}],
        "reader/gesta/train.jsonl": [{"text": SHELLED}],
        "reader/gesta/dev.jsonl": [],
    }  # fmt: skip
    for name, lines in rows.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return tmp_path


def test_raw_text_is_read_once_and_annotated_text_not_at_all(corpora: Path) -> None:
    (row,) = self_read.passages(Reader(), corpora, skip=set())
    assert row["text"] == SEIZED
    assert row["doc"] in ("event_location-b", "event_location-c")
    assert row["events"] and faults(row) == []


def test_a_corpus_can_be_skipped(corpora: Path) -> None:
    assert list(self_read.passages(Reader(), corpora, skip={"event_location"})) == []
