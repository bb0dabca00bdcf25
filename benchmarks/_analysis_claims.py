"""`claims` on speakers of known accuracy: copies, coverage, false differences between speakers, power.

Beside it what is often done: a one-coin Dawid–Skene model in which every report is an origin.
"""

from __future__ import annotations

import numpy as np

from gesta.analysis import simulate_claims as simulate
from gesta.analysis.answer import YES
from gesta.analysis.bearing import redrawn
from gesta.analysis.borne import share
from gesta.analysis.who_says import who_says

BAD, GOOD = 0.6, 0.8
FEW, MANY = 100, 400


def dawid_skene(said: np.ndarray, rounds: int = 200) -> np.ndarray:
    """Accuracies of a one-coin Dawid–Skene model (1979) by EM; `said[incident, speaker]` in {0, 1}."""
    belief = said.mean(axis=1)
    for _ in range(rounds):
        right = (belief[:, None] * said + (1 - belief[:, None]) * (1 - said)).mean(axis=0)
        right = np.clip(right, 1e-3, 1 - 1e-3)
        weight = np.log(right / (1 - right))
        belief = 1 / (1 + np.exp(-np.clip(((2 * said - 1) * weight).sum(axis=1), -30, 30)))
    return right


def copied(runs: int) -> tuple[float, float, float, float]:
    """Of an outlet of accuracy .60, copied by two, among two of .80: Dawid–Skene with copies and
    without; the share borne out with copies and as `claims` has it."""
    found = []
    for run in range(runs):
        rng = np.random.default_rng(run)
        right = simulate.votes(120, (BAD, GOOD, GOOD), rng)
        truth = rng.integers(0, 2, size=(120, 1))
        cast = np.where(right == 1, truth, 1 - truth)
        row = [dawid_skene(cast[:, [0, 0, 0, 1, 2]])[0], dawid_skene(cast)[0]]
        for collapsed in (False, True):
            told = simulate.statements(cast, copies=((0, "x"), (0, "y")), collapsed=collapsed)
            counts = redrawn(told, ["outlet:0"], draws=20, seed=run)[:, 0]
            estimate = share("", counts, seed=run)
            row.append(estimate.value / 100 if estimate else float("nan"))
        found.append(row)
    return tuple(np.mean(found, axis=0))  # type: ignore[return-value]


def covered(runs: int, incidents: int, others: int) -> float:
    """How often the interval holds the shares of the long run, contested ones counted either way."""
    accuracy = (0.7, *[GOOD] * others)
    low, high = _shares(0.7, others)
    held = []
    for run in range(runs):
        told = simulate.statements(
            simulate.votes(incidents, accuracy, np.random.default_rng([run, 1]))
        )
        counts = redrawn(told, ["outlet:0"], draws=20, seed=run)[:, 0]
        estimate = share("", counts, seed=run)
        if estimate is not None:
            held.append(estimate.low <= 100 * low and 100 * high <= estimate.high)
    return float(np.mean(held))


def _shares(right: float, others: int) -> tuple[float, float]:
    """The shares that all others bear out, and that any does, of an outlet right so often."""
    sure = right * GOOD**others + (1 - right) * (1 - GOOD) ** others
    against = right * (1 - GOOD) ** others + (1 - right) * GOOD**others
    return sure, 1 - against


def differing(runs: int, incidents: int, accuracy: tuple[float, ...]) -> float:
    """How often `claims` says that speakers differ."""
    said = 0
    for run in range(runs):
        rng = np.random.default_rng([run, 2])
        told = simulate.statements(simulate.votes(incidents, accuracy, rng, speaks=0.7))
        said += who_says(told, draws=20, seed=run).verdict == YES
    return said / runs


def measure(full: bool) -> dict[str, float]:
    """Print the table and give the figures."""
    runs = MANY if full else FEW
    naive, plain, loose, own = copied(runs // 4)
    print(f"outlet of accuracy {BAD}, copied twice  Dawid–Skene  share borne out")
    print(f"copies as origins                   {naive:>11.2f} {loose:>16.2f}")
    print(f"copies as their origin              {plain:>11.2f} {own:>16.2f}")
    cover = [covered(runs, n, others) for n, others in ((10, 1), (40, 1), (20, 2), (60, 3))]
    print("coverage (incidents, other origins): "
          + ", ".join(f"{c:.2f}" for c in cover) + " for (10, 1), (40, 1), (20, 2), (60, 3)")  # fmt: skip
    null = [differing(runs, n, (0.7,) * 4) for n in (12, 40)]
    power = differing(runs, 40, (0.9, 0.9, 0.9, 0.5))
    print(
        f"says that speakers differ: {null[0]:.2f}, {null[1]:.2f} of alike ones, {power:.2f} of .9 and .5"
    )
    return {
        "claims copied outlet share": float(own),
        "claims copied outlet Dawid-Skene naive": float(naive),
        "claims copied outlet Dawid-Skene collapsed": float(plain),
        "claims coverage one other": float(np.mean(cover[:2])),
        "claims coverage several others": float(np.mean(cover[2:])),
        "claims worst wrong": max(null),
        "claims power .9 .5": power,
    }
