"""Review over HTTP: decisions, both versions for who was late, and words for what cannot be."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from gesta.ledger import Ledger, verify
from gesta.ledger.review_fields import FIELDS
from gesta.view import rebuild_view
from tests import factories as make
from tests.ledger import world

fastapi = pytest.importorskip("fastapi", reason="the page needs fastapi: pip install 'gesta[web]'")
testclient = pytest.importorskip("fastapi.testclient", reason="needs httpx2")

HEADERS = {"host": "127.0.0.1"}


WORDS = "Two shepherds were kidnapped at Kariat Um in May."
LATE = make.report(WORDS, outlet="Late", path="d.txt")
FAR = make.claim(LATE, WORDS, "kidnapped")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The small world and a third report of another happening, its view computed."""
    path = world.filled(tmp_path / "small.ledger")
    with Ledger.open(path) as ledger:
        assert ledger.add(make.grounded(LATE, FAR), make.source(WORDS, path="d.txt", outlet="Late"))
        rebuild_view(ledger)
    return path


def client_of(path: Path, **more: Any) -> Any:
    from gesta.web.app import create_app

    app = create_app(path, **more)
    return testclient.TestClient(app, headers=HEADERS, raise_server_exceptions=False)


@pytest.fixture
def client(path: Path) -> Iterator[Any]:
    with client_of(path) as client:
        yield client


def decide(client: Any, subject: str = world.C2.id, **more: Any) -> Any:
    return client.post(
        "/api/review/decisions",
        json={"subject": subject, "kind": "accept", "by": "ana", "seen": None, **more},
    )


def killed(client: Any, low: int, seen: str | None, by: str = "ana") -> Any:
    return decide(client, kind="correct", field="killed", value=low, seen=seen, by=by)


