"""What an answer looks like, to people and to programs, and the plots it draws."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gesta.analysis import extras, plots, simulate
from gesta.analysis.answer import NO, YES, Answer, DayEstimate, Estimate, refuse, to_json, to_text
from gesta.analysis.nowcast import nowcast
from gesta.analysis.shift import shift
from gesta.analysis.since import since
from gesta.analysis.trend import trend
from gesta.errors import AnalysisError
from tests.analysis.makers import DAY0, all_of, from_counts, on


def answer(**more: Any) -> Answer:
    return Answer("Did it rise?", YES, "It did.", 12, "counting", **more)


def test_the_text_has_all_that_a_reader_must_know() -> None:
    text = to_text(
        answer(
            estimates=(Estimate("rate", 2.0, 1.25, 3.5, "×"), DayEstimate("day", DAY0, DAY0, DAY0)),
            smallest="a rise to ×1.50", dropped={"undated": 3}, assumptions=("steady",),
            warnings=("careful",), beside=("naive 4",), incidents=tuple(f"i{n}" for n in range(15)),
            refused=tuple(f"line {n} has no date" for n in range(7)),
        )
    )  # fmt: skip
    for words in (
        "Did it rise?", "YES. It did.", "×2 (90 % interval ×1.25 to ×3.50)", "2024-01-01",
        "Used: 12", "3 undated", "a rise to ×1.50", "Assumes: steady", "Warning: careful",
        "misleading: naive 4", "counting", "i0, i1", "3 more", "line 4", "2 more",
    ):  # fmt: skip
        assert words in text
    assert max(len(line) for line in text.splitlines()) <= 96


def test_the_json_is_whole_and_has_no_number_that_json_lacks() -> None:
    line = to_json(answer(estimates=(Estimate("rate", float("nan"), 0.0, float("inf")),),
                          plot={"kind": "weeks", "end": DAY0, "counts": np.arange(2)}))  # fmt: skip
    found = json.loads(line)
    assert "\n" not in line
    assert found["estimates"][0]["value"] is None
    assert found["plot"] == {"kind": "weeks", "end": "2024-01-01", "counts": [0, 1]}


def test_there_are_three_verdicts_and_no_other() -> None:
    with pytest.raises(ValueError, match="deterred"):
        Answer("Did it work?", "deterred", "", 0, "")


def test_a_refusal_says_how_much_there_was() -> None:
    found = refuse("Why?", "Too few.", all_of([on(1)], dropped={"undated": ("x", "y")}), method="m")
    assert (found.verdict, found.used, found.dropped) == ("cannot tell", 1, {"undated": 2})


def answers() -> list[Answer]:
    rng = np.random.default_rng(1)
    counts = simulate.counts(simulate.rates(150, 2.0, changes=((90, 2.5),)), rng)
    known = simulate.happenings(counts, rng, mean_delay=2.0)
    moved = simulate.with_sorts(known, rng, before=(0.7, 0.3), after=(0.2, 0.8), at=DAY0 + timedelta(days=90))  # fmt: skip
    return [
        nowcast(known, draws=40, seed=1), trend(known, draws=40, seed=1),
        since(known, draws=40, seed=1),
        shift(moved, "target", at=DAY0 + timedelta(days=90), draws=40, seed=1),
    ]  # fmt: skip


def test_every_question_draws_a_plot_that_asks_nothing_of_the_network() -> None:
    for found in answers():
        svg = plots.picture(found, "svg").decode()
        assert svg.count("<path") > 10 and "<text" not in svg
        assert "http" not in svg.replace("http://www.w3.org", "").replace("http://purl.org", "").replace("http://creativecommons.org", "").replace("https://matplotlib.org", "")  # fmt: skip
    assert plots.picture(found, "svg").decode() == svg
    assert plots.picture(found, "png")[:4] == b"\x89PNG"


def test_a_plot_for_the_page_has_both_themes_and_letters_that_can_be_read() -> None:
    for found in answers():
        for shape, look in plots.SHAPES.items():
            svg = plots.picture(found, "svg", look).decode()
            assert svg.count(":root:target{") == svg.count('id="dark"') == 1
            for colour, dark in plots.DARK.items():
                told = 1 + (colour == dark)
                assert svg.count(colour) == told, "every colour is used by its name"
                assert svg.count(dark) == told
            wide = float(re.findall(r'width="([\d.]+)pt"', svg)[0])
            letters = [float(size) * 100 for size in re.findall(r"scale\((0\.\d+) -0", svg)]
            # 318 px are left for it on a screen of 360; it is drawn as wide from 708 on.
            assert min(letters) * (318 if shape == "narrow" else 690) / wide >= 11


def test_a_plot_goes_to_svg_or_png_only(tmp_path: Path) -> None:
    found = answers()[1]
    with pytest.raises(AnalysisError, match=r"\.svg or \.png"):
        plots.save(found, tmp_path / "a.pdf")
    with pytest.raises(AnalysisError, match="cannot be written"):
        plots.save(found, tmp_path / "no" / "a.svg")
    plots.save(found, tmp_path / "a.SVG")
    assert (tmp_path / "a.SVG").stat().st_size > 1000


def test_a_long_series_without_reports_dates_still_draws() -> None:
    counts = [1 if day % 9 == 0 else 0 for day in range(5000)]
    assert plots.picture(since(from_counts(counts), draws=20, seed=1), "svg")


def test_words_of_a_report_are_no_formula_to_the_plot() -> None:
    rows = [on(d, targets=("$x^{2", "a_b$")[d % 2 : d % 2 + 1]) for d in range(120)]
    found = shift(all_of(rows, length=120), "target", at=None, draws=20, seed=1)
    assert found.verdict == NO or found.plot is not None
    assert plots.picture(found, "svg")


def test_a_missing_package_is_told_with_the_command_that_brings_it() -> None:
    with pytest.raises(AnalysisError, match=r"gesta\[analysis\]"):
        extras.need("no_such_package_here.part", "to test")
