"""Actors: the network by kinds and days, umbrellas as a tree, the list, and the page of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger import world
from tests.web.looking import assert_accessible, assert_fits, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opens = Callable[..., "Page"]


def node(n: int, name: str, type_: str = "group", *, generic: bool = False) -> dict[str, Any]:
    """An actor of the network, on a ring."""
    return {
        "id": f"a{n}", "name": name, "type": type_, "country": None, "generic": generic,
        "x": float(n % 4), "y": float(n // 4), "size": 1,
    }  # fmt: skip


def edge(
    kind: str, one: int, other: int, since: str | None = None, until: str | None = None
) -> Any:
    """A tie of the network."""
    return {
        "id": f"t{kind}{one}-{other}", "type": kind, "from": f"a{one}", "to": f"a{other}",
        "since": since, "until": until, "basis": "reports", "claims": 1,
    }  # fmt: skip


NETWORK = {
    "nodes": [
        node(0, "Northern Front"), node(1, "Hill Army", "force"), node(2, "Coast State", "government"),
        node(3, "River Brigade"), node(4, "Samir Haddad", "person"), node(5, "fighters", generic=True),
        node(6, "Lone Group"), node(7, "Lone Party", "organisation"),
    ],
    "edges": [
        edge("part-of", 3, 0, "2020-01-01"), edge("opposed-to", 0, 1), edge("backed-by", 1, 2, None, "2022-06-30"),
        edge("leads", 4, 0), edge("part-of", 5, 0), edge("allied-with", 6, 7),
    ],
    "types": [
        {"type": kind, "words": words}
        for kind, words in {
            "part-of": "is part of", "backed-by": "is backed by", "allied-with": "is allied with",
            "opposed-to": "is opposed to", "leads": "leads",
        }.items()
    ],
}  # fmt: skip


def person(name: str, umbrella: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of the list of actors."""
    return {
        "id": f"a-{name.lower().replace(' ', '-')}", "name": name, "names": [name], "type": "group",
        "country": "SYR", "generic": False, "sector": "REB", "reports": 2, "did": 1, "suffered": 0,
        "said": 0, "umbrella": umbrella and f"a-{umbrella.lower().replace(' ', '-')}", **more,
    }  # fmt: skip


WHOLE = {
    "actor": {"id": "a0", "name": "Northern Front", "type": "group", "country": None, "generic": False,
              "sector": None},
    "names": [], "umbrella": {"chain": [], "members": []}, "did": [], "suffered": [], "years": [],
    "said": {"claims": 0, "certainty": {}, "fared": {}},
}  # fmt: skip

ACTORS = [
    person("Great Coalition"),
    person("Northern Front", "Great Coalition", names=["Northern Front", "Jabha Shamaliya"]),
    person("River Brigade", "Northern Front"),
    person("Hill Company", "River Brigade"),
    person("Coast State", type="government"),
    person("residents", generic=True),
]


def answering(page: Page, path: str, answer: object) -> None:
    """Put an answer of one's own in the place of the server's."""
    body = json.dumps(answer)
    page.route(f"**{path}", lambda route: route.fulfill(body=body, content_type="application/json"))


def network(page_of: Opens, where: str = "", **how: Any) -> Page:
    """The network of above, drawn."""
    page = page_of("#/sources", **how)
    answering(page, "/api/network", NETWORK)
    page.evaluate("where => { location.hash = where }", f"#/actors?small=1{where}")
    page.locator('.graph[data-drawn="true"]').wait_for()
    return page


def shown(page: Page) -> str:
    """What the network says of itself."""
    return page.get_by_role("complementary").get_by_role("status").inner_text()


def inked(page: Page) -> int:
    """How many pixels of the network are drawn on."""
    page.wait_for_timeout(300)
    found: Any = page.evaluate(
        """() => [...document.querySelectorAll('.graph canvas')].reduce((sum, canvas) => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          for (let i = 3; i < data.length; i += 4) sum += data[i] > 0;
          return sum;
        }, 0)"""
    )
    return int(found)


def test_the_network_is_drawn_and_listed(page_of: Opens) -> None:
    page = network(page_of)
    assert shown(page) == "6 actors and 4 ties shown; 2 persons and general ones are left out."
    assert inked(page) > 500
    grid = page.get_by_role("grid", name="Actors by number of ties")
    assert grid.get_attribute("aria-rowcount") == "7"
    page.get_by_label("persons", exact=True).check()
    assert shown(page).startswith("7 actors and 5 ties shown; 1 general ones")


