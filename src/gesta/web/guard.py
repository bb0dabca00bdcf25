"""Who may ask: the page's own browser window on this machine, or who has the token.

Against other pages open in the same browser:
- the Host named must be this machine's (a name that was made to point here is refused);
- what changes something must come from the page itself, by `Sec-Fetch-Site` or `Origin`;
- the API is not for other sites at all, and no header lets them read it.
Bound to anything but loopback, every request needs the token: once as `?token=`, then as a cookie.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gesta.web.faults import fault, unforeseen

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
MOST_BYTES: Final = 64 << 20
"""The longest body taken: a project of corrections from another tool."""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Guard:
    """Lets a request through or answers it in words; puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, names: Iterable[str], token: str | None) -> None:
        self.app = app
        self._names = LOOPBACK | {name.strip("[]").casefold() for name in names}
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # no websockets

        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                # The page's own files are kept by the browser and asked after each time.
                kept = "no-store" if scope["path"].startswith("/api/") else "no-cache"
                headers.setdefault("Cache-Control", kept)
            await send(message)

        refused = self._refused(scope)
        try:
            await (refused or self.app)(scope, receive, sent)
        except Exception as error:
            if begun:
                raise
            await unforeseen(scope["method"], scope["path"], error)(scope, receive, sent)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        return (
            self._wrong_host(headers)
            or self._other_site(scope, headers)
            or self._no_token(scope, headers)
            or _too_long(headers)
        )

    def _wrong_host(self, headers: Headers) -> Response | None:
        """A page elsewhere may point a name of its own here; then the Host is that name."""
        said = headers.getlist("host")
        host = _host_of(said[0]) if len(said) == 1 else ""
        if host in self._names or (self._token is not None and _is_address(host)):
            return None
        return fault(
            403,
            f"This server does not answer to the name {host[:100]!r}. Open it by the address that "
            "`gesta serve` printed, or start it with --host NAME.",
        )

    def _other_site(self, scope: Scope, headers: Headers) -> Response | None:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        own = origin is None or _authority(origin) == headers.get("host", "").casefold()
        if scope["method"] in SAFE:
            fetched = scope["path"].startswith("/api/") and site in ("cross-site", "same-site")
            if not fetched:
                return None
        elif own and site in (None, "same-origin", "none"):
            return None
        return fault(
            403,
            f"This request came from another page ({(origin or site or 'unknown')[:100]}), which "
            "may not use this ledger. Open the page itself and do it there.",
        )

    def _no_token(self, scope: Scope, headers: Headers) -> Response | None:
        if self._token is None:
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = next((value for name, value in query if name == "token"), None)
        if given is not None and scope["method"] in ("GET", "HEAD"):
            if not _same(given, self._token):
                return fault(401, "This token is not right. Copy the whole address that `gesta serve` printed.")  # fmt: skip
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            # One slash only: two would lead to another host.
            where = "/" + quote(scope["path"].lstrip("/\\"))
            answer = RedirectResponse(where + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(
                _cookie_name(headers), self._token, httponly=True, samesite="lax", path="/",
                secure=scope.get("scheme") == "https",
            )  # fmt: skip
            return answer
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if any(_same(one, self._token) for one in (_cookie(headers), bearer)):
            return None
        return fault(
            401,
            "This page needs its token. Open it once by the whole address that `gesta serve` "
            "printed, which ends in ?token=….",
        )


def _too_long(headers: Headers) -> Response | None:
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length) <= MOST_BYTES:
        return None
    return fault(413, f"More than {MOST_BYTES >> 20} MB in one request. Send it in parts.")


def _host_of(header: str) -> str:
    """The name of a Host header without its port; '' where it is none."""
    try:
        return (urlsplit(f"//{header}").hostname or "").casefold()
    except ValueError:
        return ""


def _authority(origin: str) -> str:
    """Host and port of an Origin; '' for `null` and whatever else is none."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return ""
    return parts.netloc.casefold() if parts.scheme in ("http", "https") else ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _cookie_name(headers: Headers) -> str:
    """Browsers share cookies between the ports of a host, so the port is part of the name."""
    port = headers.get("host", "").rpartition(":")[2]
    return f"gesta-{port if port.isdecimal() else 'page'}"


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(_cookie_name(headers))
    except CookieError:
        return ""
    return found.value if found else ""


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode())
