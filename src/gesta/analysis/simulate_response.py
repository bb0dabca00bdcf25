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


ANSWERED = World(
    days=900, rate=0.6, calm=-7.2, answer=3.5, brings=0.7, decay=1.5, unrest=0.2, memory=20.0
)
"""Actions that answer bursts: a before/after comparison sees deterrence where there is none."""

FEW = World(rate=0.35, calm=-4.8, effect=0.61)
MANY = World(rate=1.1, calm=-5.85, effect=0.61)
"""A year with about 13 actions and 109 attacks, and one with about 17 and 321: actions lower the
rate of the 7 days after by 39 %."""


class _Course:
    """`runs` courses of events up to the day before `day`, with all that the next day depends on."""

    def __init__(self, world: World, rng: np.random.Generator, runs: int, days: int) -> None:
        self.world, self.rng, self.day = world, rng, 0
        self.attacks, self.acted = (np.zeros((runs, days), dtype=np.int64) for _ in range(2))
        self.phase = rng.uniform(0, 2 * np.pi, runs)
        self.noise, self.brought = rng.normal(0, world.unrest, runs), np.zeros(runs)

    def step(self) -> None:
        """One more day."""
        world, rng, day = self.world, self.rng, self.day
        keep, fade = np.exp(-1 / world.memory), np.exp(-1 / world.decay)
        self.noise = keep * self.noise + world.unrest * np.sqrt(1 - keep**2) * rng.normal(
            size=len(self.noise)
        )
        wave = world.wave * np.sin(2 * np.pi * day / world.days + self.phase)
        own = world.rate * (1 - world.brings) * np.exp(self.noise - world.unrest**2 / 2 + wave)
        under = world.effect ** self.acted[:, max(0, day - LASTS) : day].sum(axis=1)
        attacks = rng.poisson(np.minimum((own + self.brought) * under, _MOST))
        self.attacks[:, day] = attacks
        self.brought = self.brought * fade + world.brings * attacks * (1 - fade)
        recent: Any = np.log1p(self.attacks[:, max(0, day - 2) : day + 1].sum(axis=1))
        chance = 1 / (1 + np.exp(-world.calm - world.answer * recent))
        self.acted[:, day] = rng.random(len(attacks)) < chance
        self.day += 1

    def keep(self, which: Ints) -> None:
        """Go on with these courses only; one may be named several times."""
        for name in ("attacks", "acted", "phase", "noise", "brought"):
            setattr(self, name, getattr(self, name)[which])


def respond(world: World, rng: np.random.Generator, *, runs: int = 1) -> tuple[Ints, Ints]:
    """`[runs, days]` attacks and whether there was an action."""
    course = _Course(world, rng, runs, world.days + _WARM)
    while course.day < world.days + _WARM:
        course.step()
    return course.attacks[:, _WARM:], course.acted[:, _WARM:]


def true_effect(world: World, rng: np.random.Generator, *, runs: int = 4000) -> float:
    """The logarithm of the rate ratio of the 7 days after an action, with all that follows from it.

    Courses are stopped on a day with an action and go on twice, with it and without it; actions
    that come later in the 7 days, and attacks that were brought, are part of what follows.
    """
    sums = np.zeros(2)
    for stop in range(_WARM, _WARM + 90, 10):
        course = _Course(world, rng, runs, stop + 1 + LASTS)
        while course.day <= stop:
            course.step()
        acted = np.repeat(np.flatnonzero(course.acted[:, stop]), 20)
        course.keep(np.concatenate([acted, acted]))
        course.acted[len(acted) :, stop] = 0
        for _ in range(LASTS):
            course.step()
        after = course.attacks[:, stop + 1 :].sum(axis=1)
        sums += [after[: len(acted)].sum(), after[len(acted) :].sum()]
    return float(np.log(sums[0] / sums[1]))
