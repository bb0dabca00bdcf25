"""Incidents: the list, its order, its selection, its exports, and how it bears 50,000 rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger import world
from tests.web import tables
from tests.web.looking import assert_accessible, assert_fits, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opens = Callable[..., "Page"]
ROWS, PLACES = 50_000, 400
FILTER_S, SORT_S = 0.2, 0.3  # of the page's thread, however many others the machine has to serve


@pytest.fixture
def many(page_of: Opens) -> Page:
    """The list with 50,000 incidents in it."""
    page = page_of("#/overview?status=planned")
    settled(page)
    made = tables.many(ROWS, PLACES)
    made["killed"] = made["killed_low"] = [None if n % 3 else n % 1000 for n in range(ROWS)]
    made["certainties"] = [1 << n % 7 for n in range(ROWS)]
    tables.open_with(page, made, "#/incidents")
    settled(page, "Incidents")
    return page


def painted(page: Page) -> None:
    """Wait until what was asked for is drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def rows(page: Page) -> list[str]:
    """The rows that are drawn."""
    return page.locator("tbody tr:not(.gap)").all_inner_texts()


def test_only_the_rows_in_sight_are_drawn(many: Page) -> None:
    assert many.get_by_role("grid").get_attribute("aria-rowcount") == str(ROWS + 1)
    assert 10 < len(rows(many)) < 80
    many.locator(".table").evaluate("(box) => { box.scrollTop = box.scrollHeight; }")
    many.locator(f"tr[aria-rowindex='{ROWS + 1}']").wait_for()
    assert len(rows(many)) < 80


def test_a_filter_of_50_000_takes_no_time(many: Page) -> None:
    work = tables.Work(many)
    for words in (
        "actor=a-actor-7", "type=ASSAULT&status=disputed", "place=p-place-3", "since=2022-01-01",
        "certainty=denied",
    ):  # fmt: skip
        before = work.seconds()
        many.evaluate("(words) => { location.hash = `#/incidents?${words}`; }", words)
        many.get_by_role("button", name="Clear all").wait_for()
        painted(many)
        assert work.seconds() - before < FILTER_S, words
        assert int(many.get_by_role("grid").get_attribute("aria-rowcount") or 0) < ROWS


def test_sorting_50_000_is_quick_and_in_the_url(many: Page) -> None:
    head = many.get_by_role("columnheader", name="Killed")
    work = tables.Work(many)
    before = work.seconds()
    head.get_by_role("button").click()
    painted(many)
    assert work.seconds() - before < SORT_S
    assert head.get_attribute("aria-sort") == "descending"
    assert "sort=-killed" in many.url
    assert "999+" in rows(many)[0].split()  # 999 at least
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    many.get_by_role("columnheader", name="By").get_by_role("button").click()
    assert "Actor 0" in rows(many)[0]


def test_arrows_move_and_enter_opens(page_of: Opens) -> None:
    page = page_of("#/incidents")
    settled(page, "Incidents")
    grid = page.get_by_role("grid", name="Incidents")
    grid.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(lambda url: "sel=i1" in url)
    assert grid.get_attribute("aria-activedescendant") == page.locator("tr.selected").get_attribute(
        "id"
    )
    peek = page.get_by_role("complementary", name="The selected incident")
    peek.get_by_text("At least 12 guards were killed").wait_for()
    assert "Valley News" in peek.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "#/incident/i1" in url)
    page.go_back()
    settled(page, "Incidents")
    page.keyboard.press("Escape")
    assert "sel=" not in page.url


def test_exports_honour_the_filter(page_of: Opens) -> None:
    page = page_of(f"#/incidents?actor={world.FRONT.id}")
    settled(page, "Incidents")
    page.get_by_role("button", name="Export").click()
    link = page.get_by_role("link", name="csv").first
    assert f"actor={world.FRONT.id}" in (link.get_attribute("href") or "")
    with page.expect_download() as coming:
        link.click()
    text = coming.value.path().read_text(encoding="utf-8-sig")
    assert "#/incident/i1" in text
    page.get_by_role("button", name="Export").click()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="csv").first.is_visible()


@pytest.mark.parametrize("width", [360, 900, 1440])
def test_it_fits_and_is_accessible(page_of: Opens, width: int) -> None:
    page = page_of("#/incidents?sel=i1", width=width, dark=width == 900)
    settled(page, "Incidents")
    page.get_by_text("In the report").first.wait_for()
    assert_fits(page)
    assert_accessible(page)


def test_text_of_strangers_stays_text(page_of: Opens, served: Any) -> None:
    """The title `=SUM(A1)` and right-to-left marks of the small world are shown as they are."""
    page = page_of("#/reports")
    settled(page, "Reports")
    page.get_by_role("link", name="=SUM(A1)").wait_for()
    assert page.get_by_role("link", name="=SUM(A1)").get_attribute("dir") == "auto"
