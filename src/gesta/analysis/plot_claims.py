"""The claim matrix: who says what of which incident, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gesta.analysis.plots import BLUE, GREY, INK, ORANGE, PALE, PURPLE, RED, SKY

_COLOURS: Final = {
    "borne out": BLUE, "contested": PURPLE, "contradicted": RED, "denied": ORANGE,
    "only the event": SKY, "open": PALE,
}  # fmt: skip
_SIGNS: Final = {"claims": "s", "attributes": "^", "reports": "o", "denies": "X"}
_LONGEST, _DAYS = 30, 15


def claims(figure: Any, plot: Mapping[str, Any]) -> None:
    """A sign for each statement: its shape says what is done, its colour how it stands."""
    axes = figure.subplots()
    rows, columns = len(plot["speakers"]), len(plot["incidents"])
    size = max(20.0, min(110.0, 3000.0 / max(columns, rows * 2)))
    for act, sign in _SIGNS.items():
        mine = [cell for cell in plot["cells"] if cell[2] == act]
        aside = 0.22 if act == "denies" else 0.0  # one may deny a part of what one reports
        axes.scatter(
            [c[1] + aside for c in mine], [c[0] + aside for c in mine], marker=sign, s=size,
            c=[_COLOURS[c[3]] for c in mine], edgecolors=INK, linewidths=0.5, zorder=2,
        )  # fmt: skip
    axes.set_yticks(range(rows), [_short(str(name)) for name in plot["speakers"]])
    step = max(1, -(-columns // _DAYS))
    labels = [day or "undated" for day in plot["days"]]
    axes.set_xticks(range(0, columns, step), labels[::step], rotation=60, ha="right")
    axes.set_xlim(-0.6, columns - 0.4)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.grid(color=PALE, linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
    axes.set_xlabel("incidents by day")
    _legend(figure, axes, plot)


def _legend(figure: Any, axes: Any, plot: Mapping[str, Any]) -> None:
    """Shapes and colours that the matrix uses."""
    acts = {cell[2] for cell in plot["cells"]}
    stands = {cell[3] for cell in plot["cells"]}
    for act in (a for a in _SIGNS if a in acts):
        axes.plot([], [], _SIGNS[act], color="none", markeredgecolor=GREY, label=act)
    for word in (w for w in _COLOURS if w in stands):
        axes.plot([], [], "D", color=_COLOURS[word], markeredgecolor=INK,
                  markeredgewidth=0.5, label=word)  # fmt: skip
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower left", ncols=5)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
