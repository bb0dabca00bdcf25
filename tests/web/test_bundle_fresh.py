"""The committed page is what its sources build, lean, and without a word of where it was built."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "page"
STATIC = ROOT / "src" / "gesta" / "web" / "static"
FIRST_KB = 160  # what the first view may load, compressed
ALONE = ("index.html", "package-lock.json", "vite.config.js")


def stamp() -> str:
    """The hash of the sources, as page/stamp.js makes it."""
    paths = [file for folder in ("public", "src") for file in (PAGE / folder).rglob("*")]
    names = sorted([*ALONE, *(p.relative_to(PAGE).as_posix() for p in paths if p.is_file())])
    whole = hashlib.sha256()
    for name in names:
        digest = hashlib.sha256((PAGE / name).read_bytes()).hexdigest()
        whole.update(f"{name}\n{digest}\n".encode())
    return whole.hexdigest()


def test_the_committed_page_is_of_these_sources() -> None:
    built = json.loads((STATIC / "sources.json").read_text())["sources"]
    assert built == stamp(), "page/ has changed: `npm ci && npx vite build` in page/, and commit"


@pytest.mark.skipif(
    not (PAGE / "node_modules").is_dir() or shutil.which("node") is None,
    reason="needs page/node_modules (npm ci) to build the page",
)
def test_the_sources_build_the_committed_page_byte_for_byte(tmp_path: Path) -> None:
    ran = subprocess.run(
        ["npx", "vite", "build", "--outDir", str(tmp_path / "page"), "--emptyOutDir"],
        cwd=PAGE, capture_output=True, text=True, env={**os.environ, "CI": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert files(tmp_path / "page") == files(STATIC)


def files(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_first_view_loads_little() -> None:
    first = [STATIC / "index.html", STATIC / "assets" / "app.js", *STATIC.glob("assets/*.css")]
    size = sum(len(gzip.compress(file.read_bytes())) for file in first)
    assert size < FIRST_KB << 10, f"{size >> 10} kB"


def test_the_page_names_no_other_host_and_no_folder_of_the_builder() -> None:
    html = (STATIC / "index.html").read_text()
    assert "http:" not in html and "https:" not in html and "<style" not in html
    lock = (PAGE / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    for file in STATIC.rglob("*"):
        if file.is_file():
            assert str(ROOT).encode() not in file.read_bytes(), file.name
