"""Write docs/commands.md from what each command says with `--help`.

python scripts/write_command_docs.py          write it
python scripts/write_command_docs.py --check  exit 1 where it is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from gesta.cli.app import command_line

DOCS = Path(__file__).parents[1] / "docs" / "commands.md"
WIDTH = 88

HEAD = """\
# Commands

Made by `scripts/write_command_docs.py` from what each command says with `--help`; do not edit.

Results go to standard output, progress and errors to standard error. Exit codes: 0 done; 1 done,
but something does not hold (`verify`) or is missing (`doctor`); 2 not done, the reason in words on
standard error; 130 stopped by Ctrl-C. A pipe whose reader goes away ends a command in silence.
"""

NOTES = {
    "gazetteer": """\
A gazetteer of your own is a folder with `geonames.gaz` (from `build`) or `places.txt` (from `add`),
or both. `gesta read` looks for it where `--gazetteer` or else `$GESTA_GAZETTEER` points, else in the
user's data folder (`$XDG_DATA_HOME/gesta/gazetteer`, by default `~/.local/share/gesta/gazetteer`;
on Windows `%LOCALAPPDATA%\\gesta\\gazetteer`), and says on standard error which one it uses.

`build` keeps populated places, administrative units, and those facilities, islands, mountains,
lakes and regions that reports name; streams, farms, hotels, churches, schools and hills are left
out and counted. A place without a population in the dump counts by its feature code, a seat of a
province before a village. `add` takes a table such as

    name,alternative names,lat,lon,country,kind
    Umm al-Qasab,Oum al-Qassab;أم القصب,34.912,38.401,SYR,village
    Camp Saqr,,33.21,44.36,Iraq,military base
""",
    "show": """\
A name given to `--actor` or `--place` is matched without regard to case, accents and apostrophes,
whole words first; an id is matched whole. Days are inclusive: what overlaps them is shown, what has
no date is not. `--actor` finds claims in which the actor takes part or speaks, and incidents in
which it takes part. With `--json` the rows come as lines of the exchange format.
""",
    "export": """\
Each format has a page in [exports/](exports/README.md): its fields, what it loses, an example. The
filters are those of `gesta show LEDGER incidents` (for the CSV table of claims, those of its claims).
The JSON lines hold the whole ledger: reports (with the bytes as received, unless
`--no-originals`), places, actors, claims, assessments, ties, incidents, reviews, refusals, edges;
with a filter the chosen incidents and what they stand on, to import as a ledger of its own.
What a format has no room for is counted on standard error.
In CSV a cell that begins with `=` `+` `-` `@`, a tab or a line end has an apostrophe put before
it, so that no spreadsheet takes words of a report for a formula; take it off when you need the
exact words. JSON lines are never changed.
""",
    "verify": """\
Four kinds of checks: the file (SQLite's own check, the schema), the records (each against the
SHA-256 written with it, those against a chain), the words (each span against the kept text, the
kept text against the original bytes, those against their SHA-256) and the references between
records. A changed byte that changes anything stored is found. What is not found: bytes that hold
nothing (free space inside pages, counters of the file's header), whole transactions lost from the
end of a damaged write-ahead log, and a ledger that someone rewrote together with all its
receipts; against the last, keep an export or its hash elsewhere.
""",
}


def render() -> str:
    """The text of docs/commands.md."""
    group = typer.main.get_command(command_line())
    context = group.make_context("gesta", [], resilient_parsing=True, terminal_width=WIDTH)
    parts = [HEAD, _block(group.get_help(context))]
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        below = type(context)(command, info_name=name, parent=context, terminal_width=WIDTH)
        parts += [f"## gesta {name}\n", _block(command.get_help(below))]
        for verb, inner in getattr(command, "commands", {}).items():
            at = type(context)(inner, info_name=verb, parent=below, terminal_width=WIDTH)
            parts += [f"### gesta {name} {verb}\n", _block(inner.get_help(at))]
        parts += [NOTES[name]] if name in NOTES else []
    return "\n".join(parts)


def _block(words: str) -> str:
    lines = "\n".join(line.rstrip() for line in words.splitlines())
    return f"```text\n{lines}\n```\n"


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` compare it."""
    words = render()
    if "--check" in arguments:
        known = DOCS.read_text(encoding="utf-8") if DOCS.exists() else ""
        if known != words:
            print(f"{DOCS} is out of date: run python scripts/write_command_docs.py")
            return 1
        return 0
    DOCS.write_text(words, encoding="utf-8")
    print(f"wrote {DOCS}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