def test_kinds_are_ticked(page_of: Opens) -> None:
    page = network(page_of)
    before = inked(page)
    page.get_by_role("checkbox", name="Is opposed to").uncheck()
    page.wait_for_url(lambda url: "without=opposed-to" in url)
    assert "3 ties shown" in shown(page)
    assert inked(page) < before
    page.get_by_role("checkbox", name="Is opposed to").check()
    assert "without" not in page.url


def test_a_day_leaves_ties_that_did_not_hold(page_of: Opens) -> None:
    page = network(page_of)
    page.get_by_label("On one day").check()
    page.wait_for_url(lambda url: "on=2022-06-30" in url)
    slider = page.get_by_role("slider", name="The day on which ties hold")
    assert slider.get_attribute("aria-valuetext") == "30 Jun 2022"
    assert "4 ties shown" in shown(page)
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url("**on=2020-01-01**")
    page.keyboard.press("End")
    page.wait_for_url("**on=2022-06-30**")
    page.evaluate("location.hash = location.hash.replace('on=2022-06-30', 'on=2023-01-01')")
    assert "1 dated tie did not hold that day" in shown(page)
    page.get_by_label("undated ties").uncheck()
    assert "1 tie shown" in shown(page)  # part-of since 2020 alone


def test_small_groups_are_left_out_unless_asked_for(page_of: Opens) -> None:
    page = network(page_of)
    page.get_by_label("groups of fewer than 4 actors").uncheck()
    assert shown(page).startswith(
        "4 actors and 3 ties shown; 2 more stand in groups of fewer than 4"
    )


def test_an_actor_of_the_network_is_chosen_in_the_list_by_keys(page_of: Opens) -> None:
    page = network(page_of)
    answering(page, "/api/actors/a0", {**WHOLE, "ties": [
        {"id": "t1", "type": "part-of", "words": "has as a part", "direction": "in",
         "other": {"id": "a3", "name": "River Brigade"}, "since": "2020-01-01", "until": None,
         "basis": "reports", "claims": [
             {"report": "r1", "outlet": "Valley News", "published": "2024-03-05",
              "evidence": {"start": 0, "end": 9, "text": "The River Brigade of the Northern Front."},
              "said_by": [], "chain": "Valley News", "certainty": "reported"}]}]})  # fmt: skip
    grid = page.get_by_role("grid", name="Actors by number of ties")
    grid.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.wait_for_url(lambda url: "at=a0" in url)
    ties = page.get_by_role("region", name="Ties of the chosen actor")
    ties.locator("summary", has_text="River Brigade").click()
    assert ties.get_by_text("The River Brigade of the Northern Front.").is_visible()
    assert ties.get_by_role("link", name="report").get_attribute("href") == "#/report/r1"
    grid.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "#/actor/a0" in url)


def test_umbrellas_are_a_tree_that_keys_walk(page_of: Opens) -> None:
    page = page_of("#/sources")
    answering(page, "/api/actors", ACTORS)
    page.evaluate("location.hash = '#/actors?tab=umbrellas'")
    tree = page.get_by_role("tree")
    items = tree.get_by_role("treeitem")
    items.first.wait_for()
    assert items.count() == 1
    assert items.first.get_attribute("aria-expanded") == "false"
    items.first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert items.count() == 4
    assert [one.get_attribute("aria-level") for one in items.all()] == ["1", "2", "3", "4"]
    at = page.locator("[role=treeitem]:focus")
    assert "River Brigade" in at.inner_text()
    page.keyboard.press("ArrowLeft")
    assert items.count() == 3
    page.keyboard.press("ArrowLeft")
    assert "Northern Front" in at.inner_text()
    page.keyboard.press("g")
    assert "Great Coalition" in at.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "#/actor/a-great-coalition" in url)
    page.go_back()
    page.get_by_label("Find in umbrellas").fill("hill comp")
    assert items.count() == 4  # the way to it


def test_rings_and_second_umbrellas_are_shown_and_said(page_of: Opens) -> None:
    page = page_of("#/sources")
    ties = [edge("part-of", one, other) for one, other in [(1, 0), (0, 1), (2, 0), (2, 3)]]
    actors = [
        {**person(name), "id": f"a{n}", "umbrella": over}
        for n, (name, over) in enumerate(
            [("Northern Front", None), ("Hill Army", "a0"), ("River Brigade", "a0"), ("Coast Union", None)]
        )
    ]  # fmt: skip
    answering(page, "/api/actors", actors)
    answering(page, "/api/network", {**NETWORK, "edges": ties})
    page.evaluate("location.hash = '#/actors?tab=umbrellas'")
    items = page.get_by_role("tree").get_by_role("treeitem")
    items.first.wait_for()
    items.first.focus()
    page.keyboard.press("*")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    said = [one.inner_text().replace("\n", " ") for one in items.all()]
    assert "".join(str(one.get_attribute("aria-level")) for one in items.all()) == "123212"
    assert "Northern Front" in said[2]
    assert "the ring is cut here" in said[2]
    assert "also under Coast Union" in said[3]
    assert "also under Northern Front" in said[5]
    assert_accessible(page)


