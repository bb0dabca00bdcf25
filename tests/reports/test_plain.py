"""Plain text and Markdown: headline, byline, leading date, dateline, wrapped lines."""

from __future__ import annotations

from datetime import date

import pytest

from gesta.reports import parse
from gesta.types import Refusal, Report, Source

BODY = "The army said that shells fell on the town on Monday.\n\nThe rebels denied it, and said that the army had fired.\n"


def read(text: str, form: str = "txt") -> Report:
    """The report of a text that must be readable."""
    report = parse(Source(f"a.{form}", form, text.encode()))
    assert isinstance(report, Report), report
    return report


def test_a_first_line_without_a_full_stop_is_the_headline() -> None:
    report = read("Army and rebels trade blame over shelling\n\n" + BODY)
    assert report.title == "Army and rebels trade blame over shelling"
    assert report.found["title"] == "first line"
    assert report.text.startswith("The army said")


def test_a_sentence_is_no_headline() -> None:
    assert read(BODY).title is None


@pytest.mark.parametrize(
    "line",
    [
        "date 2024-09-26", "Date: 2024-09-26", "Published: September 26, 2024", "26 September 2024",
        "Published on 26 Sep 2024", "Thursday, 26 September 2024 10:30 GMT", "Sept. 26, 2024",
        "By Lena Ortiz | September 26, 2024", "The Valley Courier | 26 September 2024",
    ],
)  # fmt: skip
def test_a_leading_line_gives_the_day(line: str) -> None:
    report = read(f"Army and rebels trade blame\n{line}\n\n{BODY}")
    assert (report.published, report.published_from) == (date(2024, 9, 26), "text")
    assert report.text.startswith("The army said")
    assert report.title == "Army and rebels trade blame"


def test_leading_lines_may_come_before_the_headline() -> None:
    report = read(
        f"Source: Valley Courier\ndate 2024-09-26\nBy Lena Ortiz\nArmy trades blame\n\n{BODY}"
    )
    assert (report.outlet, report.author) == ("Valley Courier", "Lena Ortiz")
    assert (report.title, report.published) == ("Army trades blame", date(2024, 9, 26))


@pytest.mark.parametrize(
    "line", ["03/04/2024", "Updated: 2024-09-27", "September 26", "On 26 September"]
)
def test_an_unsure_day_stays_unknown(line: str) -> None:
    report = read(f"Army and rebels trade blame\n{line}\n\n{BODY}")
    assert (report.published, report.published_from) == (None, "unknown")


def test_a_date_in_the_body_is_no_publication_day() -> None:
    assert read(BODY + "\nThe truce of 12 May 2019 had held.\n").published is None


@pytest.mark.parametrize(
    ("start", "place", "outlet", "day"),
    [
        ("KHARDUN, Sept 26 (HW) — ", "KHARDUN", "HW", None),
        ("KHARDUN, Sept. 26, 2024 (HW) -- ", "KHARDUN", "HW", date(2024, 9, 26)),
        ("Khardun, Northern Province – ", "Khardun, Northern Province", None, None),
        ("PORT AMAL (Highland Wire) - ", "PORT AMAL", "Highland Wire", None),
    ],
)
def test_datelines(start: str, place: str, outlet: str | None, day: date | None) -> None:
    report = read(start + BODY)
    assert report.dateline is not None
    assert report.dateline.text == place
    assert report.text.startswith(place)
    assert (report.outlet, report.published) == (outlet, day)


@pytest.mark.parametrize(
    "start", ["Hamas – which denied it – said so. ", "Update: ", "He said: ", "Well-known "]
)
def test_no_dateline(start: str) -> None:
    assert read(start + BODY).dateline is None


def test_wrapped_lines_are_joined() -> None:
    text = (
        "Army and rebels trade blame\n\n"
        "The army said on Monday that several shells had fallen on the town of\n"
        "Khardun during the night, and that at least three of its soldiers had been\n"
        "killed.\n\n"
        "The rebels denied it, and said that the army had fired on the houses on\n"
        "its own, as it had done before.\n"
    )
    paragraphs = read(text).text.split("\n\n")
    assert len(paragraphs) == 2
    assert "town of Khardun" in paragraphs[0]


def test_markdown_marks_go_and_front_matter_is_read() -> None:
    text = (
        "---\ntitle: Army trades blame\ndate: 2024-09-26\nsource: Valley Courier\n---\n"
        "# Army trades blame\n\n**The army** said that [shells](http://x.example/a) fell on the _town_.\n\n"
        "![a tank](tank.jpg)\n\n> The rebels denied it, and said so to the press.\n"
    )
    report = read(text, "md")
    assert report.text.split("\n\n") == [
        "The army said that shells fell on the town.",
        "The rebels denied it, and said so to the press.",
    ]
    assert (report.title, report.outlet) == ("Army trades blame", "Valley Courier")
    assert (report.published, report.found["published"]) == (date(2024, 9, 26), "front matter date")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "“The army,” said Zoë, “was hit by them.” It was the third time.\r\n\r\nThe rebels denied it.\r\n"
    report = parse(Source("a.txt", "txt", text.encode(encoding)))
    assert isinstance(report, Report)
    assert report.text.split("\n\n") == [
        "“The army,” said Zoë, “was hit by them.” It was the third time.",
        "The rebels denied it.",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"), (b" \n\t ", "empty"), ("\ufeff\u200b".encode(), "empty"), (b"---\n***\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "binary"), (b"%PDF-1.7 stuff", "binary"),
        (bytes(range(256)) * 20, "binary"), (b"The army was hit. " * 60_000, "too large"),
        (b"a\n" * 30_000, "too large"), (b"x" * 10_000_001, "too large"),
        ("Die Armee hat am Dienstag mehrere Stellungen der Miliz im Norden des Landes beschossen und "
         "dabei nach eigenen Angaben zwei Kommandeure getötet.".encode(), "not english"),
        ("قصف الجيش مواقع المسلحين شمال المدينة يوم الثلاثاء".encode(), "not english"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    refusal = parse(Source("a.txt", "txt", data))
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.stage) == (reason, "parse")
    assert refusal.detail and refusal.sha256


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot dead two policemen.",
        "Kata’ib Hezbollah attacks Ain al-Asad.",
        "Harakat al-Nujaba and Liwa Fatemiyoun deny Abu Kamal strike, Sabereen News says.",
        "Drone hits Umm al-Rashrash.",
        "IDF kills two in Jenin; Saraya al-Quds vows revenge",
    ],
)
def test_short_english_full_of_names_passes(text: str) -> None:
    assert isinstance(parse(Source("a.txt", "txt", text.encode())), Report)
