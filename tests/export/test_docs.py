"""The pages of the exports: one a format, linked, naming every field that the format has."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from gesta.export import FORMATS
from gesta.ledger import Ledger
from tests.export.conftest import give

DOCS = Path(__file__).parents[2] / "docs" / "exports"


def names(ledger: Ledger, name: str) -> set[str]:
    """Fields that an export of the small world has."""
    text = give(ledger, name, table="incidents").decode("utf-8")
    if FORMATS[name].suffix == ".csv":
        rows = csv.DictReader(io.StringIO(text, newline=""))
        return {key for row in rows for key, value in row.items() if value}
    if name == "geojson":
        found = json.loads(text)["features"][0]["properties"]
        return {*found, *found["sources"][0]}
    if name == "timemap":
        return set(json.loads(text)[0])
    if name == "ris":
        return {line[:2] for line in text.splitlines() if line[2:6] == "  - "} - {"ER"}
    return set(json.loads(text.split("\n")[0]))


@pytest.mark.parametrize("name", FORMATS)
def test_a_page_a_format_with_what_is_lost_and_an_example(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    for part in (f"--format {name}", "## What is lost", "## Example", "| name | meaning |"):
        assert part in page
    assert f"({name}.md)" in (DOCS / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["csv", "ged", "acled", "geojson", "timemap", "plover", "ris"])
def test_every_field_is_on_its_page(ledger: Ledger, name: str) -> None:
    page = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert {field for field in names(ledger, name) if f"`{field}`" not in page} == set()


def test_no_page_is_left_of_a_format_that_is_gone() -> None:
    assert {path.stem for path in DOCS.glob("*.md")} == {*FORMATS, "README"}
