"""Reports, search and sources: found by title, in any transliteration, kept as links."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.ledger import world
from tests.web.looking import assert_accessible, assert_fits, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opens = Callable[..., "Page"]
WIDTHS = pytest.mark.parametrize("width", [360, 1440])


def test_reports_are_found_by_title_and_outlet(page_of: Opens) -> None:
    page = page_of("#/reports")
    settled(page, "Reports")
    grid = page.get_by_role("grid", name="Reports")
    assert grid.get_by_role("link").count() >= 2
    page.get_by_role("searchbox", name="Find in titles").fill("VALLEY")
    assert "Depot struck" in grid.inner_text() and "=SUM" not in grid.inner_text()
    page.get_by_role("searchbox", name="Find in titles").fill("no such words")
    page.get_by_text("No report has these words in its title or outlet").wait_for()
    page.get_by_role("searchbox", name="Find in titles").fill("")
    page.get_by_role("link", name="Depot struck").first.click()
    assert f"#/report/{world.R1.id}" in page.url


def test_a_copy_leads_to_its_original(page_of: Opens) -> None:
    page = page_of("#/reports")
    settled(page, "Reports")
    row = page.get_by_role("row", name="=SUM(A1)")
    row.get_by_role("link", name="Depot struck").click()
    assert f"#/report/{world.R1.id}" in page.url


def test_search_finds_texts_and_names_and_marks_the_words(page_of: Opens) -> None:
    page = page_of("#/search?q=front")
    settled(page)
    hits = page.locator("mark").all_inner_texts()
    assert hits and all("front" in hit.casefold() for hit in hits)
    page.get_by_role("region", name="Actors").get_by_role(
        "link", name="Northern Front"
    ).first.wait_for()
    page.get_by_role("link", name="Incidents of Northern Front").click()
    settled(page, "Incidents")
    assert f"actor={world.FRONT.id}" in page.url


def test_hits_beyond_the_basic_plane_and_from_right_to_left_are_cut_right(page_of: Opens) -> None:
    page = page_of("#/search?q=مرحبا")
    settled(page)
    assert page.locator("mark").all_inner_texts() == ["مرحبا"]
    assert "🚁" in page.locator(".snippet").first.inner_text()


def test_searches_are_kept_as_links(page_of: Opens) -> None:
    page = page_of("#/search?q=depot")
    settled(page)
    page.get_by_role("button", name="Save this search").click()
    page.goto(page.url.split("#")[0] + "#/search")
    page.reload()
    settled(page)
    page.get_by_role("region", name="Saved").get_by_role("link", name="depot").click()
    settled(page)
    page.wait_for_url(lambda url: "q=depot" in url)
    page.get_by_role("button", name="Forget the search depot").click()
    page.get_by_role("button", name="Save this search").wait_for()


def test_what_is_not_there_is_said(page_of: Opens) -> None:
    page = page_of("#/search?q=zzzz")
    settled(page)
    page.get_by_text("Nothing in this ledger has these words").wait_for()


def test_sources_say_what_they_tell_and_how_it_fared(page_of: Opens) -> None:
    page = page_of("#/sources")
    settled(page, "Sources")
    grid = page.get_by_role("grid", name="Outlets")
    assert "Valley News" in grid.inner_text() and "Coast Wire" in grid.inner_text()
    assert grid.get_by_role("img", name="disputed").count() == 2
    page.get_by_role("button", name="Speakers").click()
    page.wait_for_url(lambda url: "tab=speakers" in url)
    page.get_by_role("grid", name="Speakers").get_by_text("a doctor").wait_for()
    page.get_by_role("searchbox", name="Find a source").fill("hill")
    page.get_by_role("link", name="Hill Army").click()
    assert f"#/actor/{world.ARMY.id}" in page.url


def test_an_outlet_leads_to_its_incidents(page_of: Opens) -> None:
    page = page_of("#/sources")
    settled(page, "Sources")
    page.get_by_role("link", name="Coast Wire").click()
    settled(page, "Incidents")
    page.wait_for_url(lambda url: "outlet=Coast+Wire" in url)
    assert page.locator("tbody tr:not(.gap)").count() == 1


@WIDTHS
@pytest.mark.parametrize("where", ["reports", "search?q=depot", "sources", "sources?tab=speakers"])
def test_they_fit_and_are_accessible(page_of: Opens, where: str, width: int) -> None:
    page = page_of(f"#/{where}", width=width, dark=width == 360)
    settled(page)
    assert_fits(page)
    assert_accessible(page)
