"""The page of a report: its own words, what was read out of them, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web import awkward
from tests.web.looking import assert_accessible, assert_fits, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opens = Callable[..., "Page"]
AT = f"#/report/{awkward.R1.id}"


@pytest.fixture
def served(tmp_path: Path, serving: Callable[..., Any]) -> Any:
    """A server over the awkward ledger."""
    return serving(awkward.filled(tmp_path / "awkward.ledger"))


def marked(page: Page, family: str) -> list[str]:
    """The words under a kind of mark, as they stand in the text."""
    return page.locator(f".box .run.{family}").all_inner_texts()


def test_the_text_is_whole_whatever_is_marked(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    shown = "\n".join(page.locator(".box > p").all_text_contents())
    assert shown == awkward.STRIKE
    page.get_by_role("button", name="places").click()
    assert "\n".join(page.locator(".box > p").all_text_contents()) == awkward.STRIKE


def test_marks_stand_on_their_words_outside_the_bmp_and_in_arabic(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    assert marked(page, "event") == ["struck", "died"]
    assert marked(page, "party") == ["the Front", "guards"]
    assert marked(page, "where") == ["أم الرشراش"]
    assert marked(page, "thing") == ["depot", "drones"]
    assert marked(page, "number") == ["At least 12"]
    assert marked(page, "when") == ["On Monday"]
    assert set(marked(page, "voice")) == {"the Valley Office", "said"}


def test_paragraphs_go_in_the_direction_of_their_script(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    ways = page.locator(".box > p").evaluate_all(
        "all => all.map(p => getComputedStyle(p).direction)"
    )
    assert ways == ["ltr", "rtl", "ltr"]


def test_the_legend_switches_kinds_of_marks(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    button = page.get_by_role("button", name="places")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert marked(page, "where") == []
    button.click()
    assert marked(page, "where") == ["أم الرشراش"]


def test_a_mark_opens_its_claim_and_escape_leads_back(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    page.locator(".box a", has_text="struck").focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="Claims of this report")
    panel.get_by_role("heading", name="Assault “struck”").wait_for()
    assert f"at={awkward.C1.id}" in page.url
    assert page.evaluate("() => document.activeElement.id") == "panel-head"
    words = " ".join(panel.inner_text().split())
    assert "the doer or its side says that it did it" in words
    assert f"Where {awkward.TOWN.name}" in words and "drone “drones”" in words
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement.textContent === 'struck'")
    assert "at=" not in page.url


def test_a_click_on_any_mark_leads_to_its_claim(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    panel = page.get_by_role("complementary", name="Claims of this report")
    page.locator(".box .run.number").click()
    panel.get_by_role("heading", name="Assault “died”").wait_for()
    page.locator(".box .run.where").click()
    panel.get_by_role("heading", name="Assault “struck”").wait_for()


def test_next_and_previous_go_through_the_claims(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    panel = page.get_by_role("complementary", name="Claims of this report")
    for key, words in (("n", "struck"), ("n", "died"), ("n", "struck"), ("p", "died")):
        page.keyboard.press(key)
        panel.get_by_role("heading", name=f"Assault “{words}”").wait_for()


def lit(page: Page, part: str) -> str:
    """The words that are marked as a part of the attribution pointed at; pieces apart by |."""
    return page.evaluate(
        """part => {
          const runs = [...document.querySelectorAll(".box > p > .run")];
          let words = "", before = false;
          for (const run of runs) {
            const is = run.classList.contains(part);
            if (is) words += (before || !words ? "" : "|") + run.textContent;
            before = is;
          }
          return words;
        }""",
        part,
    )


def test_who_says_it_shows_source_cue_and_what_is_said(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    source = page.locator(".box a.voice", has_text="the Valley Office")
    cue = page.locator(".box a.voice", has_text="said")
    for words in (source, cue):
        words.hover()
        assert lit(page, "told") == "|".join(awkward.SAYS)
        assert (lit(page, "source"), lit(page, "cue")) == ("the Valley Office", "said")
        page.mouse.move(5, 5)
        assert page.locator(".box .told, .box .source, .box .cue").count() == 0


def test_by_keyboard_one_sees_and_hears_what_is_said(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    links = page.locator(".box a.voice")
    links.nth(0).focus()
    assert lit(page, "told") == "|".join(awkward.SAYS)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "said"
    assert lit(page, "source") == "the Valley Office"
    told = page.evaluate("() => document.activeElement.getAttribute('aria-description')")
    assert told == f"the Valley Office: {' … '.join(awkward.SAYS)}"
    page.locator(".box .run.number").hover()
    assert lit(page, "cue") == "said", "pointing elsewhere takes nothing from who goes by keyboard"
    page.keyboard.press("Tab")
    assert lit(page, "told") == ""


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_said_can_be_read_while_it_is_shown(page_of: Opens, dark: bool) -> None:
    page = page_of(AT, dark=dark)
    settled(page)
    page.locator(".box a.voice", has_text="said").hover()
    assert lit(page, "told")
    assert_accessible(page)


def test_the_gutter_has_assessments_and_ties(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    panel = page.get_by_role("complementary", name="Claims of this report")
    page.get_by_role("button", name="Assessment: This will not be the last").click()
    panel.get_by_role("heading", name="Assessment").wait_for()
    page.get_by_role("button", name="Tie: The Front is part of").click()
    panel.get_by_role("heading", name="Tie").wait_for()
    words = " ".join(panel.inner_text().split())
    assert f"{awkward.FRONT.name} part of Hill Army" in words


def test_it_tells_where_each_detail_came_from(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    page.get_by_text("Where this comes from").click()
    words = " ".join(page.locator("article > header").inner_text().split())
    assert awkward.R1.sha256 in words
    assert "from the source's metadata (json-ld)" in words
    assert "meta og:title" in words
    assert page.get_by_role("link", name="javascript:").count() == 0, "no link but to http"


def test_a_link_leads_to_its_claim(page_of: Opens) -> None:
    page = page_of(f"{AT}?at={awkward.C2.id}")
    settled(page)
    page.get_by_role("heading", name="Assault “died”").wait_for()
    assert page.locator(".box .picked").count() > 0


def test_nothing_runs_that_stands_in_words(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    assert awkward.SCRIPT in page.locator("h1").inner_text()
    assert page.evaluate("() => window.broken") is None


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (900, True), (360, False), (360, True)])
def test_it_is_accessible_and_fits(page_of: Opens, width: int, dark: bool) -> None:
    page = page_of(f"{AT}?at={awkward.C1.id}", width=width, dark=dark)
    settled(page)
    assert_fits(page)
    page.get_by_text("Where this comes from").click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    assert_accessible(page)
