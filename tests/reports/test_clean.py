"""Boilerplate goes, whole or glued into a paragraph; article words that look like it stay."""

from __future__ import annotations

import pytest

from gesta.reports.clean import Line, is_boilerplate, kept_lines
from gesta.reports.traced import trace


def kept(*texts: str, title: str = "", blocks: bool = False) -> list[str]:
    """The lines that are kept of some."""
    return [line.text for line in kept_lines([Line(trace(t), blocks) for t in texts], [title])]


GONE = [
    "Read more", "READ MORE: Two towns retaken", "Also read: Ceasefire holds", "Read the full story here.",
    "Stay updated with the latest news!", "Subscribe to The Valley Courier Newsletter",
    "Sign up for our daily newsletter.", "Follow us on Telegram", "Click here to watch part 2 of this film.",
    "Advertisement", "Story continues below advertisement", "Share", "Share on Facebook",
    "Facebook | Twitter | WhatsApp", "© 2024 Valley Courier. All rights reserved.", "Copyright 2024 Valley Media",
    "We use cookies to improve your experience.", "This website uses cookies.",
    "(photo credit: Valley Handout/Reuters)", "Photo: Lena Ortiz", "[File: Lena Ortiz/AFP]",
    "Reporting by Lena Ortiz; editing by Sam Poe.", "Tags: Khardun, army", "12 comments", "4 min read",
    "You may also like", "Download our app to get alerts.", "The views expressed in this article are the author’s own.",
    "For more on this story, click here.", "Privacy Policy", "Read More", "More:",
    "Wire writers Sam Poe and Lena Ortiz contributed to this report.",
    "(Reporting by Sam Poe in Khardun; Editing by Lena Ortiz)", "With inputs from agencies",
    "Additional reporting by Sam Poe, who translated two interviews.",
]  # fmt: skip
STAYS = [
    "Read more books, the minister told pupils.",
    "He said he would subscribe to the plan.",
    "“Follow us on Telegram,” the group’s spokesman told its fighters in the message.",
    "Share prices fell after the attack on the refinery.",
    "The army used advertisement hoardings as cover.",
    "Subscribe to the view that war is inevitable and you will be wrong, she said.",
    "Photo evidence of the strike was shown to reporters.",
    "Stay where you are, the loudspeakers told residents.",
    "At least 12 comments by the general were struck from the record.",
    "Click, went the trigger, but the gun had jammed.",
    "Sources: the police and the hospital gave different tolls.".replace(
        "Sources:", "Both sources,"
    ),
    "Copyright law was the judge’s field before the war.",
    "More from the front came at noon, when shelling resumed.",
    "Edited by state television, the video shows a strike on the dam.",
    "Reporting by the Valley Courier showed that the army had fired first.",
    "With updated figures, the toll rises to 20.",
    "For more than two hours the minister’s visit to the town was delayed.",
    "Share the burden of the war, he told allies.",
    "Home to 20,000 people.",
    "Close to the border.",
    "Photo-journalist killed in Khardun",
    "The convoy arrived [via the northern crossing].",
    "Print shops in Khardun were told to close.",
]


@pytest.mark.parametrize("text", GONE)
def test_boilerplate_goes(text: str) -> None:
    body = ("Shells fell on the town.", "The army denied it.")
    assert kept(body[0], text, body[1]) == list(body)


@pytest.mark.parametrize("text", STAYS)
def test_article_words_stay(text: str) -> None:
    assert not is_boilerplate(text)
    assert kept("Shells fell on the town.", text) == ["Shells fell on the town.", text]


@pytest.mark.parametrize(
    ("glued", "left"),
    [
        ("The army said so. Stay updated with the latest news! Subscribe to The Valley Post Newsletter "
         "The rebels denied it.", "The army said so. The rebels denied it."),
        ("The army said so. Read more: Bridge reopens in north The rebels denied it.",
         "The army said so. The rebels denied it."),
        ("The army said so. ADVERTISEMENT The rebels denied it.", "The army said so. The rebels denied it."),
        ("The army said so. Also read: Three killed in Khardun", "The army said so."),
        ("A tank burns (photo credit: Valley/AFP) as rebels look on.", "A tank burns as rebels look on."),
        ("The army said so. Click here to subscribe. The rebels denied it.",
         "The army said so. The rebels denied it."),
        ("The army said so pic.twitter.com/abcDEF1234", "The army said so"),
        ("The army said so. Sign up for our newsletter. The rebels denied it.",
         "The army said so. The rebels denied it."),
    ],
)  # fmt: skip
def test_glued_boilerplate_is_cut_out(glued: str, left: str) -> None:
    assert kept(glued) == [left]


@pytest.mark.parametrize(
    "text",
    [
        "The leaflet said: “Subscribe to our newsletter.” The army denied it.",
        "He asked people to read more: the report has 300 pages. The army denied it.",
        "They follow us on foot. The army denied it.",
        "In the video (photo evidence exists) a tank burns.",
    ],
)
def test_what_only_looks_glued_stays(text: str) -> None:
    assert kept(text) == [text]


def test_captions_go_with_their_credits_and_repetitions() -> None:
    caption = "Smoke rises over Khardun in this screengrab from a video."
    body = "Shells fell on Khardun on Monday, residents said."
    lines = [f"{caption} (photo credit: Valley/Reuters)", caption, "(photo credit: Valley/Reuters)"]
    assert kept(*lines, body) == [body]


def test_a_paragraph_above_a_credit_stays_unless_it_is_a_caption() -> None:
    body = "Shells fell on Khardun on Monday, residents said, and the road was closed."
    assert kept(body, "(photo credit: Valley/Reuters)", "The army denied it.") == [
        body,
        "The army denied it.",
    ]


def test_headlines_and_long_lines_are_not_repeated() -> None:
    body = "Shells fell on the town of Khardun on Monday, residents and the army said."
    assert kept("Army hit!", body, "Next day", body, title="Army hit") == [body, "Next day"]


def test_a_tail_of_links_is_cut() -> None:
    body = ["Shells fell.", "The army denied it.", "Nobody was hurt."]
    assert kept(*body, "Related stories", "Bridge reopens", "Markets rise") == body
    assert "Nobody was hurt." in kept(*body[:2], "Related stories", "Nobody was hurt.")
