"""Where actors of a network stand: the same in every process, and not on each other."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from itertools import combinations

import pytest

pytest.importorskip("numpy", reason="the layout needs numpy")

from gesta.web.layout import layout

HUB = [(f"n{i}", "hub") for i in range(60)] + [(f"n{i}", f"n{i + 1}") for i in range(0, 60, 7)]
TWO = [*HUB, ("x", "y"), ("lone-a", "lone-b")]

SHOW = """
import json, sys
from gesta.web.layout import layout
ties = json.load(sys.stdin)
print(json.dumps(layout({end for tie in ties for end in tie}, ties), sort_keys=True))
"""


def in_a_process(seed: int) -> str:
    """The layout of a process that puts words of a set in an order of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", SHOW], input=json.dumps(TWO), capture_output=True, text=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)}, check=True,
    )  # fmt: skip
    return ran.stdout


def test_every_process_puts_actors_in_the_same_places() -> None:
    assert in_a_process(1) == in_a_process(2) == in_a_process(3)


def test_actors_do_not_stand_on_each_other() -> None:
    spots = layout({end for tie in TWO for end in tie}, TWO)
    assert len(spots) == 65
    nearest = min(math.dist(one, other) for one, other in combinations(spots.values(), 2))
    assert nearest > 0.3
    assert all(math.isfinite(value) for spot in spots.values() for value in spot)


def test_of_many_that_share_one_spot_none_is_lost() -> None:
    pairs = [(f"a{i}", f"a{j}") for i, j in combinations(range(12), 2)]
    spots = layout({end for tie in pairs for end in tie}, pairs)
    assert len(set(spots.values())) == 12
