"""Pages: the article's words stay, the clutter goes, details are found and say from where."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gesta.reports import parse
from gesta.types import Refusal, Report, Source
from tests.reports.page import TITLE, page

LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Valley"},
        {
            "@type": ["NewsArticle"],
            "headline": TITLE,
            "datePublished": "2024-03-04T09:15:00+03:00",
            "author": [{"@type": "Person", "name": "Lena Ortiz"}],
            "publisher": {"@type": "Organization", "name": "The Valley Courier"},
        },
    ],
}
HEAD = (
    f'<script type="application/ld+json">{json.dumps(LD)}</script>'
    '<link rel="canonical" href="https://valley.example/2024/03/04/khardun">'
)


def read(html: str, **given: object) -> Report:
    """The report of a page that must be readable."""
    report = parse(Source("page.html", "html", html.encode(), **given))  # type: ignore[arg-type]
    assert isinstance(report, Report), report
    return report


def test_words_stay_and_clutter_goes() -> None:
    text = read(page()).text
    for words in (
        "killing at least three soldiers",
        "windows were broken & its",
        "for the wounded.",
    ):
        assert words in text
    for clutter in (
        "Home",
        "Subscribe",
        "Stay updated",
        "Read more",
        "reserved",
        "file photo",
    ):
        assert clutter not in text
    headline, *body = text.split("\n\n")
    assert headline == TITLE and len(body) == 4
    assert TITLE not in "\n\n".join(body)


def test_json_ld_in_a_graph_gives_the_details_and_is_named() -> None:
    report = read(page(head=HEAD))
    assert report.title == TITLE
    assert report.outlet == "The Valley Courier"
    assert report.author == "Lena Ortiz"
    assert report.url == "https://valley.example/2024/03/04/khardun"
    assert (report.published, report.published_from) == (date(2024, 3, 4), "metadata")
    assert report.found["published"] == "json-ld datePublished"
    assert report.found["outlet"] == "json-ld publisher"


@pytest.mark.parametrize(
    ("head", "day", "found"),
    [
        ('<meta property="article:published_time" content="2024-03-04T01:00:00Z">', date(2024, 3, 4),
         "meta article:published_time"),
        ('<meta name="pubdate" content="4 March 2024">', date(2024, 3, 4), "meta pubdate"),
        ('<link rel="canonical" href="https://v.example/2024/03/04/x">', date(2024, 3, 4), "url"),
        ('<meta property="article:published_time" content="03/04/2024">', None, None),
        ('<meta property="article:modified_time" content="2024-03-09">', None, None),
        ('<script type="application/ld+json">{"datePublished": </script>', None, None),
    ],
)  # fmt: skip
def test_days_come_from_fields_that_mean_publication(
    head: str, day: date | None, found: str | None
) -> None:
    report = read(page(head=head))
    assert report.published == day
    assert report.found.get("published") == found
    assert report.published_from == ("metadata" if day else "unknown")


def test_what_the_user_gave_goes_first() -> None:
    report = read(page(head=HEAD), outlet="Given Post", published=date(2024, 3, 5))
    assert (report.outlet, report.published) == ("Given Post", date(2024, 3, 5))
    assert (report.published_from, report.found["published"]) == ("given", "given")


def test_a_visible_date_counts_as_text() -> None:
    report = read(page().replace("</h1>", '</h1><div class="post-date">4 March 2024</div>'))
    assert (report.published, report.published_from) == (date(2024, 3, 4), "text")


def test_dateline_is_kept_and_quoted() -> None:
    report = read(page())
    assert report.dateline is not None
    assert report.dateline.text == "KHARDUN"
    assert report.text[report.dateline.start : report.dateline.end] == "KHARDUN"
    assert (report.outlet, report.found["outlet"]) == ("Highland Wire", "dateline")


def test_same_bytes_same_report() -> None:
    assert read(page(head=HEAD)) == read(page(head=HEAD))


@pytest.mark.parametrize(
    "html",
    [
        "<div " + " ".join(f'a{n}="x"' for n in range(300_000)) + ">" + page(),
        "<div>" * 200_000 + page(),
        "<p>" * 500_000,
        "&amp;" * 1_000_000,
        "<" * 5_000_000,
        "<table><tr><td colspan=999999999999>x</td></tr></table>" + page(),
        "a " * 2_600_000,
    ],
    ids=["attributes", "nesting", "tags", "entities", "brackets", "colspan", "size"],
)
def test_crafted_pages_are_refused_before_a_parser_sees_them(html: str) -> None:
    refusal = parse(Source("page.html", "html", html.encode()))
    assert isinstance(refusal, Refusal)
    assert refusal.reason in ("crafted page", "too large")
    assert refusal.detail and refusal.sha256


@pytest.mark.parametrize(
    "junk", ["<a href='", "<!--", "<script>", '<p b="', "<", "&#x110000;", "</"]
)
def test_broken_markup_never_raises(junk: str) -> None:
    parse(Source("page.html", "html", (page() + junk * 3).encode()))
    parse(Source("page.html", "html", (junk * 3 + page()).encode()))
