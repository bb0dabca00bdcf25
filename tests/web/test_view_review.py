"""Review: by keys alone, words selected in any script, undone, and two people at once."""

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


@pytest.fixture
def served(tmp_path: Path, serving: Callable[..., Any]) -> Any:
    """A server over the awkward ledger."""
    return serving(awkward.filled(tmp_path / "awkward.ledger"))


def claim_at(served: Any, name: str) -> dict[str, Any]:
    """A claim as the server gives it with its report, in no incident where it was rejected."""
    report = next(
        c.report for c in (awkward.C1, awkward.C2, awkward.C3, awkward.C4) if c.id == name
    )
    with served.client() as client:
        claims = client.get(f"/api/reports/{report}").json()["claims"]
    return next((claim for claim in claims if claim["id"] == name), {"incident": None})


def log(served: Any) -> list[dict[str, Any]]:
    """All decisions."""
    with served.client() as client:
        found: list[dict[str, Any]] = client.get("/api/review/log").json()
    return found


def incidents(served: Any) -> list[str]:
    """Ids of all incidents."""
    with served.client() as client:
        return sorted(client.get("/api/table").json()["id"])


def opened(page_of: Opens, claim: str, *, name: str = "Ana", **more: Any) -> Page:
    """A claim under review, by a person whose name is known to the browser."""
    page = page_of("#/overview", **more)
    page.evaluate("name => localStorage.setItem('gesta-reviewer', name)", name)
    page.goto(page.url.split("#")[0] + f"#/review/{claim}?in=i1")
    page.reload()
    settled(page)
    item(page).locator("blockquote").wait_for()
    return page


def item(page: Page) -> Locator:
    """What is under review."""
    return page.get_by_role("region", name="Under review")


def words(page: Page) -> Locator:
    """The text in which words are selected."""
    return page.locator('[role="listbox"][aria-multiselectable]')


def said(page: Page, what: str) -> None:
    """Wait for the page to say that something was done."""
    page.locator(".last", has_text=what).wait_for()


def test_the_queue_comes_with_reasons_and_the_name_is_asked_once(
    page_of: Opens, served: Any
) -> None:
    page = page_of("#/review")
    settled(page)
    queue = page.get_by_role("navigation", name="Queue of the review")
    assert queue.locator("button").count() >= 4
    assert "disputed" in queue.inner_text()
    page.keyboard.press("j")
    page.get_by_label("What to review").select_option("claim")
    item(page).locator("blockquote").wait_for()
    page.locator("body").click(position={"x": 700, "y": 120})
    page.keyboard.press("a")
    page.get_by_role("dialog", name="Who is deciding?").wait_for()
    page.keyboard.type("  Ana  Example ")
    page.keyboard.press("Enter")
    said(page, "Accepted.")
    assert [one["by"] for one in log(served)] == ["Ana Example"]
    page.keyboard.press("a")
    page.wait_for_function("() => document.querySelectorAll('.beside ol li').length === 2")
    assert {one["kind"] for one in log(served)} == {"accept"}
    page.reload()
    settled(page)
    assert "Ana Example" in page.get_by_role("complementary", name="Decisions").inner_text()


def test_an_incident_and_a_pair_are_shown_whole(page_of: Opens, served: Any) -> None:
    page = page_of("#/review/i1")
    settled(page)
    page.get_by_role("heading", name="Incident 1 of").wait_for()
    item(page).locator("li .run").first.wait_for()
    assert "killed disputed" in " ".join(item(page).inner_text().split()).lower()
    assert item(page).locator("li .run").count() > 3
    page.goto(page.url.replace("#/review/i1", "#/review"))
    page.get_by_label("What to review").select_option("incident")
    page.get_by_text("Nothing is left to review").wait_for()
    page.get_by_label("What to review").select_option("pair")
    page.get_by_role("heading", name="Are these two one happening?").wait_for()
    assert item(page).locator("ul.pair > li").count() == 2
    page.get_by_role("button", name="Two x").click()
    page.get_by_role("dialog", name="Who is deciding?").wait_for()
    page.keyboard.type("Ana")
    page.keyboard.press("Enter")
    said(page, "1 claim split off.")
    assert [one["kind"] for one in log(served)] == ["split"]


