"""GEXF, read by networkx: actors, incidents and ties as edges with days."""

from __future__ import annotations

import io

import networkx

from gesta.export import Extract, pieces
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from tests.export import odd
from tests.export.conftest import give
from tests.ledger import world


def graph(data: bytes) -> networkx.MultiDiGraph:
    return networkx.read_gexf(io.BytesIO(data), version="1.2draft")


def test_edges_have_days_words_and_status(ledger: Ledger) -> None:
    found = graph(give(ledger, "gexf"))
    assert found.nodes[world.FRONT.id]["label"] == "Northern Front"
    edges = {edge["kind"] + edge["relation"]: edge for _, _, edge in found.edges(data=True)}
    assert set(edges) == {"incidentASSAULT", "tiebacked-by", "tiepart-of"}
    assault = edges["incidentASSAULT"]
    assert (assault["start"], assault["end"]) == ("2024-03-04", "2024-03-04")
    assert (assault["status"], assault["disputed"]) == ("disputed", "killed: 12 / 3")
    assert "doctor" in assault["words"]
    assert edges["tiepart-of"]["start"] == "2019-01-01"
    assert "The Front is part of the Hill Army." in edges["tiepart-of"]["words"]


def test_the_days_are_marked_as_days(ledger: Ledger) -> None:
    text = give(ledger, "gexf").decode()
    assert 'timeformat="date"' in text
    assert 'mode="dynamic"' in text
    assert "lastmodified" not in text


def test_one_sided_incidents_make_no_edge_and_are_counted(odd_ledger: Ledger) -> None:
    extract = Extract(odd_ledger)
    found = graph(b"".join(pieces("gexf", extract)))
    assert list(extract.left_out.values()) == [2]
    assert {d["label"] for _, d in found.nodes(data=True)} == {
        odd.ARABIC, odd.FORMULA, odd.EMOJI,
    }  # fmt: skip
    assert found.number_of_edges() == 2


def test_ties_of_others_stay_out_where_a_filter_is_set(ledger: Ledger) -> None:
    found = graph(give(ledger, "gexf", asked=Filter(status="planned")))
    assert found.number_of_nodes() == 0
