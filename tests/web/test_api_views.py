"""What the views of many things ask: actors, network, sources, search, answers, exports, history."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from gesta.ledger import Ledger
from gesta.types import Grounded, Source
from tests import factories as make
from tests.ledger import world
from tests.web.conftest import Server
from tests.web.tables import opened


def get(served: Server, path: str, **params: Any) -> Any:
    """A JSON answer."""
    with served.client() as client:
        answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_actors_have_their_deeds_and_stand_under_their_umbrella(served: Server) -> None:
    actors = {actor["name"]: actor for actor in get(served, "/api/actors")}
    front, army = actors["Northern Front"], actors["Hill Army"]
    assert (front["did"], front["suffered"], front["said"]) == (1, 0, 1)
    assert (army["did"], army["suffered"], army["said"]) == (0, 1, 1)
    assert front["umbrella"] == army["id"]
    assert army["umbrella"] is None
    assert army["reports"] == 2


def test_an_actor_has_names_ties_with_their_words_and_what_became_of_its_claims(
    served: Server,
) -> None:
    found = get(served, f"/api/actors/{world.FRONT.id}")
    assert {name["name"] for name in found["names"]} == {"Northern Front", "the Front"}
    assert found["names"][0] == {"name": "Northern Front", "reports": 1}
    tie = next(t for t in found["ties"] if t["type"] == "part-of" and t["direction"] == "out")
    assert tie["words"] == "is part of"
    assert tie["other"]["name"] == "Hill Army"
    assert tie["claims"][0]["evidence"]["text"] == "The Front is part of the Hill Army."
    assert tie["claims"][0]["outlet"] == "Valley News"
    assert tie["since"] == "2019-01-01"
    assert [one["name"] for one in found["umbrella"]["chain"]] == ["Hill Army"]
    assert found["said"] == {
        "claims": 1, "certainty": {"claimed": 1},
        "fared": {"corroborated": 0, "disputed": 1, "denied": 0, "alone": 0},
    }  # fmt: skip
    assert found["did"] == ["i1"]
    assert found["years"] == [[2024, 1, 0]]
    army = get(served, f"/api/actors/{world.ARMY.id}")
    assert [one["name"] for one in army["umbrella"]["members"]] == ["Northern Front"]
    backed = next(t for t in army["ties"] if t["type"] == "backed-by")
    assert (backed["direction"], backed["words"]) == ("out", "is backed by")


def test_the_network_is_laid_out_and_stands_still(served: Server) -> None:
    found, again = get(served, "/api/network"), get(served, "/api/network")
    assert found == again
    assert {node["name"] for node in found["nodes"]} == {"Northern Front", "Hill Army"}
    one, other = found["nodes"]
    assert (one["x"], one["y"]) != (other["x"], other["y"])
    assert {edge["type"] for edge in found["edges"]} == {"part-of", "backed-by"}
    assert {kind["type"] for kind in found["types"]} >= {"part-of", "leads"}


def test_sources_count_what_is_told_and_how_it_fared(served: Server) -> None:
    found = get(served, "/api/sources")
    outlets = {outlet["name"]: outlet for outlet in found["outlets"]}
    assert outlets["Valley News"]["claims"] == 2
    assert outlets["Coast Wire"]["copies"] == 1
    assert outlets["Valley News"]["borne"]["disputed"] == 1
    speakers = {speaker["name"]: speaker for speaker in found["speakers"]}
    assert speakers["Northern Front"]["actor"] == world.FRONT.id
    assert speakers["a doctor"]["actor"] is None
    assert speakers["a doctor"]["claims"] == 1


def test_a_history_says_what_each_report_changed(served: Server) -> None:
    steps = get(served, "/api/incidents/i1/history")
    assert [step["report"]["outlet"] for step in steps] == ["Valley News", "Coast Wire"]
    assert steps[0]["at"] == "2024-03-05"
    assert steps[0]["words"][0] == "first reported it (2 claims)"
    assert any(words.startswith("by: Northern Front") for words in steps[0]["words"])


@pytest.mark.parametrize(
    ("asked", "reports"),
    [("depot", 2), ("fuel depot", 1), ('"near Qaryat Umm"', 1), ("Kariat Umm", 2), ("مرحبا", 1),
     ("🚁", 0), ("", 0), ("nowhere to be found", 0), ('"', 0), ("' OR 1=1 --", 0), ("NEAR(a b)", 0),
     ("depot*", 2), ("\x00", 0)],
)  # fmt: skip
def test_search_finds_words_and_phrases_however_they_are_written(
    served: Server, asked: str, reports: int
) -> None:
    found = get(served, "/api/search", q=asked)
    assert len(found["reports"]) == reports == found["total"]
    for report in found["reports"]:
        for snippet in report["snippets"]:
            assert snippet["hits"]
            assert all(0 <= s < e <= len(snippet["text"]) for s, e in snippet["hits"])


def test_search_gives_the_words_found_and_the_incidents_that_stand_on_them(served: Server) -> None:
    found = get(served, "/api/search", q="fuel depot")
    snippet = found["reports"][0]["snippets"][0]
    assert [snippet["text"][s:e] for s, e in snippet["hits"]] == ["fuel depot"]
    assert found["incidents"] == ["i1"]
    assert get(served, "/api/search", q="Nothern Front")["actors"] == []
    assert get(served, "/api/search", q="northern fro")["actors"][0]["matched"] == "Northern Front"
    assert get(served, "/api/search", q="Kariyat Umm")["places"][0]["name"] == "Qaryat Umm"


def test_search_crosses_scripts(tmp_path: Path, serving: Any) -> None:
    text = "Kataib Hizballah said it hit a port near الحديدة on Monday. 🚁 It was hit."
    report = make.report(text, outlet="Wire")
    party = make.actor("Kata'ib Hezbollah")
    town = make.place("Hodeidah")
    grounded = Grounded(
        report, (make.claim(report, text, "hit", actors=(make.party(text, "Kataib Hizballah", party.id),)),),
        actors=(party,), places=(town,),
    )  # fmt: skip
    path = tmp_path / "scripts.ledger"
    with Ledger.open(path, create=True) as ledger:
        ledger.add(grounded, Source("a.txt", "txt", text.encode(), outlet="Wire"))
    served = serving(path)
    for asked in ("كتائب حزب الله", "Kataeb Hezbollah", "KATAIB HIZBULLAH", "Катаиб Хезболла"):
        found = get(served, "/api/search", q=asked)
        assert [actor["name"] for actor in found["actors"]] == ["Kata'ib Hezbollah"], asked
    assert get(served, "/api/search", q="كتائب حزب الله")["total"] == 1  # by its Latin names
    assert get(served, "/api/search", q="الحديدة")["places"][0]["name"] == "Hodeidah"
    found = get(served, "/api/search", q="hit")  # offsets count code points, also after an emoji
    hits = [s["text"][a:b] for s in found["reports"][0]["snippets"] for a, b in s["hits"]]
    assert set(hits) == {"hit"}


def test_the_questions_say_their_options(served: Server) -> None:
    questions = {question["verb"]: question for question in get(served, "/api/answers")}
    from gesta.analysis.ask import QUESTIONS

    assert set(questions) == set(QUESTIONS)
    after = next(o for o in questions["respond"]["options"] if o["name"] == "after")
    assert after["required"] is True
    of = next(o for o in questions["shift"]["options"] if o["name"] == "of")
    assert of["default"] in of["choices"]


def test_an_answer_is_that_of_the_command_line(served: Server) -> None:
    found = get(served, "/api/answers/trend", actor="Northern Front")
    assert found["verdict"] == "cannot tell"
    assert found["question"]
    assert found["words"].startswith(found["question"][:40])
    assert isinstance(found["plot"], bool)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/answers/guess", 404, "is no question"),
        ("/api/answers/trend?actor=Nobody", 422, "no actor called"),
        ("/api/answers/trend?since=spring", 422, "is no day"),
        ("/api/answers/trend?type=WAR", 422, "not a word of the codebook"),
        ("/api/answers/trend?colour=red", 422, "is no option of trend"),
        ("/api/answers/trend?draws=-1", 422, "is no number from"),
        ("/api/answers/trend?draws=٣٣", 422, "is no number from"),
        ("/api/answers/respond", 422, "needs after"),
        ("/api/answers/trend/plot.exe", 404, "A plot is drawn as"),
        ("/api/answers/trend/plot/file.svg", 404, "A plot is wide or narrow, not 'file'"),
        ("/api/exports/docx", 404, "is no format"),
        ("/api/exports/csv?actor=Nobody", 422, "no actor called"),
        ("/api/exports/csv?since=2024-02-02&until=2024-01-01", 422, "is after until"),
        ("/api/exports/csv?table=secrets", 422, "table"),
        ("/api/actors/nobody", 404, "no actor"),
        ("/api/incidents/nobody/history", 404, "no incident"),
    ],
)
def test_what_cannot_be_met_is_said_in_words(
    served: Server, path: str, status: int, words: str
) -> None:
    with served.client() as client:
        answer = client.get(path)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert words in answer.json()["error"]


def test_every_format_of_the_command_line_is_there(served: Server) -> None:
    from gesta.export import FORMATS

    formats = get(served, "/api/exports")
    assert [one["name"] for one in formats] == list(FORMATS)
    with served.client() as client:
        for one in formats:
            answer = client.get(f"/api/exports/{one['name']}")
            assert answer.status_code == 200, answer.text
            assert answer.content
            disposition = answer.headers["content-disposition"]
            assert disposition.startswith("attachment;")
            assert disposition.endswith(f'{one["suffix"]}"')


def test_rows_of_an_export_lead_to_this_page_and_honour_the_filter(served: Server) -> None:
    with served.client() as client:
        told = client.get("/api/exports/csv", params={"table": "incidents"}).text
        none = client.get("/api/exports/csv", params={"table": "incidents", "status": "denied"})
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [row["link"] for row in rows] == [f"{served.url}/#/incident/i1"]
    assert list(csv.DictReader(io.StringIO(none.text))) == []


def test_the_table_filters_as_the_command_line_does(served: Server) -> None:
    """An actor is a party to a claim; a place is the incident's or a claim's."""
    table = opened(get(served, "/api/table"))
    with Ledger.open(served.path) as ledger:
        from gesta.ledger.find import Filter, find_incidents

        for actor in (world.FRONT.id, world.ARMY.id):
            found = find_incidents(ledger, Filter(actor=actor)).shown
            at = next(i for i, a in enumerate(table["actor_list"]) if a["id"] == actor)
            rows = [table["id"][i] for i in range(table["n"]) if at in table["parties"][i]]
            assert rows == [incident.id for incident in found]
        found = find_incidents(ledger, Filter(place=world.TOWN.id)).shown
        at = next(i for i, p in enumerate(table["places"]) if p["id"] == world.TOWN.id)
        rows = [table["id"][i] for i in range(table["n"]) if at in table["at"][i]]
        assert rows == [incident.id for incident in found]
