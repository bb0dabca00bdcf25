"""`gesta doctor` looks at what is there: an absent part is a fault with a next step."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from gesta.cli.doctor import examine


def verdicts(resources: Path) -> dict[str, str]:
    return {finding.about: finding.verdict for finding in examine(resources)}


def test_an_empty_installation(tmp_path: Path) -> None:
    found = {finding.about: finding for finding in examine(tmp_path)}
    assert list(found) == [
        "python", "sqlite", "model", "gazetteer", "actors", "outlets", "disk", "locale",
    ]  # fmt: skip
    for about in ("model", "gazetteer", "actors", "outlets"):
        assert found[about].verdict == "fault"
        assert found[about].next_step


def test_a_whole_installation(tmp_path: Path) -> None:
    for name, words in (
        ("model/encoder.onnx", "x"), ("gazetteer/geonames.gaz", "x"), ("places/a.txt", "Town\n"),
        ("actors/a.txt", "# note\nFront\n    the Front\nArmy\n"), ("outlets/o.txt", "Wire\n"),
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(words)
    found = {finding.about: finding for finding in examine(tmp_path)}
    assert {f.verdict for f in found.values()} <= {"ok", "note"}
    assert found["actors"].words == "2 entries in 1 file"
    assert "sha256 2d711642b726" in found["model"].words


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")
    assert verdicts(tmp_path)["sqlite"] == "fault"
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.3")
    assert verdicts(tmp_path)["sqlite"] == "ok"
