"""`gesta read` from the command line: what it prints where, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from gesta import flow
from gesta.cli import read as command
from gesta.cli.totals import quick_total
from gesta.errors import LedgerError
from tests.fakes import rooms

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    """The command alone, with rooms that need no model."""

    def quick(ledger: Path, paths: list[str], **options: object) -> flow.Summary:
        return flow.read_into(ledger, paths, factory=rooms.make, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "read_into", quick)
    app = typer.Typer()
    app.command()(command.read)
    return app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Warplanes struck the port.\nThe report goes on here.\n")
    (folder / "b.txt").write_text("Rebels struck a bridge.\nThe report goes on here.\n")
    (folder / "empty.txt").write_text("")
    return folder


def test_prints_a_summary_and_where_to_look_next(
    app: typer.Typer, folder: Path, tmp_path: Path
) -> None:
    result = CliRunner().invoke(app, [str(folder), "--ledger", str(tmp_path / "l.ledger")])
    assert result.exit_code == 0, result.output
    words = " ".join(result.output.split())
    assert "2 reports read" in words
    assert "1 refused: empty" in words
    assert "2 claims" in words
    assert "incidents" in words and "disputes" in words
    assert "gesta show" in words and "refusals" in words


def test_reports_without_a_day_of_publication_are_told_with_what_to_do(
    app: typer.Typer, folder: Path, tmp_path: Path
) -> None:
    ledger = str(tmp_path / "l.ledger")
    result = CliRunner().invoke(app, [str(folder), "--ledger", ledger])
    words = " ".join(result.output.split())
    assert "2 of 2 reports have no day of publication" in words
    assert "--published" in words
    dated = [str(folder), "--ledger", str(tmp_path / "dated"), "--published", "2024-09-26"]
    assert "day of publication" not in CliRunner().invoke(app, dated).output


@pytest.mark.parametrize(
    ("reports", "undated", "words"),
    [
        (1, 1, "The report has no"),
        (5, 1, "1 of 5 reports has no"),
        (5, 2, "2 of 5 reports have no"),
    ],
)
def test_how_many_reports_have_no_day_is_told_in_grammar(
    reports: int, undated: int, words: str
) -> None:
    counts = dict.fromkeys(
        ("read", "already", "copies", "claims", "assessments", "actors", "places", "ties",
         "incidents", "disputes"), 0,
    )  # fmt: skip
    summary = flow.Summary(
        ledger="l.ledger", refused={}, reports=reports, undated=undated, seconds=1.0, **counts
    )
    assert command._undated(summary).startswith(words)


def test_json_is_one_object_and_nothing_else(
    app: typer.Typer, folder: Path, tmp_path: Path
) -> None:
    arguments = [str(folder), "--ledger", str(tmp_path / "l.ledger"), "--json"]
    result = CliRunner().invoke(app, arguments)
    summary = json.loads(result.stdout)
    assert summary["read"] == 2
    assert summary["refused"] == {"empty": 1}
    assert {"claims", "actors", "ties", "incidents", "disputes", "seconds"} <= summary.keys()


@pytest.mark.parametrize("day", ["yesterday", "26/09/2024", "2024-02-30", ""])
def test_a_day_that_is_none_is_refused_in_words(
    app: typer.Typer, folder: Path, tmp_path: Path, day: str
) -> None:
    arguments = [str(folder), "--ledger", str(tmp_path / "l.ledger"), "--published", day]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "2024-09-26" in result.output
    assert not (tmp_path / "l.ledger").exists()


def test_a_file_that_is_no_ledger_is_refused_in_words(
    app: typer.Typer, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("These are notes, no ledger. " * 50)
    result = CliRunner().invoke(app, [str(folder), "--ledger", str(other)])
    assert isinstance(result.exception, LedgerError)
    assert "not a ledger" in str(result.exception)
    assert other.read_text().startswith("These are notes")


# Whoever is started in the background is born deaf to Ctrl-C, and all its children with it.
JOB = """
import signal
import sys
from gesta import flow
from gesta.cli import read as command
from tests.fakes import rooms
import typer
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    def slow(ledger, paths, **options):
        options["progress"] = lambda step: print(step.done, flush=True)
        return flow.read_into(ledger, paths, factory=rooms.make, **options)
    command.read_into = slow
    app = typer.Typer()
    app.command()(command.read)
    app()
"""


def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(folder: Path, tmp_path: Path) -> None:
    for number in range(20):
        (folder / f"slow-{number:02}.txt").write_text(f"SLOW went day {number}.\nAnd it goes on.\n")
    script = tmp_path / "job.py"
    script.write_text(JOB)
    job = subprocess.Popen(
        [sys.executable, str(script), str(folder), "--ledger", str(tmp_path / "l.ledger")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert job.stdout is not None
    while int(job.stdout.readline()) < 4:
        pass
    os.killpg(job.pid, signal.SIGINT)  # as a terminal does: the whole group hears it
    _, errors = job.communicate(timeout=20)
    assert job.returncode == 130
    assert "Run the same command again" in errors
    assert "Traceback" not in errors


def test_counts_articles_when_it_is_cheap(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.html").write_text("<p>two</p>")
    (tmp_path / "rows.jsonl").write_text('{"text": "three"}\n\n{"text": "four"}\n')
    with zipfile.ZipFile(tmp_path / "five.zip", "w") as archive:
        archive.writestr("five.txt", "five")
    (tmp_path / "broken.zip").write_bytes(b"PK nothing")
    assert quick_total([str(tmp_path)]) == 6
    assert quick_total([str(tmp_path), "-"]) is None
    (tmp_path / "rows.csv").write_text('text,date\n"a\nb",2024\n')
    assert quick_total([str(tmp_path)]) == 7
    (tmp_path / "rows.json").write_text("[]")
    assert quick_total([str(tmp_path)]) is None
