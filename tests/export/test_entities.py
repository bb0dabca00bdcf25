"""PLOVER, FollowTheMoney and STIX: what each demands of an entity, and that ends of links exist."""

from __future__ import annotations

import json
import re
from typing import Any

import stix2

from gesta.export import stix
from gesta.export.plover import FIELDS
from gesta.grounding.actors.sectors import SECTORS
from gesta.ledger import Ledger
from tests.export import odd
from tests.export.conftest import give
from tests.ledger import world

# FollowTheMoney 4.11: what a schema requires, and the properties of it that Gesta writes.
THING = {
    "name",
    "alias",
    "country",
    "summary",
    "notes",
    "sourceUrl",
    "publisher",
    "keywords",
    "proof",
}
INTERVAL = {"startDate", "endDate", "date", "summary", "recordId", "sourceUrl", "publisher"}
INTEREST = INTERVAL | {"role", "status"}
SCHEMATA: dict[str, tuple[set[str], set[str]]] = {
    "Person": ({"name"}, THING), "PublicBody": ({"name"}, THING),
    "Organization": ({"name"}, THING), "LegalEntity": ({"name"}, THING),
    "Event": ({"name"}, THING | INTERVAL | {"location", "involved"}),
    "Article": ({"fileName"}, THING | {"fileName", "title", "author", "publishedAt", "language"}),
    "Documentation": ({"document", "entity"}, INTEREST | {"document", "entity"}),
    "Membership": ({"member", "organization"}, INTEREST | {"member", "organization"}),
    "UnknownLink": ({"subject", "object"}, INTEREST | {"subject", "object"}),
}  # fmt: skip
LEGAL = {"Person", "PublicBody", "Organization", "LegalEntity"}
RANGES = {
    "involved": LEGAL, "proof": {"Article"}, "document": {"Article"}, "entity": {"Event"},
    "member": LEGAL, "organization": {"PublicBody", "Organization"},
    "subject": LEGAL, "object": LEGAL,
}  # fmt: skip


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line]


def check_ftm(found: list[dict[str, Any]]) -> None:
    ids = [entity["id"] for entity in found]
    assert len(ids) == len(set(ids))
    kinds = {entity["id"]: entity["schema"] for entity in found}
    for entity in found:
        required, known = SCHEMATA[entity["schema"]]
        properties = entity["properties"]
        assert required <= set(properties) <= known
        for name, values in properties.items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name in RANGES:
                assert {kinds[value] for value in values} <= RANGES[name]
            if name.endswith("Date") or name in ("date", "publishedAt"):
                assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in values)
            if name == "country":
                assert all(re.fullmatch("[a-z]{2}", value) for value in values)


def test_ftm_entities_are_whole_and_name_only_each_other(
    ledger: Ledger, odd_ledger: Ledger
) -> None:
    for one in (ledger, odd_ledger):
        check_ftm(lines(give(one, "ftm")))
    found = {e["id"]: e for e in lines(give(ledger, "ftm"))}
    event = found["gesta-i1"]["properties"]
    assert (event["startDate"], event["recordId"]) == (["2024-03-04"], ["i1"])
    assert event["involved"] == [f"gesta-{world.FRONT.id}", f"gesta-{world.ARMY.id}"]
    assert "Killed: 3 or more, best 12" in event["summary"][0]
    said = [e for e in found.values() if e["schema"] == "Documentation"]
    assert {e["properties"]["summary"][0] for e in said} == {
        c.evidence.text for c in (world.C1, world.C2, world.C3)
    }
    ties = [e for e in found.values() if e["schema"] in ("Membership", "UnknownLink")]
    assert {e["properties"]["role"][0] for e in ties} == {"part-of", "backed-by"}


def test_plover_events_have_parties_interval_and_sources(ledger: Ledger) -> None:
    (event,) = lines(give(ledger, "plover"))
    assert list(event) == list(FIELDS)
    assert (event["event"], event["mode"], event["intensity"]) == ("ASSAULT", "drone", -9.0)
    assert (event["date"], event["status"]) == ("2024-03-04", "disputed")
    assert event["killed"] == {"low": 3, "best": 12, "high": None}
    assert event["location"]["radius_km"] == 10.0
    for party in (*event["actor"], *event["recipient"]):
        assert party["sector"] in SECTORS
    assert len(event["sources"]) == 3


def test_plover_keeps_what_is_not_known_unknown(odd_ledger: Ledger) -> None:
    found = {event["id"]: event for event in lines(give(odd_ledger, "plover"))}
    bare = found["i-nothing"]
    assert (bare["date"], bare["location"], bare["killed"], bare["mode"]) == (None,) * 4
    assert found["i-full"]["date"] is None  # known to the month only
    assert found["i-full"]["actor"][0]["name"] == odd.ARABIC


def test_stix_parses_and_every_reference_leads_somewhere(
    ledger: Ledger, odd_ledger: Ledger, empty: Ledger
) -> None:
    for one in (ledger, odd_ledger, empty):
        bundle = stix2.parse(give(one, "stix").decode("utf-8"), version="2.1")
        ids = [made.id for made in bundle.objects]
        assert len(ids) == len(set(ids))
        for made in bundle.objects:
            assert made.spec_version == "2.1"
            for field in ("created_by_ref", "source_ref", "target_ref"):
                assert made.get(field, ids[0]) in ids


def test_a_stix_incident_has_its_sources_and_its_doubts(ledger: Ledger) -> None:
    bundle = stix2.parse(give(ledger, "stix").decode("utf-8"), version="2.1")
    by_type: dict[str, list[Any]] = {}
    for made in bundle.objects:
        by_type.setdefault(made.type, []).append(made)
    (incident,) = by_type["incident"]
    own, *references = incident.external_references
    assert (own.external_id, own.url) == ("i1", "gesta:incident/i1")
    assert [r.source_name for r in references] == ["Valley News", "Valley News", "Coast Wire"]
    assert world.C1.evidence.text.strip() in references[0].description
    fields = incident.extensions[stix.EXTENSION]
    assert (fields["extension_type"], fields["killed_low"]) == ("property-extension", 3)
    assert fields["disputes"][0]["field"] == "killed"
    (location,) = by_type["location"]
    assert (location.latitude, location.precision, location.country) == (29.55, 10_000.0, "IL")
    assert {r.relationship_type for r in by_type["relationship"]} == {
        "attributed-to", "targets", "located-at", "part-of", "backed-by",
    }  # fmt: skip
