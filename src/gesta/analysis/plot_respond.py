"""Plots of what followed actions: weeks around an action with the placebo band, days × km cells."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from gesta.analysis.extras import need
from gesta.analysis.plots import BLUE, GREY, INK, PALE, RED, is_narrow, put_legend

_ON_TINT, _ON_PALE = "#1c1c1c", "#5c5c5c"
"""Letters on cells, which are light on a dark page too."""


def lags(figure: Any, plot: Mapping[str, Any]) -> None:
    """Rate ratios of weeks before and after an action; the band is what moved actions give."""
    axes = figure.subplots()
    weeks = [(float(a), float(b)) for a, b in plot["weeks"]]
    for k, ((near, far), (low, high)) in enumerate(zip(weeks, plot["band"], strict=True)):
        axes.fill_between([near - 0.5, far + 0.5], low, high, color=PALE, linewidth=0,
                          label="actions moved to other days, 5 to 95 %" if k == 0 else None)  # fmt: skip
    axes.axhline(1, color=GREY, linewidth=1)
    axes.axvspan(-plot["history"] - 0.5, 0.5, ymax=0.85, facecolor="none", edgecolor=GREY, hatch="..", linewidth=0, alpha=0.5,
                 label="history, allowed for")  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1)
    for name, colour, mark, side in (
        ("placebo: before the action", GREY, "s", [i for i, w in enumerate(weeks) if w[1] < 0]),
        ("after the action", BLUE, "o", [i for i, w in enumerate(weeks) if w[0] > 0]),
    ):
        at = [sum(weeks[i]) / 2 for i in side]
        axes.plot(at, [plot["ratio"][i] for i in side], mark, color=colour, label=name)
    _, low, high = plot["effect"]
    axes.vlines(4, low, high, color=BLUE, linewidth=2)
    axes.set_yscale("log", base=2)
    _ratios(axes, [*plot["ratio"], low, high, *(edge for band in plot["band"] for edge in band)])
    axes.set_xlabel("days from the action")
    axes.set_ylabel("attacks, × what history lets expect")
    put_legend(figure, axes, "upper left", columns=2)


def cells(figure: Any, plot: Mapping[str, Any]) -> None:
    """The estimate of every window of days and km; grey where it cannot be estimated."""
    axes = figure.subplots()
    value = np.array([[np.nan if v is None else v for v in row] for row in plot["value"]], float)
    most = max(float(np.nanmax(np.abs(value))) if np.isfinite(value).any() else 1.0, 0.1)
    maps, mappable = (need(f"matplotlib.{part}", "to draw a plot") for part in ("colors", "cm"))
    tint = maps.LinearSegmentedColormap.from_list("fewer to more", [BLUE, "#ffffff", RED])
    shades = mappable.ScalarMappable(maps.Normalize(-most, most), tint.with_extremes(bad=PALE))
    inked = shades.to_rgba(np.ma.masked_invalid(value))
    clear = np.where(np.array(plot["sure"], dtype=bool) | np.isnan(value), 1.0, 0.3)[..., None]
    inked[..., :3] = clear * inked[..., :3] + (1 - clear)  # pale on white, on a dark page too
    axes.imshow(inked, origin="lower", aspect="auto")
    for (row, column), number in np.ndenumerate(value):
        sure = plot["sure"][row][column]
        words = "?" if math.isnan(number) else f"{number:+.2f}" + ("*" if sure else "")
        ink = _ON_PALE if words == "?" else _ON_TINT
        axes.text(column, row, words, ha="center", va="center", color=ink)
    axes.set_xticks(range(len(plot["days"])), [f"{d:g}" for d in plot["days"]])
    axes.set_yticks(range(len(plot["km"])), [f"{d:g}" for d in plot["km"]])
    narrow = is_narrow(figure)
    signs = ("grey ?: cannot be estimated;", "pale: interval holds 0; *: does not")
    under = "\n".join(signs) if narrow else f"({' '.join(signs)})"
    axes.set_xlabel(f"days before and after{chr(10) if narrow else '    '}{under}")
    axes.set_ylabel("km around")
    figure.colorbar(shades, ax=axes, label="attacks more (+) or fewer (−) per action",
                    location="top" if narrow else "right")  # fmt: skip


def _ratios(axes: Any, values: list[float]) -> None:
    """Powers of two around the values as ticks, in words people read."""
    low, high = (np.clip(v, 1 / 32, 32) for v in (min(values), max(values)))
    first, last = math.floor(math.log2(low)), max(math.ceil(math.log2(high)), 1)
    ticks = [2.0**k for k in range(first, last + 1)]
    axes.set_yticks(ticks, [f"×{t:g}" for t in ticks])
    axes.minorticks_off()
    axes.set_ylim(ticks[0], ticks[-1] * 2**1.2)
