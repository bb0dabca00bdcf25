"""An event that the reader missed, added on the page: by keys alone, by the mouse, by two at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web import awkward
from tests.web.looking import assert_accessible, assert_fits, settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Opens = Callable[..., "Page"]
STRIKE = awkward.STRIKE.index("strike.")


@pytest.fixture
def served(tmp_path: Path, serving: Callable[..., Any]) -> Any:
    """A server over the awkward ledger."""
    return serving(awkward.filled(tmp_path / "awkward.ledger"))


def opened(page_of: Opens, *, name: str = "Ana", **more: Any) -> Page:
    """The report, before a person whose name is known to the browser."""
    page = page_of("#/overview", **more)
    page.evaluate("name => localStorage.setItem('gesta-reviewer', name)", name)
    page.goto(page.url.split("#")[0] + f"#/report/{awkward.R1.id}")
    page.reload()
    settled(page)
    page.locator(".box > p").first.wait_for()
    return page


def claims(served: Any) -> list[dict[str, Any]]:
    """The claims of the report."""
    with served.client() as client:
        found: list[dict[str, Any]] = client.get(f"/api/reports/{awkward.R1.id}").json()["claims"]
    return found


def words(page: Page) -> Locator:
    """The text in which words are selected."""
    return page.locator('[role="listbox"][aria-multiselectable]')


def asked(page: Page, heading: str) -> None:
    page.get_by_role("heading", name=heading).wait_for()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def strike_marked(page: Page) -> None:
    """The word `strike` and its type, by keys."""
    page.keyboard.press("a")
    asked(page, "Which word tells of the event?")
    press(page, "End", *["ArrowLeft"] * 10)
    page.get_by_text("Selected: “strike”").wait_for()
    page.keyboard.press("Enter")
    asked(page, "What is it?")
    page.keyboard.press("Enter")
    asked(page, "Assault “strike”")


def test_an_event_is_added_and_taken_back_by_keys_alone(page_of: Opens, served: Any) -> None:
    page = opened(page_of)
    strike_marked(page)
    press(page, "b", "Home", *["ArrowRight"] * 3, "Shift+ArrowRight")
    page.get_by_text("Selected: “the Front”").wait_for()
    page.keyboard.press("Enter")
    press(page, "c", "p", "Enter")
    press(page, "m", "d", "Enter")
    page.get_by_role("button", name="Without By: the Front").wait_for()
    page.get_by_role("button", name="Without In which way: destroy").wait_for()
    assert_accessible(page)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement?.id === 'panel-head'")
    asked(page, "Assault “strike”")
    [made] = [claim for claim in claims(served) if claim["review"]["added_by"]]
    assert f"at={made['id']}" in page.url
    assert (made["trigger"]["start"], made["trigger"]["text"]) == (STRIKE, "strike")
    assert (made["type"], made["certainty"], made["modes"]) == ("ASSAULT", "planned", ["destroy"])
    assert made["actors"][0]["text"] == "the Front"
    panel = page.get_by_role("complementary", name="Claims of this report")
    assert "Added by Ana" in " ".join(panel.inner_text().split())
    assert "struck" in page.locator(".box .run.event").all_inner_texts()
    assert "strike" in page.locator(".box .run.event").all_inner_texts()
    panel.get_by_role("button", name="Take it back").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Taken back.").wait_for()
    panel.get_by_role("heading", name="2 claims").wait_for()
    assert not any(claim["review"]["added_by"] for claim in claims(served))
    assert page.locator(".box .run.event").all_inner_texts() == ["struck", "died"]


def test_steps_go_back_and_what_was_marked_is_not_lost(page_of: Opens, served: Any) -> None:
    page = opened(page_of)
    strike_marked(page)
    page.keyboard.press("k")
    asked(page, "Killed")
    page.keyboard.press("Escape")
    asked(page, "Assault “strike”")
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="2 claims").wait_for()
    page.wait_for_function("() => document.activeElement.classList.contains('adds')")
    page.keyboard.press("a")
    asked(page, "Assault “strike”")
    page.get_by_role("button", name="Other type").click()
    asked(page, "What is it?")
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    asked(page, "Threaten “strike”")
    assert len(claims(served)) == 2


def test_the_mouse_selects_the_words_in_the_text_itself(page_of: Opens, served: Any) -> None:
    page = opened(page_of)
    word = page.locator(".box > p").nth(2)
    word.evaluate(
        """node => {
          const text = node.querySelector('[data-from]').firstChild;
          const at = text.data.indexOf('strike');
          getSelection().setBaseAndExtent(text, at + 1, text, at + 4);
        }"""
    )
    page.get_by_role("button", name="Add an event").click()
    page.get_by_text("Selected: “strike”").wait_for()
    page.get_by_role("button", name="Take the words").click()
    page.get_by_role("option", name="Assault").click()
    page.get_by_role("button", name="Add the event").click()
    page.get_by_role("complementary", name="Claims of this report").get_by_text(
        "Added by"
    ).wait_for()
    assert [c["trigger"]["start"] for c in claims(served) if c["review"]["added_by"]] == [STRIKE]


def test_what_cannot_be_is_said_and_what_was_marked_stays(page_of: Opens, served: Any) -> None:
    page = opened(page_of)
    strike_marked(page)
    press(page, "k", "ArrowRight", "Enter", "Enter")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "says no number" in alert.inner_text()
    page.get_by_role("button", name="Without Killed").click()
    asked(page, "Assault “strike”")
    page.get_by_role("heading", name="Assault “strike”").focus()
    page.keyboard.press("Enter")
    page.get_by_role("complementary", name="Claims of this report").get_by_text(
        "Added by"
    ).wait_for()
    assert len(claims(served)) == 3


def test_of_two_who_add_one_event_the_second_is_told_and_loses_nothing(
    page_of: Opens, served: Any
) -> None:
    ana, ben = opened(page_of), opened(page_of, name="Ben")
    strike_marked(ana)
    strike_marked(ben)
    press(ben, "b", "Home", *["ArrowRight"] * 3, "Shift+ArrowRight", "Enter")
    ben.get_by_role("button", name="Without By: the Front").wait_for()
    ana.keyboard.press("Enter")
    ana.wait_for_function("() => document.activeElement?.id === 'panel-head'")
    ben.keyboard.press("Enter")
    alert = ben.get_by_role("alert")
    alert.wait_for()
    assert "Ana added this event already" in alert.inner_text()
    ben.get_by_role("button", name="Without By: the Front").wait_for()  # still there
    alert.get_by_role("button", name="See theirs").click()
    ben.get_by_role("complementary", name="Claims of this report").get_by_text(
        "Added by"
    ).wait_for()
    ben.keyboard.press("a")
    ben.get_by_role("button", name="Without By: the Front").wait_for()  # nor is it lost now
    added = [claim for claim in claims(served) if claim["review"]["added_by"]]
    assert [claim["review"]["added_by"] for claim in added] == ["Ana"]


def test_it_fits_a_narrow_screen(page_of: Opens) -> None:
    page = opened(page_of, width=360, height=740)
    page.get_by_role("button", name="Add an event").click()
    asked(page, "Which word tells of the event?")
    assert_fits(page)
    assert_accessible(page)
    press(page, "End", *["ArrowLeft"] * 10, "Enter", "Enter")
    asked(page, "Assault “strike”")
    assert_fits(page)


def test_a_ledger_that_is_only_read_offers_no_adding(
    page_of: Opens, tmp_path: Path, serving: Callable[..., Any]
) -> None:
    server = serving(awkward.filled(tmp_path / "read.ledger"), readonly=True)
    page = page_of(f"#/report/{awkward.R1.id}", base=server.url + "/")
    settled(page)
    assert page.get_by_role("button", name="Add an event").count() == 0
    page.keyboard.press("a")
    assert page.get_by_role("heading", name="Which word tells of the event?").count() == 0
