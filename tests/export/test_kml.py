"""KML, parsed by lxml: the elements and their order are those of the KML 2.2 schema; no pins."""

from __future__ import annotations

from datetime import date

from lxml import etree

from gesta.ledger import Ledger
from tests.export import odd
from tests.export.conftest import give
from tests.ledger import world

KML = "{http://www.opengis.net/kml/2.2}"
ORDER = ["name", "description", "TimeSpan", "styleUrl", "ExtendedData", "Polygon"]


def placemarks(data: bytes) -> dict[str, etree._Element]:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert root.tag == f"{KML}kml"
    assert not root.findall(f".//{KML}Point")
    styles = {style.get("id") for style in root.iter(f"{KML}Style")}
    for mark in root.iter(f"{KML}Placemark"):
        tags = [child.tag.removeprefix(KML) for child in mark]
        assert tags == [tag for tag in ORDER if tag in tags]
        assert mark.findtext(f"{KML}styleUrl", "").removeprefix("#") in styles
    return {mark.get("id", ""): mark for mark in root.iter(f"{KML}Placemark")}


def data_of(mark: etree._Element) -> dict[str, str]:
    return {d.get("name", ""): d.findtext(f"{KML}value", "") for d in mark.iter(f"{KML}Data")}


def test_a_disc_in_time_with_sources(ledger: Ledger) -> None:
    mark = placemarks(give(ledger, "kml"))["i1"]
    ring = mark.findtext(f".//{KML}coordinates", "").split()
    corners = [tuple(map(float, corner.split(","))) for corner in ring]
    assert len(corners) > 30
    assert corners[0] == corners[-1]
    assert max(abs(lat - 29.55) for _, lat in corners) * 111.2 < 10.1
    assert date.fromisoformat(mark.findtext(f".//{KML}begin", "")) == date(2024, 3, 4)
    assert data_of(mark)["radius_km"] == "10.0"
    assert data_of(mark)["disputes"] == "killed: 12 / 3"
    for claim in (world.C1, world.C2, world.C3):
        assert claim.evidence.text.strip() in mark.findtext(f"{KML}description", "")


def test_words_are_neither_markup_of_kml_nor_of_html(odd_ledger: Ledger) -> None:
    found = placemarks(give(odd_ledger, "kml"))
    assert set(found) == {"i-full", "i-nothing", "i-unplaced"}
    assert odd.ARABIC in found["i-full"].findtext(f"{KML}name", "")
    assert data_of(found["i-full"])["actors"] == f"{odd.ARABIC}; {odd.EMOJI}"
    assert "<b>" not in found["i-full"].findtext(f"{KML}description", "")
    assert found["i-nothing"].find(f"{KML}Polygon") is None
    assert found["i-nothing"].find(f"{KML}TimeSpan") is None
    assert found["i-unplaced"].find(f".//{KML}end") is None
