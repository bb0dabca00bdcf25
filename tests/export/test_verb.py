"""`gesta export` on the command line: formats, filters, what was left out, faults in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gesta.cli.app import command_line
from gesta.errors import ExchangeError
from gesta.export import FORMATS
from tests.ledger import world


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return world.filled(tmp_path / "small.ledger")


def run(*words: object, code: int = 0) -> tuple[str, str]:
    done = CliRunner().invoke(command_line("export"), ["export", *map(str, words)])
    if isinstance(done.exception, ExchangeError):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.stdout, done.stderr


def test_every_format_is_written_to_a_file(path: Path, tmp_path: Path) -> None:
    for name, format_ in FORMATS.items():
        output = tmp_path / f"x-{name}{format_.suffix}"
        run(path, "--format", name, "-o", output)
        assert output.stat().st_size
    left = {p.name for p in tmp_path.iterdir()}
    assert len(left) == len(FORMATS) + 1  # no temporary file is left


def test_an_unknown_format_says_which_there_are(path: Path) -> None:
    _, err = run(path, "--format", "doc", code=2)
    words = " ".join(err.replace("│", " ").split())
    for name in FORMATS:
        assert f"'{name}'" in words


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["--status", "disputed"], 1), (["--status", "planned"], 0),
        (["--since", "2024-03-04", "--until", "2024-03-04"], 1), (["--until", "2024-03-03"], 0),
        (["--actor", "hill army"], 1), (["--place", "Kariat"], 1), (["--type", "aid"], 0),
        (["--certainty", "denied"], 1),
    ],
)  # fmt: skip
def test_the_filters_are_those_of_show(path: Path, words: list[str], number: int) -> None:
    out, _ = run(path, "--format", "geojson", *words)
    assert len(json.loads(out)["features"]) == number


def test_a_word_outside_the_codebook_is_said(path: Path) -> None:
    _, err = run(path, "--format", "kml", "--status", "true", code=2)
    assert "not a word of the codebook" in " ".join(err.replace("│", " ").split())


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    from gesta.ledger import Ledger
    from tests.export import odd

    with Ledger.open(tmp_path / "odd.ledger", create=True) as ledger:
        odd.fill(ledger)
    _, err = run(tmp_path / "odd.ledger", "--format", "ged")
    assert "left out of ged: incidents of other types than ASSAULT: 2" in err


def test_a_ledger_is_never_written_over(path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"is a ledger .*small\.kml"):
        run(path, "--format", "kml", "-o", path)


def test_links_lead_where_the_page_is(path: Path) -> None:
    out, _ = run(path, "--format", "plover", "--link", "https://x.example/#")
    assert json.loads(out)["link"] == "https://x.example/#i1"
