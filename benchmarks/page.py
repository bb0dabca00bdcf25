"""How quick the page is on a large ledger: first view, filter and map in chromium, the table's bytes.

The ledger holds GESTA_PAGE_CLAIMS claims (default 115,000; see `_big_ledger`). `gesta serve` runs in
a process of its own. `prepare_s` is from its start until the table is made; then, medians of
`TIMES`: `table_s` for a fresh client, `first_view_s` from opening the address until the overview
stands, `filter_ms` the longest from a change of the filter until the filtered list stands, `pan_ms` the
slowest tenth of frames while the map of all incidents is dragged. `…_work_…` is the processor time of
the page's own thread for the same: on a quiet machine about what the clock says, and what the floors
are on, since a busy one makes any clock late. `nothing_s` is what the same browser takes for a page of
one line, in turn with the others; `rounds` how many requests of the first view wait for one another.
`decision_kb` is what is sent of the table after a decision, and `decision_s` the server's time for it.
Skipped where there is no chromium.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks._big_ledger import write_big
from benchmarks._rounds import rounds, serving_nothing
from benchmarks.scale import read_samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DEFAULT = 115_000  # of them come a little over 50,000 incidents
TIMES = 5
FILTERS = (
    "type=ASSAULT",
    "status=reported",
    "since=2024-06-01",
    "certainty=claimed",
    "type=COERCE",
)
CHROMIUM = os.environ.get("GESTA_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)  # fmt: skip
WAIT_MS = 120_000

# Notes the milliseconds from opening the address until the overview and the count stand, drawn.
SHOWN = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("main h1")) return;
  if (!document.querySelector("search [role=status] strong")) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.shown_ = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
WHEN_SHOWN = """
async () => {
  while (window.shown_ === undefined) await new Promise((done) => setTimeout(done, 20));
  return window.shown_;
}
"""
# The start and end of every request, in milliseconds from opening the address.
ASKED = """
() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .filter((one) => !one.name.endsWith("/icon.svg"))
  .map((one) => [one.startTime, one.responseEnd])
"""
# Resolves to the milliseconds until the count of incidents is another and a frame was drawn.
FILTERED = """
async (hash) => {
  const shown = () => document.querySelector("search [role=status] strong")?.textContent ?? null;
  const before = shown();
  const began = performance.now();
  location.hash = hash;
  while (shown() === before) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}
"""
# Resolves to the milliseconds of each frame of two seconds.
FRAMES = """
() => new Promise((done) => {
  const times = [];
  const began = performance.now();
  let last = began;
  const step = (now) => {
    times.push(now - last);
    last = now;
    if (now - began < 2000) requestAnimationFrame(step); else done(times);
  };
  requestAnimationFrame(step);
})
"""


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table and give the figures; the claims are made, so nothing of `corpora` is used."""
    if not Path(CHROMIUM).exists():
        raise FileNotFoundError(f"{CHROMIUM}: apt install chromium, or set GESTA_CHROMIUM")
    size = int(os.environ.get("GESTA_PAGE_CLAIMS", DEFAULT))
    with tempfile.TemporaryDirectory(prefix="gesta-page-") as folder:
        ledger = Path(folder) / "big.ledger"
        base = Path(os.environ.get("GESTA_SCALE_LEDGER", "") or read_samples(Path(folder)))
        figures = write_big(base, ledger, size)
        began = time.monotonic()
        with serving(ledger) as url:
            figures |= of_table(url, began)
            figures |= in_browser(url)
            figures |= of_decision(url)
    for name, value in figures.items():
        print(f"{name:24}{value:14,.3f}")
    return figures


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """`gesta serve` on a free port; gives its address."""
    command = [sys.executable, "-c", "from gesta.cli import main; main()",
               "serve", str(ledger), "--port", "0"]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://\S+", server.stderr.readline())
            if found is None:
                raise RuntimeError(f"gesta serve did not start: {server.stderr.read()}")
            yield found.group().rstrip("/")
        finally:
            server.terminate()


def of_table(url: str, began: float) -> dict[str, float]:
    """Bytes of the table and the time for it."""
    request = urllib.request.Request(f"{url}/api/table", headers={"Accept-Encoding": "gzip"})

    def get() -> int:
        with urllib.request.urlopen(request) as answer:
            return len(answer.read())

    size = get()
    prepared = time.monotonic() - began
    return {"prepare_s": prepared, "table_mb": size / 1e6, "table_s": median(lambda: timed(get))}


