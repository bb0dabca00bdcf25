"""Of whom `respond` may have an answer: pairs that attack each other, in the page and in the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.analysis.ledgers import ARMY, MEMBER, OTHER, UMBRELLA, Story, when
from tests.web.looking import assert_accessible, assert_fits, settled
from tests.web.test_onefile import answers_of, needs_page, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("scipy", reason="answers need scipy: pip install 'gesta[analysis]'")


def fought(path: Path, attacks: dict[tuple[Any, Any], int]) -> Path:
    """A ledger of so many attacks of one actor on another."""
    story = Story()
    for (doer, done_to), many in attacks.items():
        for k in range(many):
            story.attack(when(5 * k), published=5 * k + 1, by=doer)
            story.incidents[-1] = replace(story.incidents[-1], recipients=(done_to.id,))
    return story.write(path)


@pytest.fixture
def war(tmp_path: Path) -> Path:
    """The Red Banner and the army fight; others attack without an answer."""
    return fought(
        tmp_path / "war.ledger",
        {(MEMBER, ARMY): 12, (ARMY, MEMBER): 9, (OTHER, ARMY): 14, (ARMY, OTHER): 2,
         (MEMBER, UMBRELLA): 9, (UMBRELLA, MEMBER): 9},
    )  # fmt: skip


def pairs(served: Any) -> list[tuple[str, str, int, int]]:
    with served.client() as client:
        found = client.get("/api/answers/respond/pairs").json()
    return [(one["after"], one["actor"], one["actions"], one["attacks"]) for one in found]


def test_those_who_attack_each_other_are_asked_of_in_both_directions(
    war: Path, serving: Callable[..., Any]
) -> None:
    assert pairs(serving(war)) == [
        (MEMBER.id, ARMY.id, 12, 9), (ARMY.id, MEMBER.id, 9, 12),
    ], "who attacks without an answer, or what it stands under, is no pair"  # fmt: skip


def test_where_all_attack_too_little_the_first_pair_says_so(
    tmp_path: Path, serving: Callable[..., Any]
) -> None:
    few = fought(tmp_path / "few.ledger", {(OTHER, ARMY): 3, (ARMY, OTHER): 1, (MEMBER, ARMY): 9})
    assert pairs(serving(few)) == [(OTHER.id, ARMY.id, 3, 1), (ARMY.id, OTHER.id, 1, 3)]
    one_sided = fought(tmp_path / "one.ledger", {(OTHER, ARMY): 9})
    assert pairs(serving(one_sided)) == []


@needs_page
def test_the_file_holds_the_answers_of_its_pairs(war: Path, tmp_path: Path) -> None:
    found = answers_of(write(war, tmp_path / "r.html"))
    for one, other in ((MEMBER.id, ARMY.id), (ARMY.id, MEMBER.id)):
        path = f"/api/answers/respond?actor={other}&after={one}&after-recipient={other}&recipient={one}"
        assert found[path]["verdict"] == "cannot tell"
        assert "needed" in found[path]["verdict_words"]
    assert len(found["/api/answers/respond/pairs"]) == 2
    left = answers_of(write(war, tmp_path / "s.html", "--since", "2024-01-21"))
    assert [
        (one["after"], one["actions"], one["attacks"]) for one in left["/api/answers/respond/pairs"]
    ] == [(MEMBER.id, 8, 5), (ARMY.id, 5, 8)], "of what the file holds"


@needs_page
@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_of_the_file_chooses_a_pair(
    war: Path, tmp_path: Path, page_of: Callable[..., Page], width: int
) -> None:
    write(war, tmp_path / "r.html")
    page = page_of((tmp_path / "r.html").as_uri() + "#/answers/respond", width=width)
    settled(page, "What followed?")
    chosen = page.get_by_role("link", name=f"After attacks by {ARMY.name} on {MEMBER.name}")
    assert page.get_by_role("article").count() == 0
    chosen.click()
    told = page.get_by_role("article")
    told.get_by_text("Cannot tell").wait_for()
    assert f"Were attacks by {ARMY.name} on {MEMBER.name} followed" in told.inner_text()
    assert chosen.get_attribute("aria-current") == "true"
    note = page.get_by_role("note").inner_text()
    assert "does not change" not in note
    assert f"gesta respond war.ledger --after {ARMY.id}" in note
    assert_fits(page)
    assert_accessible(page)


@needs_page
def test_a_file_without_a_pair_says_why_it_answers_nothing(
    small: Path, tmp_path: Path, page_of: Callable[..., Page]
) -> None:
    write(small, tmp_path / "r.html")
    page = page_of((tmp_path / "r.html").as_uri() + "#/answers/respond")
    page.get_by_text("No two actors attack each other in what this file holds").wait_for()
    assert page.get_by_role("alert").count() == 0


def test_the_page_offers_pairs_where_nobody_is_named(
    war: Path, serving: Callable[..., Any], page_of: Callable[..., Page]
) -> None:
    page = page_of(serving(war).url + "/#/answers/respond?since=2024-01-01")
    settled(page, "What followed?")
    page.get_by_role("link", name=f"After attacks by {MEMBER.name} on {ARMY.name}").click()
    page.get_by_role("article").get_by_text("Cannot tell").wait_for(timeout=60_000)
    for word in (f"after={MEMBER.id}", f"actor={ARMY.id}", "since=2024-01-01"):
        assert word in page.url
