"""The verbs: from a ledger or a table to text, JSON and a plot, with errors in words."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gesta.analysis.from_csv import from_csv
from gesta.cli.app import command_line
from gesta.errors import GestaError
from gesta.ledger.find import Filter
from tests.analysis.ledgers import Story, when
from tests.analysis.makers import table

VERBS = ("nowcast", "trend", "since", "shift")


def run(*words: str) -> str:
    done = CliRunner().invoke(command_line(words[0]), list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def rising(folder: Path) -> Path:
    rows = ["date,actor,target,n,reported"]
    for day in range(100):
        on = date(2024, 1, 1) + timedelta(days=day)
        rows.append(f"{on},Red Banner,{'market' if day % 3 else 'depot'},{2 if day < 84 else 6},{on}")  # fmt: skip
    return table(folder, *rows)


@pytest.mark.parametrize("verb", VERBS)
def test_a_table_gives_an_answer_as_text_json_and_plot(tmp_path: Path, verb: str) -> None:
    events, plot = rising(tmp_path), tmp_path / "a.svg"
    text = run(verb, "--events", str(events), "--draws", "60", "--plot", str(plot))
    assert text.startswith(("Are", "Since when", "Did")) and "Used:" in text
    found = json.loads(run(verb, "--events", str(events), "--draws", "60", "--json"))
    assert found["verdict"] in ("yes", "no sign of it", "cannot tell")
    assert found["question"] and found["method"] and "incidents" in found
    assert plot.exists()


def test_a_rise_is_found_in_a_table_with_its_actor(tmp_path: Path) -> None:
    words = run("trend", "--events", str(rising(tmp_path)), "--actor", "red banner")
    assert words.startswith("Are attacks by red banner rising") and "YES." in words


@pytest.mark.parametrize("verb", VERBS)
def test_a_ledger_too_thin_is_refused_in_words(tmp_path: Path, verb: str) -> None:
    story = Story()
    for day in range(0, 90, 30):
        story.attack(when(day), published=day)
    path = story.write(tmp_path / "a.ledger")
    words = run(verb, str(path), "--actor", "Northern Coalition")
    assert "CANNOT TELL." in words and "Used: 3" in words


@pytest.mark.parametrize("verb", VERBS)
def test_an_empty_ledger_is_refused_in_words(tmp_path: Path, verb: str) -> None:
    assert "CANNOT TELL." in run(verb, str(Story().write(tmp_path / "a.ledger")))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["trend", "--since", "soon"], "no day"),
        (["trend", "--since", ""], "is empty"),
        (["trend", "--actor", ""], "is empty"),
        (["network", "--on", ""], "is empty"),
        (["shift", "--at", ""], "is empty"),
        (["network", "--on", "foo"], "Invalid value for --on:"),
        (["trend", "--since", "2024-02-01", "--until", "2024-01-01"], "is after"),
        (["shift", "--of", "weather"], "weather"),
        (["trend", "--draws", "3"], "20"),
        (["trend", "a.ledger", "--events", "b.csv"], "not both"),
    ],
)
def test_options_at_fault_are_named(words: list[str], said: str) -> None:
    done = CliRunner().invoke(command_line(words[0]), words)
    assert done.exit_code == 2 and said in done.output


def test_an_actor_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    words = ["trend", "--events", str(rising(tmp_path)), "--actor", "Nobody"]
    done = CliRunner().invoke(command_line("trend"), words)
    assert isinstance(done.exception, GestaError) and "Red Banner" in str(done.exception)


def test_refused_rows_are_printed_with_their_line(tmp_path: Path) -> None:
    path = table(tmp_path, "date", "2024-01-01", "once upon a time")
    words = run("since", "--events", str(path))
    assert "1 unreadable" in words and "line 3" in words


def test_no_verb_says_that_somebody_was_deterred(tmp_path: Path) -> None:
    assert "deter" not in "".join(run(v, "--events", str(rising(tmp_path))) for v in VERBS).lower()


def test_show_does_not_load_the_analysis() -> None:
    code = (
        "import sys; from gesta.cli.app import command_line; command_line('show'); "
        "print([m for m in sys.modules if m.startswith(('gesta.analysis', 'scipy', 'matplotlib'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_table_says_what_its_rows_are(tmp_path: Path) -> None:
    found = from_csv(rising(tmp_path), Filter(actor="Red Banner"))
    assert found.words == "attacks by Red Banner" and found.source.endswith("events.csv")


@pytest.mark.parametrize("verb", ["trend", "claims", "network"])
def test_a_word_that_no_ledger_has_is_told_not_counted_as_nothing(
    tmp_path: Path, verb: str
) -> None:
    path = tmp_path / "war.ledger"
    Story().write(path)
    done = CliRunner().invoke(command_line(verb), [verb, str(path), "--status", "confirmd"])
    assert isinstance(done.exception, GestaError)
    assert "'confirmd' is not a word of the codebook" in str(done.exception)
