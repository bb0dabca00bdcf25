"""The way back holds for every kind of source that the reports room reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gesta.ledger import Ledger, verify
from gesta.ledger.wayback import broken_segments
from gesta.reports import parse, sources
from gesta.types import Grounded, Report, Source

BODY = (
    "Shelling hit the market of the old town on Monday & two people died, a doctor said.\n\n"
    "The army said it had struck “a depot”; residents – some in tears – denied that there was one.\n"
)
PAGE = (
    "<html><head><title>Market hit</title></head><body><article><h1>Market hit</h1>"
    + "".join(f"<p>{part}</p>" for part in BODY.replace("&", "&amp;").replace("“", "&ldquo;").split("\n\n"))
    + "<p>A third paragraph tells what people in the town did after the shelling of the market.</p>"
    "</article></body></html>"
)  # fmt: skip
QUOTED = BODY.replace('"', '""')

FILES = {
    "plain.txt": BODY.encode(),
    "windows.txt": BODY.replace("\n", "\r\n").encode("cp1252"),
    "wide.txt": BODY.encode("utf-16"),
    "page.html": PAGE.encode(),
    "notes.md": f"# Market hit\n\n{BODY}".encode(),
    "table.jsonl": json.dumps({"id": "7", "outlet": "Wire", "body": BODY}).encode() + b"\n",
    "parts.jsonl": json.dumps({"text": [BODY, {"name": BODY}, 5]}).encode() + b"\n",
    "named.jsonl": json.dumps({"text": {"name": BODY}}).encode() + b"\n",
    "table.csv": f'id,title,text\nID3,Market hit,"{QUOTED}"\n'.encode(),
    "table.tsv": f'title\ttext\nMarket hit\t"{QUOTED}"\n'.encode(),
    "semicolons.csv": f'title;text\nMarket; hit;"{QUOTED}"\n'.replace(
        "Market; hit", "Hit"
    ).encode(),
}


def read(path: Path) -> tuple[Source, Report]:
    (source,) = sources([str(path)], outlet="Told Outlet")
    assert isinstance(source, Source)
    report = parse(source)
    assert isinstance(report, Report), report
    return source, report


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_source_verifies(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    source, report = read(tmp_path / name)
    assert report.segments
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        ledger.add(Grounded(report), source)
        assert verify(ledger).faults == ()


def test_a_number_as_text_verifies(tmp_path: Path) -> None:
    (tmp_path / "number.jsonl").write_text('{"id": "3", "text": 5}\n')
    source, report = read(tmp_path / "number.jsonl")
    assert report.text == "5"
    assert list(broken_segments(report, source.data)) == []


@pytest.mark.parametrize("name", FILES)
def test_other_bytes_do_not(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    source, report = read(tmp_path / name)
    encoding = "utf-16-le" if name == "wide.txt" else "utf-8"
    changed = source.data.replace("market".encode(encoding), "castle".encode(encoding))
    assert list(broken_segments(report, changed))
