"""The one-file report: opens from disk, asks for nothing, holds what the filter keeps and no more."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from gesta.cli.app import command_line
from gesta.errors import GestaError
from gesta.web import bundle
from gesta.web.page import STATIC
from tests.ledger import world

if TYPE_CHECKING:
    from playwright.sync_api import Page

needs_page = pytest.mark.skipif(
    not (STATIC / "index.html").is_file(), reason="the page is not built: npm run build in page/"
)


class Parts(HTMLParser):
    """The scripts and styles of a file with their attributes, and every address it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.addresses: list[str] = []
        self.policy = ""
        self._in: tuple[str, dict[str, str | None]] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.addresses += [str(given[name]) for name in ("src", "href") if name in given]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(given["content"])
        self._in = (tag, given) if tag in ("script", "style") else None

    def handle_data(self, data: str) -> None:
        if self._in:
            self.found.append((*self._in, data))

    def handle_endtag(self, tag: str) -> None:
        self._in = None


def write(ledger: Path, to: Path, *more: str) -> Parts:
    """What `gesta report` writes."""
    done = CliRunner().invoke(
        command_line("report"),
        ["report", str(ledger), "-o", str(to), *more],
        catch_exceptions=False,
    )
    assert done.exit_code == 0, done.output
    return Parts(to.read_text(encoding="utf-8"))


def answers_of(parts: Parts) -> dict[str, Any]:
    """Every answer in the file by its path."""
    found: dict[str, Any] = {}
    for _, given, text in parts.found:
        name = str(given.get("id", ""))
        if name.startswith("gesta-data"):
            held = json.loads(gzip.decompress(base64.b64decode(text)))
            assert not set(held) & set(found)
            found |= held
    return found


@needs_page
def test_the_file_holds_every_answer_that_the_page_asks_for(small: Path, tmp_path: Path) -> None:
    found = answers_of(write(small, tmp_path / "r.html"))
    for path in ("/api/ledger", "/api/table", "/api/reports", "/api/actors", "/api/network",
                 "/api/sources", "/api/answers", "/api/answers/trend", "/api/incidents/i1",
                 "/api/incidents/i1/history", f"/api/reports/{world.R1.id}",
                 f"/api/actors/{world.FRONT.id}"):  # fmt: skip
        assert path in found, path
    assert found["/api/ledger"]["readonly"] is True
    assert found["/api/reports/" + world.R2.id]["text"] == world.SECOND


@needs_page
def test_the_answers_are_those_of_the_server(
    small: Path, tmp_path: Path, serving: Callable[..., Any]
) -> None:
    found = answers_of(write(small, tmp_path / "r.html", "--no-answers"))
    with serving(small, readonly=True).client() as client:
        for path, value in found.items():
            if path == "parts":
                continue
            answer = client.get(path).json()
            if path == "/api/table":
                answer["version"] = answer["version"].split(".")[0]  # no other table is in the file
            assert answer == value, path


