"""Parties that act with and against each other by chance, or in circles and tit for tat.

How often a party acts is drawn with a long tail, as in conflicts; what is planted comes on top.
"""

from __future__ import annotations

import numpy as np

from gesta.analysis.acts import Acts


def acts(
    rng: np.random.Generator,
    *,
    parties: int = 20,
    attacks: int = 80,
    occasions: int = 50,
    back: float = 0.0,
    circles: float = 0.0,
) -> Acts:
    """Acts of `parties`; a share `back` of attacked pairs is attacked in return, a share `circles`
    of the occasions is of one of the fixed circles of three."""
    weight = rng.pareto(1.2, size=parties) + 0.2
    weight /= weight.sum()
    names = [f"party {k:02d}" for k in range(parties)]
    against: dict[tuple[str, str], frozenset[str]] = {}
    for k in range(attacks):
        one, two = rng.choice(parties, size=2, replace=False, p=weight)
        against[names[one], names[two]] = frozenset({f"a{k}"})
        if rng.random() < back:
            against[names[two], names[one]] = frozenset({f"b{k}"})
    joint: dict[tuple[int, frozenset[str]], frozenset[str]] = {}
    for k in range(occasions):
        size = int(rng.choice([1, 2, 3], p=[0.3, 0.5, 0.2]))
        who = rng.choice(parties, size=size, replace=False, p=weight)
        if rng.random() < circles:
            first = 3 * int(rng.integers(parties // 3))
            who = np.arange(first, first + 3)
        joint[k, frozenset(names[i] for i in who)] = frozenset({f"j{k}"})
    return Acts(joint, against)


def everything(found: Acts) -> set[str]:
    """All incidents of the acts."""
    return {i for ids in (*found.joint.values(), *found.against.values()) for i in ids}