def test_without_a_name_nothing_is_decided(page_of: Opens, served: Any) -> None:
    page = page_of(f"#/review/{awkward.C1.id}?in=i1")
    item(page).locator("blockquote").wait_for()
    page.keyboard.press("x")
    page.get_by_role("dialog", name="Who is deciding?").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert log(served) == []


def test_a_sitting_by_keys_alone(page_of: Opens, served: Any) -> None:
    page = opened(page_of, awkward.C2.id)
    page.keyboard.press("r")
    page.keyboard.type("read twice")
    page.keyboard.press("Enter")
    for key in ("c", "c"):
        page.keyboard.press(key)
    page.get_by_role("listbox", name="How sure").wait_for()
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    said(page, "How sure corrected.")
    assert claim_at(served, awkward.C2.id)["certainty"] == "denied"
    assert log(served)[-1]["reason"] == "read twice"
    item(page).get_by_text("corrected; read as Attributed").wait_for()
    page.keyboard.press("u")
    said(page, "Taken back.")
    assert claim_at(served, awkward.C2.id)["certainty"] == "attributed"
    page.keyboard.press("x")
    said(page, "Rejected.")
    assert claim_at(served, awkward.C2.id)["incident"] is None
    page.keyboard.press("k")
    page.keyboard.press("u")
    said(page, "Taken back.")
    assert claim_at(served, awkward.C2.id)["incident"]
    kinds = [(one["kind"], one["undone"]) for one in log(served)]
    assert kinds == [("correct", True), ("undo", False), ("reject", True), ("undo", False)]


def test_words_are_selected_by_keys_past_signs_outside_the_bmp(page_of: Opens, served: Any) -> None:
    page = opened(page_of, awkward.C2.id)
    page.keyboard.press("c")
    page.keyboard.press("r")
    words(page).wait_for()
    assert page.locator('[role="option"][aria-selected="true"]').all_inner_texts() == ["died"]
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator(".chosen bdi").inner_text() == "died 🚁"
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    assert page.locator(".chosen bdi").inner_text() == "guards died"
    page.keyboard.press("Enter")
    said(page, "Word of the event corrected.")
    trigger = claim_at(served, awkward.C2.id)["trigger"]
    start = awkward.STRIKE.index("guards died")
    assert trigger == {"start": start, "end": start + len("guards died"), "text": "guards died"}


def test_words_of_arabic_are_selected_with_the_mouse_and_made_whole(
    page_of: Opens, served: Any
) -> None:
    page = opened(page_of, awkward.C1.id)
    page.keyboard.press("c")
    page.keyboard.press("g")
    page.get_by_role("listbox", name="Which value of Target").wait_for()
    page.keyboard.press("2")
    words(page).wait_for()
    page.evaluate(
        """() => {
            const spans = [...document.querySelectorAll('[data-word]')];
            const first = spans.find(s => s.textContent === 'قال').firstChild;
            const last = spans.find(s => s.textContent === 'شهود').firstChild;
            getSelection().setBaseAndExtent(last, 2, first, 1);
            last.parentElement.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        }"""
    )
    assert page.locator(".chosen bdi").inner_text() == "قال شهود"
    page.keyboard.press("Enter")
    said(page, "Target corrected.")
    targets = claim_at(served, awkward.C1.id)["targets"]
    assert [one["text"] for one in targets] == ["depot", "قال شهود"]
    assert awkward.STRIKE[targets[1]["start"] : targets[1]["end"]] == "قال شهود"


def test_a_value_is_named_or_taken_away(page_of: Opens, served: Any) -> None:
    page = opened(page_of, awkward.C2.id)
    page.keyboard.press("c")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.get_by_label("Who or what is meant").fill("Hill Army")
    page.keyboard.press("Enter")
    said(page, "Against corrected.")
    assert [one["actor"] for one in claim_at(served, awkward.C2.id)["recipients"]] == [
        awkward.ARMY.id
    ]
    page.locator("body").click(position={"x": 700, "y": 100})
    page.keyboard.press("c")
    page.keyboard.press("k")
    words(page).wait_for()
    page.keyboard.press("Delete")
    said(page, "Killed corrected.")
    assert claim_at(served, awkward.C2.id)["killed"] is None


