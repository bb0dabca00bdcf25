"""The umbrella tree: who stands under whom, and the events of each, each counted once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gesta.analysis.plots import BLUE, GREY, INK, ORANGE, RED, SKY, TICK, is_narrow

_STYLES: Final = {  # how a tie is drawn
    "part-of": (INK, "-", "part of: registry or two reports"),
    "one report": (GREY, "--", "part of: one report says so"),
    "contested": (RED, "-", "contested"),
    "backed-by": (ORANGE, ":", "backed by; events not counted above"),
}
_STEP, _LONGEST, _LONGEST_NARROW = 0.6, 34, 27


def umbrella(figure: Any, plot: Mapping[str, Any]) -> None:
    """An indented tree on the left, the events on the right: bars, on a small screen numbers."""
    lines, narrow = plot["lines"], is_narrow(figure)
    figure.set_figheight(max(3.2, 1.7 + 0.26 * len(lines)))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(3, 1 if narrow else 2))
    deepest = max(line["depth"] for line in lines)
    undated = " °" if narrow else " (undated)"
    for row, line in enumerate(lines):
        x = line["depth"] * _STEP
        if line["style"] in _STYLES:
            colour, dash, _ = _STYLES[line["style"]]
            top = _above(lines, row)
            left.plot([x - _STEP, x - _STEP, x - 0.08], [top + 0.25, row, row], dash, color=colour, linewidth=1.2)  # fmt: skip
        weight = "bold" if line["style"] == "root" else "normal"
        longest = _LONGEST_NARROW - 2 * line["depth"] if narrow else _LONGEST
        name = _short(str(line["name"]), longest) + (undated if line["undated"] else "")
        left.text(x, row, name, va="center", fontweight=weight, fontsize=TICK)
    left.set_xlim(-0.1, (deepest + 4.2) * _STEP)
    left.set_ylim(len(lines) - 0.5, -1.6 if narrow else -0.6)
    left.axis("off")
    if narrow:
        _numbers(right, lines)
    else:
        _bars(right, lines)
        right.set_xlabel(f"{plot['words']}, each counted once")
    _legend(figure, right, lines, narrow=narrow)


def _legend(figure: Any, axes: Any, lines: Any, *, narrow: bool) -> None:
    """The kinds of ties there are, and the bars."""
    used = {line["style"] for line in lines}
    for style in (s for s in _STYLES if s in used):
        colour, dash, label = _STYLES[style]
        axes.plot([], [], dash, color=colour, label=label)
    if narrow and any(line["undated"] for line in lines):
        axes.plot([], [], " ", label="°: no day is told of the tie")
    handles = axes.get_legend_handles_labels()
    figure.legend(*handles, loc="outside lower left", ncols=1 if narrow else 2)


def _numbers(axes: Any, lines: Any) -> None:
    """Each party's own events, and those with all below it."""
    axes.axis("off")
    axes.set_xlim(0, 1)
    for at, head in ((0.4, "own"), (1.0, "all")):
        axes.text(at, -1.1, head, ha="right", va="center", color=GREY, fontsize=TICK)
        for row, line in enumerate(lines):
            axes.text(at, row, f"{line[head]:,}", ha="right", va="center", fontsize=TICK)


def _bars(axes: Any, lines: Any) -> None:
    rows = range(len(lines))
    axes.barh(
        rows, [line["all"] for line in lines], color=SKY, height=0.7, label="with those below"
    )
    axes.barh(rows, [line["own"] for line in lines], color=BLUE, height=0.4, label="own")
    axes.tick_params(left=False, labelleft=False)
    axes.spines["left"].set_color(GREY)
    axes.set_xlim(left=0, right=max([1, *(line["all"] for line in lines)]) * 1.05)
    axes.xaxis.get_major_locator().set_params(integer=True)


def _above(lines: Any, row: int) -> int:
    """The line of the party that a line hangs on."""
    depth = lines[row]["depth"]
    return next(k for k in range(row - 1, -1, -1) if lines[k]["depth"] < depth)


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"
