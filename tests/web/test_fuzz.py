"""The API under made-up requests: whatever is asked, the answer is no failure of the server.

Requests are made from the API's own description: such as it allows, and such as it does not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.ledger import world
from tests.web.conftest import start

schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")

EXAMPLES = int(os.environ.get("GESTA_FUZZ", "20"))
"""Requests of each kind for each route."""

SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, phases=[Phase.generate], derandomize=True,
    suppress_health_check=list(HealthCheck), database=None,
)  # fmt: skip


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The API of a server over the small world, as it describes itself."""
    server = start(world.filled(tmp_path_factory.mktemp("fuzz") / "small.ledger"))
    yield schemathesis.openapi.from_url(f"{server.url}/api/openapi.json")
    server.stop()


@pytest.mark.parametrize("kind", ["POSITIVE", "NEGATIVE"])
def test_no_request_makes_the_server_fail(description: Any, kind: str) -> None:
    mode = schemathesis.GenerationMode[kind]
    seen = []
    for found in description.get_all_operations():
        operation = found.ok()
        if kind == "NEGATIVE" and not (operation.query or operation.body):
            continue  # there is nothing that could be wrong
        seen.append(operation.label)

        @given(case=operation.as_strategy(generation_mode=mode))
        @SETTINGS
        def check(case: Any) -> None:
            answer = case.call()
            assert answer.status_code < 500, (case.as_curl_command(), answer.text)
            if answer.status_code >= 400:
                assert "error" in answer.json()
            assert "Traceback" not in answer.text

        check()
    assert "GET /api/table" in seen or kind == "NEGATIVE"
    assert "GET /api/search" in seen
