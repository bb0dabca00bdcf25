"""GeoJSON against RFC 7946, and timemap's events: a point never goes without its radius."""

from __future__ import annotations

import json
from typing import Any

from gesta.export.timemap import FIELDS
from gesta.ledger import Ledger
from gesta.ledger.find import Filter
from tests.export import odd
from tests.export.conftest import give
from tests.ledger import world


def features(data: bytes) -> list[dict[str, Any]]:
    found = json.loads(data)
    assert found["type"] == "FeatureCollection"
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        geometry = feature["geometry"]
        if geometry is not None:
            assert set(geometry) == {"type", "coordinates"}
            assert geometry["type"] == "Point"
            lon, lat = geometry["coordinates"]
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert feature["properties"]["radius_km"] >= 1
    return list(found["features"])


def test_a_feature_with_sources_radius_and_doubts(ledger: Ledger) -> None:
    (feature,) = features(give(ledger, "geojson"))
    assert feature["geometry"]["coordinates"] == [34.95, 29.55]
    found = feature["properties"]
    assert (found["radius_km"], found["place_precision"]) == (10.0, "town")
    assert (found["status"], found["time_precision"]) == ("disputed", "day")
    assert (found["killed_low"], found["killed_high"]) == (3, None)
    assert [s["words"] for s in found["sources"]][0] == world.C1.evidence.text
    assert found["disputes"][0]["field"] == "killed"


def test_nothing_is_left_out_and_no_place_is_made_up(odd_ledger: Ledger) -> None:
    found = {f["id"]: f for f in features(give(odd_ledger, "geojson"))}
    assert set(found) == {"i-full", "i-nothing", "i-unplaced"}
    assert found["i-nothing"]["geometry"] is found["i-unplaced"]["geometry"] is None
    # A site is given as coarsely as a town.
    assert found["i-full"]["geometry"]["coordinates"] == [36.05, 34.51]
    assert found["i-full"]["properties"]["actors"] == [odd.ARABIC, odd.EMOJI]


def test_timemap_events_are_all_text(odd_ledger: Ledger, ledger: Ledger) -> None:
    events = json.loads(give(odd_ledger, "timemap"))
    assert {e["id"] for e in events} == {"i-full", "i-nothing", "i-unplaced"}
    for event in events:
        assert list(event) == list(FIELDS)
        lists = {"associations", "sources"}
        assert all(isinstance(v, list if k in lists else str) for k, v in event.items())
        # timemap refuses an event with one of the two.
        assert bool(event["latitude"]) == bool(event["longitude"])
        assert event["category"]
    full = next(e for e in events if e["id"] == "i-full")
    assert (full["date"], full["time_precision"]) == ("3/1/2024", "month")
    assert full["time_display"] == "2024-03-01 – 2024-03-31"
    assert "within 5 km" in full["comments"]
    (small,) = json.loads(give(ledger, "timemap"))
    assert small["sources"] == [world.R1.id, world.R2.id]
    assert world.C3.evidence.text.strip() in small["description"]


def test_an_undated_event_comes_without_a_date(odd_ledger: Ledger) -> None:
    (event,) = json.loads(give(odd_ledger, "timemap", asked=Filter(type="CONSULT")))
    assert (event["date"], event["latitude"]) == ("", "")
