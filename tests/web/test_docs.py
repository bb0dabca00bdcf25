"""docs/page.md and /api/docs say what the API has, and nothing that it has not."""

from __future__ import annotations

import re
from pathlib import Path

from tests.web.conftest import Server

PAGE = Path(__file__).parents[2] / "docs" / "page.md"


def routes(served: Server) -> set[str]:
    """Every route as `GET /api/…`."""
    with served.client() as client:
        paths = client.get("/api/openapi.json").json()["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


def test_the_page_of_the_docs_has_every_route_and_no_other(served: Server) -> None:
    told = re.findall(r"^\| `((?:GET|POST) /api/[^`?]+)", PAGE.read_text("utf-8"), re.MULTILINE)
    assert set(told) == routes(served)
    assert len(told) == len(set(told))


def test_the_manual_has_every_route_without_a_script_or_style(served: Server) -> None:
    with served.client() as client:
        answer = client.get("/api/docs")
    assert answer.status_code == 200
    for route in routes(served):
        assert f"<code>{route}</code>" in answer.text
    assert "<script" not in answer.text
    assert "style" not in answer.text


def test_every_route_says_what_it_gives(served: Server) -> None:
    with served.client() as client:
        paths = client.get("/api/openapi.json").json()["paths"]
    unsaid = [
        p for p, methods in paths.items() for route in methods.values() if not route["summary"]
    ]
    assert unsaid == []
