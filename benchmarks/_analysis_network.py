"""`network` on simulated acts: structure said where there is none, power, and the naive test beside it.

The naive test compares with networks of equal density in which all parties are alike.
"""

from __future__ import annotations

import numpy as np

from gesta.analysis import simulate_network as simulate
from gesta.analysis.acts import Acts
from gesta.analysis.answer import YES
from gesta.analysis.network import judge
from gesta.analysis.structure import structure

FEW, MANY = 20, 200
_CRITICAL = 1.645


def naive(found: Acts) -> bool:
    """Whether more attacked pairs attack back than the density of the network gives."""
    names = {one for pair in found.against for one in pair}
    pairs = len(names) * (len(names) - 1)
    density = len(found.against) / pairs
    back = sum((b, a) in found.against for a, b in found.against)
    expected = pairs * density**2
    return bool((back - expected) / np.sqrt(2 * max(expected * (1 - density**2), 1e-9)) > _CRITICAL)


def case(runs: int, **planted: float) -> tuple[float, float]:
    """Shares of runs in which structure is said: here and by the naive test."""
    said = wrong = 0
    for run in range(runs):
        found = simulate.acts(np.random.default_rng([run, 4]), **planted)  # type: ignore[arg-type]
        verdict, _ = judge(structure(found, [simulate.everything(found)], seed=run))
        said += verdict == YES
        wrong += naive(found)
    return said / runs, wrong / runs


def measure(full: bool) -> dict[str, float]:
    """Print the table and give the figures."""
    runs = MANY if full else FEW
    found = {}
    print("planted                    says structure  equal-density test says")
    for name, planted in (
        ("nothing", {}),
        ("tit for tat .5", {"back": 0.5}),
        ("circles .5", {"circles": 0.5}),
    ):
        found[name] = case(runs, **planted)
        print(f"{name:<26} {found[name][0]:>14.2f} {found[name][1]:>24.2f}")
    return {
        "network wrong": found["nothing"][0],
        "network naive wrong": found["nothing"][1],
        "network power tit for tat": found["tit for tat .5"][0],
        "network power circles": found["circles .5"][0],
    }
