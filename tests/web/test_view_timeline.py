"""The timeline: width of what is known, lanes, a brush that sets the filter, keys and words."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.web import tables
from tests.web.looking import assert_accessible, assert_fits
from tests.web.tables import actor, open_with, row, table

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Opens = Callable[..., "Page"]

SOME = table(
    [
        row(on="2024-03-04", actors=[0], recipients=[1], status="disputed"),
        row(on="2024-03-06", actors=[0], status="claimed", type=1),
        row(start="2024-03-01", end="2024-03-31", precision="month", actors=[1]),
        row(on="2024-03-20", actors=[0, 1]),
        row(on="2024-05-02"),
        row(actors=[0]),
    ],
    actors=[actor("Northern Front"), actor("Hill Army", "force")],
)


def shown(page: Page) -> Locator:
    """The lanes, drawn."""
    lanes = page.get_by_role("application", name="Lanes of incidents")
    lanes.wait_for(timeout=30_000, state="attached")
    page.wait_for_timeout(150)
    return lanes


def said(page: Page) -> str:
    """What the cursor says to a screen reader."""
    return page.locator('main [aria-live="polite"]').first.inner_text()


def widths(page: Page) -> list[int]:
    """Lengths in px of the coloured runs on each row of marks of the second lane (Hill Army)."""
    found: Any = page.evaluate(
        """() => {
          const canvas = document.querySelector('.lanes canvas');
          const ratio = canvas.width / canvas.clientWidth;
          const y = 5;
          const runs = [];
          for (let line = 0; line < canvas.clientHeight; line += 1) {
            const { data } = canvas.getContext('2d').getImageData(0, line * ratio, canvas.width, 1);
            let best = 0, run = 0;
            for (let i = 3; i < data.length; i += 4) { run = data[i] > 15 ? run + 1 : 0; best = Math.max(best, run); }
            if (best < canvas.width * 0.9) runs.push(Math.round(best / ratio));
          }
          return runs;
        }"""
    )
    return list(found)


def test_lanes_by_doer_target_type_and_place(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/timeline")
    lanes = shown(page)
    page.get_by_role("button", name="All", exact=True).click()
    names = page.locator(".scroller .name bdi")
    assert names.all_inner_texts() == ["Northern Front", "Hill Army", "Nobody named"]
    assert lanes.get_attribute("data-marks") == "6"  # one incident has two doers
    page.get_by_role("button", name="Target", exact=True).click()
    assert names.all_inner_texts() == ["Hill Army", "Nobody named"]
    page.wait_for_url(lambda url: "lane=target" in url)
    page.get_by_role("button", name="Type", exact=True).click()
    assert names.all_inner_texts() == ["Assault", "Coerce"]
    page.get_by_role("button", name="Coerce").click()
    page.wait_for_url(lambda url: "type=COERCE" in url)
    assert names.all_inner_texts() == ["Coerce"]


def test_undated_incidents_are_counted_and_listed(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/timeline")
    shown(page)
    page.get_by_role("button", name="All", exact=True).click()
    sum_ = page.get_by_role("complementary").get_by_role("status")
    assert sum_.inner_text() == "5 of 5 dated incidents in this window; 1 undated is not drawn."
    page.get_by_role("button", name="Undated").click()
    assert page.get_by_role("grid").get_attribute("aria-rowcount") == "2"


def test_what_is_known_of_the_time_is_the_width(page_of: Opens) -> None:
    page = page_of("#/sources")
    vague = table([row(start="2024-03-01", end="2024-03-30", precision="month")])
    open_with(page, vague, "#/timeline?since=2024-03-01&until=2024-03-30")
    shown(page)
    across: Any = page.evaluate("document.querySelector('.lanes').clientWidth")
    month = max(widths(page))
    assert month == pytest.approx(across * 30 / 36, rel=0.05)  # 30 days and three of air each side
    sharp = table([row(on="2024-03-15")])
    open_with(page, sharp, "#/timeline?since=2024-03-01&until=2024-03-30")
    shown(page)
    assert max(widths(page)) < month / 10


def test_the_brush_sets_the_days_of_the_filter(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/timeline")
    lanes = shown(page)
    page.get_by_role("button", name="All", exact=True).click()
    before = int(lanes.get_attribute("data-marks") or 0)
    box = page.locator(".bars").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.02, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 40)
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40)
    page.mouse.up()
    found = re.search(r"since=(2024-0[23]-\d\d)&until=(2024-03-\d\d)", page.url)
    assert found, page.url
    shown(page)
    assert int(lanes.get_attribute("data-marks") or 0) < before
    handle = page.get_by_role("slider", name="Last day of the filter")
    handle.focus()
    page.keyboard.press("ArrowRight")
    moved = re.search(r"until=(2024-\d\d-\d\d)", page.url)
    assert moved
    assert tables.day(moved.group(1)) == tables.day(found.group(2)) + 1
    page.go_back()
    page.go_back()
    assert "since" not in page.url


def test_the_cursor_reaches_every_mark_and_says_it(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/timeline")
    lanes = shown(page)
    page.get_by_role("button", name="All", exact=True).click()
    lanes.focus()
    page.keyboard.press("ArrowRight")
    assert said(page) == (
        "4 Mar 2024, disputed: Assault: Northern Front → Hill Army. Lane Northern Front. 1 of 3 in the lane."
    )
    page.wait_for_url("**sel=i1**")
    page.keyboard.press("ArrowRight")
    assert said(page).startswith("6 Mar 2024, claimed: Coerce")
    page.keyboard.press("End")
    assert said(page).startswith("20 Mar 2024")
    page.keyboard.press("ArrowDown")
    assert "Lane Hill Army" in said(page)
    page.keyboard.press("Home")
    assert said(page).startswith("Mar 2024, reported")
    page.keyboard.press("[")
    page.wait_for_url(lambda url: "since=2024-03-01" in url)
    page.keyboard.press("]")
    page.wait_for_url(lambda url: "until=2024-03-31" in url)


def test_keys_and_wheel_zoom(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/timeline")
    lanes = shown(page)
    page.get_by_role("button", name="All", exact=True).click()
    ticks = page.locator(".axis span")
    whole = ticks.all_inner_texts()
    lanes.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.wait_for_timeout(100)
    assert ticks.all_inner_texts() != whole
    assert int(lanes.get_attribute("data-marks") or 0) < 6
    box = page.locator(".bars").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 30)
    for _ in range(6):
        page.mouse.wheel(0, 400)
    page.wait_for_timeout(150)
    assert lanes.get_attribute("data-marks") == "6"


def test_a_dense_lane_is_drawn_as_counts_and_each_cell_is_listed(page_of: Opens) -> None:
    page = page_of("#/sources")
    rows = [row(on=f"2024-03-{1 + i % 28:02d}", actors=[0]) for i in range(900)]
    open_with(page, table(rows, actors=[actor("Northern Front")]), "#/timeline")
    lanes = shown(page)
    assert int(lanes.get_attribute("data-marks") or 0) <= 28
    lanes.focus()
    page.keyboard.press("ArrowRight")
    assert re.match(r"\d+ Mar 2024, lane Northern Front: 3\d incidents\.", said(page)), said(page)
    page.keyboard.press("Enter")
    grid = page.get_by_role("grid", name=re.compile("Incidents: .*Mar 2024"))
    assert grid.get_attribute("aria-rowcount") in {"33", "34"}


def test_an_empty_window_says_so(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, table([row()]), "#/timeline")
    shown(page)
    page.get_by_text("No dated incident passes the filter.").wait_for()


@pytest.mark.parametrize(("width", "dark"), [(360, False), (900, True), (1440, False)])
def test_it_is_accessible_and_fits(page_of: Opens, width: int, dark: bool) -> None:
    page = page_of("#/sources", width=width, dark=dark)
    open_with(page, SOME, "#/timeline?since=2024-03-01&until=2024-03-31")
    shown(page)
    assert_fits(page)
    assert_accessible(page)


def test_fifty_thousand_incidents_stay_usable(page_of: Opens) -> None:
    page = page_of("#/sources")
    made = tables.many(50_000, 2_000)
    work, started = tables.Work(page), time.monotonic()
    open_with(page, made, "#/timeline")
    shown(page)
    wall, first = time.monotonic() - started, work.seconds()
    for i in range(10):
        page.keyboard.press("Tab")
        page.get_by_role("application").press("-" if i % 2 else "+")
    step = (work.seconds() - first) / 10
    sys.stdout.write(
        f"50,000 incidents: {first:.1f} s of work ({wall:.1f} s) to the first view, {step:.2f} s a step\n"
    )
    assert first < 3
    assert step < 0.4
