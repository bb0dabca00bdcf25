"""What the page asks first: ledger, table, one incident, one report."""

from __future__ import annotations

from tests.ledger import world
from tests.web.conftest import Server
from tests.web.tables import opened


def test_the_ledger_says_what_is_in_it(served: Server) -> None:
    with served.client() as client:
        found = client.get("/api/ledger").json()
    assert found["name"] == "small.ledger"
    assert found["counts"]["claims"] == 3
    assert found["counts"]["disputed"] == 1
    assert found["published"] == ["2024-03-05", "2024-03-05"]
    assert found["refusals"][0]["detail"] == "c.pdf is a PDF file"


def test_the_table_has_a_row_for_each_incident_in_columns_of_one_length(served: Server) -> None:
    from gesta.web.table import NAMES

    with served.client() as client:
        table = client.get("/api/table").json()
    assert table["n"] == 1
    assert {name: len(table[name]) for name in NAMES} == dict.fromkeys(NAMES, 1)
    assert table["start"] == [19786]  # 2024-03-04
    assert table["places"][table["place"][0]]["name"] == "Qaryat Umm"
    assert table["statuses"][table["status"][0]] == "disputed"
    names = [table["actor_list"][at]["name"] for at in opened(table)["parties"][0]]
    assert sorted(names) == ["Hill Army", "Northern Front"]
    assert table["reviewed"] == [0]
    assert (table["killed_low"], table["killed"], table["killed_high"]) == ([3], [12], [None])


def test_an_incident_has_its_claims_with_names_words_and_decisions(served: Server) -> None:
    with served.client() as client:
        found = client.get("/api/incidents/i1").json()
    assert found["place"]["name"] == "Qaryat Umm"
    claims = {claim["id"]: claim for claim in found["claims"]}
    first = claims[world.C1.id]
    assert first["chain"] == "Valley News ← The Northern Front"
    assert first["actors"][0]["name"] == "Northern Front"
    around = first["context"]
    start = first["evidence"]["start"] - around["start"]
    assert around["text"][start:].startswith(first["evidence"]["text"])
    assert found["disputes"][0]["field"] == "killed"
    assert found["edges"][0]["reasons"][0]["words"] == "the same day"


def test_a_report_has_marks_that_stand_in_its_text(served: Server) -> None:
    with served.client() as client:
        for report in (world.R1, world.R2):
            found = client.get(f"/api/reports/{report.id}").json()
            assert found["text"] == report.text
            assert all(found["text"][m["start"] : m["end"]] == m["words"] for m in found["marks"])
    kinds = {mark["kind"] for mark in found["marks"]}
    assert {"evidence", "trigger", "speaker", "place", "killed", "time"} <= kinds


def test_an_unknown_id_is_a_404_in_words(served: Server) -> None:
    with served.client() as client:
        for path in ("/api/incidents/nobody", "/api/reports/nobody", "/api/nothing"):
            answer = client.get(path)
            assert answer.status_code == 404
            assert "no" in answer.json()["error"]


def test_an_answer_that_has_not_changed_is_not_sent_again(served: Server) -> None:
    with served.client() as client:
        first = client.get("/api/table")
        again = client.get("/api/table", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def decide(served: Server, kind: str, **more: object) -> dict[str, object]:
    """A decision on the first claim."""
    with served.client() as client:
        body = {"subject": world.C1.id, "kind": kind, "by": "ana", **more}
        answer = client.post("/api/review/decisions", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_decision_shows_in_the_table_the_incident_and_the_lists_at_once(served: Server) -> None:
    with served.client() as client:
        before = client.get("/api/table").json()
        client.get("/api/actors")
        said = decide(served, "correct", field="certainty", value="alleged")
        table = client.get("/api/table").json()
        assert table["version"].split(".")[0] == said["version"]
        assert table["version"] != before["version"]
        assert table["reviewed"] == [1]
        words = table["certainties_words"]
        given = {words[i] for i in range(len(words)) if table["certainties"][0] >> i & 1}
        assert "alleged" in given
        assert "claimed" not in given
        claims = client.get(f"/api/incidents/{table['id'][0]}").json()["claims"]
        claim = next(c for c in claims if c["id"] == world.C1.id)
        assert (claim["certainty"], claim["as_read"]["certainty"]) == ("alleged", "claimed")
        assert claim["review"]["decisions"][0]["by"] == "ana"
        front = client.get(f"/api/actors/{world.FRONT.id}").json()
        assert front["said"]["certainty"] == {"alleged": 1}


def test_a_rejected_claim_leaves_the_lists_and_comes_back(served: Server) -> None:
    with served.client() as client:
        whole = client.get("/api/sources").json()
        decision = decide(served, "reject")["decision"]
        outlets = {o["name"]: o["claims"] for o in client.get("/api/sources").json()["outlets"]}
        assert outlets["Valley News"] == 1
        assert sum(client.get("/api/table").json()["claims"]) == 2
        assert isinstance(decision, dict)
        client.post("/api/review/undo", json={"decision": decision["id"], "by": "ana"})
        assert client.get("/api/sources").json() == whole


def test_rows_made_again_are_those_of_a_table_made_anew(served: Server) -> None:
    """What is kept from one version to the next must not show."""
    from gesta.ledger import Ledger
    from gesta.web.facts import read_facts
    from gesta.web.known import Known
    from gesta.web.table import NAMES, table_of

    with served.client() as client:
        client.get("/api/table")
        for step in (("certainty", "alleged"), ("type", "THREATEN"), ("killed", 4)):
            decide(served, "correct", field=step[0], value=step[1])
            kept = client.get("/api/table").json()
            with Ledger.open(served.path) as ledger, ledger.snapshot():
                new = table_of(read_facts(ledger), Known(ledger), kept["version"])
            assert {n: kept[n] for n in NAMES[:7]} == {n: list(new[n]) for n in NAMES[:7]}
            for name in ("actors", "recipients", "parties", "speakers"):
                assert ids(kept, name) == ids(new, name)


def ids(table: dict[str, object], name: str) -> list[list[str]]:
    """A column of actors as ids."""
    actors, column = table["actor_list"], opened(table)[name]
    assert isinstance(actors, list)
    return [[actors[at]["id"] for at in row] for row in column]
