"""`gesta respond`: both directions, statements, natural experiments, plots, and errors in words."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from gesta.analysis.simulate_response import MANY, respond
from gesta.cli.app import command_line
from gesta.errors import GestaError
from tests.analysis.ledgers import Story, when
from tests.analysis.makers import DAY0, table


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(command_line("respond"), ["respond", *words], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """Red attacks, Blue strikes and threatens."""
    attacks, acted = respond(MANY, np.random.default_rng(2))
    lines = ["date,actor,type,lat,lon,n"]
    for day in range(MANY.days):
        on = DAY0 + timedelta(days=day)
        lines += [
            f"{on},Red,attack,10,20,{attacks[0, day]}",
            f"{on},Blue,strike,10,20.01,{acted[0, day]}",
        ]
        lines += [f"{on},Blue,threat,10,20,1"] if day % 17 == 0 else []
    return table(tmp_path, *lines)


def asked(events: Path, *more: str) -> list[dict[str, Any]]:
    words = ("--events", str(events), "--actor", "Red", "--after", "Blue", "--draws", "20", *more)
    return [json.loads(line) for line in run(*words, "--json").splitlines() if line.startswith("{")]


def test_both_directions_are_answered(events: Path) -> None:
    there, back = asked(events, "--after-type", "strike")
    assert str(there["question"]).startswith("Were attacks by Blue followed by fewer or by more attacks by Red")  # fmt: skip
    assert str(back["question"]).startswith("Were attacks by Red followed")
    assert there["beside"] and there["smallest"] and there["assumptions"] and there["incidents"]


def test_actions_of_several_types_are_joined(events: Path) -> None:
    strikes, threats, both = (
        asked(events, *(w for kind in kinds for w in ("--after-type", kind)))[0]["incidents"]
        for kinds in (("strike",), ("threat",), ("strike", "threat"))
    )
    assert set(both) == set(strikes) | set(threats)
    assert len(both) > len(strikes)


@pytest.mark.parametrize("how", ["days", "wakes", "waits"])
def test_each_comparison_prints_an_answer_people_can_read(
    events: Path, tmp_path: Path, how: str
) -> None:
    plot = tmp_path / "p.svg"
    words = ("--events", str(events), "--actor", "Red", "--after", "Blue", "--how", how, "--draws", "20")  # fmt: skip
    said = run(*words, "--plot", str(plot))
    assert "Method:" in said and "deterred" not in said
    assert plot.exists() is (how != "waits")
    assert ("The other direction" in said) is (how != "wakes")


def test_a_natural_experiment_from_the_command_line(events: Path, tmp_path: Path) -> None:
    wind = np.random.default_rng(1).normal(size=MANY.days)
    weather = tmp_path / "weather.csv"
    weather.write_text("day,wind\n" + "".join(f"{DAY0 + timedelta(days=k)},{v:.3f}\n" for k, v in enumerate(wind)))  # fmt: skip
    (answer,) = asked(events, "--instrument", f"{weather}/wind")
    assert answer["verdict"] == "cannot tell" and "first-stage F" in str(answer["words"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--instrument", "wind"), "FILE/COLUMN"),
        (("--control", "rain"), "goes with --instrument"),
        (("--how", "magic"), "magic"),
    ],
)
def test_options_that_do_not_fit_are_refused_in_words(
    events: Path, words: tuple[str, ...], said: str
) -> None:
    base = ("--events", str(events), "--actor", "Red", "--after", "Blue")
    assert said in run(*base, *words, code=2)


def test_a_missing_table_or_column_is_an_error_in_words(events: Path, tmp_path: Path) -> None:
    base = ("--events", str(events), "--actor", "Red", "--after", "Blue", "--instrument")
    with pytest.raises(GestaError, match="cannot be read"):
        run(*base, str(tmp_path / "no.csv/wind"))
    with pytest.raises(GestaError, match="no column 'rain'"):
        run(*base, f"{events}/rain")


def test_a_small_ledger_is_refused_and_an_unknown_type_named(tmp_path: Path) -> None:
    story = Story()
    for day in (3, 9):
        story.attack(when(day), published=day + 1)
    ledger = str(story.write(tmp_path / "war.ledger"))
    said = run(ledger, "--actor", "Red Banner", "--after", "Grey Wolves")
    assert said.count("CANNOT TELL") == 2 and "are needed" in said
    assert "none of" in run(ledger, "--after", "Border Guard", "--after-type", "SHOUT", code=2)


def test_events_that_are_on_both_sides_are_not_told_to_follow_themselves(events: Path) -> None:
    told = run("--events", str(events), "--actor", "Red", "--after", "Red")
    assert "CANNOT TELL" in told and "Name two sides that act apart" in " ".join(told.split())
