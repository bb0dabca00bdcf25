"""Words that would be markup, script, formula or path elsewhere are words here, in every view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gesta.ledger import Ledger
from gesta.types import Dispute, DisputedValue, Grounded, Incident, Source
from gesta.web.page import STATIC
from tests import factories as make
from tests.web.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

DO = "document.body.dataset.owned=1"
PAYLOADS = (
    f"<script>{DO}</script>", f"</script><script>{DO}</script>", f"<img src=x onerror={DO}>",
    f"<svg/onload={DO}>", f'"><img src=x onerror="{DO}">', f"' onmouseover='{DO}",
    f"<iframe srcdoc='<script>parent.{DO}</script>'></iframe>", f"<a href=javascript:{DO}>x</a>",
    f"<style>@import'//evil.example/x';</style><b onclick={DO}>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<form action=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<img src=//evil.example/x.png>",
    f"{{{{constructor.constructor('{DO}')()}}}}", f"${{{DO}}}", f"`-{DO}-`", f"';{DO};//",
    "<!--", "-->", "]]>", "<![CDATA[", "<plaintext>", "<textarea>", "<title>", "<noscript><p title='</noscript>",
    "\u202eright-to-left\u202c", "\u2066isolate", "\u200e\u200f marks", "=1+1", "../../etc/x", "%00%0a",
    "\ud83d\ude81".encode("utf-16", "surrogatepass").decode("utf-16"), "a\u0300\u0301\u0302", "مرحبا <b>",
)  # fmt: skip
URLS = (f"javascript:{DO}", f"data:text/html,<script>{DO}</script>", "vbscript:x", "//evil.example",
        f"https://news.example/?q=\"onmouseover=\"{DO}")  # fmt: skip

needs_page = pytest.mark.skipif(
    not (STATIC / "index.html").is_file(), reason="the page is not built: npm run build in page/"
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A ledger whose every field is such words."""
    path = tmp_path / "<b>owned.ledger"
    incidents = []
    with Ledger.open(path, create=True) as ledger:
        for number, bad in enumerate(PAYLOADS):
            text = (
                f"{bad} Fighters {number} said that they struck {bad} depot {number} near a town."
            )
            report = make.report(
                text, outlet=f"{bad} wire", title=bad, author=bad, url=URLS[number % len(URLS)],
                path=f"{bad}.txt", found={"title": bad}, published=make.day("2024-03-05"),
            )  # fmt: skip
            party, town = (
                make.actor(f"{bad} {number}", bad),
                make.place(f"{bad} town {number}", bad),
            )
            claim = make.claim(
                report, text, "struck", certainty="claimed",
                said_by=(make.speaker(text, f"Fighters {number}", party.id, cue=bad),),
                actors=(make.party(text, f"Fighters {number}", party.id),),
                targets=(make.quote(text, f"{bad} depot {number}"),),
                places=(make.location(text, "a town", town.id),),
            )  # fmt: skip
            judged = make.assessment(report, text)
            grounded = Grounded(report, (claim,), (), (judged,), (party,), (town,))
            assert ledger.add(
                grounded, Source(f"{bad}.txt", "txt", text.encode(), outlet=f"{bad} wire")
            )
            incidents.append(Incident(
                f"i{number:02}", "ASSAULT", (claim.id,), actors=(party.id,), place=town.id,
                targets=(f"{bad} depot",), weapons=(bad,), status="disputed",
                disputes=(Dispute("targets", (DisputedValue(bad, (claim.id,)),)),),
            ))  # fmt: skip
        ledger.replace_view(incidents=incidents)
    return path


def look(page: Page, views: list[str]) -> None:
    """Go through views; nothing may run, be asked for, or lead away."""
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for view in views:
        page.evaluate("view => { location.hash = '#/' + view }", view)
        page.locator("main h1").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        found: Any = page.evaluate(
            """() => ({
              owned: document.body.dataset.owned ?? null,
              strange: document.querySelectorAll(
                "main iframe, main script, main base, main form[action], main link, main meta, main [onerror], main [onload], main [onclick], main [onmouseover]"
              ).length,
              links: [...document.querySelectorAll("a[href]")].map((a) => a.protocol),
            })"""
        )
        assert found["owned"] is None, view
        assert found["strange"] == 0, view
        assert set(found["links"]) <= {"http:", "https:", "file:", "blob:"}, view
    assert dialogs == []


def views_of(path: Path) -> list[str]:
    """Every view, and those of one thing for a good part of the things."""
    with Ledger.open(path) as ledger:
        reports = [report.id for report in ledger.reports()]
        actors = [actor.id for actor in ledger.actors()]
    some = slice(0, None, 6)
    return [
        "overview", "incidents", "reports", "sources", "actors", "map", "timeline", "review",
        "search?q=depot", "search?q=%3Cscript%3E", "answers/claims",
        *(f"incident/i{number:02}" for number in range(0, len(PAYLOADS), 4)),
        *(f"report/{report}" for report in reports[some]),
        *(f"actor/{actor}" for actor in actors[some]),
    ]  # fmt: skip


@needs_page
def test_words_are_words_in_every_view_of_the_server(
    hostile: Path, serving: Callable[..., Server], page_of: Callable[..., Page]
) -> None:
    server = serving(hostile)
    look(page_of("", base=server.url + "/"), views_of(hostile))


@needs_page
def test_words_are_words_in_the_one_file(
    hostile: Path, tmp_path: Path, page_of: Callable[..., Page]
) -> None:
    from gesta.web.onefile import Wanted, report_pieces

    file = tmp_path / "r.html"
    with Ledger.open(hostile) as ledger:
        file.write_bytes(b"".join(report_pieces(ledger, STATIC, Wanted(answers=False))))
    look(
        page_of(file.as_uri()),
        [v for v in views_of(hostile) if v not in ("review", "answers/claims")],
    )


def test_the_api_gives_words_as_json_and_names_as_safe_headers(
    hostile: Path, serving: Callable[..., Server]
) -> None:
    with serving(hostile).client() as client:
        for path in ("/api/table", "/api/actors", "/api/search?q=%3Cscript%3E",
                     "/api/incidents/%3Cscript%3E", "/api/%3Cscript%3E"):  # fmt: skip
            answer = client.get(path)
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
        disposition = client.get("/api/exports/geojson").headers["content-disposition"]
        assert disposition == 'attachment; filename="-b-owned-geojson.geojson"'
        names = {actor["name"] for actor in client.get("/api/actors").json()}
        assert f"{PAYLOADS[0]} 0" in names
