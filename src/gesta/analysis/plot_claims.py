"""The claim matrix: who says what of which incident, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gesta.analysis.plots import BLUE, GREY, INK, ORANGE, PALE, PURPLE, RED, SKY, is_narrow

_COLOURS: Final = {
    "borne out": BLUE, "contested": PURPLE, "contradicted": RED, "denied": ORANGE,
    "only the event": SKY, "open": PALE,
}  # fmt: skip
_SIGNS: Final = {"claims": "s", "attributes": "^", "reports": "o", "denies": "X"}
_LONGEST, _DAYS, _DAYS_DOWN = 30, 15, 30


def claims(figure: Any, plot: Mapping[str, Any]) -> None:
    """A sign for each statement: its shape says what is done, its colour how it stands.

    Speakers stand down the side and incidents along it; on a small screen the other way round.
    """
    narrow = is_narrow(figure)
    speakers, incidents = len(plot["speakers"]), len(plot["incidents"])
    if narrow:
        figure.set_figheight(2.9 + 0.17 * incidents)
    axes = figure.subplots()
    size = 60.0 if narrow else max(20.0, min(110.0, 3000.0 / max(incidents, speakers * 2)))
    for act, sign in _SIGNS.items():
        mine = [cell for cell in plot["cells"] if cell[2] == act]
        aside = 0.22 if act == "denies" else 0.0  # one may deny a part of what one reports
        who, what = [c[0] + aside for c in mine], [c[1] + aside for c in mine]
        axes.scatter(
            *((who, what) if narrow else (what, who)), marker=sign, s=size,
            c=[_COLOURS[c[3]] for c in mine], edgecolors=INK, linewidths=0.5, zorder=2,
        )  # fmt: skip
    _axis(axes.xaxis if narrow else axes.yaxis, [_short(str(name)) for name in plot["speakers"]], 1)
    step = max(1, -(-incidents // (_DAYS_DOWN if narrow else _DAYS)))
    days = [day or "undated" for day in plot["days"]]
    _axis(axes.yaxis if narrow else axes.xaxis, days, step)
    axes.set_xlim(-0.6, (speakers if narrow else incidents) - 0.4)
    axes.set_ylim((incidents if narrow else speakers) - 0.4, -0.6)
    axes.tick_params(axis="x", rotation=90 if narrow else 60)
    axes.grid(color=PALE, linewidth=0.5, zorder=0)
    axes.set_axisbelow(True)
    if not narrow:
        axes.set_xlabel("incidents by day")
    _legend(figure, axes, plot, columns=2 if narrow else 5)


def _axis(axis: Any, names: list[str], step: int) -> None:
    axis.set_ticks(range(0, len(names), step), names[::step])


def _legend(figure: Any, axes: Any, plot: Mapping[str, Any], *, columns: int) -> None:
    """Shapes and colours that the matrix uses."""
    acts = {cell[2] for cell in plot["cells"]}
    stands = {cell[3] for cell in plot["cells"]}
    for act in (a for a in _SIGNS if a in acts):
        axes.plot([], [], _SIGNS[act], color="none", markeredgecolor=GREY, label=act)
    for word in (w for w in _COLOURS if w in stands):
        axes.plot([], [], "D", color=_COLOURS[word], markeredgecolor=INK,
                  markeredgewidth=0.5, label=word)  # fmt: skip
    handles = axes.get_legend_handles_labels()
    figure.legend(*handles, loc="outside lower left", ncols=columns)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
