"""By what to judge a clock: requests that wait for one another, and a page that is next to nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NOTHING = b"""<!doctype html><title>-</title><main><h1>-</h1></main>
<search><p role=status><strong>1</strong></p></search>"""


def rounds(asked: Sequence[tuple[float, float]]) -> int:
    """The longest chain of requests each of which began when the one before had ended."""
    longest: list[tuple[float, int]] = []  # its end, and how many lead to it
    for start, end in sorted(asked):
        before = max((number for other, number in longest if other <= start), default=0)
        longest.append((end, before + 1))
    return max((number for _, number in longest), default=0)


class Nothing(BaseHTTPRequestHandler):
    """Answers everything with a page of one line."""

    def do_GET(self) -> None:
        """One request."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(NOTHING)))
        self.end_headers()
        self.wfile.write(NOTHING)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def serving_nothing() -> Iterator[str]:
    """A page of one line on a free port; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Nothing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