def test_names_of_the_network_are_written_and_the_chosen_one_always(page_of: Opens) -> None:
    page = network(page_of)
    names = page.locator("canvas.names")
    assert names.get_attribute("data-names") == "6"
    page.get_by_role("grid", name="Actors by number of ties").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**at=a0*")
    page.locator('canvas.names[data-names="3"]').wait_for()  # itself and those it has ties with


def test_the_list_finds_every_name(page_of: Opens) -> None:
    page = page_of("#/sources")
    answering(page, "/api/actors", ACTORS)
    page.evaluate("location.hash = '#/actors?tab=list'")
    grid = page.get_by_role("grid", name="Actors")
    grid.wait_for()
    assert grid.get_attribute("aria-rowcount") == "6"  # residents are general
    page.get_by_label("Find an actor by any of its names").fill("JABHA")
    assert grid.get_attribute("aria-rowcount") == "2"
    assert grid.get_by_text("also Jabha Shamaliya").is_visible()
    page.get_by_label("Find an actor by any of its names").fill("resid")
    page.get_by_text("No actor has such a name").wait_for()
    page.get_by_label("also general ones").check()
    assert grid.get_by_role("link", name="residents").is_visible()


def test_tabs_by_keys(page_of: Opens) -> None:
    page = network(page_of)
    page.get_by_role("tab", name="Network of ties").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: "tab=umbrellas" in url)
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="List").get_attribute("aria-selected") == "true"


def test_the_page_of_an_actor(page_of: Opens) -> None:
    page = page_of(f"#/actor/{world.FRONT.id}")
    settled(page, "Northern Front")
    names = page.get_by_role("region", name="Names")
    assert "the Front" in names.inner_text()
    umbrella = page.get_by_role("region", name="Umbrella")
    assert umbrella.get_by_role("link", name="Hill Army").first.is_visible()
    ties = page.get_by_role("region", name="Ties", exact=True)
    ties.locator("summary", has_text="Hill Army").first.click()
    assert "The Front is part of the Hill Army." in ties.inner_text()
    assert page.get_by_role("region", name="By year").inner_text().startswith("By year")
    doer = page.get_by_role("region", name="As doer")
    assert doer.get_by_role("grid").get_attribute("aria-rowcount") == "2"
    doer.get_by_role("grid").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(lambda url: "sel=i1" in url)
    said = page.get_by_role("region", name="What it says, and how that fared")
    assert "1 disputed" in said.inner_text()
    page.get_by_role("link", name="On the map").click()
    page.locator('.map[data-busy="false"]').wait_for(timeout=60_000)
    assert f"#/map?actor={world.FRONT.id}" in page.url


def test_an_actor_that_is_not_there(page_of: Opens) -> None:
    page = page_of("#/actor/a-nobody")
    page.get_by_text("a-nobody").first.wait_for()


@pytest.mark.parametrize(("width", "dark"), [(360, False), (900, True), (1440, False)])
def test_the_network_is_accessible_and_fits(page_of: Opens, width: int, dark: bool) -> None:
    page = network(page_of, "&at=a0", width=width, dark=dark)
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("tab", ["list", "umbrellas"])
@pytest.mark.parametrize(("width", "dark"), [(360, True), (1440, False)])
def test_list_and_tree_are_accessible_and_fit(
    page_of: Opens, tab: str, width: int, dark: bool
) -> None:
    page = page_of("#/sources", width=width, dark=dark)
    answering(page, "/api/actors", ACTORS)
    page.evaluate("where => { location.hash = where }", f"#/actors?tab={tab}")
    page.get_by_text("Great Coalition").first.wait_for()
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1440, True)])
def test_the_page_is_accessible_and_fits(page_of: Opens, width: int, dark: bool) -> None:
    page = page_of(f"#/actor/{world.FRONT.id}", width=width, dark=dark)
    settled(page, "Northern Front")
    assert_fits(page)
    assert_accessible(page)
