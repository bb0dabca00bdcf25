"""`respond` on simulated actions that answer attacks: wrong verdicts, coverage, power, the naive."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from gesta.analysis import before_after, simulate
from gesta.analysis.answer import YES, Estimate
from gesta.analysis.combined import combined
from gesta.analysis.respond import respond
from gesta.analysis.simulate_response import ANSWERED, FEW, MANY, World, true_effect
from gesta.analysis.simulate_response import respond as series
from gesta.analysis.waits import waits
from gesta.analysis.wakes import DAYS, LEVEL, Points, Wake, matched, quiet_days

SMALL, FULL = (100, 150, 12, 20), (400, 400, 30, 60)  # runs: days, with an effect, wakes, waits
TOWNS = replace(ANSWERED, days=730, rate=0.25, calm=-5.5, answer=2.5, brings=0.5)


@dataclass
class Tally:
    """What became of the runs of one case."""

    attacks: list[int] = field(default_factory=list)
    actions: list[int] = field(default_factory=list)
    yes: list[bool] = field(default_factory=list)
    refused: int = 0
    held: list[bool] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    deterrence: list[bool] = field(default_factory=list)
    backlash: list[bool] = field(default_factory=list)


def measure(full: bool) -> dict[str, float]:
    """Print the tables and give the figures."""
    null, some, near, later = FULL if full else SMALL
    figures = _days(null, some) | _wakes(near) | _waits(later)
    return {f"respond {name}": value for name, value in figures.items()}


def case(world: World, runs: int, *, seed: int = 1) -> Tally:
    """`runs` ledgers of one world, asked whole: draws, p-values, placebo, verdict."""
    rng = np.random.default_rng(seed)
    tally = Tally()
    for y, x in zip(*series(world, rng, runs=runs), strict=True):
        naive = (before_after.before_after(y, x), before_after.after_other(y, x))
        tally.deterrence.append(naive[0].high < 1)
        tally.backlash.append(naive[1].low > 1)
        answer = respond(simulate.happenings(y), simulate.happenings(x), draws=1, seed=seed)
        if not answer.estimates:
            tally.refused += 1
            continue
        ratio = answer.estimates[0]
        if not isinstance(ratio, Estimate):
            raise TypeError(f"{ratio} is no ratio")
        tally.attacks.append(int(y.sum()))
        tally.actions.append(int(x.sum()))
        tally.yes.append(answer.verdict == YES)
        tally.ratios.append(ratio.value)
        tally.held.append(ratio.low <= world.effect <= ratio.high)
    return tally


def _days(null: int, some: int) -> dict[str, float]:
    print(
        "effect                 attacks  actions  refused   yes  coverage  ×mean  before/after  after/other"
    )
    figures: dict[str, float] = {}
    wrong, held = [], []
    for words, world, runs in (
        ("none, bursts answered", ANSWERED, null), ("none, few", replace(FEW, effect=1.0), null),
        ("none, many", replace(MANY, effect=1.0), null),
        ("-39 %, few", FEW, some), ("-39 %, many", MANY, some),
    ):  # fmt: skip
        found = case(world, runs)
        yes, kept = float(np.mean(found.yes)), float(np.mean(found.held))
        print(
            f"{words:<22} {np.mean(found.attacks):>7.0f} {np.mean(found.actions):>8.1f} {found.refused:>8} "
            f"{yes:>5.2f} {kept:>9.2f} {np.exp(np.mean(np.log(found.ratios))):>6.2f} "
            f"{np.mean(found.deterrence):>13.2f} {np.mean(found.backlash):>12.2f}"
        )
        held += found.held
        wrong += [yes] if world.effect == 1 else []
        figures |= {f"power, {words}": yes} if world.effect != 1 else {}
        if world is ANSWERED:
            figures["naive deterrence"] = float(np.mean(found.deterrence))
            figures["naive backlash"] = float(np.mean(found.backlash))
            figures["wrong"] = yes
    return {**figures, "worst wrong": max(wrong), "coverage": float(np.mean(held))}


def _waits(runs: int) -> dict[str, float]:
    print("waits, effect  yes")
    figures: dict[str, float] = {}
    for words, name, world in (("none", "waits wrong", ANSWERED), ("-39 %", "waits power", MANY)):
        rng = np.random.default_rng(5)
        yes = [
            waits(simulate.happenings(y), simulate.happenings(x), draws=1, seed=1).verdict == YES
            for y, x in zip(*series(world, rng, runs=runs), strict=True)
        ]
        print(f"{words:<13} {np.mean(yes):>4.2f}")
        figures[name] = float(np.mean(yes))
    return figures


def _wakes(runs: int) -> dict[str, float]:
    print("wakes, effect  yes  refused windows  ×, 25 km and 7 days  truth  coverage  before/after")
    figures: dict[str, float] = {}
    covered: list[bool] = []
    for words, effect in (("none", 1.0), ("-50 %", 0.5)):
        world = replace(TOWNS, effect=effect)
        truth = true_effect(world, np.random.default_rng(29)) if effect != 1 else 0.0
        yes, naive, ratios, held, refused = [], [], [], [], []
        for seed in range(runs):
            found, before_after_ = _towns(world, seed)
            known = [w for w in found if not w.found.reason]
            refused.append(1 - len(known) / len(found))
            yes.append(bool(known) and combined([w.found.p for w in known]) < LEVEL)
            one = [w.found for w in known if (w.km, w.days) == (25, 7)]
            ratios += [w.ratio for w in one]
            held += [abs(w.ratio - truth) <= 1.645 * w.ratio_error for w in one]
            naive.append(before_after_)
        print(
            f"{words:<13} {np.mean(yes):>4.2f} {np.mean(refused):>16.2f} {np.exp(np.mean(ratios)):>20.2f} "
            f"{np.exp(truth):>6.2f} {np.mean(held):>9.2f} {np.mean(naive):>13.2f}"
        )
        figures["wakes wrong" if effect == 1 else "wakes power"] = float(np.mean(yes))
        figures |= {"wakes naive": float(np.mean(naive))} if effect == 1 else {}
        covered += held
    return {**figures, "wakes coverage": float(np.mean(covered))}


def _towns(world: World, seed: int) -> tuple[list[Wake], bool]:
    """Six towns 150 km apart with a course of their own; the windows, and whether there are fewer
    attacks in the 7 days after the actions than in the 7 before beyond chance."""
    rng = np.random.default_rng([seed, 23])
    y, x = (_placed(of, rng) for of in series(world, rng, runs=6))
    inner = (x.day >= max(DAYS)) & (x.day < world.days - max(DAYS))
    x = Points(x.day[inner], x.lat[inner], x.lon[inner])
    quiet = quiet_days(x, world.days, rng, km=100)
    later = y.day[None, :] - x.day[:, None]
    near = x.km_to(y) <= 25
    less = (near & (later < 0) & (later >= -7)).sum(axis=1) - (
        near & (later > 0) & (later <= 7)
    ).sum(axis=1)
    fewer = bool(less.mean() > 1.645 * less.std() / math.sqrt(len(less)))
    return matched(x, quiet, y, rng), fewer


def _placed(of: np.ndarray, rng: np.random.Generator) -> Points:
    town, day = np.nonzero(of)
    town, day = np.repeat(town, of[town, day]), np.repeat(day, of[town, day])
    return Points(day.astype(float), 10 + 1.5 * town + rng.normal(0, 0.02, len(day)),
                  20 + rng.normal(0, 0.02, len(day)))  # fmt: skip
