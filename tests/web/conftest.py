"""A served ledger, and a page of Debian's chromium to look at it with.

    served      a server on a free port over a small ledger (`served.url`, `.path`, `.client()`)
    serving     the same over a ledger of one's own: `serving(path, page=…, token=…, readonly=…)`
    page_of     a chromium page: `page_of("#/map", width=900, dark=True)`, or of a url

GESTA_PAGE names the folder of another build of the page than the committed one.
A page that asks for anything outside the machine, throws, or breaks the policy fails its test.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger import world

pytest.importorskip("fastapi", reason="the page needs fastapi: pip install 'gesta[web]'")
uvicorn = pytest.importorskip("uvicorn", reason="the page needs uvicorn: pip install 'gesta[web]'")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("GESTA_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)  # fmt: skip
STARTED_S = 20.0


@dataclass
class Server:
    """One server under way."""

    path: Path
    app: Any
    port: int
    _run: Any = field(repr=False)
    _thread: threading.Thread = field(repr=False)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def client(self, **more: Any) -> Any:
        """A client of the standard web library, with this server's address."""
        httpx = pytest.importorskip("httpx2", reason="needs httpx2")
        return httpx.Client(base_url=self.url, **more)

    def stop(self) -> None:
        """End it."""
        self._run.should_exit = True
        self._thread.join(STARTED_S)


def start(path: Path, **more: Any) -> Server:
    """Serve a ledger from a thread; returns when it answers."""
    from gesta.web.app import create_app

    if "GESTA_PAGE" in os.environ:
        more.setdefault("page", Path(os.environ["GESTA_PAGE"]))
    app = create_app(path, **more)
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", 0))
    run = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=run.run, args=([listening],), daemon=True)
    thread.start()
    until = time.monotonic() + STARTED_S
    while not run.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.01)
    return Server(path, app, listening.getsockname()[1], run, thread)


@pytest.fixture
def serving() -> Iterator[Callable[..., Server]]:
    """Starts servers; they end with the test."""
    started: list[Server] = []

    def serve(path: Path, **more: Any) -> Server:
        started.append(start(path, **more))
        return started[-1]

    yield serve
    for server in started:
        server.stop()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small world of the ledger's own tests, in a file."""
    return world.filled(tmp_path / "small.ledger")


@pytest.fixture
def served(small: Path, serving: Callable[..., Server]) -> Server:
    """A server over the small world."""
    return serving(small)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, one for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not Path(CHROMIUM).exists():
        pytest.skip("needs chromium: apt install chromium, or set GESTA_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@dataclass
class Watched:
    """What a page must not do."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def page_of(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens pages; with the test they close, and what they did wrong fails it."""
    contexts: list[Any] = []
    watched = Watched()

    def open_page(
        where: str = "", *, width: int = 1440, height: int = 900, dark: bool = False,
        base: str | None = None, **more: Any,
    ) -> Page:  # fmt: skip
        if base is None and not where.startswith(("http:", "file:")):
            base = request.getfixturevalue("served").url + "/"
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce",
            color_scheme="dark" if dark else "light", **more,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda asked: _look(asked.url, watched))
        page.on("pageerror", lambda error: watched.errors.append(str(error)))
        page.on("console", lambda said: _hear(said, watched))
        page.goto((base or "") + where)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watched.outside == [], "the page asked for something outside the machine"
    assert watched.errors == []


def _look(url: str, watched: Watched) -> None:
    if not url.startswith(("http://127.0.0.1:", "http://localhost:", "file:", "data:", "blob:")):
        watched.outside.append(url)


def _hear(said: Any, watched: Watched) -> None:
    """Refusals of the API are written to the console by the browser and are no error of the page."""
    if said.type == "error" and not said.text.startswith("Failed to load resource"):
        watched.errors.append(said.text)
