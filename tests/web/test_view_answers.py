"""Answers: each question as a page, its form, its refusal in words, its picture and incidents."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger import world
from tests.web.looking import assert_accessible, assert_fits, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("scipy", reason="answers need scipy: pip install 'gesta[analysis]'")

Opens = Callable[..., "Page"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h9v9H0Z"/></svg>'
ANSWER = {
    "question": "Are attacks rising?", "verdict": "yes", "verdict_words": "More attacks: ×2.",
    "words": "YES. More attacks: ×2.", "used": 1,
    "method": "ratio of two rates", "smallest": "a rise to ×1.5",
    "estimates": [
        {"what": "rate now over before", "value": 2.04, "low": 1.2, "high": 3.4, "unit": "×"},
        {"what": "first day", "value": "2024-03-04", "low": "2024-03-01", "high": "2024-03-09"},
    ],
    "dropped": {"undated": 3, "vague in time": 2}, "assumptions": ["outlets did not change"],
    "warnings": ["recent days incomplete"], "beside": ["naive: ×9"],
    "table": [{"week": "2024-03-04", "attacks": 4}], "details": [], "incidents": ["i1"],
    "refused": [], "plot": True,
}  # fmt: skip


def test_the_seven_questions_are_pages(page_of: Opens) -> None:
    page = page_of("#/answers")
    settled(page, "Answers")
    assert page.get_by_role("main").get_by_role("listitem").count() == 7
    page.get_by_role("main").get_by_role("link", name="Is it escalating? Whether").click()
    settled(page, "Is it escalating?")
    page.wait_for_url(lambda url: "#/answers/trend" in url)


def test_a_refusal_is_an_answer_in_words(page_of: Opens) -> None:
    page = page_of("#/answers/trend")
    settled(page, "Is it escalating?")
    page.get_by_text("Cannot tell").wait_for(timeout=60_000)
    told = page.get_by_role("article").inner_text()
    assert "Used" in told and "Method" in told


def test_everything_of_an_answer_is_shown(page_of: Opens) -> None:
    page = page_of("#/overview")
    settled(page)
    page.route("**/api/answers/trend*", lambda r: answered(r))
    page.route(
        "**/api/answers/trend/plot/*",
        lambda r: r.fulfill(body=SVG, content_type="image/svg+xml"),
    )
    page.goto(page.url.split("#")[0] + f"#/answers/trend?place={world.TOWN.id}")
    page.get_by_text("More attacks: ×2.").wait_for()
    told = page.get_by_role("article").inner_text()
    for words in (
        "×2.04", "×1.20 to ×3.40", "4 Mar 2024", "1 Mar 2024 to 9 Mar 2024", "3 undated", "5:",
        "recent days incomplete", "naive: ×9", "outlets did not change", "a rise to ×1.5",
    ):  # fmt: skip
        assert words in told, words
    plot = page.get_by_role("img", name="Are attacks rising? Yes. More attacks: ×2.")
    assert f"/plot/wide.svg?place={world.TOWN.id}" in (plot.get_attribute("src") or "")
    page.get_by_text("1 incident behind the numbers").click()
    page.get_by_role("link", name="Assault: Northern Front").click()
    page.wait_for_url(lambda url: "#/incident/i1" in url)


@pytest.mark.parametrize(("width", "shape"), [(360, "narrow"), (1440, "wide")])
def test_the_plot_goes_with_the_theme_and_the_room(page_of: Opens, width: int, shape: str) -> None:
    page = page_of("#/overview", width=width, dark=True)
    settled(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/api/answers/trend*", lambda r: answered(r))
    page.route(
        "**/api/answers/trend/plot/*",
        lambda r: r.fulfill(body=THEMED, content_type="image/svg+xml"),
    )
    page.goto(page.url.split("#")[0] + "#/answers/trend")
    plot = page.get_by_role("article").get_by_role("img")
    plot.wait_for()
    page.wait_for_function(
        "() => [...document.querySelectorAll('article img')].every(i => i.complete)"
    )
    assert middle(plot) == (0, 0, 255), "the dark picture on a dark page"
    page.get_by_role("button", name="Light or dark").click()
    assert middle(plot) == (255, 0, 0)
    page.emulate_media(media="print")
    assert middle(plot) == (255, 0, 0)
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Light or dark").click()
    page.emulate_media(media="print")
    assert middle(plot) == (255, 0, 0), "paper is light"
    drawn = {url for url in asked if "/plot/" in url}
    assert len(drawn) == 1
    assert drawn.pop().split("/plot/")[1].startswith(f"{shape}.svg")


THEMED = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" id="dark">'
    "<style>:root{--a:#f00}:root:target{--a:#00f}</style>"
    '<path style="fill:var(--a)" d="M0 0h20v10H0Z"/></svg>'
)


def middle(plot: Any) -> tuple[int, ...]:
    """The colour in the middle of what is shown."""
    images = pytest.importorskip("PIL.Image", reason="needs pillow")
    shot = images.open(io.BytesIO(plot.screenshot())).convert("RGB")
    found: tuple[int, ...] = shot.getpixel((shot.width // 2, shot.height // 2))
    return found


def answered(route: Any) -> None:
    """An answer made up for the page."""
    route.fulfill(body=json.dumps(ANSWER), content_type="application/json")


def test_what_a_question_needs_is_asked_for_first(page_of: Opens) -> None:
    page = page_of("#/answers/respond")
    settled(page, "What followed?")
    page.get_by_text("Say first: what followed the actions of this actor").wait_for()
    page.get_by_role("combobox", name="What followed the actions of this actor").fill("north")
    page.get_by_role("option", name="Northern Front").click()
    assert f"after={world.FRONT.id}" in page.url
    page.get_by_role("article").wait_for(timeout=60_000)


def test_a_part_of_the_filter_that_a_question_does_not_take_is_said(page_of: Opens) -> None:
    page = page_of("#/answers/trend?certainty=claimed")
    settled(page, "Is it escalating?")
    page.get_by_text("This question does not go by certainty").wait_for()


def test_a_fault_is_told_in_the_servers_words(page_of: Opens) -> None:
    page = page_of("#/answers/trend?since=no-day")
    page.get_by_role("alert").get_by_text("no-day").wait_for()


@pytest.mark.parametrize("width", [360, 1440])
def test_they_fit_and_are_accessible(page_of: Opens, width: int) -> None:
    page = page_of("#/answers", width=width, dark=width == 360)
    settled(page, "Answers")
    assert_fits(page)
    assert_accessible(page)
    page.route("**/api/answers/trend*", lambda r: answered(r))
    page.route(
        "**/api/answers/trend/plot/*",
        lambda r: r.fulfill(body=SVG, content_type="image/svg+xml"),
    )
    page.goto(page.url.split("#")[0] + "#/answers/trend")
    page.get_by_text("More attacks: ×2.").wait_for()
    assert_fits(page)
    assert_accessible(page)
