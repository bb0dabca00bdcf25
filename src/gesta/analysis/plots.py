"""An answer's plot as a file, SVG or PNG: one frame and one type scale for all kinds.

`Answer.plot` names its kind; each kind is one function of another file that draws on the axes it is
given. Letters become paths, so that a file looks the same everywhere and asks for nothing.
"""

from __future__ import annotations

import importlib
import io
import textwrap
from collections.abc import Mapping
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

SIZE = (8.0, 4.6)  # inches
TITLE, LABEL, TICK = 12.0, 10.0, 9.0  # points

# Okabe & Ito 2008: told apart with any colour vision, and by lightness in print.
INK, GREY, PALE = "#222222", "#7a7a7a", "#d9d9d9"
BLUE, ORANGE, GREEN, SKY, RED, YELLOW, PURPLE = (
    "#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#f0e442", "#cc79a7",
)  # fmt: skip
COLOURS = (BLUE, ORANGE, GREEN, RED, SKY, PURPLE, YELLOW)

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


def picture(answer: Answer, form: str) -> bytes:
    """The plot as the bytes of an SVG or PNG file; the same answer gives the same bytes."""
    if answer.plot is None:
        raise AnalysisError(f"This answer has no plot: {answer.words}")
    matplotlib = need("matplotlib", "to draw a plot")
    figures = need("matplotlib.figure", "to draw a plot")
    backend = need("matplotlib.backends.backend_agg", "to draw a plot")
    with matplotlib.rc_context(_STYLE):
        figure = figures.Figure(figsize=SIZE, layout="constrained")
        backend.FigureCanvasAgg(figure)
        _drawer(answer.plot)(figure, answer.plot)
        title = "\n".join(textwrap.wrap(f"{answer.question} {answer.verdict.capitalize()}.", 88))
        figure.suptitle(title, x=0.01, ha="left", fontsize=TITLE)
        out = io.BytesIO()
        figure.savefig(out, format=form, metadata={"Date": None} if form == "svg" else None)
    return out.getvalue()


def _drawer(plot: Mapping[str, Any]) -> Any:
    kind = str(plot["kind"])
    if kind not in KINDS:
        raise ValueError(f"no plot of kind {kind!r}; there are {', '.join(KINDS)}")
    module, _, name = KINDS[kind].partition(":")
    return getattr(importlib.import_module(module), name)
