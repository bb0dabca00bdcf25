"""KML 2.2: a disc an incident, coloured by status, in time; no pin anywhere.

An incident without a place on the map is a placemark without geometry: in the list, not on the map.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from gesta.codebook import STATUSES
from gesta.export.columns import COLUMNS
from gesta.export.extract import Extract, Row
from gesta.export.spot import disc
from gesta.export.words import disputes, doubts, for_xml, joined, quotation, title

# Okabe and Ito's colours, told apart by the colour-blind; KML wants alpha, blue, green, red.
COLOURS: Final = {
    "reported": "b27200", "claimed": "009fe6", "corroborated": "739e00", "disputed": "005ed5",
    "denied": "a779cc", "planned": "e9b456",
}  # fmt: skip


def write(extract: Extract) -> Generator[bytes, None, None]:
    """The document, a placemark at a time."""
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n<name>Gesta</name>\n'
        b"<description>Each disc is where an incident is placed, to the town at the finest. "
        b"A claim of a report is not a fact.</description>\n"
    )
    for status in STATUSES:
        yield _style(status).encode()
    for row in extract.rows():
        yield "".join(_placemark(row, extract)).encode("utf-8")
    yield b"</Document>\n</kml>\n"


def _style(status: str) -> str:
    colour = COLOURS[status]
    return (
        f'<Style id="{status}"><LineStyle><color>ff{colour}</color><width>1.5</width></LineStyle>'
        f"<PolyStyle><color>40{colour}</color></PolyStyle></Style>\n"
    )


def _text(words: str) -> str:
    return escape(for_xml(words))


def _placemark(row: Row, extract: Extract) -> Iterator[str]:
    incident = row.incident
    yield f"<Placemark id={quoteattr(for_xml(incident.id))}>\n<name>{_text(title(row))}</name>\n"
    # A description is read as HTML: escaped before it is made XML, the words stay words.
    said = [doubts(row, extract), *(quotation(t) for t in row.tellings)]
    yield f"<description>{_text('<br/>'.join(map(escape, said)))}</description>\n"
    yield _time(*row.days)
    yield f"<styleUrl>#{incident.status}</styleUrl>\n<ExtendedData>\n"
    for name, value in _data(row, extract):
        yield f'<Data name="{name}"><value>{_text(value)}</value></Data>\n'
    yield "</ExtendedData>\n"
    ring = disc(row.spot) if row.spot else []
    if ring:
        corners = " ".join(f"{lon},{lat}" for lon, lat in ring)
        yield (
            "<Polygon><tessellate>1</tessellate><outerBoundaryIs><LinearRing>"
            f"<coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs></Polygon>\n"
        )
    yield "</Placemark>\n"


def _time(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return ""
    begin = f"<begin>{start}</begin>" if start else ""
    finish = f"<end>{end}</end>" if end else ""
    return f"<TimeSpan>{begin}{finish}</TimeSpan>\n"


def _data(row: Row, extract: Extract) -> Iterator[tuple[str, str]]:
    for column in COLUMNS:
        value = column.get(row)
        if value not in (None, "", ()):
            yield column.name, joined(value) if isinstance(value, tuple) else str(value)
    if row.incident.disputes:
        yield "disputes", joined(disputes(row.incident.disputes, extract))
