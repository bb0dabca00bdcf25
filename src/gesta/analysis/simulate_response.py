"""Simulated attacks and the actions that answer them, whose effect on the attacks is known.

Attacks come at a rate that wanders (a slow wave and a latent daily noise that lasts days) and bring
others (branching, as in Hawkes 1971, with exponential decay). An action answers the attacks of the
last three days with a logistic chance. Each action multiplies the rate of the next 7 days by
`effect`; 1 means that actions do nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]

LASTS = 7
_WARM = 60
_MOST = 60.0  # attacks a day, so that a burst ends


@dataclass(frozen=True, slots=True)
class World:
    """Days, attacks a day, how actions answer, and how attacks hang together."""

    days: int = 365
    rate: float = 0.3
    effect: float = 1.0
    calm: float = -5.0  # the logit of an action's chance on a day without attacks
    answer: float = 2.0  # its rise for each unit of log(1 + attacks of the last three days)
    brings: float = 0.3  # attacks that an attack brings
    decay: float = 3.0  # days
    unrest: float = 0.5  # standard deviation of the log rate's noise
    memory: float = 15.0  # days that the noise lasts
    wave: float = 0.3  # of the log rate, over the whole series


ANSWERED = World(days=730, rate=0.4, calm=-7.5, answer=3.5, brings=0.7, decay=2.0, unrest=0.3, memory=20.0)  # fmt: skip
"""Actions that answer bursts: a before/after comparison sees deterrence where there is none."""


def respond(world: World, rng: np.random.Generator, *, runs: int = 1) -> tuple[Ints, Ints]:
    """`[runs, days]` attacks and whether there was an action."""
    total = world.days + _WARM
    attacks, acted = (np.zeros((runs, total), dtype=np.int64) for _ in range(2))
    keep, fade = np.exp(-1 / world.memory), np.exp(-1 / world.decay)
    phase = rng.uniform(0, 2 * np.pi, runs)
    noise, brought = rng.normal(0, world.unrest, runs), np.zeros(runs)
    for day in range(total):
        noise = keep * noise + world.unrest * np.sqrt(1 - keep**2) * rng.normal(size=runs)
        wave = world.wave * np.sin(2 * np.pi * day / world.days + phase)
        own = world.rate * (1 - world.brings) * np.exp(noise - world.unrest**2 / 2 + wave)
        under = world.effect ** acted[:, max(0, day - LASTS) : day].sum(axis=1)
        attacks[:, day] = rng.poisson(np.minimum((own + brought) * under, _MOST))
        brought = brought * fade + world.brings * attacks[:, day] * (1 - fade)
        recent: Any = np.log1p(attacks[:, max(0, day - 2) : day + 1].sum(axis=1))
        chance = 1 / (1 + np.exp(-world.calm - world.answer * recent))
        acted[:, day] = rng.random(runs) < chance
    return attacks[:, _WARM:], acted[:, _WARM:]
