"""One look at a pair of groups: the feature, the bin into which the two fall, and the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

KEPT: Final = 50_000
"""Looks of each kind that are kept: what pairs are compared by repeats from pair to pair."""


class Sign(NamedTuple):
    """One look at a pair: the feature, its bin, and what was seen in words."""

    feature: str
    bin: str
    words: str


def bin_of(value: float, bounds: Sequence[tuple[float, str]], above: str) -> str:
    """The name of the first bound that the value does not exceed."""
    return next((name for bound, name in bounds if value <= bound), above)
