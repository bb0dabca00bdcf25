"""An answer's plot as a file, SVG or PNG: one frame and one type scale for all kinds.

`Answer.plot` names its kind; each kind is one function of another file that draws on the axes it is
given. Letters become paths, so that a file looks the same everywhere and asks for nothing. A plot for
the page has no ground and no title, for it stands under them, and is drawn once more for small
screens; its colours are those of paper, and those of a dark page where its address ends in `#dark`.
"""

from __future__ import annotations

import importlib
import io
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gesta.analysis.answer import Answer
from gesta.analysis.extras import need
from gesta.errors import AnalysisError

# Kind of plot → the module and function that draw it: `draw(figure, plot)`.
KINDS: Final[dict[str, str]] = {
    "weeks": "gesta.analysis.plot_series:weeks",
    "change": "gesta.analysis.plot_series:change",
    "shares": "gesta.analysis.plot_shares:shares",
    "claims": "gesta.analysis.plot_claims:claims",
    "umbrella": "gesta.analysis.plot_umbrella:umbrella",
    "lags": "gesta.analysis.plot_respond:lags",
    "cells": "gesta.analysis.plot_respond:cells",
}

TITLE, LABEL, TICK = 12.0, 10.0, 9.0  # points

# Okabe & Ito 2008: told apart with any colour vision, and by lightness in print.
INK, GREY, PALE = "#222222", "#6b6b6b", "#d9d9d9"
BLUE, ORANGE, GREEN, SKY, RED, YELLOW, PURPLE = (
    "#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#f0e442", "#cc79a7",
)  # fmt: skip
COLOURS = (BLUE, ORANGE, GREEN, RED, SKY, PURPLE, YELLOW)

DARK: Final[dict[str, str]] = {
    INK: "#e6ebf1", GREY: "#a3b0be", PALE: "#47535f", BLUE: "#4b93dd", SKY: "#a5d3f7",
    ORANGE: "#e5b750", GREEN: "#3fbfa0", RED: "#f0793f", YELLOW: "#f0e442", PURPLE: "#e39cc2",
}  # fmt: skip
"""What each colour is on a dark page."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a plot is drawn; `size` in inches, `paged` for the page."""

    size: tuple[float, float]
    paged: bool = True


FILE: Final = Look((8.0, 4.6), paged=False)
SHAPES: Final[dict[str, Look]] = {"wide": Look((7.8, 4.2)), "narrow": Look((3.3, 4.0))}
"""Looks for the page: at their own size on screen no letter is lower than 11 px."""
_NARROW: Final = 5.0  # inches

_STYLE = {
    "svg.fonttype": "path", "svg.hashsalt": "gesta", "font.family": "DejaVu Sans",
    "font.size": LABEL, "axes.labelsize": LABEL, "axes.titlesize": TITLE,
    "xtick.labelsize": TICK, "ytick.labelsize": TICK, "legend.fontsize": TICK,
    "axes.edgecolor": INK, "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK,
    "ytick.color": INK, "axes.spines.top": False, "axes.spines.right": False,
    "legend.frameon": False, "hatch.linewidth": 0.8, "text.parse_math": False,
    "figure.dpi": 100, "savefig.dpi": 150,
}  # fmt: skip


def save(answer: Answer, path: Path) -> None:
    """Draw an answer's plot to a file that ends in .svg or .png, whole or not at all.

    Raises AnalysisError for another ending, for an answer without a plot, and where matplotlib is
    missing or the file cannot be written.
    """
    form = path.suffix.lower().lstrip(".")
    if form not in ("svg", "png"):
        raise AnalysisError(f"{path} must end in .svg or .png, such as {path.with_suffix('.svg')}.")
    try:
        path.write_bytes(picture(answer, form))
    except OSError as error:
        raise AnalysisError(f"{path} cannot be written: {error.strerror or error}.") from error


def picture(answer: Answer, form: str, look: Look = FILE) -> bytes:
    """The plot as the bytes of an SVG or PNG file; the same answer gives the same bytes."""
    if answer.plot is None:
        raise AnalysisError(f"This answer has no plot: {answer.words}")
    matplotlib = need("matplotlib", "to draw a plot")
    figures = need("matplotlib.figure", "to draw a plot")
    backend = need("matplotlib.backends.backend_agg", "to draw a plot")
    with matplotlib.rc_context(_STYLE):
        figure = figures.Figure(figsize=look.size, layout="constrained")
        backend.FigureCanvasAgg(figure)
        _drawer(answer.plot)(figure, answer.plot)
        if look.paged:
            for ground in (figure, *figure.axes):
                ground.set_facecolor("none")
        else:
            title = "\n".join(
                textwrap.wrap(f"{answer.question} {answer.verdict.capitalize()}.", 88)
            )
            figure.suptitle(title, x=0.01, ha="left", fontsize=TITLE)
        out = io.BytesIO()
        figure.savefig(out, format=form, metadata={"Date": None} if form == "svg" else None)
    return _for_page(out.getvalue()) if look.paged and form == "svg" else out.getvalue()


def is_narrow(figure: Any) -> bool:
    """Whether a figure is for a small screen."""
    return bool(figure.get_figwidth() < _NARROW)


def put_legend(figure: Any, axes: Any, loc: str, *, columns: int = 1) -> None:
    """What the colours are: where there is room in the plot, on a small screen below it."""
    if is_narrow(figure):
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower left")
    else:
        axes.legend(loc=loc, ncols=columns)


def _for_page(svg: bytes) -> bytes:
    """The picture with its colours by name, and what they are on paper and where it is #dark."""
    named = {colour: f"--c{k}" for k, colour in enumerate(DARK)}
    light = ";".join(f"{name}:{colour}" for colour, name in named.items())
    dark = ";".join(f"{name}:{DARK[colour]}" for colour, name in named.items())
    words = re.sub("|".join(DARK), lambda found: f"var({named[found[0]]})", svg.decode())
    style = f"<style>:root{{{light}}}:root:target{{{dark}}}</style>"
    return re.sub(
        r"<svg [^>]*>", lambda tag: f'{tag[0][:-1]} id="dark">{style}', words, count=1
    ).encode()


def _drawer(plot: Mapping[str, Any]) -> Any:
    kind = str(plot["kind"])
    if kind not in KINDS:
        raise ValueError(f"no plot of kind {kind!r}; there are {', '.join(KINDS)}")
    module, _, name = KINDS[kind].partition(":")
    return getattr(importlib.import_module(module), name)
