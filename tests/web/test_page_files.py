"""The page's own files: compressed, kept by the browser, and asked for at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gesta.web.page import STATIC
from tests.web.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of two files."""
    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>x</title>")
    (folder / "assets" / "app.js").write_text("// long\n" * 1_000)
    return folder


def test_a_file_is_sent_compressed_and_then_not_again(
    small: Path, page: Path, serving: Callable[..., Server]
) -> None:
    served = serving(small, page=page)
    with served.client() as client:
        first = client.get("/assets/app.js", headers={"Accept-Encoding": "gzip"})
        assert first.headers["Content-Encoding"] == "gzip"
        assert first.headers["Content-Type"].startswith("text/javascript")
        assert int(first.headers["Content-Length"]) < 500
        assert first.text == "// long\n" * 1_000
        plain = client.get("/assets/app.js", headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in plain.headers
        assert plain.text == first.text
        asked = {"If-None-Match": first.headers["ETag"]}
        assert client.get("/assets/app.js", headers=asked).status_code == 304
        assert client.head("/assets/app.js").status_code == 200
        assert client.get("/assets/none.js").status_code == 404
        assert client.get("/").headers["Content-Type"].startswith("text/html")


def test_a_file_that_is_built_anew_is_sent_anew(
    small: Path, page: Path, serving: Callable[..., Server]
) -> None:
    served = serving(small, page=page)
    with served.client() as client:
        tag = client.get("/assets/app.js").headers["ETag"]
        (page / "assets" / "app.js").write_text("// other\n" * 2_000)
        again = client.get("/assets/app.js", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.text.startswith("// other")


def test_no_file_outside_the_page_is_given(
    small: Path, page: Path, serving: Callable[..., Server]
) -> None:
    (page.parent / "secret.txt").write_text("what nobody may see")
    served = serving(small, page=page)
    with served.client() as client:
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"):
            assert "nobody may see" not in client.get(path).text


def test_the_page_names_what_its_script_will_ask_for() -> None:
    html = (STATIC / "index.html").read_text()
    script = (STATIC / "assets" / "app.js").read_text()
    ahead = set(re.findall(r'rel="modulepreload" href="\./assets/([\w.-]+)"', html))
    assert ahead == set(re.findall(r'from\s*["\'`]\./([\w.-]+\.js)["\'`]', script))
    answers = re.findall(r'rel="preload" as="fetch" href="\./(api/\w+)"', html)
    assert answers == ["api/ledger", "api/table"]


def test_the_first_view_asks_for_everything_once(
    page_of: Callable[..., Page], served: Server
) -> None:
    """An answer that was fetched ahead is not fetched again by the script."""
    asked: list[str] = []
    opened = page_of("#/overview")
    opened.locator("main h1").wait_for()
    opened.on("request", lambda one: asked.append(one.url.removeprefix(served.url)))
    opened.reload()
    opened.locator("main h1").wait_for()
    opened.wait_for_load_state("networkidle")
    for path in ("/api/ledger", "/api/table", "/assets/app.js"):
        assert asked.count(path) == 1, path


def test_after_a_decision_only_what_changed_is_asked_for(
    page_of: Callable[..., Page], served: Server
) -> None:
    asked: list[str] = []
    page = page_of("#/overview")
    page.evaluate("localStorage.setItem('gesta-reviewer', 'Ana')")
    page.goto(f"{served.url}/#/review")
    page.reload()
    page.get_by_role("region", name="Under review").locator("blockquote").wait_for()
    page.on("request", lambda one: asked.append(one.url.removeprefix(served.url)))
    with page.expect_response(lambda one: "/api/table" in one.url) as found:
        page.keyboard.press("a")
    path = found.value.url.removeprefix(served.url)
    assert re.fullmatch(r"/api/table\?since=[0-9a-f]{16}\.[0-9a-f]{8}", path)
    changes = found.value.json()
    assert changes["rows"] == changes["gone"] == [0]
    assert changes["columns"]["reviewed"] == [1]
    assert "/api/table" not in asked
    page.goto(f"{served.url}/#/incidents")
    page.get_by_text("1 incident").first.wait_for()


def test_of_two_answers_to_one_question_the_later_is_asked_for_again(
    page_of: Callable[..., Page], served: Server
) -> None:
    """What changed since a table is nothing to one who has a newer table by then."""
    page = page_of("#/overview")
    page.evaluate("localStorage.setItem('gesta-reviewer', 'Ana')")
    page.goto(f"{served.url}/#/review")
    page.reload()
    page.get_by_role("region", name="Under review").locator("blockquote").wait_for()
    asked: list[tuple[Any, Any]] = []

    def hold(route: Any) -> None:
        if len(asked) < 2:
            asked.append((route, route.fetch()))
        else:
            route.continue_()

    page.route("**/api/table?since=*", hold)
    for count in (1, 2):
        page.keyboard.press("a")
        for _ in range(100):
            if len(asked) == count:
                break
            page.wait_for_timeout(50)
    (one, first), (two, second) = asked
    assert one.request.url == two.request.url
    assert first.json()["version"] != second.json()["version"]
    with page.expect_response(lambda one: first.json()["version"] in one.url) as found:
        one.fulfill(response=first)
        page.wait_for_timeout(200)
        two.fulfill(response=second)
    assert found.value.json()["version"] == second.json()["version"]
