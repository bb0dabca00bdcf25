"""Opening: files, folders, tables, archives, standard input; what cannot be opened is refused."""

from __future__ import annotations

import io
import json
import os
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from gesta.reports import Limits, parse, sources
from gesta.reports.tables import fields_of
from gesta.types import Refusal, Report, Source

TEXT = "The army said that shells fell on the town on Monday. The rebels denied it."


def found(*paths: Path | str, limits: Limits | None = None) -> list[Source | Refusal]:
    """All that comes out of some paths."""
    return list(sources(paths, limits=limits or Limits()))


def reasons(items: list[Source | Refusal]) -> list[str]:
    """`ok`, or the reason of each refusal."""
    return [item.reason if isinstance(item, Refusal) else "ok" for item in items]


def write(path: Path, data: bytes | str) -> Path:
    """A file with some content."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def zipped(path: Path, members: dict[str, bytes | str]) -> Path:
    """An archive with some members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Put `data` on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))  # type: ignore[arg-type]


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.md", "a.txt", "c.html", ".hidden.txt", "b/1.txt"):
        write(tmp_path / name, TEXT)
    items = found(tmp_path)
    assert [Path(item.path).name for item in items] == ["a.txt", "1.txt", "2.md", "c.html"]
    assert reasons(items) == ["ok"] * 4


def test_nothing_vanishes(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.png", b"\x89PNG\r\n\x1a\n" + bytes(50))
    os.mkfifo(tmp_path / "c.txt")
    (tmp_path / "d").symlink_to(tmp_path)
    (tmp_path / "e.txt").symlink_to(tmp_path / "absent")
    items = found(tmp_path, tmp_path / "gone.txt")
    wanted = ["empty", "unknown format", "not a file", "link", "not found", "not found"]
    assert reasons(items) == wanted
    assert all(isinstance(item, Refusal) and item.stage == "open" and item.detail for item in items)


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (["id", "outlet", "published", "title", "text"], {"id", "outlet", "published", "title", "text"}),
        (["Headline", "pub_date", "Article Text", "site_name", "Link", "byline"],
         {"title", "published", "text", "outlet", "url", "author"}),
        (["doc_id", "Newspaper", "dct", "maintext"], {"id", "outlet", "published", "text"}),
        (["source", "publishedAt", "content", "authors"], {"outlet", "published", "text", "author"}),
        (["name", "size"], {"title"}),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_usual_names(names: list[str], fields: set[str]) -> None:
    assert set(fields_of(names)) == fields
    assert set(fields_of(names).values()) <= set(names)


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        json.dumps({"story_id": 7, "publisher": "Valley", "pub_date": "2024-09-26", "headline": "Army", "body": TEXT}),
        "{broken",
        "",
        "[1, 2]",
        json.dumps({"headline": "no text here"}),
        json.dumps({"body": " "}),
        json.dumps({"body": TEXT + " \ud800 \x00 end"}),
    ]  # fmt: skip
    path = write(tmp_path / "t.jsonl", "\n".join(rows))
    items = found(path)
    assert reasons(items) == ["ok", "broken row", "broken row", "no text column", "empty", "ok"]
    assert [item.path.rpartition("#")[2] for item in items] == ["1", "2", "4", "5", "6", "7"]
    first = items[0]
    assert isinstance(first, Source) and first.data == rows[0].encode()
    report = parse(first)
    assert isinstance(report, Report)
    assert (report.source_id, report.outlet, report.title) == ("7", "Valley", "Army")
    assert (report.published, report.published_from) == (date(2024, 9, 26), "metadata")
    assert report.found["published"] == "column pub_date"
    last = parse(items[-1])  # type: ignore[arg-type]
    assert isinstance(last, Report)
    last.text.encode("utf-8")
    assert "\x00" not in last.text


