"""The frame of all views: navigation, filter, keys, theme, faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger import world
from tests.web.looking import assert_accessible, assert_fits, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opens = Callable[..., "Page"]


def test_the_navigation_leads_to_every_view_and_back_leads_back(page_of: Opens) -> None:
    page = page_of("#/overview")
    settled(page)
    for name in ("Incidents", "Reports", "Sources", "Answers"):
        page.get_by_role("navigation", name="Views").get_by_role("link", name=name).click()
        settled(page, name)
        assert page.url.endswith(f"#/{name.lower()}")
    page.go_back()
    settled(page, "Sources")
    page.go_forward()
    settled(page, "Answers")


def test_the_filter_is_in_the_url_and_goes_along(page_of: Opens) -> None:
    page = page_of("#/incidents")
    settled(page)
    page.get_by_label("Status", exact=True).select_option("disputed")
    page.wait_for_url(lambda url: "status=disputed" in url)
    page.get_by_role("combobox", name="Actor").fill("north")
    page.get_by_role("option", name="Northern Front").click()
    assert f"actor={world.FRONT.id}" in page.url
    assert page.get_by_role("search", name="Filter").get_by_text("Northern Front").is_visible()
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Overview").click()
    assert "status=disputed" in page.url and "actor=" in page.url
    page.get_by_role("button", name="Remove the filter Status Disputed").click()
    assert "status" not in page.url
    page.go_back()
    page.wait_for_url(lambda url: "status=disputed" in url)
    page.get_by_role("button", name="Clear all").click()
    assert "actor" not in page.url


def test_names_are_found_in_any_case_and_by_other_names(page_of: Opens) -> None:
    page = page_of("#/incidents")
    settled(page)
    field = page.get_by_role("combobox", name="Actor")
    for typed in ("NORTHÉRN", "front"):
        field.fill(typed)
        page.get_by_role("option", name="Northern Front").wait_for()
    field.press("Enter")
    assert f"actor={world.FRONT.id}" in page.url


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2024", "2024-01-01"), ("2024-3", "2024-03-01"), ("2024-03-04", "2024-03-04")],
)
def test_a_day_may_be_typed_as_a_year_or_month(page_of: Opens, typed: str, day: str) -> None:
    page = page_of("#/incidents")
    settled(page)
    field = page.get_by_label("Since: a day")
    field.fill("no day")
    field.press("Tab")
    assert field.get_attribute("aria-invalid") == "true"
    assert "since" not in page.url
    field.fill(typed)
    field.press("Enter")
    page.get_by_role("button", name="Remove the filter Since").wait_for()
    assert f"since={day}" in page.url


def test_everything_by_keyboard(page_of: Opens) -> None:
    page = page_of("#/overview")
    settled(page)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "To the content"
    page.keyboard.press("g")
    page.keyboard.press("i")
    settled(page, "Incidents")
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("f")
    assert page.evaluate("() => document.activeElement.getAttribute('aria-label')") == "Actor"
    page.keyboard.press("Escape")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("depot")
    page.keyboard.press("Enter")
    settled(page)
    assert "#/search" in page.url and "q=depot" in page.url


def test_a_list_of_names_is_no_stop_of_its_own(page_of: Opens) -> None:
    page = page_of("#/incidents")
    settled(page)
    page.get_by_role("combobox", name="Actor").focus()
    page.get_by_role("listbox", name="Actor").wait_for()
    page.evaluate("document.querySelector('[role=listbox]:not([hidden])').style.maxHeight = '10px'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Place"


def test_the_theme_is_kept(page_of: Opens) -> None:
    page = page_of("#/overview")
    settled(page)
    paper = "() => getComputedStyle(document.querySelector('.top')).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate(paper)
    assert light != dark
    page.reload()
    settled(page)
    assert page.evaluate(paper) == dark


BOXES = """() => [...document.querySelectorAll("body *")].map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return [one.tagName, x, y, width, height].join(" ");
})"""
GREY = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
  return (r + g + b) / 3;
}"""


@pytest.mark.parametrize("where", ["overview", "incidents?sel=i1", "reports", "sources", "answers"])
def test_dark_is_the_same_page_in_other_colours(page_of: Opens, where: str) -> None:
    boxes = []
    for dark in (False, True):
        page = page_of(f"#/{where}", dark=dark)
        settled(page)
        boxes.append(page.evaluate(BOXES))
        assert (page.evaluate(GREY) < 60) is dark
    assert boxes[0] == boxes[1]


def test_paper_is_light_and_has_no_buttons(page_of: Opens) -> None:
    page = page_of("#/incidents", dark=True)
    settled(page, "Incidents")
    page.emulate_media(media="print")
    assert page.evaluate(GREY) > 240
    assert not page.get_by_role("button", name="Export").is_visible()
    assert page.get_by_role("columnheader", name="When").is_visible()
    assert page.get_by_text("small.ledger: 1 incident").is_visible()


def test_a_page_that_there_is_not_says_so(page_of: Opens) -> None:
    page = page_of("#/nowhere?actor=%E0%A4%A")
    page.get_by_text("There is no such page").wait_for()


def test_a_ledger_that_cannot_be_read_is_told_in_the_servers_words(
    served: Any, browser: Any
) -> None:
    page = browser.new_page()
    page.route(
        "**/api/table",
        lambda route: route.fulfill(
            status=500, json={"error": "small.ledger is locked. Try again."}
        ),
    )
    page.goto(served.url)
    page.get_by_text("small.ledger is locked. Try again.").wait_for()
    page.unroute("**/api/table")
    page.get_by_role("button", name="Try again").click()
    settled(page)
    page.close()


@pytest.mark.parametrize("width", [360, 900])
def test_the_menu_of_small_screens(page_of: Opens, width: int) -> None:
    page = page_of("#/overview", width=width)
    settled(page)
    page.get_by_role("button", name="Overview").click()
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Incidents").click()
    settled(page, "Incidents")
    assert not page.get_by_role("navigation", name="Views").is_visible()
    assert_fits(page)


@pytest.mark.parametrize("dark", [False, True])
def test_the_frame_is_accessible(page_of: Opens, dark: bool) -> None:
    page = page_of(f"#/overview?actor={world.FRONT.id}", dark=dark)
    settled(page)
    assert_accessible(page)
    page.get_by_role("combobox", name="Place").fill("qar")
    page.get_by_role("option").first.wait_for()
    assert_accessible(page)
    page.get_by_role("combobox", name="Place").press("Escape")
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("dialog").wait_for()
    assert_accessible(page)


@pytest.mark.parametrize("width", [360, 1000, 1101, 1280])
def test_no_name_of_a_view_is_broken(page_of: Opens, width: int) -> None:
    """Beside the search each is whole in one line of the bar, or all are behind the menu."""
    page = page_of("#/overview", width=width)
    settled(page)
    links = page.locator("header nav a")
    if width > 1100:
        bar = page.locator("header").first.bounding_box()
        search = page.locator("header .search").first.bounding_box()
        tall = links.evaluate_all(
            """all => all.map(link => {
              const words = document.createRange();
              words.selectNodeContents(link);
              return words.getBoundingClientRect().height;
            })"""
        )
        assert bar is not None and max(tall) < bar["height"] * 0.6
        assert search is not None and search["width"] > 150
    else:
        assert not links.first.is_visible()
    assert_fits(page)
