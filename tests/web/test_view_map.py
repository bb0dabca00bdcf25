"""The map: what is drawn, where, how large, and that a list beside it holds the same."""

from __future__ import annotations

import base64
import math
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web import tables
from tests.web.looking import assert_accessible, assert_fits
from tests.web.tables import actor, open_with, place, row, table

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Opens = Callable[..., "Page"]

TOWNS = [
    place("Qaryat Umm", 33.5, 36.3),
    place("Kafr Tal", 36.2, 37.1),
    place("Hill Region", 35.0, 38.0, 60.0, "region"),
    place("Nowhere", None, None, None, "unknown"),
    place("Port Salim", 29.5, 34.9),
]
SOME = table(
    [
        row(on="2024-03-04", place=0, status="disputed", actors=[0]),
        row(on="2024-03-05", place=0, status="reported", actors=[0]),
        row(on="2024-03-06", place=1, status="claimed", actors=[1], **{"from": 4}),
        row(on="2024-04-01", place=2, status="planned"),
        row(on="2024-04-02", place=3),
        row(place=4, status="corroborated"),
        row(),
    ],
    TOWNS,
    [actor("Northern Front"), actor("Hill Army")],
)


NO_WEBGL = (
    "const was = HTMLCanvasElement.prototype.getContext;"
    "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
    "  return kind.startsWith('webgl') ? null : was.call(this, kind, ...more); };"
)


def shown(page: Page) -> Locator:
    """The map, drawn."""
    drawn = page.locator('.map[data-busy="false"]')
    drawn.wait_for(timeout=60_000)
    page.wait_for_timeout(400)  # the list follows the map at rest
    return drawn


def summed(page: Page) -> str:
    """What the view says of itself."""
    return page.get_by_role("complementary").get_by_role("status").inner_text()


def inked(page: Page, x: float, y: float, reach: int = 12) -> int:
    """How many pixels about a spot of the map carry a mark."""
    found: Any = page.evaluate(
        """([x, y, reach]) => {
          const canvas = document.querySelector('.map canvas.over');
          const ratio = canvas.width / canvas.clientWidth;
          const side = 2 * reach * ratio;
          const { data } = canvas.getContext('2d').getImageData((x - reach) * ratio, (y - reach) * ratio, side, side);
          let inked = 0;
          for (let i = 3; i < data.length; i += 4) inked += data[i] > 40;
          return inked;
        }""",
        [x, y, reach],
    )
    return int(found)


def spot(page: Page, lat: float, lon: float) -> tuple[float, float]:
    """Where a point of the earth lies on the map, by web Mercator from its own words."""
    view: Any = page.evaluate(
        """() => { const map = document.querySelector('.map'); const c = map.dataset;
          return [Number(c.lon), Number(c.lat), Number(c.zoom), map.clientWidth, map.clientHeight]; }"""
    )
    middle_lon, middle_lat, zoom, width, height = view

    def world(la: float, lo: float) -> tuple[float, float]:
        rise = math.log(math.tan(math.pi / 4 + math.radians(la) / 2))
        return (lo + 180) / 360, 0.5 - rise / (2 * math.pi)

    scale = 512 * 2**zoom
    (x, y), (cx, cy) = world(lat, lon), world(middle_lat, middle_lon)
    return (x - cx) * scale + width / 2, (y - cy) * scale + height / 2