def test_a_correction_gives_the_claim_its_incident_and_the_new_version(client: Any) -> None:
    before = client.get("/api/ledger").json()["version"]
    found = make.quote(world.FIRST, "Hill Army")
    answer = decide(
        client, kind="correct", field="recipient", item=0,
        span={"start": found.start, "end": found.end}, reason="named",
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["decision"]["words"].startswith("recipients is Hill Army")
    assert body["claim"]["recipients"][0]["text"] == "Hill Army"
    assert body["claim"]["as_read"]["recipients"][0]["text"] == "guards"
    assert body["claim"]["review"]["last"] == body["decision"]["id"]
    assert body["version"] != before
    incident = client.get(f"/api/incidents/{body['incident']}").json()
    claim = next(c for c in incident["claims"] if c["id"] == world.C2.id)
    assert claim["recipients"][0]["text"] == "Hill Army"
    assert claim["review"]["last"] == body["decision"]["id"]


def test_who_was_late_gets_both_versions_and_may_decide_again(client: Any) -> None:
    first = killed(client, 11, None).json()["decision"]["id"]
    late = killed(client, 9, None, by="ben")
    assert late.status_code == 409
    body = late.json()
    assert body["yours"]["value"] == 9
    assert [(one["by"], one["after"]["value"]["low"]) for one in body["theirs"]] == [("ana", 11)]
    assert body["claim"]["killed"]["low"] == 11
    assert killed(client, 9, first, by="ben").status_code == 200
    back = client.post("/api/review/undo", json={"decision": first, "by": "ana", "seen": first})
    assert back.status_code == 409
    again = client.post("/api/review/undo", json={"by": "ben"})
    assert again.json()["claim"]["killed"]["low"] == 11
    log = client.get("/api/review/log").json()
    assert [(one["by"], one["kind"], one["undone"]) for one in log] == [
        ("ana", "correct", False), ("ben", "correct", True), ("ben", "undo", False),
    ]  # fmt: skip


def missed(client: Any, by: str = "ana", **more: Any) -> Any:
    spot = make.quote(WORDS, "May")
    people = make.quote(WORDS, "shepherds")
    body = {
        "report": LATE.id, "trigger": {"start": spot.start, "end": spot.end, "text": "May"},
        "type": "COERCE", "by": by, "reason": "it tells of two",
        "fields": [
            {"field": "recipient", "span": {"start": people.start, "end": people.end}},
            {"field": "modes", "value": ["abduct"]},
        ],
    }  # fmt: skip
    return client.post("/api/review/add", json={**body, **more})


def test_what_was_missed_is_added_and_is_gone_when_that_is_taken_back(client: Any) -> None:
    before = client.get("/api/table").json()
    answer = missed(client)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    claim = body["claim"]
    assert (claim["type"], claim["modes"], claim["review"]["added_by"]) == (
        "COERCE",
        ["abduct"],
        "ana",
    )
    assert claim["recipients"][0]["text"] == "shepherds" and body["incident"] == claim["incident"]
    assert (
        body["decision"]["words"] == "adds COERCE at 'May'" and body["decision"]["before"] is None
    )
    shown = client.get(f"/api/reports/{LATE.id}").json()["claims"]
    assert {one["id"] for one in shown} == {FAR.id, claim["id"]}
    assert sum(client.get("/api/table").json()["claims"]) == sum(before["claims"]) + 1
    assert decide(client, claim["id"], seen=body["decision"]["id"]).status_code == 200
    stale = client.post(
        "/api/review/undo",
        json={"decision": body["decision"]["id"], "by": "ben", "seen": body["decision"]["id"]},
    )
    assert stale.status_code == 409
    back = client.post("/api/review/undo", json={"decision": body["decision"]["id"], "by": "ben"})
    assert back.status_code == 200 and back.json()["claim"] is None
    assert client.get(f"/api/reports/{LATE.id}").json()["claims"][0]["id"] == FAR.id
    after = client.get("/api/table").json()
    assert [after[name] for name in ("id", "claims", "type")] == [
        before[name] for name in ("id", "claims", "type")
    ]
    assert decide(client, claim["id"], seen=None).status_code == 404


def test_who_adds_what_somebody_added_gets_both_versions(client: Any) -> None:
    first = missed(client).json()
    late = missed(client, by="ben", fields=[])
    assert late.status_code == 409
    body = late.json()
    assert "ana added this event already" in body["error"]
    assert (
        body["yours"]["value"]["recipients"] == [] and body["claim"]["id"] == first["claim"]["id"]
    )
    assert [one["id"] for one in body["theirs"]] == [first["decision"]["id"]]
    other = missed(client, by="ben", type="ASSAULT")
    assert other.status_code == 200  # another event at the same word


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"report": "r0"}, 404, "There is no report 'r0'"),
        ({"type": "WAR"}, 422, "'WAR' is no type of event"),
        ({"trigger": {"start": 0, "end": 9_999}}, 422, "is not in the text"),
        ({"trigger": {"start": 0, "end": 3, "text": "war"}}, 422, "'war' does not stand at 0 to 3"),
        ({"trigger": None}, 422, "a span with start and end"),
        ({"fields": [{"field": "colour"}]}, 422, "'colour' is no field of a claim"),
        ({"fields": [{"field": "killed", "span": {"start": 0, "end": 1}}]}, 422, "says no number"),
        ({"fields": "x"}, 422, "cannot be understood"),
        ({"by": " "}, 422, "Who decides?"),
    ],
)
def test_what_cannot_be_added_is_answered_in_words(
    client: Any, more: dict[str, Any], status: int, words: str
) -> None:
    before = client.get("/api/ledger").json()["version"]
    answer = missed(client, **more)
    assert (answer.status_code, words in answer.json()["error"]) == (status, True), answer.text
    assert client.get("/api/ledger").json()["version"] == before


def test_a_rejected_claim_leaves_the_table_and_the_queue(client: Any) -> None:
    def queued() -> set[str]:
        return {item["id"] for item in client.get("/api/review/queue").json()}

    assert world.C3.id in queued()
    body = decide(client, world.C3.id, kind="reject").json()
    assert body["incident"] is None and body["incidents"]
    assert world.C3.id not in queued()
    table = client.get("/api/table").json()
    assert sum(table["claims"]) == 3
    client.post("/api/review/undo", json={"by": "ana"})
    assert world.C3.id in queued()


