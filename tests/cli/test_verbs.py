"""The commands as people run them: tables, JSON lines, exit codes, words on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from gesta.cli.show import WHAT
from tests.ledger import world


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world; no test here changes it."""
    return world.filled(tmp_path_factory.mktemp("cli") / "small.ledger")


def gesta(
    *words: object, code: int = 0, columns: int = 120, cwd: Path | None = None, feed: bytes = b"",
    **settings: str,
) -> tuple[str, str]:  # fmt: skip
    """Run the command; what it wrote to stdout and stderr."""
    env = {key: value for key, value in os.environ.items() if key != "GESTA_LEDGER"}
    env |= {"COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8", **settings}
    done = subprocess.run(
        [sys.executable, "-c", "from gesta.cli import main; main()", *map(str, words)],
        capture_output=True, env=env, cwd=cwd, input=feed,
    )  # fmt: skip
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == code, (out, err)
    assert "Traceback" not in err
    return out, err


LISTS = [what for what in WHAT if what not in ("incident", "report")]


@pytest.mark.parametrize("columns", [80, 120, 160])
def test_every_list_fits_its_width(path: Path, columns: int) -> None:
    script = (
        "import sys\nfrom gesta.cli.app import command_line\n"
        "for what in sys.argv[2:]:\n"
        "    command_line('show')(['show', sys.argv[1], what], standalone_mode=False)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), *LISTS], capture_output=True, text=True,
        env={**os.environ, "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"}, check=True,
    )  # fmt: skip
    for words in ("disputed", "claimed", "Northern Front", "part-of", "Qaryat", "c.pdf"):
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= columns


def test_the_incident_says_who_says_what(path: Path) -> None:
    out, _ = gesta("show", path, "incident", "i1")
    assert "Disputed: killed" in out
    assert world.NOTE.words in out
    assert "Valley News ← The Northern Front  claimed" in out
    assert "“At least 12 guards were killed, a doctor said.”" in out
    assert "Coast Wire ← The army  denied" in out
    assert f"Depot struck · Valley News · 2024-03-05 · report {world.R1.id}" in out


def test_the_report_shows_its_details_and_claims(path: Path) -> None:
    out, _ = gesta("show", path, "report", world.R1.id)
    for words in (
        "Depot struck",
        "2024-03-05 (metadata)",
        world.R1.sha256,
        "2 claims",
        "1 assessment",
    ):
        assert words in out


