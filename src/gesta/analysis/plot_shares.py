"""Shares before and after a day, sort by sort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from gesta.analysis.plots import BLUE, GREY, ORANGE, is_narrow, put_legend

_LONGEST, _LONGEST_NARROW = 32, 16


def shares(figure: Any, plot: Mapping[str, Any]) -> None:
    """Two dots a sort with their 90 % intervals, the most frequent sort on top."""
    axes = figure.subplots()
    longest = _LONGEST_NARROW if is_narrow(figure) else _LONGEST
    low, middle, high = (np.asarray(plot[k], dtype=float) for k in ("low", "middle", "high"))
    rows = np.arange(len(plot["names"]))[::-1]
    axes.hlines(rows, middle[0], middle[1], color=GREY, linewidth=1)
    for side, (label, colour, up) in enumerate((("before", BLUE, 0.1), ("after", ORANGE, -0.1))):
        axes.hlines(rows + up, low[side], high[side], color=colour, linewidth=2)
        axes.plot(middle[side], rows + up, "os"[side], color=colour, label=label)
    axes.set_yticks(rows, [_short(str(name), longest) for name in plot["names"]])
    axes.set_xlim(left=0)
    axes.set_xlabel("% of the attacks, 90 % interval")
    put_legend(figure, axes, "lower right")


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"