def test_merge_split_and_undo_change_the_incidents_at_once(client: Any, path: Path) -> None:
    with Ledger.open(path) as ledger:
        parts = {frozenset(i.claims): i.id for i in ledger.incidents()}
    assert len(parts) == 2
    one, other = parts.values()
    merged = client.post(
        "/api/review/merge", json={"one": one, "other": other, "by": "ana", "seen": None}
    )
    assert merged.status_code == 200, merged.text
    whole = merged.json()["incident"]
    found = client.get(f"/api/incidents/{whole}").json()
    assert len(found["claims"]) == 4
    late = client.post(
        "/api/review/split",
        json={"incident": whole, "claims": [world.C3.id], "by": "ben", "seen": None},
    )
    assert late.status_code == 409 and late.json()["theirs"][0]["by"] == "ana"
    apart = client.post(
        "/api/review/split", json={"incident": whole, "claims": [world.C3.id], "by": "ben"}
    )
    assert apart.status_code == 200
    for answer in (apart, merged):
        undone = client.post(
            "/api/review/undo", json={"decision": answer.json()["decision"]["id"], "by": "ben"}
        )
        assert undone.status_code == 200, undone.text
    with Ledger.open(path) as ledger:
        assert {frozenset(i.claims): i.id for i in ledger.incidents()} == parts
    log = client.get("/api/review/log").json()
    assert [one["kind"] for one in log] == ["merge", "split", "undo", "undo"]


def test_the_queue_says_why_and_puts_the_weightiest_first(client: Any) -> None:
    items = client.get("/api/review/queue").json()
    assert [item["weight"] for item in items] == sorted((i["weight"] for i in items), reverse=True)
    assert all(item["why"] and item["words"] and item["incident"] for item in items)
    only = client.get("/api/review/queue?kind=claim&limit=1").json()
    assert len(only) == 1 and only[0]["kind"] == "claim"
    assert client.get("/api/review/queue?limit=0").status_code == 422


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"kind": "praise"}, 422, "kind"),
        ({"by": " "}, 422, "Who decides"),
        ({"by": "x" * 500}, 422, "by"),
        ({"subject": "c0"}, 404, "has no claim 'c0'"),
        ({"kind": "correct"}, 422, "names the field"),
        ({"kind": "correct", "field": "colour"}, 422, "is no field of a claim"),
        ({"kind": "correct", "field": "killed", "value": "many"}, 422, "a number is"),
        ({"kind": "correct", "field": "actor", "span": {"start": 0}}, 422, "a span needs"),
        ({"kind": "correct", "field": "actor", "span": [1, 2]}, 422, "the words need a span"),
        ({"kind": "correct", "field": "actor", "value": "x", "item": "a"}, 422, "item: 'a'"),
        ({"kind": "reject", "field": "type"}, 422, "a claim cannot be without type"),
        ({"more": 1}, 422, "more"),
        ({"seen": "v0"}, 422, "could have been seen"),
    ],
)
def test_what_cannot_be_decided_is_said_in_words(
    client: Any, body: dict[str, Any], status: int, words: str
) -> None:
    answer = decide(client, **body)
    assert (answer.status_code, words in answer.json()["error"]) == (status, True), answer.text
    assert client.get("/api/review/log").json() == []


def test_unknown_ids_and_broken_bodies_are_refused_in_words(client: Any) -> None:
    post = client.post
    assert post("/api/review/undo", json={"by": "ana"}).status_code == 422
    assert post("/api/review/undo", json={"by": "ana", "decision": "v0"}).status_code == 404
    merge = post("/api/review/merge", json={"by": "ana", "one": "i0", "other": "i1"})
    assert merge.status_code == 404 and "i0" in merge.json()["error"]
    assert post(
        "/api/review/split", json={"by": "ana", "incident": "i0", "claims": []}
    ).status_code in (404, 422)
    assert post("/api/review/decisions", content=b"\xff{").status_code == 422
    deep = "[" * 50_000
    assert post("/api/review/decisions", content=deep.encode()).status_code == 422


def test_a_ledger_served_for_reading_takes_no_decision(path: Path) -> None:
    with client_of(path, readonly=True) as client:
        answer = decide(client)
        assert answer.status_code == 403 and "for reading only" in answer.json()["error"]
        assert client.get("/api/review/queue").status_code == 200


def test_another_site_cannot_decide(client: Any) -> None:
    answer = client.post(
        "/api/review/decisions", json={"subject": world.C2.id, "kind": "reject", "by": "x"},
        headers={"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"},
    )  # fmt: skip
    assert answer.status_code == 403


