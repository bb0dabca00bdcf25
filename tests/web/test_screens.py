"""Every view looks as it did when a person last looked at it, in light and in dark.

The pictures lie in `screens/`. They hold for the browser and font that drew them, and where those
are others the test is skipped with that reason. Draw them anew with `GESTA_SCREENS=draw`, and look
at them before they are kept.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.web.conftest import CHROMIUM
from tests.web.looking import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENS: Final = Path(__file__).parent / "screens"
DRAWN_WITH: Final = SCREENS / "drawn_with.txt"
DRAWS: Final = os.environ.get("GESTA_SCREENS") == "draw"
FAR: Final = 32
"""Levels of 255 by which a point may differ: edges of letters do."""
MOST: Final = 0.002
"""Share of the points that may differ by more."""
VIEWS: Final = {
    "overview": "#/overview",
    "map": "#/map",
    "timeline": "#/timeline",
    "incidents": "#/incidents",
    "incident": "#/incident/{incident}",
    "reports": "#/reports",
    "report": "#/report/{report}",
    "actors": "#/actors",
    "actor": "#/actor/{actor}",
    "sources": "#/sources",
    "search": "#/search?q=depot",
    "answers": "#/answers",
    "review": "#/review",
}


def drawn_with() -> str:
    """The browser's version and the font that it takes where the page names none."""
    try:
        browser = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True).stdout
        font = subprocess.run(["fc-match", "sans-serif"], capture_output=True, text=True).stdout
    except OSError as error:
        pytest.skip(f"needs chromium and fontconfig: {error}")
    major = re.search(r"Chromium (\d+)", browser)
    return f"Chromium {major[1] if major else '?'}, {font.split(':')[0].strip()}"


@pytest.fixture(scope="module")
def same_drawer() -> None:
    """Skips where another browser or font would draw."""
    now = drawn_with()
    if DRAWS:
        SCREENS.mkdir(exist_ok=True)
        DRAWN_WITH.write_text(now + "\n", encoding="utf-8")
        return
    before = DRAWN_WITH.read_text(encoding="utf-8").strip()
    if before != now:
        pytest.skip(f"the pictures were drawn with {before}, here is {now}")


def ids(page: Page) -> dict[str, str]:
    """An incident, its report and a named actor of the small ledger, always the same."""
    found: dict[str, str] = page.evaluate(
        """async () => {
          const table = await (await fetch("/api/table")).json();
          const most = table.claims.indexOf(Math.max(...table.claims));
          const incident = await (await fetch("/api/incidents/" + table.id[most])).json();
          const actor = table.actor_list.find((one) => !one.generic);
          return {incident: table.id[most], report: incident.claims[0].report.id, actor: actor.id};
        }"""
    )
    return found


def unlike(one: bytes, other: bytes) -> float:
    """The share of points that differ by more than FAR; 1 where the sizes do."""
    image = pytest.importorskip("PIL.Image", reason="needs pillow")
    chops = pytest.importorskip("PIL.ImageChops", reason="needs pillow")
    first, second = (image.open(io.BytesIO(data)).convert("L") for data in (one, other))
    if first.size != second.size:
        return 1.0
    counted = chops.difference(first, second).histogram()
    return float(sum(counted[FAR + 1 :]) / sum(counted))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", list(VIEWS))
def test_a_view_looks_as_it_did(
    view: str, dark: bool, page_of: Callable[..., Page], same_drawer: None, tmp_path: Path
) -> None:
    page = page_of("#/sources", dark=dark, width=1200, height=800)
    settled(page)
    page.evaluate("(to) => { location.hash = to }", VIEWS[view].format(**ids(page)))
    settled(page)
    page.wait_for_load_state("networkidle")
    if view == "map":
        # The ground comes in pieces, from near a second time.
        page.locator('.map[data-ground="10m"][data-busy="false"]').wait_for(timeout=60_000)
        page.wait_for_timeout(1500)  # and the camera comes to rest
    page.wait_for_timeout(400)
    now = page.screenshot(animations="disabled", caret="hide")
    name = f"{view}-{'dark' if dark else 'light'}.png"
    if DRAWS:
        (SCREENS / name).write_bytes(now)
        return
    kept = tmp_path / name
    kept.write_bytes(now)
    share = unlike(now, (SCREENS / name).read_bytes())
    assert share <= MOST, f"{share:.2%} of {name} differs; as it is now: {kept}"
