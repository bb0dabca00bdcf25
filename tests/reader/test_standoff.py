"""Annotation apart from its text finds the text again, and says what it does not find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gesta.passages import parse
from training import standoff

PASSAGE = (
    "@ a-1 | rams\n"
    "[a:group Gunmen] {1:ASSAULT raided} [b:place Orla] on Monday. They left.\n"
    "1 reported | actor a | place b\n"
    "kinds fact fact"
)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    path = tmp_path / standoff.FILES["rams"]
    path.parent.mkdir(parents=True)
    row = {"id": "r7", "text": "Far away.\nGunmen raided Orla\non Monday. They left."}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path


def written(corpora: Path) -> Path:
    rows = list(standoff.apart([parse(PASSAGE)], corpora))
    path = corpora / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_annotation_holds_no_word_of_the_text_and_finds_it_again(corpora: Path) -> None:
    path = written(corpora)
    assert not {"Gunmen", "raided", "Orla", "Monday"} & set(
        path.read_text().replace('"', " ").split()
    )
    (row,) = standoff.load([path], corpora)
    wanted = parse(PASSAGE)
    assert {k: row[k] for k in ("text", "mentions", "events", "sentences")} == {
        k: wanted[k] for k in ("text", "mentions", "events", "sentences")
    }
    assert (row["doc"], row["id"]) == ("r7", "rams-r7-10")


def test_a_text_that_is_not_there_or_stands_otherwise_is_left_out_and_told(
    corpora: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(corpora)
    assert list(standoff.load([path], corpora / "nowhere")) == []
    assert "1 annotated passages are left out" in capsys.readouterr().out
    other = {"id": "r7", "text": "Far away.\nGunmen raided Arla\non Monday. They left."}
    (corpora / standoff.FILES["rams"]).write_text(json.dumps(other) + "\n", encoding="utf-8")
    assert list(standoff.load([path], corpora)) == []


def test_a_passage_whose_text_no_corpus_has_is_refused_by_name(corpora: Path) -> None:
    row = {**parse(PASSAGE), "text": "Nobody raided Orla on Monday."}
    with pytest.raises(SystemExit, match="a-1"):
        list(standoff.apart([row], corpora))


FILES = sorted((Path(__file__).parents[2] / "training/standoff").glob("*.jsonl"))
CORPORA = Path(__file__).parents[3] / "shared/corpora"
KEYS = {
    "id", "origin", "doc", "start", "end", "sha256", "mentions", "events", "attributions", "ties",
    "sentences",
}  # fmt: skip


# The longest words that an annotation may hold, among them its twelve signs of check sum.
LABELS = ("wikinews_events", "suicide-attack", "unconventional", "distinct-from")


def test_the_project_keeps_offsets_and_labels_alone() -> None:
    assert FILES
    rows = [json.loads(line) for path in FILES for line in path.read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 2000
    assert all(set(row) == KEYS for row in rows)
    longest = max(len(word) for row in rows for word in strings({**row, "id": "", "doc": ""}))
    assert longest <= max(map(len, LABELS))


def strings(value: object) -> list[str]:
    """Every string within a value, keys left out."""
    if isinstance(value, dict):
        return [word for inner in value.values() for word in strings(inner)]
    if isinstance(value, list):
        return [word for inner in value for word in strings(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.skipif(not CORPORA.exists(), reason="the corpora are not here")
def test_every_passage_is_sound_and_finds_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    kept = sum(len(path.read_text("utf-8").splitlines()) for path in FILES)
    assert len(list(standoff.load(FILES, CORPORA))) == kept
    assert "left out" not in capsys.readouterr().out
