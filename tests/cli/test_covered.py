"""Beneath an incident stand what it sums up and the sums that it is part of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from gesta.cli.incident import show_incident
from gesta.ledger import Ledger
from gesta.resolution.covers import COVERS
from gesta.types import Edge, Reason
from tests.ledger import world


def shown(path: Path, name: str) -> str:
    """What `gesta show incident` prints, spaces folded."""
    console = Console(width=200)
    with Ledger.open(path) as ledger, console.capture() as captured:
        show_incident(ledger, name, console)
    return " ".join(captured.get().split())


def test_a_sum_and_its_part_name_each_other_with_the_reasons(tmp_path: Path) -> None:
    path = world.filled(tmp_path / "small.ledger")
    first, *rest = world.INCIDENT.claims
    total = replace(world.INCIDENT, id="i1", claims=(first,), disputes=())
    single = replace(world.INCIDENT, id="i2", claims=tuple(rest), disputes=())
    why = (Reason("date", 0.0, "within the 30 days that are summed up"),)
    with Ledger.open(path) as ledger:
        ledger.replace_view(
            incidents=[total, single], edges=[Edge(first, rest[0], COVERS, 1.0, why)]
        )
    assert "i2 · within the 30 days that are summed up" in shown(path, "i1").split("sums up")[1]
    assert "i1 · within the 30 days that are summed up" in shown(path, "i2").split("part of")[1]
    assert "sums up" not in shown(path, "i2")