def test_incidents_are_drawn_at_their_places_and_the_rest_is_counted(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/map")
    shown(page)
    assert summed(page).startswith("5 incidents at 4 places; 2 without a place are not on the map.")
    page.get_by_role("button", name="Fit to filter").click()
    shown(page)
    for town in (TOWNS[0], TOWNS[1], TOWNS[4]):
        assert inked(page, *spot(page, town["lat"], town["lon"])) > 60, town["name"]
    assert inked(page, *spot(page, 31.0, 36.0)) == 0  # nobody said anything of the desert
    page.get_by_role("button", name="Without a place").click()
    assert page.get_by_role("grid").get_attribute("aria-rowcount") == "3"


def test_a_vague_place_is_a_large_disc_and_no_point(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/map?place=p-hill-region")
    shown(page)
    page.get_by_role("button", name="Fit to filter").click()
    shown(page)
    x, y = spot(page, 35.0, 38.0)
    zoom = float(page.locator(".map").get_attribute("data-zoom") or 0)
    across = 60 * 512 * 2**zoom / (40075 * 0.8192)  # 60 km at 35° north
    assert across > 60
    edge = max(inked(page, x + across, y + dy, 6) for dy in (-30, 0, 30))
    assert edge > 0, "the edge of the disc is not where 60 km are"
    assert inked(page, x, y, 5) == 0, "the middle of an area is no pinpoint"


def test_the_filter_changes_what_is_drawn(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/map")
    shown(page)
    page.get_by_role("button", name="Fit to filter").click()
    shown(page)
    before = inked(page, *spot(page, 36.2, 37.1))
    page.get_by_label("Status", exact=True).select_option("disputed")
    shown(page)
    assert summed(page) == "1 incident at 1 place."
    assert inked(page, *spot(page, 36.2, 37.1)) < before / 4
    assert inked(page, *spot(page, 33.5, 36.3)) > 60


def test_a_mark_lists_its_incidents_and_the_selection_goes_along(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/map")
    drawn = shown(page)
    page.get_by_role("button", name="Fit to filter").click()
    shown(page)
    x, y = spot(page, 33.5, 36.3)
    drawn.click(position={"x": x, "y": y})
    page.get_by_role("button", name="Qaryat Umm").first.wait_for()
    grid = page.get_by_role("grid", name="Incidents: Qaryat Umm")
    assert grid.get_attribute("aria-rowcount") == "3"
    grid.focus()
    page.keyboard.press("ArrowDown")
    assert re.search(r"sel=i\d", page.url)
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Timeline").click()
    page.wait_for_url(lambda url: "sel=i" in url)
    page.go_back()
    shown(page)
    page.locator("main").get_by_role("button", name="In view").wait_for()


def test_everything_on_the_map_by_keys_and_in_words(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/map")
    drawn = shown(page)
    page.get_by_role("button", name="Fit to filter").click()
    shown(page)
    drawn.focus()
    page.keyboard.press("n")
    said = page.locator('main [aria-live="polite"]').first
    assert (
        said.inner_text() == "Qaryat Umm, town, within 3 km: 2 incidents (1 reported, 1 disputed)"
    )
    page.keyboard.press("Enter")
    page.get_by_role("grid", name="Incidents: Qaryat Umm").wait_for()
    zoom = float(drawn.get_attribute("data-zoom") or 0)
    page.keyboard.press("+")
    page.wait_for_timeout(400)
    assert float(drawn.get_attribute("data-zoom") or 0) == pytest.approx(zoom + 1, abs=0.02)
    lon = float(drawn.get_attribute("data-lon") or 0)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert float(drawn.get_attribute("data-lon") or 0) > lon


def test_without_webgl_the_same_is_drawn(page_of: Opens) -> None:
    page = page_of("#/sources")
    page.add_init_script(NO_WEBGL)
    open_with(page, SOME, "#/map")
    drawn = shown(page)
    assert drawn.get_attribute("data-base") == "flat"
    page.get_by_role("button", name="Fit to filter").click()
    shown(page)
    x, y = spot(page, 33.5, 36.3)
    assert inked(page, x, y) > 60
    drawn.click(position={"x": x, "y": y})
    page.get_by_role("grid", name="Incidents: Qaryat Umm").wait_for()
    before = float(drawn.get_attribute("data-zoom") or 0)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(300)
    assert float(drawn.get_attribute("data-zoom") or 0) > before


def ground(page: Page, spots: list[tuple[float, float]]) -> list[str]:
    """`land` or `sea` at points of the earth, by the colours of a screenshot."""
    box = page.locator(".map").bounding_box()
    assert box is not None
    shot = base64.b64encode(page.screenshot(clip=box)).decode()
    found: Any = page.evaluate(
        """async ([shot, spots]) => {
          const picture = new Image();
          picture.src = 'data:image/png;base64,' + shot;
          await picture.decode();
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          const context = canvas.getContext('2d');
          context.drawImage(picture, 0, 0);
          return spots.map(([x, y]) => {
            const [r, , b] = context.getImageData(x, y, 1, 1).data;
            return b > r + 6 ? 'sea' : 'land';
          });
        }""",
        [shot, [spot(page, lat, lon) for lat, lon in spots]],
    )
    return list(found)


LAND = [
    (46.4, -0.5),
    (42.0, -4.0),
    (47.5, 2.5),
    (27.0, 27.0),
    (52.5, -1.5),
    (62.0, 15.0),
    (24.0, 5.0),
]
SEA = [(45.0, -5.0), (40.0, -13.0), (35.0, 19.0), (43.0, 34.0), (56.0, 3.0)]


@pytest.mark.parametrize("webgl", [True, False])
def test_land_is_land_and_sea_is_sea(page_of: Opens, webgl: bool) -> None:
    """Of one ring as long as Eurasia's a tile about France was once drawn inside out."""
    page = page_of("#/sources")
    if not webgl:
        page.add_init_script(NO_WEBGL)
    ends = table([row(place=0), row(place=1)], [place("A", 22, -14, 1), place("B", 66, 50, 1)])
    open_with(page, ends, "#/map")
    shown(page)
    page.locator("details.key").evaluate("key => key.remove()")
    assert ground(page, LAND) == ["land"] * len(LAND)
    assert ground(page, SEA) == ["sea"] * len(SEA)


def test_from_disk_it_is_the_same(page_of: Opens, served: Any, small: Path, tmp_path: Path) -> None:
    onefile = pytest.importorskip("gesta.web.onefile")
    from gesta.ledger import Ledger
    from gesta.web.app import STATIC

    built = Path(os.environ.get("GESTA_PAGE", STATIC))
    with Ledger.open(small) as ledger, (tmp_path / "report.html").open("wb") as file:
        file.writelines(onefile.report_pieces(ledger, built, onefile.Wanted(answers=False)))
    page = page_of(f"file://{tmp_path}/report.html#/map")
    drawn = shown(page)
    assert drawn.get_attribute("data-base") == "gl"  # its worker starts from the file as well
    assert drawn.get_attribute("data-ground") == "50m"  # the finer one is not in the file
    assert summed(page).startswith("1 incident at 1 place")
    drawn.focus()
    page.keyboard.press("n")
    assert "Qaryat Umm" in page.locator('main [aria-live="polite"]').first.inner_text()


def test_from_near_the_ground_is_finer_and_says_where_it_ends(page_of: Opens) -> None:
    page = page_of("#/sources")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    one = table([row(on="2024-03-04", place=0)], TOWNS)
    open_with(page, one, "#/map")
    drawn = shown(page)
    page.locator('.map[data-ground="10m"]').wait_for()
    assert sum("countries-10m" in url for url in asked) == 1
    assert ground(page, [(33.55, 36.5), (33.4, 36.2)]) == ["land"] * 2
    words = page.get_by_text("Coasts and borders are coarser than this zoom")
    drawn.focus()
    for _ in range(4):
        page.keyboard.press("+")
        page.wait_for_timeout(500)
    words.wait_for()
    for _ in range(9):
        page.keyboard.press("-")
        page.wait_for_timeout(300)
    assert words.count() == 0


def test_the_note_on_borders_is_there(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, SOME, "#/map")
    shown(page)
    assert "Natural Earth" in page.locator(".legend").inner_text()


def test_an_empty_map_says_so(page_of: Opens) -> None:
    page = page_of("#/sources")
    open_with(page, table([row(on="2024-03-04")]), "#/map")
    shown(page)
    assert summed(page) == "0 incidents at 0 places; 1 without a place is not on the map."
    page.get_by_text("No incident of the filter has a place.").wait_for()


@pytest.mark.parametrize(("width", "dark"), [(360, False), (900, True), (1440, False)])
def test_it_is_accessible_and_fits(page_of: Opens, width: int, dark: bool) -> None:
    page = page_of("#/sources", width=width, dark=dark)
    open_with(page, SOME, "#/map")
    shown(page)
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("places", [2_000, 50_000])
def test_fifty_thousand_incidents_stay_usable(page_of: Opens, places: int) -> None:
    page = page_of("#/sources")
    page.set_default_timeout(60_000)
    made = tables.many(50_000, places)
    work, started = tables.Work(page), time.monotonic()
    open_with(page, made, "#/map")
    drawn = shown(page)
    wall, idle = time.monotonic() - started, work.seconds()
    for i in range(10):
        drawn.press("-" if i % 2 else "+")
    step = (work.seconds() - idle) / 10
    sys.stdout.write(
        f"50,000 incidents at {places:,} places: {idle:.1f} s of work ({wall:.1f} s) until the map is"
        f" idle, {step:.2f} s a zoom step\n"
    )
    assert idle < 5
    assert step < 0.5
    assert "50,000 incidents" in summed(page)