def test_json_lines_are_those_of_the_exchange_format(path: Path) -> None:
    out, _ = gesta("show", path, "incident", "i1", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["kind"] for line in lines] == ["incident", "claim", "claim", "claim", "edge"]
    noted = {line["id"]: line.get("notes") for line in lines if line["kind"] == "claim"}
    assert noted[world.C2.id] == [world.NOTE.words] and noted[world.C1.id] is None


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        (["--actor", "northern front"], {world.C1.id}),
        (["--actor", "Hill Army"], {world.C2.id, world.C3.id}),
        (["--place", "Kariat Um"], {world.C1.id, world.C3.id}),
        (["--place", "ISR"], {world.C1.id, world.C3.id}),
        (["--since", "2024-03-04", "--until", "2024-03-04"], {world.C1.id, world.C3.id}),
        (["--since", "2024-03-05"], set()),
        (["--until", "2024-03-03"], set()),
        (["--certainty", "attributed"], {world.C2.id}),
        (["--type", "assault", "--status", "disputed"], {world.C1.id, world.C2.id, world.C3.id}),
        (["--type", "AID"], set()),
        (["--outlet", "valley NEWS"], {world.C1.id, world.C2.id}),
        (["--outlet", "Valley News", "--type", "AID"], set()),
        (["--limit", "1"], {min(world.C1.id, world.C3.id)}),
    ],
)
def test_filters(path: Path, filters: list[str], shown: set[str]) -> None:
    out, _ = gesta("show", path, "claims", "--json", *filters)
    assert {json.loads(line)["id"] for line in out.splitlines()} == shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "none.ledger", "claims"], "There is no ledger"),
        (["show", "LEDGER"], "What of"),
        (["show", "LEDGER", "rumours"], "cannot be shown"),
        (["show", "LEDGER", "incident"], "Which incident?"),
        (["show", "LEDGER", "incident", "i9"], "no incident 'i9'"),
        (["show", "LEDGER", "report", "r9"], "no report 'r9'"),
        (["show", "LEDGER", "claims", "c1"], "one word too many"),
        (["show", "LEDGER", "claims", "--actor", "Nobody"], "no actor called 'Nobody'"),
        (["show", "LEDGER", "incidents", "--outlet", "Valey News"], "names: Valley News"),
        (["show", "LEDGER", "incidents", "--outlet", "Valley"], "no report of an outlet called"),
        (["export", "LEDGER", "--outlet", "Nobody", "-o", "x.jsonl"], "outlet called 'Nobody'"),
        (["show", "LEDGER", "actors", "--status", "denied"], "does not apply"),
        (["show", "LEDGER", "actors", "--outlet", "Valley News"], "does not apply"),
        (
            ["show", "LEDGER", "claims", "--since", "2024-03-02", "--until", "2024-03-01"],
            "is after",
        ),
        (["show", "LEDGER", "claims", "--since", "yesterday"], "is no day"),
        (["show", "LEDGER", "claims", "--since", ""], "is empty"),
        (["export", "LEDGER", "--actor", "", "-o", "x.jsonl"], "is empty"),
        (["show", "LEDGER", "claims", "--type", "RUMOUR"], "not a word of the codebook"),
        (["show", "LEDGER", "claims", "--type", "part-of"], "one of ASSAULT, COERCE"),
        (["show", "LEDGER", "ties", "--type", "ASSAULT"], "one of same, alias-of"),
        (["export", "LEDGER", "-o", "/proc/none/x"], "cannot be written"),
        (["import", "none.jsonl", "--ledger", "x.ledger"], "none.jsonl"),
        (["verify", "none.ledger"], "There is no ledger"),
    ],
)
def test_what_cannot_be_done_is_said(
    path: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    command = [str(path) if word == "LEDGER" else word for word in words]
    out, err = gesta(*command, code=2, cwd=tmp_path)
    assert out == ""
    assert said in " ".join(err.replace("│", " ").split())
    assert list(tmp_path.iterdir()) == []


def test_the_ledger_may_be_left_out(path: Path, tmp_path: Path) -> None:
    _, err = gesta("show", "refusals", code=2, cwd=tmp_path)
    assert "Which ledger? This folder has no .ledger file" in err
    assert "c.pdf" in gesta("show", "refusals", cwd=tmp_path, GESTA_LEDGER=str(path))[0]
    assert "c.pdf" in gesta("show", "refusals", cwd=path.parent)[0]
    for name in ("one.ledger", "two.ledger"):
        (tmp_path / name).touch()
    _, err = gesta("show", "refusals", code=2, cwd=tmp_path)
    assert "2 .ledger files" in err


def test_words_of_reports_do_not_act_on_the_terminal(tmp_path: Path) -> None:
    from gesta.ledger import Ledger
    from gesta.types import Refusal

    path = tmp_path / "odd.ledger"
    with Ledger.open(path, create=True) as ledger:
        ledger.add_refusal(Refusal("\x1b[31m[bold]x\u202egpj", "parse", "empty", "[/bold] no text"))
    out, _ = gesta("show", path, "refusals")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[31m[bold]x" in out


def test_export_and_import_through_a_pipe(path: Path, tmp_path: Path) -> None:
    out, _ = gesta("export", path)
    _, err = gesta("import", "-", "--ledger", tmp_path / "b.ledger", feed=out.encode())
    assert "15 lines imported" in err
    gesta("export", tmp_path / "b.ledger", "-o", tmp_path / "b.jsonl")
    assert (tmp_path / "b.jsonl").read_text(encoding="utf-8") == out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.jsonl", "b.ledger"]
    gesta("import", tmp_path / "b.jsonl", "--ledger", tmp_path / "c.ledger")
    assert gesta("export", tmp_path / "c.ledger")[0] == out


def test_export_never_takes_the_place_of_a_ledger(path: Path, tmp_path: Path) -> None:
    gesta("import", "-", "--ledger", tmp_path / "b.ledger", feed=gesta("export", path)[0].encode())
    before = (tmp_path / "b.ledger").read_bytes()
    for ledger in (path, tmp_path / "b.ledger"):
        _, err = gesta("export", ledger, "-o", tmp_path / "b.ledger", code=2)
        assert "b.ledger is a ledger" in err
        assert "b.jsonl" in err
    assert (tmp_path / "b.ledger").read_bytes() == before
    gesta("export", path, "-o", tmp_path / "b.jsonl")
    gesta("export", path, "-o", tmp_path / "b.jsonl")


def test_export_is_the_same_in_any_locale(path: Path) -> None:
    assert gesta("export", path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii") == gesta(
        "export", path
    )


def test_csv(path: Path) -> None:
    out, _ = gesta("export", path, "--format", "csv", "--table", "incidents")
    assert out.splitlines()[1].startswith("i1,ASSAULT,drone,disputed,2024-03-04")
    assert len(gesta("export", path, "--format", "csv")[0].splitlines()) == 4


def test_a_bad_line_is_named_on_stderr(tmp_path: Path) -> None:
    _, err = gesta("import", "-", "--ledger", tmp_path / "a.ledger", code=2, feed=b'{"kind": 3}\n')
    assert "line 1: kind is 3" in err
    _, err = gesta("import", "-", "--ledger", tmp_path / "a.ledger", code=2, feed=b"\xff\xfe\n")
    assert "line 1: byte 0 is no UTF-8" in err
    assert list(tmp_path.iterdir()) == []


def test_verify_says_what_does_not_hold(path: Path, tmp_path: Path) -> None:
    assert "all hold" in gesta("verify", path)[0]
    hurt = world.filled(tmp_path / "hurt.ledger")
    with apsw.Connection(str(hurt)) as other:
        other.execute("UPDATE claims SET killed_low = 11 WHERE killed_low = 12")
    other.close()
    out, _ = gesta("verify", hurt, code=1)
    assert f"claim {world.C2.id}, receipt: its values are not those that were written" in out
    assert "1 do not hold" in out
    out, _ = gesta("verify", hurt, "--json", code=1)
    assert json.loads(out)["faults"][0]["id"] == world.C2.id


def test_a_reader_that_goes_away_is_no_error(path: Path) -> None:
    command = f"{sys.executable} -c 'from gesta.cli import main; main()' export {path} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert done.stderr == ""
