"""What every view is asked: axe finds nothing, nothing is wider than the screen, and the URL leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Rules that axe itself counts as WCAG 2.x A and AA, and its good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def settled(page: Page, heading: str | None = None) -> None:
    """Wait until the view is there and nothing loads."""
    page.locator("h1").first.wait_for(state="attached")
    if heading is not None:
        page.get_by_role("heading", name=heading, exact=True).first.wait_for()
    page.locator(".loading").first.wait_for(state="detached")


def faults(page: Page) -> list[str]:
    """What axe finds, one line each."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
    found: Any = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """axe finds nothing to mend."""
    found = faults(page)
    assert not found, "\n".join(found)


def assert_fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    wide = page.evaluate(
        "() => [document.documentElement.scrollWidth, innerWidth,"
        " document.querySelector('main').scrollWidth, document.querySelector('main').clientWidth]"
    )
    assert wide[0] <= wide[1] and wide[2] <= wide[3], wide
