"""A filled ledger file for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gesta.ledger import Ledger
from tests.ledger import world


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the whole small world."""
    return world.filled(tmp_path / "small.ledger")


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    """The small world, open."""
    with Ledger.open(path) as opened:
        yield opened
