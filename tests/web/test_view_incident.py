"""The page of an incident: its claim matrix, disputes, reasons, history, in words that mean harm."""

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
AT = "#/incident/i1"


@pytest.fixture
def served(tmp_path: Path, serving: Callable[..., Any]) -> Any:
    """A server over the awkward ledger."""
    return serving(awkward.filled(tmp_path / "awkward.ledger"))


def cell(page: Page, words: str) -> Any:
    """A cell of the matrix by its words."""
    return page.locator("td button", has_text=words)


def test_the_head_says_what_happened_and_who_says_so(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    head = page.locator("header.head")
    assert "Disputed" in head.inner_text()
    assert "Sources contradict each other" in head.inner_text()
    assert "4 Mar 2024" in head.inner_text()
    assert awkward.TOWN.name in head.inner_text()
    assert awkward.IMAGE in head.inner_text(), "markup is words"
    assert "3 claims in 2 reports of 2 independent origins" in " ".join(head.inner_text().split())


def test_the_matrix_has_a_row_a_claim_and_shows_agreement_without_colour(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    assert page.locator("tbody tr", has=page.locator("th .at")).count() == 3
    against = page.locator("td.against button")
    assert against.count() == 1
    assert "≠" in against.inner_text()
    assert against.inner_text().count("B") == 1 and "3" in against.inner_text()
    assert "contradicts" not in against.inner_text() or against.locator(".visually-hidden").count()
    agreed = cell(page, "12+")
    assert "A" in agreed.inner_text() and "=" in agreed.inner_text()
    assert "No claim says:" in page.locator("p.empty").inner_text()


def test_a_cell_opens_its_sentence_with_the_words_marked(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    cell(page, awkward.TOWN.name).click()
    passage = page.get_by_role("group", name="The sentence of the chosen cell")
    assert passage.locator(".lit").all_inner_texts() == ["أم الرشراش"]
    assert awkward.SCRIPT in passage.inner_text()
    cell(page, "12+").click()
    assert "".join(passage.locator(".lit").all_inner_texts()) == "At least 12"
    assert "no date: joined within its report only" in passage.inner_text()
    passage.get_by_role("link", name="Open the report here").click()
    settled(page)
    assert f"#/report/{awkward.R1.id}" in page.url and f"at={awkward.C2.id}" in page.url


def test_arrows_go_from_cell_to_cell_past_the_empty_ones(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    page.locator('td button[tabindex="0"]').focus()
    active = "() => document.activeElement.textContent"
    first = page.evaluate(active)
    page.keyboard.press("ArrowRight")
    second = page.evaluate(active)
    assert second != first and "struck" in second
    page.keyboard.press("ArrowDown")
    assert "died" in page.evaluate(active)
    assert page.locator('td button[tabindex="0"]').count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".passage").count() == 0


def test_header_and_first_column_stay_in_sight(page_of: Opens) -> None:
    page = page_of(AT, width=500, height=600)
    settled(page)
    page.locator(".wide").evaluate(
        "box => { box.style.maxHeight = '120px'; box.scrollTo(300, 60) }"
    )
    stuck = page.evaluate(
        """() => {
            const box = document.querySelector('.wide').getBoundingClientRect();
            const corner = document.querySelector('thead .first').getBoundingClientRect();
            const row = document.querySelector('tbody .first').getBoundingClientRect();
            return [corner.top - box.top, corner.left - box.left, row.left - box.left];
        }"""
    )
    assert all(abs(apart) <= 2 for apart in stuck), stuck


def test_disputes_are_spelled_out_with_their_sources(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    part = page.get_by_role("region", name="Where the sources contradict each other")
    words = part.inner_text()
    assert (
        "How many were killed" in words and "12" in words and "Coast Wire ← The Hill Army" in words
    )
    part.get_by_role("button", name="Sentence 1: Coast Wire ← The Hill Army, 3").click()
    passage = page.get_by_role("group", name="The sentence of the chosen cell")
    assert "denied on Monday" in passage.inner_text()


def test_the_reasons_of_the_joins_are_told_with_their_weights(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    part = page.get_by_role("region", name="Why these claims are one incident")
    assert "2 pairs hold it together" in part.inner_text()
    part.get_by_text("the same day").first.click()
    words = " ".join(part.inner_text().split())
    assert "the same day speaks strongly for it +1.60" in words
    assert "most differ speaks slightly against it −0.40" in words


def test_the_history_tells_what_came_when(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    part = page.get_by_role("region", name="How it became known")
    part.get_by_text("5 Mar 2024").wait_for()
    assert part.locator("ol > li").count() == 2


def test_an_incident_that_there_is_not_says_so(page_of: Opens) -> None:
    page = page_of("#/incident/inowhere")
    page.get_by_text("no incident 'inowhere'").wait_for()


def test_nothing_runs_that_stands_in_words(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    for button in page.locator("td button").all():
        button.click()
    assert page.evaluate("() => window.broken") is None


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (900, True), (360, False), (360, True)])
def test_it_is_accessible_and_fits(page_of: Opens, width: int, dark: bool) -> None:
    page = page_of(AT, width=width, dark=dark)
    settled(page)
    page.get_by_role("region", name="How it became known").locator("li").first.wait_for()
    assert_fits(page)
    cell(page, "12+").click()
    page.locator("details summary").first.click()
    assert_accessible(page)


def test_sentences_can_stand_beneath_their_rows(page_of: Opens) -> None:
    page = page_of(AT)
    settled(page)
    page.get_by_label("sentences").check()
    assert page.locator("tr.sentence").count() == 3
    assert awkward.FIRST in page.locator("tr.sentence").first.inner_text()


def test_the_sentence_of_a_lone_claim_is_open(page_of: Opens) -> None:
    page = page_of("#/incident/i2")
    settled(page)
    passage = page.get_by_role("group", name="The sentence of the chosen cell")
    assert awkward.LATER in passage.inner_text()
    passage.get_by_role("button", name="Close").click()
    assert page.locator(".passage").count() == 0
    assert_accessible(page)