def test_numbers_and_days_can_be_typed(page_of: Opens, served: Any) -> None:
    page = opened(page_of, awkward.C3.id)
    page.keyboard.press("c")
    page.keyboard.press("k")
    page.get_by_label("At least").fill("3")
    page.get_by_label("At most").fill("5")
    page.keyboard.press("Enter")
    said(page, "Killed corrected.")
    killed = claim_at(served, awkward.C3.id)["killed"]
    assert (killed["low"], killed["high"]) == (3, 5)
    page.keyboard.press("c")
    page.keyboard.press("d")
    page.get_by_label("From", exact=True).fill("2024-03-03")
    page.get_by_role("button", name="Correct ↵").click()
    said(page, "Day corrected.")
    assert claim_at(served, awkward.C3.id)["time"]["start"] == "2024-03-03"


def test_two_people_at_once_see_both_versions_and_choose(page_of: Opens, served: Any) -> None:
    ana, ben = (opened(page_of, awkward.C1.id, name=name) for name in ("Ana", "Ben"))
    ana.keyboard.press("c")
    ana.keyboard.press("c")
    ana.get_by_role("listbox", name="How sure").wait_for()
    ana.keyboard.press("d")
    ana.keyboard.press("Enter")
    said(ana, "How sure corrected.")
    ben.keyboard.press("x")
    both = ben.get_by_role("alertdialog", name="Somebody was faster")
    both.wait_for()
    told = " ".join(both.inner_text().split())
    assert "Ana decided on this claim since you loaded it" in told
    assert "Correct how sure Value Denied By Ana" in told and "Reject" in told
    assert_accessible(ben)
    ben.keyboard.press("t")
    both.wait_for(state="detached")
    assert [one["kind"] for one in log(served)] == ["correct"], "nothing was lost, nothing made"
    ana.keyboard.press("x")
    said(ana, "Rejected.")
    ben.keyboard.press("c")
    ben.keyboard.press("o")
    ben.get_by_role("listbox", name="Outcome").wait_for()
    ben.keyboard.press("i")
    ben.keyboard.press("Enter")
    both.wait_for()
    assert "Intercepted" in both.inner_text()
    ben.keyboard.press("m")
    said(ben, "Outcome corrected.")
    made = [(one["kind"], one["by"]) for one in log(served)]
    assert made == [("correct", "Ana"), ("reject", "Ana"), ("correct", "Ben")]
    assert log(served)[-1]["after"]["value"] == "intercepted"


def held(page: Page) -> list[Any]:
    """Decisions that are on their way until they are let go."""
    routes: list[Any] = []
    page.route("**/api/review/decisions", lambda route: routes.append(route))
    return routes


def arrived(page: Page, routes: list[Any]) -> Any:
    """The decision that is on its way."""
    for _ in range(300):
        if routes:
            return routes[-1]
        page.wait_for_timeout(50)
    raise AssertionError("no decision was sent")


def test_what_was_asked_for_meanwhile_is_not_done_after_a_failure(
    page_of: Opens, served: Any
) -> None:
    page = opened(page_of, awkward.C2.id)
    page.keyboard.press("x")
    said(page, "Rejected.")
    routes = held(page)
    page.goto(page.url.split("#")[0] + f"#/review/{awkward.C1.id}?in=i1")
    item(page).get_by_role("heading", name="Claim 1 of").wait_for()
    item(page).get_by_role("button", name="Reject x").wait_for()
    page.keyboard.press("x")
    failed = arrived(page, routes)
    page.keyboard.press("u")
    failed.fulfill(status=500, json={"error": "The disk is full."})
    page.get_by_text("The disk is full.").first.wait_for()
    page.wait_for_timeout(300)
    assert [(one["kind"], one["undone"]) for one in log(served)] == [("reject", False)]


def test_a_conflict_stays_open_whatever_key_was_pressed_meanwhile(
    page_of: Opens, served: Any
) -> None:
    page = opened(page_of, awkward.C1.id)
    routes = held(page)
    item(page).get_by_role("button", name="Reject x").wait_for()
    page.keyboard.press("x")
    mine = arrived(page, routes)
    with served.client() as client:
        body = {"subject": awkward.C1.id, "kind": "accept", "by": "Ben", "seen": None}
        assert client.post("/api/review/decisions", json=body).status_code == 200
    page.keyboard.press("j")
    mine.continue_()
    both = page.get_by_role("alertdialog", name="Somebody was faster")
    both.wait_for()
    page.wait_for_timeout(300)
    assert both.is_visible()


