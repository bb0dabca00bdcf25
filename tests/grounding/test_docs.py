"""The examples of docs/dates.md and docs/actors.md hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gesta.grounding.actors import SECTORS, Registry, resolve_actors
from gesta.grounding.dates import resolve

DOCS = Path(__file__).parents[2] / "docs"
ANCHOR = date(2024, 9, 24)


def rows(file: str, head: str) -> Iterator[list[str]]:
    """The rows of the file's tables whose first column is called `head`."""
    inside = False
    for line in (DOCS / file).read_text(encoding="utf-8").splitlines():
        cells = [
            cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")
        ]
        if not line.startswith("|"):
            inside = False
        elif cells[0] == head:
            inside = True
        elif inside and cells[0] != "---":
            yield cells


DATES = list(rows("dates.md", "words"))
NAMES = list(rows("actors.md", "mention"))
OUTLETS = list(rows("actors.md", "outlet"))


def test_the_pages_have_examples() -> None:
    assert (len(DATES) >= 25, len(NAMES) >= 12, len(OUTLETS) >= 5) == (True, True, True)


@pytest.mark.parametrize(("words", "start", "end", "basis"), DATES, ids=[r[0] for r in DATES])
def test_an_example_of_a_date_holds(words: str, start: str, end: str, basis: str) -> None:
    when = resolve(words, anchor=ANCHOR)
    assert (str(when.start or ""), str(when.end or ""), when.basis) == (start, end, basis)


@pytest.mark.parametrize(("name", "kind", "actor"), NAMES, ids=[r[0] for r in NAMES])
def test_an_example_of_a_name_holds(name: str, kind: str, actor: str) -> None:
    (found,) = resolve_actors([(name, kind)], registry=Registry.open())
    assert found is not None
    assert found.id == actor


@pytest.mark.parametrize(("outlet", "party", "own"), OUTLETS, ids=[r[0] for r in OUTLETS])
def test_an_example_of_an_outlet_holds(outlet: str, party: str, own: str) -> None:
    assert Registry.open().mouthpiece(outlet) == ((party, own == "yes") if party else None)


def test_every_sector_is_told() -> None:
    page = (DOCS / "actors.md").read_text(encoding="utf-8")
    assert [sector for sector in SECTORS if sector != "UNK" and f"`{sector}`" not in page] == []
