"""Light and dark: the system's choice until a person makes one."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.looking import settled
from tests.web.test_onefile import needs_page, write

if TYPE_CHECKING:
    from playwright.sync_api import Page


def theme(page: Page) -> tuple[str, str]:
    """What the page says its theme is, and the ground that it is drawn on."""
    found: list[str] = page.evaluate(
        """() => [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor]"""
    )
    return found[0], found[1]


def test_the_page_goes_with_the_system_until_a_person_chooses(page_of: Callable[..., Page]) -> None:
    page = page_of("#/sources", dark=False)
    settled(page)
    light = theme(page)
    assert light[0] == "light"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    dark = theme(page)
    assert dark[1] != light[1]
    page.get_by_role("button", name="Light or dark").click()
    assert theme(page) == light
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    assert theme(page) == light
    page.reload()
    settled(page)
    assert theme(page) == light


def test_paper_is_light(page_of: Callable[..., Page]) -> None:
    page = page_of("#/sources", dark=True)
    settled(page)
    page.emulate_media(color_scheme="dark", media="print")
    ink: str = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')")
    assert ink.strip() == "#16202c"
    # What is drawn on canvas is drawn for paper too, and for the screen again.
    page.wait_for_function("() => document.documentElement.dataset.theme === 'light'")
    page.emulate_media(color_scheme="dark", media="screen")
    page.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")


def painted(page: Page) -> tuple[int, ...]:
    """The colour of the ground as it stands on screen."""
    images = pytest.importorskip("PIL.Image", reason="needs pillow")
    shot = images.open(io.BytesIO(page.screenshot(animations="allow", timeout=30_000)))
    found: tuple[int, ...] = shot.convert("RGB").getpixel((300, 500))
    return found


DARK, LIGHT = (26, 34, 43), (244, 246, 248)
"""--paper-2 of either theme."""


@pytest.mark.parametrize("system", [True, False])
@pytest.mark.parametrize("chosen", [None, "dark", "light"])
def test_the_first_paint_is_of_the_right_theme(
    page_of: Callable[..., Page], system: bool, chosen: str | None
) -> None:
    page = page_of("#/sources", dark=system)
    settled(page)
    if chosen:
        page.evaluate("theme => localStorage.setItem('gesta-theme', theme)", chosen)
    held: list[Any] = []
    page.route("**/assets/*.js", lambda route: held.append(route))  # the page's own script waits
    page.reload(wait_until="commit")
    page.locator("#app").wait_for(state="attached")
    page.wait_for_function("() => performance.getEntriesByName('first-paint').length > 0")
    wanted = (chosen or ("dark" if system else "light")) == "dark"
    assert page.locator("#app > *").count() == 0
    assert held
    assert painted(page) == (DARK if wanted else LIGHT)
    for route in held:
        route.abort()
    page.unroute_all()


@needs_page
@pytest.mark.parametrize("system", [True, False])
def test_a_file_knows_its_theme_before_it_is_unpacked(
    small: Path, tmp_path: Path, page_of: Callable[..., Page], system: bool
) -> None:
    write(small, tmp_path / "r.html", "--no-answers")
    page = page_of(dark=system, base="about:blank")
    page.add_init_script("Response.prototype.text = () => new Promise(() => {})")
    page.goto((tmp_path / "r.html").as_uri(), wait_until="commit")
    page.locator("#app").wait_for(state="attached")
    assert theme(page)[0] == ("dark" if system else "light")
    assert painted(page) == (DARK if system else LIGHT)