def test_csv_with_long_and_quoted_cells(tmp_path: Path) -> None:
    long = TEXT + " It was a long night for them." * 8_000
    table = f'Date,Source,Article\r\n2024-09-26,Valley,"{TEXT}\nIt said ""no""."\r\nshort\r\n1,2,"{long}"\r\n'
    items = found(write(tmp_path / "t.csv", table))
    assert reasons(items) == ["ok", "ragged row", "ok"]
    report = parse(items[0])  # type: ignore[arg-type]
    assert isinstance(report, Report)
    assert report.text.endswith('It said "no".')
    assert items[0].data in table.encode()  # type: ignore[union-attr]
    assert [item.path.rpartition("#")[2] for item in items] == ["1", "2", "3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_encodings_and_delimiters(tmp_path: Path, encoding: str, mark: str) -> None:
    quoted = TEXT.replace("rebels", "“rebels” of Zoë")
    path = write(tmp_path / "t.csv", f'title{mark}text\nOne{mark}"{quoted}"\n'.encode(encoding))
    report = parse(found(path)[0])  # type: ignore[arg-type]
    assert isinstance(report, Report)
    assert "“rebels” of Zoë" in report.text


def test_a_table_without_text_is_refused_with_its_columns(tmp_path: Path) -> None:
    items = found(write(tmp_path / "t.csv", "place,killed\nKhardun,3\n"))
    assert reasons(items) == ["no text column"]
    assert "'place', 'killed'" in items[0].detail  # type: ignore[union-attr]


def test_json_files(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.json", json.dumps({"articles": [{"text": TEXT}, {"content": TEXT}, 3]})
    )
    assert reasons(found(path)) == ["ok", "ok", "broken row"]
    assert reasons(found(write(tmp_path / "u.json", json.dumps({"body": TEXT})))) == ["ok"]
    assert reasons(found(write(tmp_path / "v.json", "[" * 100_000))) == ["broken table"]


def test_a_line_over_the_cap_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    row = json.dumps({"text": TEXT})
    path = write(tmp_path / "t.jsonl", f"{row}\n{json.dumps({'text': 'x' * 5_000})}\n{row}\n")
    assert reasons(found(path, limits=Limits(max_bytes=1_000))) == ["ok", "too large", "ok"]


def test_an_unclosed_quote_does_not_swallow_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", 'title,text\na,"' + "word word\n" * 3_000)
    assert "broken row" in reasons(found(path, limits=Limits(max_bytes=1_000)))


@pytest.mark.parametrize("second", ["b,said by an elder", "said by an elder"])
def test_an_unclosed_quote_costs_its_own_line(tmp_path: Path, second: str) -> None:
    rows = [f'1,"{TEXT}', f'2,"{second}', f'3,"{TEXT}\nIt said ""no"", twice."', f"4,{second[-8:]}"]
    items = found(write(tmp_path / "t.csv", "\n".join(["id,text", *rows])))
    assert reasons(items) == ["unclosed quote", "unclosed quote", "ok", "ok"]
    assert "'2,\"" in items[1].detail  # type: ignore[union-attr]
    assert [item.path.rpartition("#")[2] for item in items] == ["1", "2", "3", "4"]


def test_a_quote_that_is_never_closed_costs_its_own_line(tmp_path: Path) -> None:
    items = found(write(tmp_path / "t.csv", f'id,text\n1,"{TEXT}\n2,{TEXT[:20]}\n3,{TEXT[:20]}\n'))
    assert reasons(items) == ["unclosed quote", "ok", "ok"]


def test_html_columns_and_markup_in_text_columns(tmp_path: Path) -> None:
    rows = [{"text": f"<p>{TEXT}</p><p>It was <b>not</b> the first&nbsp;time that it was hit.</p>"}]
    path = write(tmp_path / "t.jsonl", "\n".join(map(json.dumps, rows)))
    report = parse(found(path)[0])  # type: ignore[arg-type]
    assert isinstance(report, Report)
    assert report.text == f"{TEXT}\n\nIt was not the first time that it was hit."


def test_archives(tmp_path: Path) -> None:
    table = json.dumps({"text": TEXT}) + "\n"
    path = zipped(
        tmp_path / "a.zip",
        {
            "b/one.txt": TEXT, "a.html": f"<p>{TEXT}</p>", "t.jsonl": table * 2, "__MACOSX/x.txt": "x",
            "../out.txt": TEXT, "/abs.txt": TEXT, "C:/drive.txt": TEXT, "in.zip": b"PK\x03\x04",
            "pic.png": b"\x89PNG" + bytes(20),
        },
    )  # fmt: skip
    items = {item.path.partition("#")[2]: item for item in found(path)}
    assert {name: reasons([item])[0] for name, item in items.items()} == {
        "../out.txt": "unsafe member", "/abs.txt": "unsafe member", "C:/drive.txt": "unsafe member",
        "a.html": "ok", "b/one.txt": "ok", "in.zip": "nested archive", "pic.png": "unknown format",
        "t.jsonl#1": "ok", "t.jsonl#2": "ok",
    }  # fmt: skip


def test_links_and_encrypted_members_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert reasons(found(path)) == ["unsafe member"]


def test_a_bomb_is_stopped_by_what_it_gives(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bomb.jsonl": b"0" * 300_000_000, "good.txt": TEXT})
    start = time.monotonic()
    items = found(path)
    assert reasons(items) == ["too large", "ok"]
    assert time.monotonic() - start < 5


def test_broken_archives(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", {"one.txt": TEXT * 50}).read_bytes()
    assert reasons(found(write(tmp_path / "cut.zip", whole[:-30]))) == ["broken archive"]
    flipped = bytearray(whole)
    flipped[60] ^= 0xFF
    assert reasons(found(write(tmp_path / "flip.zip", bytes(flipped)))) == ["broken archive"]
    assert reasons(found(write(tmp_path / "none.zip", b"not a zip at all"))) == ["broken archive"]


def test_an_archive_of_too_many_members_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"{n}.txt": "x" for n in range(30)})
    assert reasons(found(path, limits=Limits(max_members=20))) == ["too large"]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (TEXT.encode(), "txt"),
        (f"<html><body><p>{TEXT}</p></body></html>".encode(), "html"),
        (json.dumps({"text": TEXT}).encode(), "row"),
        (json.dumps([{"text": TEXT}]).encode(), "row"),
        (f'id,text\n1,"{TEXT}"\n'.encode(), "row"),
    ],
)
def test_standard_input_is_known_by_its_first_bytes(
    data: bytes, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, data)
    (item,) = found("-")
    assert isinstance(item, Source)
    assert item.format == form


def test_an_archive_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, zipped(tmp_path / "a.zip", {"one.txt": TEXT}).read_bytes())
    assert [item.path for item in found("-")] == ["-#one.txt"]


def test_what_the_user_gives_reaches_every_source(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "t.jsonl", json.dumps({"text": TEXT, "source": "Valley"}))
    items = list(sources([tmp_path], outlet="Given", published=date(2024, 9, 26)))
    reports = [parse(item) for item in items if isinstance(item, Source)]
    assert [(r.outlet, r.published_from) for r in reports if isinstance(r, Report)] == [
        ("Given", "given")
    ] * 2
