"""The page's functions without a screen: their own tests, and the filter against the command line's."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import asdict, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from gesta.ledger import Ledger
from gesta.ledger.find import Filter, find_incidents
from gesta.types import Incident, When
from tests import factories as make
from tests.ledger import world

PAGE = Path(__file__).parents[2] / "page"
NODE = shutil.which("node")

needs_node = pytest.mark.skipif(NODE is None, reason="needs node (only to build the page)")

KEEP = """
import { readFileSync } from "node:fs";
import { keep } from "LIB/filter.js";
import { opened } from "LIB/table.js";
const { table: answer, filters } = JSON.parse(readFileSync(0, "utf8"));
const table = opened(answer);
const kept = filters.map((filter) => Array.from(keep(table, filter), (row) => table.id[row]));
process.stdout.write(JSON.stringify(kept));
"""


@needs_node
def test_the_functions_of_the_page_keep_their_promises() -> None:
    tests = sorted(str(path) for path in (PAGE / "test").glob("*.test.js"))
    ran = subprocess.run([NODE, "--test", *tests], cwd=PAGE, capture_output=True, text=True)
    assert tests
    assert ran.returncode == 0, ran.stdout[-4000:]


def kept_by_the_page(table: dict[str, Any], filters: list[dict[str, str]]) -> list[list[str]]:
    """The incidents that the page keeps under each filter, in order."""
    script = KEEP.replace("LIB", (PAGE / "src" / "lib").as_uri())
    ran = subprocess.run(
        [str(NODE), "--input-type=module", "-e", script], capture_output=True, text=True,
        input=json.dumps({"table": table, "filters": filters}),
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found: list[list[str]] = json.loads(ran.stdout)
    return found


def as_words(asked: Filter) -> dict[str, str]:
    """A filter as the page's URL has it."""
    return {name: str(value) for name, value in asdict(asked).items() if value is not None}


STATUSES = ("reported", "claimed", "disputed", "planned")
TIMES = (
    None,
    When("", make.day("2024-03-04"), make.day("2024-03-04"), "day", "stated"),
    When("", make.day("2024-03-01"), make.day("2024-03-31"), "month", "stated"),
    When("", None, make.day("2024-02-10"), "span", "stated"),
    When("", make.day("2024-04-02"), None, "span", "stated"),
)


def incidents() -> list[Incident]:
    """Views of the small world's claims, told in many ways."""
    chance = random.Random(7)
    claims = [c.id for c in (world.C1, world.C2, world.C3)]
    return [
        replace(
            world.INCIDENT, id=f"i{n:02}", claims=tuple(sorted(chance.sample(claims, 1 + n % 3))),
            type=("ASSAULT", "COERCE", "AID")[n % 3], status=STATUSES[n % 4], time=TIMES[n % 5],
            place=world.TOWN.id if n % 2 else None, disputes=(),
        )
        for n in range(40)
    ]  # fmt: skip


def filled(path: Path) -> Path:
    """A ledger with those views."""
    with Ledger.open(path, create=True) as ledger:
        assert ledger.add(world.G1, world.S1) and ledger.add(world.G2, world.S2)
        ledger.replace_view(incidents=incidents(), edges=[], notes=[], ties=[], copies={})
    return path


ACTORS = (None, world.FRONT.id, "northern FRONT", "hill", "ill")
PLACES = (None, world.TOWN.id, "qaryat umm", "Qaryat")
DAYS = (
    (None, None),
    (date(2024, 3, 4), None),
    (None, date(2024, 2, 20)),
    (date(2024, 3, 5), date(2024, 3, 30)),
    (date(2024, 4, 2), date(2024, 4, 2)),
)
WORDS = (
    {}, {"type": "ASSAULT"}, {"status": "disputed"}, {"certainty": "denied"},
    {"certainty": "claimed", "type": "COERCE"}, {"outlet": "Coast Wire"}, {"outlet": "coast-WIRE"},
)  # fmt: skip
FILTERS = [
    Filter(actor=actor, place=place, since=since, until=until, **words)
    for actor, place, (since, until), words in product(ACTORS, PLACES, DAYS, WORDS)
]


@needs_node
def test_the_page_keeps_what_the_command_line_keeps(tmp_path: Path, serving: Any) -> None:
    path = filled(tmp_path / "views.ledger")
    with serving(path).client() as client:
        table = client.get("/api/table").json()
    kept = kept_by_the_page(table, [as_words(asked) for asked in FILTERS])
    with Ledger.open(path) as ledger:
        for asked, found in zip(FILTERS, kept, strict=True):
            wanted = [incident.id for incident in find_incidents(ledger, asked).shown]
            assert found == wanted, asked
    assert len({tuple(found) for found in kept}) > 40, "the filters do differ"
