"""The samples keep what their README promises: many, marked as invented, various, at odds."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gesta.reports import sources
from gesta.reports.parse import parse
from gesta.resolution import find_copies
from gesta.types import Refusal, Report, Source

SAMPLES = Path(__file__).parents[1] / "samples"


def texts() -> Iterator[tuple[str, str]]:
    """The name and raw words of every sample, table rows and archive members one by one."""
    for file in sorted((SAMPLES / "reports").iterdir()):
        if file.suffix == ".csv":
            with file.open(encoding="utf-8", newline="") as stream:
                for number, row in enumerate(csv.DictReader(stream)):
                    yield f"{file.name}#{number}", "\n".join(row.values())
        elif file.suffix == ".jsonl":
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
                yield f"{file.name}#{number}", "\n".join(json.loads(line).values())
        elif file.suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    yield f"{file.name}#{name}", archive.read(name).decode()
        else:
            yield file.name, file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    found = []
    for source in sources([str(SAMPLES / "reports")], outlet=None, published=None):
        assert isinstance(source, Source), source
        report = parse(source)
        assert not isinstance(report, Refusal), report
        found.append(report)
    return found


def test_there_are_as_many_as_the_readme_says(reports: list[Report]) -> None:
    assert len(reports) == len(list(texts())) == 44
    assert "forty-four reports" in (SAMPLES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "text"), list(texts()), ids=lambda value: value[:40])
def test_every_sample_says_that_its_outlet_is_invented(name: str, text: str) -> None:
    assert "(invented)" in text, name


def test_every_sample_is_of_a_reports_length() -> None:
    for name, text in texts():
        if "#" not in name:
            assert 110 <= len(text.split()) <= 420, name


def test_all_formats_are_there() -> None:
    found = {file.suffix for file in (SAMPLES / "reports").iterdir()}
    assert found == {".txt", ".md", ".html", ".csv", ".jsonl", ".zip"}


def test_every_report_has_an_invented_outlet_a_day_and_a_title(reports: list[Report]) -> None:
    for report in reports:
        assert report.outlet is not None, report.path
        assert report.outlet.endswith("(invented)"), (report.path, report.outlet)
        assert report.published is not None, report.path
        assert report.title, report.path


def test_the_marking_and_the_pages_furniture_stay_out_of_the_text(reports: list[Report]) -> None:
    furniture = re.compile(
        r"invented|newsletter|sign up|log in|privacy|advertisement|share on|all rights|"
        r"most read|credit:|read more",
        re.IGNORECASE,
    )
    for report in reports:
        found = furniture.search(report.text)
        assert found is None, (report.path, found)


def test_the_syndicated_copy_is_found(reports: list[Report]) -> None:
    rows = [(r.id, r.text, r.outlet, r.published) for r in reports]
    outlets = {report.id: report.outlet for report in reports}
    copies = find_copies(rows)
    pairs = {frozenset({outlets[left], outlets[right]}) for left, right in copies.items()}
    assert pairs == {frozenset({"Levant Wire (invented)", "Port Said Morning Post (invented)"})}


@pytest.mark.parametrize(
    "words",
    [
        ("471 people were killed", "from 100 to 300", "at least 500 people"),  # tolls at odds
        ("categorically denied",),
        ("Correction, 28 July",),
        ("Hodeidah", "al-Hudaydah"),
        ("Kata'ib Hizballah", "Kataib Hezbollah"),
        ("Yahya Saree", "Yahya Sarea"),
        ("more than 170 times",),
        ("the group's information office had announced",),
        ("Will Israel answer at once?",),
        ("It may be the most likely course",),
    ],
)
def test_the_samples_hold_what_the_demo_is_about(words: tuple[str, ...]) -> None:
    everything = " ".join(" ".join(text.split()) for _, text in texts())
    assert [word for word in words if word not in everything] == []
