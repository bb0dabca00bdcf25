"""Overview: what is in the ledger, its weeks, its latest incidents, disputes and refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gesta.ledger import Ledger
from tests.ledger import world
from tests.web.looking import assert_accessible, assert_fits, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opens = Callable[..., "Page"]


def test_it_says_what_is_in_the_ledger(page_of: Opens) -> None:
    page = page_of("#/overview")
    settled(page, "small.ledger")
    figures = page.locator("dl.figures").inner_text().split("\n")
    told = dict(zip(figures[::2], figures[1::2], strict=True))
    assert (told["Incidents"], told["Claims"], told["Reports"]) == ("1", "3", "2")
    for part in ("Latest incidents", "Open disputes", "Who acts"):
        page.get_by_role("heading", name=part).wait_for()
    disputes = page.get_by_role("region", name="Open disputes")
    assert "killed" in disputes.inner_text()
    disputes.get_by_role("link", name="Assault: Northern Front").click()
    page.wait_for_url(lambda url: "#/incident/i1" in url)


def test_what_could_not_be_read_is_told(page_of: Opens) -> None:
    page = page_of("#/overview")
    settled(page)
    told = page.get_by_role("region", name="Not read").inner_text()
    assert "c.pdf" in told and world.REFUSED.detail in told


def test_the_bars_have_the_same_figures_as_a_table(page_of: Opens) -> None:
    page = page_of("#/overview")
    settled(page, "Incidents by week")
    page.get_by_text("As a table").click()
    told = page.get_by_role("region", name="as a table")
    told.get_by_text("4 Mar 2024").wait_for()
    assert "Violence" in told.inner_text()
    page.get_by_role("button", name="Actor", exact=True).click()
    page.wait_for_url(lambda url: "by=actor" in url)
    assert "Northern Front" in page.get_by_role("figure").inner_text()
    page.get_by_role("button", name="When first reported").click()
    page.wait_for_url(lambda url: "on=first" in url)
    page.go_back()
    assert "on=first" not in page.url and "by=actor" in page.url


def test_a_count_is_a_filter(page_of: Opens) -> None:
    page = page_of("#/overview")
    settled(page)
    button = page.get_by_role("button", name="Disputed 1")
    button.click()
    page.wait_for_url(lambda url: "status=disputed" in url)
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert "status" not in page.url


def test_an_empty_ledger_says_what_to_do(tmp_path: Path, serving: Any, page_of: Opens) -> None:
    path = tmp_path / "new.ledger"
    Ledger.open(path, create=True).close()
    page = page_of(serving(path).url)
    settled(page, "new.ledger")
    assert "gesta read" in page.get_by_role("main").inner_text()
    assert_accessible(page)


def test_a_filter_that_keeps_nothing_offers_to_be_cleared(page_of: Opens) -> None:
    page = page_of("#/overview?status=planned")
    settled(page)
    page.get_by_role("button", name="Clear the filter").click()
    page.get_by_role("heading", name="Latest incidents").wait_for()


@pytest.mark.parametrize("width", [360, 900, 1440])
def test_it_fits_and_is_accessible(page_of: Opens, width: int) -> None:
    page = page_of("#/overview", width=width, dark=width == 900)
    settled(page)
    assert_fits(page)
    assert_accessible(page)
