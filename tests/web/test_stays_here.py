"""Nothing leaves the machine: not from the server, not from the page."""

from __future__ import annotations

import ipaddress
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gesta.web.page import STATIC
from tests.ledger import world
from tests.web.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

needs_page = pytest.mark.skipif(
    not (STATIC / "index.html").is_file(), reason="the page is not built: npm run build in page/"
)
# Names that stand in libraries and specifications, and are never asked for.
NAMES = re.compile(
    r"^https?://(www\.w3\.org/|svelte\.dev/|localhost|example\.|maplibre\.org/|github\.com/|"
    r"maplibre\.invalid/|((www|wiki)\.)?(naturalearthdata|openstreetmap)\.)"
)


class Watch:
    """Where this process connects to while it is on, and what names it asks for."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.on or event not in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
            return
        where = args[1] if event != "socket.getaddrinfo" else (args[0],)
        host = str(where[0]) if isinstance(where, tuple) else str(where)
        if not is_here(host):
            self.seen.append(f"{event} {host}")


def is_here(host: str) -> bool:
    """Whether an address is this machine's, or a socket's file."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "None") or host.startswith("/")


@pytest.fixture(scope="module")
def hook() -> Watch:
    """One hook: it cannot be taken away again."""
    return Watch()


@pytest.fixture
def watch(hook: Watch) -> Iterator[Watch]:
    """Watches this process for the time of a test."""
    hook.seen.clear()
    hook.on = True
    yield hook
    hook.on = False


def test_the_watch_sees_what_would_leave(watch: Watch) -> None:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.connect(
            ("192.0.2.1", 9)
        )  # a name of the documentation's; a datagram socket sends nothing
    assert watch.seen == ["socket.connect 192.0.2.1"]


def test_no_route_makes_the_server_ask_for_anything(served: Server, watch: Watch) -> None:
    ids = {"name": "i1", "verb": "trend", "ending": "svg", "shape": "narrow"}
    with served.client() as client:
        paths = client.get("/api/openapi.json").json()["paths"]
        asked = [path for path, methods in paths.items() if "get" in methods]
        for path in asked:
            kind = path.split("/")[2]
            own = {"reports": world.R1.id, "actors": world.FRONT.id, "exports": "kml"}
            values = {**ids, "name": own.get(kind, "i1")}
            where = re.sub(r"\{(\w+)\}", lambda found, v=values: v[found[1]], path)  # type: ignore[misc]
            assert client.get(where).status_code in (200, 404, 422), where
    assert len(asked) > 12
    assert watch.seen == []


@needs_page
def test_no_view_asks_for_anything_but_its_server(
    served: Server, page_of: Callable[..., Page]
) -> None:
    page = page_of("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for view in ("overview", "map", "timeline", "incidents", "incident/i1", "reports",
                 f"report/{world.R1.id}", "actors", f"actor/{world.FRONT.id}", "sources",
                 "search?q=depot", "review", "answers/trend"):  # fmt: skip
        page.evaluate("view => { location.hash = '#/' + view }", view)
        page.locator("main h1").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
    assert asked
    assert [u for u in asked if not u.startswith((served.url + "/", "blob:", "data:"))] == []


@needs_page
def test_the_built_page_names_no_server() -> None:
    found = {
        url
        for file in STATIC.rglob("*")
        if file.suffix in {".js", ".css", ".html", ".svg"}
        for url in re.findall(r"https?://[\w.-]+\.\w+[\w./-]*", file.read_text(encoding="utf-8"))
    }
    assert {url for url in found if not NAMES.match(url)} == set()


def test_the_server_code_opens_no_connection() -> None:
    folder = Path(__file__).parents[2] / "src" / "gesta" / "web"
    asking = re.compile(
        r"^\s*(?:import|from)\s+(urllib\.request|http\.client|httpx|requests|aiohttp)\b", re.M
    )
    assert [file.name for file in folder.glob("*.py") if asking.search(file.read_text())] == []
