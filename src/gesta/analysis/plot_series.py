"""Plots over time: weekly bars with the hatched part still to come, and a change of the rate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np

from gesta.analysis.extras import need
from gesta.analysis.plots import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    RED,
    SKY,
    TICK,
    is_narrow,
    put_legend,
)
from gesta.analysis.since import SURE

_WEEK = 7
_MOST_BARS = 52
_LONGEST_DAILY = 120
_LONGEST_WEEKLY = 3650
_YEAR = 365
_COMPLETE = 0.98


def weeks(figure: Any, plot: Mapping[str, Any]) -> None:
    """Bars of weeks; what is still to come is hatched, with its 90 % interval as a line."""
    axes = figure.subplots()
    counts = np.asarray(plot["counts"], dtype=float)[-_MOST_BARS:]
    ends = [plot["end"] - timedelta(days=_WEEK * (len(counts) - 1 - i)) for i in range(len(counts))]
    starts = [end - timedelta(days=_WEEK - 1) for end in ends]
    colours = [SKY if i >= len(counts) - plot["recent"] else BLUE for i in range(len(counts))]
    axes.bar(starts, counts, width=_WEEK * 0.9, align="edge", color=colours, label="reported")
    if "total" in plot:
        total, low, high = (
            np.asarray(plot[k], dtype=float)[-_MOST_BARS:] for k in ("total", "low", "high")
        )
        more = np.maximum(total - counts, 0)
        some = np.flatnonzero(high - counts > 0)
        axes.bar([starts[i] for i in some], more[some], width=_WEEK * 0.9, align="edge",
                 bottom=counts[some], color="none", edgecolor=ORANGE, hatch="////",
                 label="still to be reported")  # fmt: skip
        for i in some:
            axes.vlines(
                starts[i] + timedelta(days=_WEEK * 0.45), low[i], high[i], color=INK, linewidth=1.2
            )
    for number, span in enumerate(plot.get("rates", ())):
        ends = [plot["end"] - timedelta(days=days - 1) for days in (span["from"], span["to"])]
        low, middle, high = span["rate"]
        axes.fill_between(ends, low, high, color=GREY, alpha=0.25, linewidth=0)
        axes.hlines(middle, *ends, color=INK, linewidth=1.5,
                    label="rate, 90 % interval" if number == 0 else None)  # fmt: skip
    axes.set_ylabel("attacks a week")
    _dates(axes)
    put_legend(figure, axes, "upper left")


def change(figure: Any, plot: Mapping[str, Any]) -> None:
    """The counts with the two rates, and below them the posterior over the day of the change."""
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[2, 1])
    counts, posterior = (np.asarray(plot[k], dtype=float) for k in ("counts", "posterior"))
    period = int(plot["step"])
    days_in_all = len(counts) * period
    wide = (
        1 if days_in_all <= _LONGEST_DAILY else _WEEK if days_in_all <= _LONGEST_WEEKLY else _YEAR
    )
    group = max(1, wide // period)
    step = group * period
    whole = len(counts) // group * group
    begin = plot["end"] - timedelta(days=whole * period - 1)
    bars = counts[-whole:].reshape(-1, group).sum(axis=1)
    days = [begin + timedelta(days=i * step) for i in range(len(bars))]
    upper.bar(days, bars, width=step * 0.9, align="edge", color=PALE, label="reported")
    share = np.asarray(plot["reported"], dtype=float)[-whole:].reshape(-1, group).mean(axis=1)
    some = np.flatnonzero(share < _COMPLETE)
    upper.bar([days[i] for i in some], (bars / share - bars)[some], width=step * 0.9, align="edge",
              bottom=bars[some], color="none", edgecolor=ORANGE, hatch="////",
              label="still to be reported" if len(some) else None)  # fmt: skip
    half = posterior[-whole:].cumsum().searchsorted(posterior[-whole:].sum() / 2)
    at = begin + timedelta(days=int(half) * period)
    if plot["sure"] >= SURE:
        for side, ends in (("before", (begin, at)), ("after", (at, plot["end"]))):
            low, middle, high = (float(rate) * step for rate in plot[side])
            upper.fill_between(ends, low, high, color=BLUE, alpha=0.25, linewidth=0)
            upper.hlines(middle, *ends, color=BLUE, linewidth=2,
                         label="rate, 90 % interval" if side == "before" else None)  # fmt: skip
    upper.set_ylabel(_per(step))
    put_legend(figure, upper, "upper left")
    shown = posterior[-whole:].reshape(-1, group).sum(axis=1)
    lower.bar(days, shown, width=step, align="edge", color=RED)
    lower.set_ylabel("probability")
    sure = f"a change at all: {100 * plot['sure']:.0f} %"
    lower.set_title(sure, loc="left", color=GREY, fontsize=TICK)
    _dates(lower)


def _per(days: int) -> str:
    named = {1: "attacks a day", _WEEK: "attacks a week"}
    return named.get(days, f"attacks in {days} days")


def _dates(axes: Any) -> None:
    dates = need("matplotlib.dates", "to draw a plot")
    locator = dates.AutoDateLocator(minticks=3, maxticks=5 if is_narrow(axes.figure) else 9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    axes.set_ylim(bottom=0)
