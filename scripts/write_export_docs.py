"""Write docs/exports/: a page a format, with its fields, what it loses, and an example.

python scripts/write_export_docs.py LEDGER   from a ledger of samples/ (`make demo` makes one)

The example is an incident with a dispute and few claims, so that it is short. Its texts are the
samples' own: outlets are invented.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Iterable
from pathlib import Path

from gesta.export import FORMATS, Extract, Format, Options, pieces
from gesta.export.columns import COLUMNS, FLAT, record
from gesta.export.csv import CLAIM_COLUMNS
from gesta.export.words import SOURCE_FIELDS
from gesta.ledger import Ledger
from gesta.types import Incident

DOCS = Path(__file__).parents[1] / "docs" / "exports"
LONGEST = 2_400
"""Characters of an example."""

LOST = {
    "jsonl": "Nothing, for the whole ledger. A part has no reviews (people's edits are already in "
    "its values), no refusals, no assessments, and of reports only those that its incidents stand on.",
    "csv": "In the table of incidents, which claim says what of each field (see the table of claims); "
    "in the table of claims, links of the chain of speakers to their places in the text. An "
    "apostrophe before a cell that begins like a formula is no part of the words.",
    "xlsx": "Words beyond 32,767 characters in a cell, where the cell says so; characters that XML "
    "forbids. Days before 1900 are text, as Excel has no such days.",
    "parquet": "The values of single claims beyond their words; take `csv` or `jsonl` for those.",
    "geoparquet": "The same as in parquet. A disc is cut at longitude 180 and latitude 89.9.",
    "geojson": "Nothing of the incident; the values of single claims beyond their words. Software "
    "that ignores `radius_km` draws pins: draw discs.",
    "kml": "The nesting of sources, which are text in the description. A disc is cut at longitude "
    "180 and latitude 89.9. Characters that XML forbids.",
    "gexf": "Incidents that do not name both sides, which are counted on standard error; places; "
    "all but the first three quotations of an edge. The graph is held in memory.",
    "ged": "Incidents that are no ASSAULT, were only planned, or are denied: counted on standard "
    "error. Wounded. UCDP's own coding (conflict and dyad numbers, administrative units, "
    "`event_clarity`) stays empty, and so does `geom_wkt`, since a point would hide the radius. "
    "This is no UCDP data and has not been checked by its coders.",
    "acled": "Incidents of other types than ASSAULT, COERCE, PROTEST, MOBILIZE and AGREE, those "
    "that were only planned, and those denied: counted on standard error. Wounded. What ACLED's "
    "coders add (associated actors, administrative units, interaction) stays empty. This is no "
    "ACLED data and has not been checked by its coders.",
    "plover": "PLOVER's contexts, which Gesta does not read. `link`, `radius_km`, `status`, "
    "`origins`, `disputes` and `sources` are Gesta's own.",
    "ftm": "Coordinates, radius and tolls as numbers: they are words in `summary`. Civilians and "
    "descriptions such as `gunmen` are entities with the keyword `generic`.",
    "stix": "Nothing of the incident: what STIX has no property for is in the extension "
    "`property-extension` of each incident. STIX asks when an object was made: an incident has the "
    "newest day of publication among its reports, all else 1970-01-01. The library checks each "
    "object, which takes some milliseconds an incident.",
    "ris": "Everything but the sources and the words that they are cited for.",
    "timemap": "The radius, which timemap does not draw: it is in `comments`. Intervals are in "
    "`time_display`. `sources` names reports by id; timemap's own file of sources is not written.",
}

EDGE = {
    "label": "the event type or the kind of tie", "kind": "incident or tie",
    "relation": "the same as label", "start": "first day", "end": "last day",
    "incident": "the incident's id", "link": "where it is found", "title": "the incident in words",
    "status": "the incident's status; of a tie, reports or registry", "precision": "of the days",
    "origins": "independent origins", "killed": "low to high, best", "claims": "how many",
    "disputed": "fields with their values", "words": "up to three quotations",
}  # fmt: skip
NODE = {
    "label": "the actor's name", "names": "all its names", "country": "ISO alpha-3 code",
    "generic": "whether it is a description that names nobody",
}  # fmt: skip
ENTITIES = {
    "Event": "an incident: name, summary, startDate, endDate, date, location, country, involved, "
    "keywords, recordId, sourceUrl, publisher, proof, notes",
    "Person, PublicBody, Organization, LegalEntity": "an actor: name, alias, country, keywords",
    "Article": "a report: fileName, title, name, author, publishedAt, publisher, sourceUrl, language",
    "Documentation": "a claim: document, entity, role (certainty, who says so), summary (the "
    "words), date, recordId",
    "Membership": "a part-of tie: member, organization, role, startDate, endDate, summary",
    "UnknownLink": "any other tie: subject, object, role, startDate, endDate, summary, status",
}
OBJECTS = {
    "incident": "name, description (status, doubts, disputes), labels (type, status, modes), "
    "external_references (one a claim: outlet, address, words), extensions (all columns below)",
    "identity": "an actor: name, identity_class, labels; and Gesta itself",
    "location": "a place: latitude, longitude, precision (the radius in metres), country",
    "relationship": "attributed-to (by whom), targets (to whom), located-at, and ties by their kind",
    "extension-definition": "of what incidents have beyond STIX",
}
LINES = {
    "report, place, actor, claim, assessment, tie, incident, review, refusal, edge":
        "`kind` of a line; the fields are those of `gesta show --json`",
}  # fmt: skip
# Of what `said_by` lists.
SPEAKER = {
    "text, start, end": "the source's words and their place in the text; null for `reportedly`",
    "actor": "the id of whom they mean",
    "cue": "the words that show that somebody says it",
    "cue_start, cue_end": "where the cue stands; absent where not known",
    "content": "what is said there: a list of [start, end], a quotation of several pieces has "
        "several; absent where not known, as in ledgers read under schema 3",
}  # fmt: skip


def fields(format_: Format) -> list[tuple[str, dict[str, str]]]:
    """Tables of fields with their meaning, each with its heading."""
    common = {c.name: c.words for c in COLUMNS}
    nested = [
        ("Columns" if format_.name != "stix" else "The extension", {
            **common, "disputes": "each disputed field with its values and their claims",
            "sources": "what it stands on, a claim each"}),
        ("Fields of `sources`", SOURCE_FIELDS),
    ]  # fmt: skip
    flat = {**common, **{name: words for name, words, _ in FLAT}}
    match format_.name:
        case "csv":
            return [("`--table claims`", CLAIM_COLUMNS), ("`--table incidents`", flat)]
        case "xlsx":
            return [
                ("Sheet incidents", flat),
                ("Sheet sources", {"incident": "the incident's id", **SOURCE_FIELDS}),
                (
                    "Sheet disputes",
                    {
                        "incident": "the incident's id",
                        "field": "what is disputed",
                        "value": "one of the values",
                        "claims": "who give it",
                    },
                ),
            ]
        case "geoparquet":
            disc = {"geometry": "the disc of doubt, a polygon in WKB (OGC:CRS84)"}
            return [("Columns", {**nested[0][1], **disc}), nested[1]]
        case "parquet":
            return nested
        case "geojson":
            return [("Properties", {"title": "the incident in words", **nested[0][1]}), nested[1]]
        case "kml":
            return [("ExtendedData", {**common, "disputes": FLAT[0][1]})]
        case "gexf":
            return [("Nodes", NODE), ("Edges", EDGE)]
        case "ftm":
            return [("Entities", ENTITIES)]
        case "stix":
            return [("Objects", OBJECTS), *nested]
        case "jsonl":
            return [("Lines", LINES), ("Who says it (`said_by`)", SPEAKER)]
    module = importlib.import_module(f"gesta.export.{format_.name}")
    return [("Fields", getattr(module, "FILLED", None) or module.FIELDS)]


def page(format_: Format, extract: Extract) -> str:
    """The page of a format."""
    module = importlib.import_module(f"gesta.export.{format_.name}")
    parts = [
        f"# {format_.name}: {format_.words}",
        "Made by `scripts/write_export_docs.py`; do not edit.",
        f"```\ngesta export war.ledger --format {format_.name} -o war{format_.suffix}\n```",
        inspect.getdoc(module) or "",
    ]
    for heading, table in fields(format_):
        rows = [f"| `{name}` | {words} |" for name, words in table.items()]
        parts.append("\n".join([f"## {heading}", "", "| name | meaning |", "| --- | --- |", *rows]))
    parts += [
        "## What is lost",
        LOST[format_.name],
        "## Example",
        _fenced(_example(format_, extract)),
    ]
    return "\n\n".join(parts) + "\n"


def _fenced(text: str) -> str:
    cut = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"
    return f"```text\n{cut.rstrip()}\n```"


def _example(format_: Format, extract: Extract) -> str:
    """The first bytes of the export; for a binary format the first row, a field a line."""
    if format_.binary:
        first = record(next(iter(extract.rows())), extract)
        return "\n".join(f"{name}: {value}" for name, value in first.items() if value)
    written = pieces(format_.name, extract)
    try:
        text = b""
        for piece in written:
            text += piece
            if len(text) > 4 * LONGEST:
                break
    finally:
        written.close()
    return text.decode("utf-8", "ignore").replace("\r\n", "\n")


def chosen(incidents: Iterable[Incident]) -> Incident:
    """A disputed one of several origins, placed and dated, with as few claims as there are."""
    fit = [
        i for i in incidents
        if i.origins > 1 and i.place and i.time and i.actors and i.recipients and i.killed
    ]  # fmt: skip
    return min(fit, key=lambda i: (len(i.claims), i.id))


def main(path: Path) -> int:
    """Write all pages and their list."""
    DOCS.mkdir(exist_ok=True)
    with Ledger.open(path) as ledger:
        incident = chosen(ledger.incidents("type = 'ASSAULT' AND status = 'disputed'"))
        for format_ in FORMATS.values():
            options = Options(table="incidents", originals=False)
            extract = Extract(ledger, options=options)
            extract.incident_ids = (incident.id,)  # the example alone
            words = page(format_, extract)
            (DOCS / f"{format_.name}.md").write_text(words, encoding="utf-8")
    rows = [f"| [{f.name}]({f.name}.md) | `{f.suffix}` | {f.words} |" for f in FORMATS.values()]
    (DOCS / "README.md").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"wrote {len(FORMATS) + 1} pages to {DOCS}")
    return 0


HEAD = """\
# Exports

Made by `scripts/write_export_docs.py`; do not edit.

`gesta export LEDGER --format NAME [filters] [-o FILE]` takes the filters of `gesta show`
(`--actor`, `--place`, `--since`, `--until`, `--type`, `--status`, `--certainty`); `--link URL` says
what the links to incidents begin with. All formats keep these promises:

- Each incident comes with its id, its link and its sources: outlet, day, address, who says so, words.
- Doubts stay: days as an interval with its precision, places with their radius, low / best / high,
  status, and every value of a dispute.
- Places are given to the town: coordinates are rounded to 0.01 degrees, and no radius is below 1 km.
- Nothing runs when a file is opened: cells that begin like a formula are made words.
- The same ledger gives the same bytes. What a format cannot hold is counted on standard error.

xlsx, parquet, geoparquet, gexf and stix need `pip install 'gesta[export]'`.

| format | ending | what for |
| --- | --- | --- |
"""

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Which ledger? python scripts/write_export_docs.py demo/gesta.ledger")
    sys.exit(main(Path(sys.argv[1])))