def of_decision(url: str) -> dict[str, float]:
    """Bytes of the table that a client with the table asks for after a decision, and the time."""
    with urllib.request.urlopen(f"{url}/api/table") as answer:
        table = json.load(answer)
    with urllib.request.urlopen(f"{url}/api/incidents/{table['id'][table['n'] // 2]}") as answer:
        claim = json.load(answer)["claims"][0]["id"]
    body = {"subject": claim, "kind": "correct", "field": "certainty", "value": "alleged",
            "by": "benchmark"}  # fmt: skip
    decision = urllib.request.Request(
        f"{url}/api/review/decisions", json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )  # fmt: skip
    urllib.request.urlopen(decision).close()
    asked = f"{url}/api/table?since={table['version']}"
    began = time.perf_counter()
    with urllib.request.urlopen(asked) as answer:
        told = answer.read()
    if not json.loads(told)["rows"]:
        raise RuntimeError(f"{asked} names no changed row after a decision on {claim}")
    return {"decision_kb": len(told) / 1e3, "decision_s": time.perf_counter() - began}


def timed(do: Callable[[], Any]) -> float:
    """Seconds that something takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def median(measure: Callable[[], float]) -> float:
    """The middle of `TIMES` measures."""
    return statistics.median(measure() for _ in range(TIMES))


def in_browser(url: str) -> dict[str, float]:
    """What a person waits for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))

        with serving_nothing() as other:
            pairs = [(first_view(browser, url), first_view(browser, other)) for _ in range(TIMES)]
        views = [view for view, _ in pairs]
        figures = {
            "first_view_s": statistics.median(view.wall for view in views),
            "first_view_work_s": statistics.median(view.work for view in views),
            "nothing_s": statistics.median(nothing.wall for _, nothing in pairs),
            "rounds": max(view.rounds for view in views),
        }
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.set_default_timeout(WAIT_MS)
        page.goto(f"{url}/#/incidents")
        page.wait_for_selector("search [role=status] strong")
        work = Work(page)
        times = []
        for words in FILTERS:
            before = work.seconds()
            times.append((page.evaluate(FILTERED, f"#/incidents?{words}"), work.seconds() - before))
        figures["filter_ms"] = max(wall for wall, _ in times)
        figures["filter_work_ms"] = 1000 * max(used for _, used in times)
        figures |= on_map(page, url)
        browser.close()
    return figures


@dataclass(frozen=True, slots=True)
class View:
    """Seconds by the clock and of the page's thread, and requests that waited for one another."""

    wall: float
    work: float
    rounds: int


def first_view(browser: Browser, url: str) -> View:
    """What it takes until the overview stands for somebody new."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(WAIT_MS)
    page.add_init_script(SHOWN)
    work = Work(page)
    page.goto(url, wait_until="commit")
    wall: float = page.evaluate(WHEN_SHOWN)
    used = work.seconds()
    asked = [(start, end) for start, end in page.evaluate(ASKED) if end <= wall]
    page.context.close()
    return View(wall / 1000, used, rounds(asked))


class Work:
    """Seconds of processor time that a page's own thread used since it was loaded."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds(self) -> float:
        """So far."""
        found = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))


def on_map(page: Page, url: str) -> dict[str, float]:
    """Opening the map of all incidents, and dragging it."""
    page.goto(f"{url}/#/overview")
    page.wait_for_selector("main h1")

    def opening() -> None:
        page.goto(f"{url}/#/map")
        page.wait_for_selector("canvas")
        page.wait_for_load_state("networkidle")

    opened = timed(opening)
    page.mouse.move(700, 500)
    page.mouse.down()
    frames = page.evaluate_handle(
        FRAMES.replace("() => new Promise", "() => window.frames_ = new Promise")
    )
    for step in range(20):
        page.mouse.move(700 - 12 * step, 500 - 6 * step)
        page.wait_for_timeout(50)
    page.mouse.up()
    frames.dispose()
    times = sorted(json.loads(json.dumps(page.evaluate("window.frames_"))))
    return {"map_s": opened, "pan_ms": times[int(len(times) * 0.9)]}
