"""`gesta doctor`: whether this machine has what Gesta needs, in words."""

from __future__ import annotations

import hashlib
import json
import locale
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import apsw
import typer
from rich.console import Console
from rich.text import Text

import gesta
from gesta.cli.paper import paper
from gesta.ledger.schema import OLDEST_SQLITE
from gesta.phrases import many
from gesta.stamp import stamp

OLDEST_PYTHON = (3, 11)
LEAST_FREE = 1 << 30  # a ledger of ten thousand articles takes some hundred megabytes
HASH_SHOWN = 12

SOUND, POOR, BROKEN = "ok", "note", "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its verdict (ok, note, fault), what was found, and what to do."""

    about: str
    verdict: str
    words: str
    next_step: str = ""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Look whether this machine has what Gesta needs.

    Python, SQLite, the reader's model, the gazetteer, the registries, disk and locale. The exit
    code is 1 where something is missing without which reports cannot be read.

    Example: gesta doctor
    """
    findings = list(examine())
    if as_json:
        for finding in findings:
            typer.echo(json.dumps(asdict(finding), ensure_ascii=False))
    else:
        _print(findings, paper())
    if any(finding.verdict == BROKEN for finding in findings):
        raise typer.Exit(1)


def _print(findings: list[Finding], console: Console) -> None:
    styles = {SOUND: "green", POOR: "yellow", BROKEN: "red"}
    for finding in findings:
        line = Text(f"{finding.verdict:<6}", style=styles[finding.verdict])
        line.append(f"{finding.about:<11} {finding.words}", style="none")
        console.print(line)
        if finding.next_step:
            console.print(Text(f"       → {finding.next_step}"))


def examine(resources: Path | None = None) -> Iterator[Finding]:
    """Every finding, in the order in which things are needed."""
    held = resources or Path(str(files("gesta.resources")))
    yield _python()
    yield _sqlite()
    for look in (_model, _gazetteer, _actors, _outlets):
        yield _looked(look, held)
    if resources is None:
        yield _looked(_stamp, held)
    yield _disk()
    yield _locale()


def _looked(look: Callable[[Path], Finding], held: Path) -> Finding:
    try:
        return look(held)
    except OSError as error:
        return Finding(look.__name__.strip("_"), BROKEN, f"cannot be read: {error}", _REINSTALL)


_REINSTALL = "install the package again: this file is part of it"


def _python() -> Finding:
    words = f"Gesta {gesta.__version__} on Python {platform.python_version()}"
    if sys.version_info < OLDEST_PYTHON:
        return Finding("python", BROKEN, words, "use Python 3.11 or newer")
    return Finding("python", SOUND, f"{words}, {platform.system()} {platform.machine()}")


def _sqlite() -> Finding:
    version = apsw.sqlite_lib_version()
    words = f"SQLite {version} through apsw {apsw.apsw_version()}"
    if tuple(int(part) for part in version.split(".")[:3]) < OLDEST_SQLITE:
        return Finding(
            "sqlite", BROKEN, f"{words}: this SQLite can corrupt a ledger that two programs write",
            "pip install -U apsw",
        )  # fmt: skip
    return Finding("sqlite", SOUND, words)


def _model(held: Path) -> Finding:
    found = sorted((held / "model").glob("*.onnx"))
    if not found:
        return Finding("model", BROKEN, f"no .onnx file in {held / 'model'}", _REINSTALL)
    described = [_described(path) for path in sorted((held / "model").iterdir()) if path.is_file()]
    return Finding("model", SOUND, "; ".join(described))


def _described(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{path.name} {path.stat().st_size:,} bytes, sha256 {digest[:HASH_SHOWN]}"


def _gazetteer(held: Path) -> Finding:
    path = held / "gazetteer" / "geonames.gaz"
    if not path.exists():
        return Finding("gazetteer", BROKEN, f"no {path}", _REINSTALL)
    layer = sum(_entries(file) for file in sorted((held / "places").rglob("*.txt")))
    return Finding("gazetteer", SOUND, f"{_described(path)}; {layer:,} entries of the own layer")


def _stamp(_: Path) -> Finding:
    return Finding("stamp", SOUND, f"a ledger read now keeps: {stamp()}")


def _actors(held: Path) -> Finding:
    return _registry("actors", held)


def _outlets(held: Path) -> Finding:
    return _registry("outlets", held)


def _registry(name: str, held: Path) -> Finding:
    found = sorted((held / name).glob("*.txt"))
    number = sum(_entries(path) for path in found)
    if not number:
        return Finding(name, BROKEN, f"no entry in {held / name}", _REINSTALL)
    return Finding(name, SOUND, f"{number:,} entries in {many(len(found), 'file')}")


def _entries(path: Path) -> int:
    """Entries of a registry file: lines that start at the margin and are no comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return sum(1 for line in lines if line[:1].strip() and not line.startswith("#"))


def _disk() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free
    words = f"{free / (1 << 30):,.1f} GiB free in {Path.cwd()}"
    if free < LEAST_FREE:
        return Finding("disk", POOR, words, "free some space before reading many reports")
    return Finding("disk", SOUND, words)


def _locale() -> Finding:
    encoding = locale.getpreferredencoding(False)
    words = f"{encoding}, standard output {sys.stdout.encoding}"
    if encoding.lower().replace("-", "") != "utf8":
        return Finding("locale", POOR, words, "set LANG=C.UTF-8 to see every name as it is written")
    return Finding("locale", SOUND, words)
