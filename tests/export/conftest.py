"""Ledgers for the exports: the small world, an empty one, and one with all that hurts a format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gesta.export import Extract, Options, pieces
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from tests.export import odd
from tests.ledger import world


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """The small world of the ledger's own tests."""
    with Ledger.open(world.filled(tmp_path / "small.ledger")) as opened:
        yield opened


@pytest.fixture
def odd_ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Formulas, right-to-left names, characters beyond the BMP, line ends, nothing known."""
    with Ledger.open(tmp_path / "odd.ledger", create=True) as opened:
        odd.fill(opened)
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger without a report."""
    with Ledger.open(tmp_path / "empty.ledger", create=True) as opened:
        yield opened


def give(ledger: Ledger, name: str, *, asked: Filter | None = None, **options: object) -> bytes:
    """A whole export."""
    extract = Extract(ledger, asked, Options(**options))  # type: ignore[arg-type]
    return b"".join(pieces(name, extract))
