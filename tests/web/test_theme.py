"""Light and dark: the system's choice until a person makes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.web.looking import settled

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
