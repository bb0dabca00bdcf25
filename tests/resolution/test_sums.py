"""What sums up a time is told from what happened once."""

from __future__ import annotations

import pytest

from gesta.resolution.sums import sums_over_time


@pytest.mark.parametrize(
    ("sentence", "trigger", "sums"),
    [
        ("More than 90 weavers have been killed since the raids began.", "killed", True),
        ("Shells have hit the port for three weeks.", "hit", True),
        ("Troops had killed 40 people since March.", "killed", True),
        ("The bombardment has killed 80 people in the past two months.", "bombardment", True),
        ("The toll from the explosion has risen to 30 since Sunday.", "explosion", False),
        ("A reporter has been killed in Vardan this month.", "killed", False),
        ("He had served for two years and was killed by a sniper.", "killed", False),
        ("Two guards had been killed after five days of fighting.", "killed", False),
        ("At least 12 people have so far been killed in the blast.", "blast", False),
        ("The bombing had hurt 12 people in the conflict zone.", "bombing", False),
        ("It was the worst attack since May.", "attack", False),
    ],
)
def test_a_clause_tells_of_one_happening_or_of_a_time(
    sentence: str, trigger: str, sums: bool
) -> None:
    at = sentence.index(trigger)
    assert sums_over_time(sentence, at, at + len(trigger)) == sums
