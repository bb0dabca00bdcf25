"""How pairs of spans and names compare."""

import numpy as np
import pytest

from gesta.reader import features


@pytest.mark.parametrize(
    ("left", "right", "bits"),
    [
        (["pmu"], ["popular", "mobilization", "units"], (0, 0, 0, 1)),
        (["the", "houthis"], ["houthis"], (1, 1, 1, 0)),
        (["hezbollah"], ["kataib", "hezbollah"], (0, 1, 1, 0)),
        (["iran"], ["iraq"], (0, 0, 0, 0)),
    ],
)
def test_names_compare(left: list[str], right: list[str], bits: tuple[int, ...]) -> None:
    one, two = np.array([0]), np.array([1])
    found = features.name_bits([left, right], one, two, np.array([0, 0]))[0]
    assert tuple(int(b) for b in found[:4]) == bits


def test_distance_knows_which_comes_first() -> None:
    a, b = np.array([[0, 1]]), np.array([[3, 5]])
    ahead, behind = features.distances(a, b)[0], features.distances(b, a)[0]
    assert ahead != behind
    assert features.distances(b, b)[0] == 0
    assert max(ahead, behind) < features.DISTANCES


def test_spans_between_are_counted() -> None:
    starts = np.array([0, 2, 4, 6])
    assert features.between(np.array([[0, 1]]), np.array([[6, 7]]), starts)[0] == 2
