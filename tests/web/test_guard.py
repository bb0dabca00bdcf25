"""Who may ask: other sites, other names of this machine, and whoever lacks the token, may not."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gesta.web.guard import HEADERS, MOST_BYTES, is_loopback
from tests.web.conftest import Server

TOKEN = "a-word-that-is-long-enough"
UNSAFE = ("post", "put", "patch", "delete")


def unsafe_routes(server: Server) -> list[tuple[str, str]]:
    """Method and path of everything that may change something, found in the API's own description."""
    with server.client() as client:
        paths = client.get("/api/openapi.json").json()["paths"]
    return [
        (method, path.replace("{", "").replace("}", ""))
        for path, methods in paths.items() for method in methods if method in UNSAFE
    ]  # fmt: skip


def raw(server: Server, lines: list[str]) -> str:
    """What is answered to a request sent letter by letter; no client tidies it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        found = b""
        while piece := line.recv(65536):
            found += piece
    return found.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
def test_no_other_site_may_change_anything(served: Server, headers: dict[str, str]) -> None:
    routes = [*unsafe_routes(served), ("post", "/api/table"), ("delete", "/api/ledger")]
    with served.client() as client:
        for method, path in routes:
            answer = client.request(method.upper(), path, headers=headers, content=b"{}")
            assert answer.status_code == 403, (method, path)
            assert "another page" in answer.json()["error"]


def test_the_page_itself_may(served: Server) -> None:
    own = {"Origin": served.url, "Sec-Fetch-Site": "same-origin"}
    with served.client() as client:
        assert client.post("/api/table", headers=own).status_code == 405  # the guard let it by
        for method, path in unsafe_routes(served):
            answer = client.request(method.upper(), path, headers=own, content=b"nonsense")
            assert answer.status_code in (404, 409, 415, 422), (method, path, answer.text)


def test_no_other_site_may_read_the_api(served: Server) -> None:
    with served.client() as client:
        for site in ("cross-site", "same-site"):
            headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
            assert client.get("/api/table", headers=headers).status_code == 403
        answer = client.get("/api/table", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.", "0.0.0.0",
     "192.168.1.7", "", "[::1", "127.0.0.1@evil.example", "2130706433"],
)  # fmt: skip
def test_a_name_that_was_pointed_here_is_refused(served: Server, host: str) -> None:
    answer = raw(served, ["GET /api/ledger HTTP/1.1", f"Host: {host}"])
    assert answer.split("\r\n")[0].split()[1] in ("400", "403"), answer
    assert "small.ledger" not in answer


def test_two_hosts_are_refused(served: Server) -> None:
    answer = raw(served, ["GET /api/ledger HTTP/1.1", "Host: localhost", "Host: evil.example"])
    assert answer.split("\r\n")[0].split()[1] in ("400", "403")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_the_names_of_this_machine_are_taken(served: Server, host: str) -> None:
    answer = raw(served, ["GET /api/ledger HTTP/1.1", f"Host: {host}:{served.port}"])
    assert answer.startswith("HTTP/1.1 200")


@pytest.mark.parametrize("path", ["/", "/api/ledger", "/api/nothing", "/api/search?q=x", "/x.js"])
def test_every_answer_has_the_headers(served: Server, path: str) -> None:
    with served.client() as client:
        found = client.get(path).headers
        refused = client.get(path, headers={"Host": "evil.example"}).headers
    for name, value in HEADERS.items():
        assert found[name] == value
        assert refused[name] == value
    assert "server" not in found or "uvicorn" in found["server"]


def test_answers_that_say_nothing_else_are_not_kept_and_files_are_asked_after(
    served: Server,
) -> None:
    with served.client() as client:
        assert client.get("/api/nothing").headers["cache-control"] == "no-store"
        assert client.get("/api/exports/csv").headers["cache-control"] == "no-store"
        assert client.get("/api/table").headers["cache-control"] == "no-cache"
        assert client.get("/").headers["cache-control"] == "no-cache"


def test_a_fault_of_the_program_shows_no_trace_and_has_the_headers(
    served: Server, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("secret of the inside")

    served.app.add_api_route("/api/failing", fail)
    served.app.router.routes.insert(0, served.app.router.routes.pop())
    with served.client() as client:
        answer = client.get("/api/failing")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_a_body_too_long_is_refused_unread(served: Server) -> None:
    lines = ["POST /api/table HTTP/1.1", f"Host: localhost:{served.port}"]
    answer = raw(served, [*lines, f"Content-Length: {MOST_BYTES + 1}"])
    assert answer.startswith("HTTP/1.1 413")


class TestToken:
    """Off loopback everyone needs the token."""

    @pytest.fixture
    def guarded(self, small: Path, serving: Callable[..., Server]) -> Server:
        """A server that asks for its token."""
        return serving(small, token=TOKEN)

    @pytest.mark.parametrize("path", ["/", "/api/ledger", "/api/openapi.json", "/assets/app.js"])
    def test_nothing_is_given_without_it(self, guarded: Server, path: str) -> None:
        with guarded.client() as client:
            answer = client.get(path)
        assert answer.status_code == 401
        assert "token" in answer.json()["error"]

    @pytest.mark.parametrize("given", ["", "wrong", TOKEN[:-1], TOKEN + "x", "ü", TOKEN.upper()])
    def test_a_wrong_one_is_refused(self, guarded: Server, given: str) -> None:
        with guarded.client() as client:
            assert client.get("/", params={"token": given}).status_code == 401
            client.cookies.set(f"gesta-{guarded.port}", "wrong")
            assert client.get("/api/ledger").status_code == 401

    def test_the_right_one_becomes_a_cookie_and_leaves_the_address(self, guarded: Server) -> None:
        with guarded.client() as client:
            answer = client.get("/", params={"token": TOKEN, "x": "1"}, follow_redirects=False)
            assert answer.status_code == 303
            assert answer.headers["location"] == "/?x=1"
            cookie = answer.headers["set-cookie"].lower()
            assert "httponly" in cookie
            assert "samesite=lax" in cookie
            assert client.get("/api/ledger").status_code == 200  # by the cookie
            bad = client.post("/api/table", headers={"Origin": "https://evil.example"})
            assert bad.status_code == 403  # a cookie alone does not make a request the page's own

    def test_a_program_may_send_it_as_a_bearer(self, guarded: Server) -> None:
        with guarded.client() as client:
            answer = client.get("/api/ledger", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200

    @pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%5Cevil.example"])
    def test_the_address_may_lead_to_no_other_site(self, guarded: Server, path: str) -> None:
        lines = [f"GET {path}?token={TOKEN} HTTP/1.1", f"Host: localhost:{guarded.port}"]
        answer = raw(guarded, lines)
        where = next(ln for ln in answer.split("\r\n") if ln.lower().startswith("location:"))
        assert where.split(":", 1)[1].strip().startswith("/")
        assert where.split(":", 1)[1].strip()[1] not in "/\\"


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True),
     ("0.0.0.0", False), ("::", False), ("192.168.0.2", False), ("my.machine", False)],
)  # fmt: skip
def test_loopback_is_told_from_the_rest(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def test_a_page_for_reading_only_says_so(small: Path, serving: Callable[..., Any]) -> None:
    with serving(small, readonly=True).client() as client:
        assert client.get("/api/ledger").json()["readonly"] is True