@needs_page
def test_a_piece_is_found_by_the_first_path_in_it(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gesta.web.onefile.PIECE", 1)
    parts = write(small, tmp_path / "r.html", "--no-answers")
    found = answers_of(parts)
    firsts = [first for first, _ in found["parts"]]
    assert firsts == sorted(firsts)
    assert len(firsts) > 4
    ids = {str(given.get("id")) for _, given, _ in parts.found}
    assert {name for _, name in found["parts"]} <= ids


@needs_page
def test_a_filter_leaves_nothing_of_the_rest_in_the_file(small: Path, tmp_path: Path) -> None:
    found = answers_of(write(small, tmp_path / "r.html", "--status", "denied"))
    assert found["/api/table"]["n"] == 0
    assert found["/api/reports"] == found["/api/actors"] == []
    assert not [path for path in found if path.startswith(("/api/incidents/", "/api/reports/"))]
    assert found["/api/ledger"]["kept_by"] == {"status": "denied"}
    assert "depot" not in json.dumps(found)


@needs_page
def test_without_texts_only_the_sentences_of_claims_are_in_it(small: Path, tmp_path: Path) -> None:
    found = answers_of(write(small, tmp_path / "r.html", "--no-texts"))
    assert not [path for path in found if path.startswith("/api/reports/")]
    said = json.dumps(found)
    assert world.C1.evidence.text in said
    assert "This will not be the last such strike." not in said


@needs_page
def test_the_policy_names_the_scripts_and_style_by_their_hashes_and_no_address(
    small: Path, tmp_path: Path
) -> None:
    parts = write(small, tmp_path / "r.html", "--no-answers")
    rules = dict(rule.strip().split(" ", 1) for rule in parts.policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in parts.policy
    assert "http" not in parts.policy
    scripts = [text for tag, given, text in parts.found if tag == "script" and "type" not in given]
    styles = [text for tag, _, text in parts.found if tag == "style"]
    assert (len(scripts), len(styles)) == (2, 1)
    assert all(bundle.hash_of(script) in rules["script-src"] for script in scripts)
    assert bundle.hash_of(styles[0]) in rules["style-src"]
    assert all(address.startswith("data:") for address in parts.addresses)
    assert not re.search(r"@import|url\((?![\"']?data:)", styles[0])


@needs_page
def test_the_same_ledger_gives_the_same_file(small: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    write(small, one)
    write(small, other)
    assert one.read_bytes() == other.read_bytes()


@needs_page
def test_a_line_stands_for_standard_output(small: Path, tmp_path: Path) -> None:
    write(small, tmp_path / "r.html", "--no-answers")
    done = CliRunner().invoke(
        command_line("report"), ["report", str(small), "-o", "-", "--no-answers"]
    )
    assert done.stdout_bytes == (tmp_path / "r.html").read_bytes()


@needs_page
def test_it_opens_from_disk_without_any_request(
    small: Path, tmp_path: Path, page_of: Callable[..., Page]
) -> None:
    write(small, tmp_path / "r.html")
    page = page_of((tmp_path / "r.html").as_uri())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_selector("main")
    for view, words in (
        ("#/overview", "small.ledger"), ("#/incidents", "Northern Front"),
        ("#/incident/i1", "Northern Front"), (f"#/report/{world.R2.id}", "3 people died"),
        ("#/sources", "Valley News"), ("#/map", "Qaryat Umm"), (f"#/actor/{world.FRONT.id}", "the Front"),
        ("#/timeline", "2024"), ("#/answers/trend", "escalating"), ("#/search?q=guards", "Depot struck"),
    ):  # fmt: skip
        page.evaluate("view => { location.hash = view }", view)
        page.get_by_text(re.compile(re.escape(words))).first.wait_for(state="attached")
    assert [url for url in asked if not url.startswith(("blob:", "data:"))] == []


@needs_page
def test_an_answer_in_the_file_says_what_it_stands_on(
    small: Path, tmp_path: Path, page_of: Callable[..., Page]
) -> None:
    write(small, tmp_path / "r.html", "--since", "2024-01-01", "--certainty", "reported")
    page = page_of((tmp_path / "r.html").as_uri())
    page.wait_for_selector("main")
    note = page.get_by_role("note")
    page.evaluate("location.hash = '#/answers/trend'")
    said = note.inner_text()
    assert "since 1 Jan 2024" in said
    assert "type Assault" in said
    assert "does not go by certainty" in said
    assert "does not change it" not in said
    page.evaluate("location.hash = '#/answers/trend?status=denied'")
    note.get_by_text("The filter above does not change it").wait_for()
    asked = "gesta trend small.ledger --since 2024-01-01 --status denied"
    assert note.locator("code").last.inner_text() == asked
    page.evaluate("location.hash = '#/answers/respond'")
    note.get_by_text("the file holds its answers for some pairs of actors alone").wait_for()
    asked = "gesta respond small.ledger --after NAME --since 2024-01-01"
    assert note.locator("code").last.inner_text() == asked
    assert page.get_by_text("not in the file").count() == 0


def built(folder: Path, **codes: str) -> Path:
    """A built page made up for a test."""
    (folder / "assets").mkdir(parents=True)
    for name, code in codes.items():
        (folder / "assets" / f"{name}.js").write_text(code, encoding="utf-8")
    (folder / "assets" / "app.css").write_text("a{b:c}", encoding="utf-8")
    (folder / "theme.js").write_text("", encoding="utf-8")
    return folder


def test_modules_come_after_those_they_import(tmp_path: Path) -> None:
    found = bundle.read_bundle(built(
        tmp_path / "p", app='import{a}from"./lib.js";import(`./late.js`)',
        late="import { b } from './app.js'", lib="export const a = 1",
    )).modules  # fmt: skip
    assert [name for name, _ in found] == ["lib.js", "app.js", "late.js"]
    codes = dict(found)
    assert codes["app.js"] == (
        'import{a}from"gesta-module:lib.js";import(globalThis.gestaModules["late.js"])'
    )
    assert codes["late.js"] == 'import { b } from "gesta-module:app.js"'


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ({"app": 'import"./gone.js"'}, "which was not built"),
        ({"app": 'import"./b.js"', "b": 'import"./app.js"'}, "in a ring: app.js → b.js → app.js"),
        ({"other": ""}, "The page is not built"),
    ],
)
def test_a_page_that_is_not_whole_is_refused_in_words(
    tmp_path: Path, codes: dict[str, str], words: str
) -> None:
    with pytest.raises(GestaError, match=re.escape(words)):
        bundle.read_bundle(built(tmp_path / "p", **codes))


@needs_page
def test_a_ledger_is_not_written_over(small: Path) -> None:
    done = CliRunner().invoke(command_line("report"), ["report", str(small), "-o", str(small)])
    assert done.exit_code != 0
    assert "is a ledger" in str(done.exception)
