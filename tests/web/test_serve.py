"""`gesta serve`: starts, says where, serves, ends; and says in words why it cannot."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gesta.cli.app import command_line
from gesta.ledger import Ledger
from gesta.types import Grounded
from tests import factories as make
from tests.ledger import world
from tests.web.conftest import Server

COMMAND = [sys.executable, "-c", "from gesta.cli import main; main()", "serve"]


@contextmanager
def running(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command under way and the address that it said."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*COMMAND, *words], stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://\S+", process.stderr.readline())
            assert found, process.stderr.read()
            yield process, found.group()
        finally:
            process.kill()


def fetch(url: str) -> tuple[int, object]:
    """Status and JSON of an address."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def test_it_says_where_it_is_serves_and_ends_by_ctrl_c(small: Path) -> None:
    with running(str(small), "--port", "0") as (process, url):
        status, found = fetch(url + "api/ledger")
        assert status == 200
        assert isinstance(found, dict)
        assert found["counts"]["claims"] == 3
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130)


def test_off_loopback_it_makes_a_token_and_asks_for_it(small: Path) -> None:
    with running(str(small), "--host", "0.0.0.0", "--port", "0", "--no-review") as (_, url):
        base, _, token = url.partition("?token=")
        assert len(token) >= 24
        assert fetch(base + "api/ledger")[0] == 401
        request = urllib.request.Request(
            base + "api/ledger", headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert json.loads(answer.read())["readonly"] is True


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.ledger"], "There is no ledger nowhere.ledger"),
        (["{ledger}", "--token", "short"], "a token of 5 characters is soon guessed"),
        (["{ledger}", "--host", "no.such.name.invalid"], "Cannot listen on no.such.name.invalid"),
        (["{ledger}", "--port", "{taken}"], "Cannot listen on 127.0.0.1, port"),
    ],
)
def test_what_cannot_be_is_said_in_words(small: Path, words: list[str], said: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        given = [w.format(ledger=small, taken=port) for w in words]
        done = CliRunner().invoke(command_line("serve"), ["serve", *given])
    assert done.exit_code != 0
    assert said in re.sub(r"[\s│]+", " ", done.output + str(done.exception))


def test_a_report_that_another_program_adds_shows_up(served: Server) -> None:
    text = "A shell hit a bakery in Lower Umm on Friday."
    report = make.report(text, outlet="Late Wire", path="late.txt")
    with served.client() as client:
        before = client.get("/api/ledger")
        table = client.get("/api/table").json()
        with Ledger.open(served.path) as other:
            claim = make.claim(report, text, "hit")
            other.add(Grounded(report, (claim,)), make.source(text, outlet="Late Wire"))
        after = client.get("/api/ledger", headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200
        assert after.json()["counts"]["reports"] == before.json()["counts"]["reports"] + 1
        outlets = [one["outlet"] for one in client.get("/api/reports").json()]
        assert "Late Wire" in outlets
        assert client.get("/api/search", params={"q": "bakery"}).json()["total"] == 1
        assert client.get("/api/table").json() == table  # incidents come when they are joined


def test_another_file_in_the_place_of_the_ledger_is_seen(served: Server, tmp_path: Path) -> None:
    with served.client() as client:
        assert client.get("/api/table").json()["n"] == 1
        other = tmp_path / "other.ledger"
        with Ledger.open(other, create=True):
            pass
        for ending in ("-wal", "-shm"):
            Path(f"{served.path}{ending}").unlink(missing_ok=True)
        other.replace(served.path)
        assert client.get("/api/ledger").json()["counts"]["reports"] == 0
        assert client.get("/api/table").json()["n"] == 0
        served.path.unlink()
        gone = client.get("/api/ledger")
        assert gone.status_code == 503
        assert "There is no ledger" in gone.json()["error"]


def test_readers_and_a_writer_at_once_get_whole_answers(served: Server) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def read(number: int) -> int:
        with served.client() as client:
            table = client.get("/api/table").json()
            assert len(table["id"]) == table["n"]
            return int(client.get(f"/api/reports/{world.R1.id}").status_code)

    def write(number: int) -> int:
        with served.client() as client:
            kind = "accept" if number % 2 else "reject"
            body = {"subject": world.C2.id, "kind": kind, "by": f"p{number}"}
            return int(client.post("/api/review/decisions", json=body).status_code)

    with ThreadPoolExecutor(8) as pool:
        reads, writes = pool.map(read, range(16)), pool.map(write, range(6))
        assert set(reads) == {200}
        assert set(writes) == {200}