def test_corrections_go_out_and_come_back_as_files(client: Any, path: Path) -> None:
    decide(client, world.C1.id)
    lines = client.get("/api/review/passages.jsonl").text.splitlines()
    assert [json.loads(line)["claims"] for line in lines] == [[world.C1.id]]
    assert client.get("/api/review/passages.txt").text.startswith("@ ")
    sent = client.get(f"/api/review/export?kind=labelstudio&report={world.R2.id}")
    [task] = sent.json()
    [prediction] = task.pop("predictions")
    task["annotations"] = [{"result": prediction["result"]}]
    post = client.post("/api/review/import?kind=labelstudio&by=dana", content=json.dumps([task]))
    body = post.json()
    assert [(d["claim"], d["kind"], d["by"]) for d in body["decisions"]] == [
        (world.C3.id, "accept", "dana")
    ]
    assert body["refusals"] == [] and body["version"]
    packed = client.get(f"/api/review/export?kind=brat&report={world.R1.id}")
    again = client.post("/api/review/import?kind=brat&by=dana", content=packed.content)
    assert len(again.json()["decisions"]) == 2
    for kind, data in (("labelstudio", b"{"), ("brat", b"PK\x03\x04x")):
        answer = client.post(f"/api/review/import?kind={kind}&by=dana", content=data)
        assert answer.status_code == 422 and "nothing was changed" in answer.json()["error"]
    assert client.get("/api/review/export?kind=brat&report=r0").status_code == 404
    assert client.post("/api/review/import?kind=word&by=x", content=b"").status_code == 422


ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, "", " ", "x", "\ud800", "a" * 5_000, [], [None], [[]], {}, {"start": 0},
    {"start": 0, "end": 10}, {"start": -5, "end": 10**12}, {"start": None, "end": None, "actor": 3},
    {"low": 1, "high": "x"}, {"low": None, "high": None}, {"low": 2**70}, {"start": "2024-02-30"},
    {"start": 5, "end": 0}, [{"start": 0, "end": 3, "actor": None}], [{"place": "\u0000"}], "2024-13-45",
    ["drone", 3], {"actor": "Northern Front", "cue": 7}, [{"start": 3, "end": 9, "class": []}],
)  # fmt: skip


def test_odd_bodies_never_break_the_server_nor_the_ledger(client: Any, path: Path) -> None:
    rng = random.Random(11)
    fields = [*FIELDS, "actor", "place", "colour", "", 7]
    made = 0
    for _ in range(400):
        body = {
            "subject": rng.choice([world.C1.id, world.C2.id, "c0", 5]), "by": rng.choice(["ana", "", 3]),
            "kind": rng.choice(["accept", "reject", "correct", "correct", None]),
            "field": rng.choice(fields), "value": rng.choice(ODD), "span": rng.choice([None, *ODD]),
            "item": rng.choice([None, None, 0, 1, *ODD]),
        }  # fmt: skip
        left = {name for name in body if rng.random() < 0.1}
        body = {name: value for name, value in body.items() if name not in left}
        answer = client.post(
            "/api/review/decisions", content=json.dumps(body),
            headers={"content-type": "application/json"},
        )  # fmt: skip
        assert answer.status_code in (200, 404, 422), (body, answer.text)
        made += answer.status_code == 200
        assert answer.status_code == 200 or answer.json()["error"], body
    assert made >= 5
    with Ledger.open(path) as ledger:
        assert [str(fault) for fault in verify(ledger).faults] == []


def test_reviewers_at_once_lose_no_edit_and_get_both_versions(client: Any) -> None:
    """Ten people, ten edits each, on one claim: every one is made in the end, each on the last."""

    def reviewer(number: int) -> int:
        stale, made, seen = 0, 0, None
        while made < 10:
            answer = killed(client, number * 100 + made, seen, by=f"reviewer {number}")
            body = answer.json()
            if answer.status_code == 409:
                stale += 1
                assert body["theirs"] and body["yours"]["by"] == f"reviewer {number}"
                assert body["theirs"][-1]["id"] == body["claim"]["review"]["last"]
                seen = body["theirs"][-1]["id"]
                continue
            assert answer.status_code == 200, answer.text
            seen, made = body["decision"]["id"], made + 1
        return stale

    with ThreadPoolExecutor(10) as pool:
        stale = sum(pool.map(reviewer, range(10)))
    log = client.get("/api/review/log").json()
    assert len(log) == 100 and stale > 0
    assert [one["after"]["seen"] for one in log] == [None, *(one["id"] for one in log[:-1])]
