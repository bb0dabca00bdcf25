"""Plots over time: weekly bars with the hatched part still to come, and a change of the rate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np

from gesta.analysis.extras import need
from gesta.analysis.plots import BLUE, GREY, INK, ORANGE, PALE, RED, SKY

_WEEK = 7
_MOST_BARS = 52
_LONGEST_DAILY = 120


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
    axes.set_ylabel("attacks a week")
    _dates(axes)
    axes.legend(loc="upper left")


def change(figure: Any, plot: Mapping[str, Any]) -> None:
    """The counts with the two rates, and below them the posterior over the day of the change."""
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[2, 1])
    counts, posterior = (np.asarray(plot[k], dtype=float) for k in ("counts", "posterior"))
    step = 1 if len(counts) <= _LONGEST_DAILY else _WEEK if len(counts) <= 3650 else 365
    whole = len(counts) // step * step
    begin = plot["end"] - timedelta(days=whole - 1)
    bars = counts[-whole:].reshape(-1, step).sum(axis=1)
    days = [begin + timedelta(days=i * step) for i in range(len(bars))]
    upper.bar(days, bars, width=step * 0.9, align="edge", color=PALE, label="attacks")
    at = begin + timedelta(
        days=int(posterior[-whole:].cumsum().searchsorted(posterior[-whole:].sum() / 2))
    )
    if plot["sure"] >= 0.95:
        for side, ends in (("before", (begin, at)), ("after", (at, plot["end"]))):
            low, middle, high = (float(rate) * step for rate in plot[side])
            upper.fill_between(ends, low, high, color=BLUE, alpha=0.25, linewidth=0)
            upper.hlines(middle, *ends, color=BLUE, linewidth=2,
                         label="rate, 90 % interval" if side == "before" else None)  # fmt: skip
    upper.set_ylabel({1: "attacks a day", _WEEK: "attacks a week"}.get(step, "attacks a year"))
    upper.legend(loc="upper left")
    shown = posterior[-whole:].reshape(-1, step).sum(axis=1)
    lower.bar(days, shown, width=step, align="edge", color=RED)
    lower.set_ylabel("probability")
    lower.text(0.01, 0.95, f"a change at all: {100 * plot['sure']:.0f} %", transform=lower.transAxes,
               va="top", color=GREY)  # fmt: skip
    _dates(lower)


def _dates(axes: Any) -> None:
    dates = need("matplotlib.dates", "to draw a plot")
    locator = dates.AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    axes.set_ylim(bottom=0)
