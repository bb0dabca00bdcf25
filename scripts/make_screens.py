"""Take the README's pictures of the page: docs/pictures/page-*.png, after `make demo`.

The samples are read anew into a ledger of their own, served, and looked at with Debian's chromium.
Nothing in the pictures is set by hand. Run `.venv/bin/python scripts/make_screens.py`.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from demo_disputes import most_disputed
from playwright.sync_api import Page, sync_playwright

from gesta.ledger import Ledger

ROOT: Final = Path(__file__).parents[1]
LEDGER: Final = ROOT / "demo/screens.ledger"
PICTURES: Final = ROOT / "docs/pictures"
FLAGS: Final = (
    "--no-sandbox", "--disable-background-networking", "--no-first-run",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
)  # fmt: skip
STARTED_S: Final = 30
MAP_S: Final = 90


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The page of a ledger by `gesta serve`, on a free port; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gesta = Path(sys.executable).with_name("gesta")
    server = subprocess.Popen([gesta, "serve", ledger, "--port", str(port)])
    try:
        until = time.monotonic() + STARTED_S
        while True:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if time.monotonic() > until:
                raise SystemExit(f"gesta serve did not answer on port {port}.")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()


def take(page: Page, address: str, view: str, name: str) -> None:
    """One picture of one view."""
    page.goto(address + view)
    page.locator("h1").first.wait_for(state="attached")
    page.locator(".loading").first.wait_for(state="detached")
    page.wait_for_load_state("networkidle")
    if "/map" in view:  # its ground comes in pieces
        page.locator('.map[data-busy="false"]').wait_for(timeout=MAP_S * 1000)
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / name, animations="disabled")


def main() -> None:
    """Read the samples, serve them, and take a picture of each view that the README shows."""
    LEDGER.parent.mkdir(exist_ok=True)
    for file in LEDGER.parent.glob(LEDGER.name + "*"):
        file.unlink()
    gesta = Path(sys.executable).with_name("gesta")
    subprocess.run(
        [gesta, "read", "samples/reports", "--ledger", LEDGER, "--quiet"],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    with Ledger.open(LEDGER) as opened:
        incident = most_disputed(opened)[0]
        report = next(opened.claims("id = ?", (incident.claims[0],))).report
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("The pictures need chromium. On Debian: apt install chromium")
    with served(LEDGER) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": 1280, "height": 800},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            for view, name in (
                ("#/map", "map"), ("#/timeline", "timeline"), ("#/actors", "actors"),
                (f"#/incident/{incident.id}", "incident"), (f"#/report/{report}", "report"),
            ):  # fmt: skip
                if scheme == "light" or name == "map":
                    take(page, address, view, f"page-{name}{'-dark' * (scheme == 'dark')}.png")
        browser.close()


if __name__ == "__main__":
    main()