def test_the_item_decided_is_marked_and_moves_wait_for_it(page_of: Opens) -> None:
    page = opened(page_of, awkward.C1.id)
    queue = page.get_by_role("navigation", name="Queue of the review").locator("button")
    routes = held(page)
    item(page).get_by_role("button", name="Reject x").wait_for()
    page.keyboard.press("x")
    mine = arrived(page, routes)
    for name in ("Back", "Next"):
        assert item(page).get_by_role("button", name=name).is_disabled()
    queue.nth(3).click()
    assert queue.nth(0).get_attribute("aria-current") == "true"
    mine.continue_()
    said(page, "Rejected.")
    page.wait_for_function("() => document.querySelector('[data-at=\"3\"][aria-current]')")
    assert "Rejected" in queue.nth(0).inner_text()
    assert all("✓" not in queue.nth(at).inner_text() for at in (1, 2, 3))


def test_incidents_are_merged_and_split_by_keys_and_undone(page_of: Opens, served: Any) -> None:
    page = opened(page_of, awkward.C2.id)
    page.keyboard.press("s")
    page.get_by_role("heading", name="Claims of another happening").wait_for()
    page.wait_for_function("() => document.activeElement.type === 'checkbox'")
    page.keyboard.press("Enter")
    said(page, "1 claim split off.")
    assert len(incidents(served)) == 3
    page.keyboard.press("u")
    said(page, "Taken back.")
    assert len(incidents(served)) == 2
    page.keyboard.press("m")
    page.get_by_label("Or an incident by its id").fill("i2")
    page.keyboard.press("Enter")
    said(page, "Merged.")
    assert len(incidents(served)) == 1


def test_the_help_lists_the_keys_and_other_keys_do_nothing(page_of: Opens, served: Any) -> None:
    page = opened(page_of, awkward.C1.id)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys of the review")
    dialog.wait_for()
    assert "Undo your last decision" in dialog.inner_text()
    page.keyboard.press("x")
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    page.keyboard.press("Control+a")
    page.wait_for_timeout(200)
    assert log(served) == []


def test_an_accept_asked_of_a_ledger_for_reading_is_not_offered(
    tmp_path: Path, serving: Callable[..., Any], page_of: Opens
) -> None:
    server = serving(awkward.filled(tmp_path / "still.ledger"), readonly=True)
    page = page_of(f"{server.url}/#/review")
    page.get_by_text("This ledger is served for reading only").wait_for()
    page.goto(f"{server.url}/#/incident/i1")
    settled(page)
    assert page.get_by_role("button", name="Merge with another").count() == 0


def test_nothing_runs_that_stands_in_words(page_of: Opens) -> None:
    page = opened(page_of, awkward.C1.id, name=awkward.IMAGE)
    page.keyboard.press("a")
    said(page, "Accepted.")
    page.locator(".beside li").first.wait_for()
    assert awkward.IMAGE in page.get_by_role("complementary", name="Decisions").inner_text()
    assert page.evaluate("() => window.broken") is None


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (900, True), (360, False)])
def test_it_is_accessible_and_fits(page_of: Opens, width: int, dark: bool) -> None:
    page = opened(page_of, awkward.C1.id, width=width, dark=dark)
    assert_fits(page)
    for keys in ("", "c", "cc", "cr", "cb", "m", "s"):
        for key in keys:
            page.keyboard.press(key)
        # What scrolls beneath the bar of decisions is no small target: look with the bar in place.
        page.evaluate("() => document.getElementById('main').scrollTo(0, 1e6)")
        assert_accessible(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


def test_corrections_go_out_and_come_in_as_files(page_of: Opens, served: Any) -> None:
    page = opened(page_of, awkward.C2.id)
    page.keyboard.press("a")
    said(page, "Accepted.")
    page.get_by_text("Import and export of corrections").click()
    with page.expect_download() as out:
        page.get_by_role("link", name="Corrections as training passages").click()
    assert awkward.C2.id in Path(out.value.path()).read_text(encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(
        {"name": "bad.json", "mimeType": "application/json", "buffer": b'[{"id": 1}]'}
    )
    page.get_by_role("button", name="Read in").click()
    page.get_by_text("0 decisions made").or_(page.locator("details .bad")).first.wait_for()
    assert len(log(served)) == 1
