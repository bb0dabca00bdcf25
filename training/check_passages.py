"""Check annotated passages: every fault by file and line, and which lexicon entries lack contexts.

    python -m training.check_passages training/passages/*.txt

Ends with status 1 where a passage has a fault, an id is used twice, or two passages are alike.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from gesta.passages import Row, faults, parse_file
from gesta.reader.lexicon import Entry, Lexicon, file_names, lexicon, load_entries
from gesta.reader.words import split_words

CONTEXTS = 3  # passages that each entry should stand in
SHINGLE = 8


def checked(paths: list[Path]) -> Iterator[tuple[str, Row]]:
    """The sound passages of the files, with where they stand.

    Raises:
        SystemExit: naming the first fault.
    """
    for path in paths:
        for line, row in parse_file(path):
            if isinstance(row, ValueError) or faults(row):
                raise SystemExit(
                    f"{path}:{line}: {row if isinstance(row, ValueError) else faults(row)}"
                )
            yield f"{path}:{line}", row


def check(paths: list[Path]) -> tuple[list[Row], list[str]]:
    """The rows that could be read, and every fault in words."""
    rows: list[Row] = []
    found: list[str] = []
    ids: set[str] = set()
    runs: dict[tuple[str, ...], str] = {}
    for path in paths:
        for line, row in parse_file(path):
            where = f"{path}:{line}"
            if isinstance(row, ValueError):
                found.append(f"{where}: {row}")
                continue
            found += [f"{where} {row['id']}: {fault}" for fault in faults(row)]
            if row["id"] in ids:
                found.append(f"{where}: the id {row['id']} is used twice")
            ids.add(row["id"])
            other = _repeated(row, runs)
            if other:
                found.append(f"{where}: {row['id']} repeats eight words of {other}")
            rows.append(row)
    return rows, found


def _repeated(row: Row, runs: dict[tuple[str, ...], str]) -> str | None:
    words = row["text"].lower().split()
    shared = None
    for i in range(len(words) - SHINGLE + 1):
        run = tuple(words[i : i + SHINGLE])
        shared = shared or (runs.get(run) if runs.get(run) != row["id"] else None)
        runs.setdefault(run, row["id"])
    return shared


def contexts(rows: list[Row], lexicon: Lexicon) -> dict[Entry, list[bool]]:
    """For each entry, one item a passage that it stands in: whether it is an event there."""
    out: dict[Entry, list[bool]] = defaultdict(list)
    for row in rows:
        words = split_words(row["text"])
        triggers = [(e["trigger"]["start"], e["trigger"]["end"]) for e in row["events"]]
        seen: dict[Entry, bool] = {}
        for match in lexicon.matches([w.of(row["text"]).lower() for w in words]):
            start, end = words[match.start].start, words[match.end - 1].end
            event = any(a < end and start < b for a, b in triggers)
            for entry in match.entries:
                seen[entry] = seen.get(entry, False) or event
        for entry, event in seen.items():
            out[entry].append(event)
    return out


def report(rows: list[Row], themes: set[str]) -> None:
    """Print counts, shares of certainty, and the entries of the themes that lack contexts."""
    grades = Counter(e["certainty"] for r in rows for e in r["events"])
    kinds = Counter(e["type"] for r in rows for e in r["events"])
    words = sum(len(r["text"].split()) for r in rows)
    print(f"{len(rows)} passages, {words:,} words, {sum(kinds.values())} events")
    for counted in (grades, kinds, Counter(t["type"] for r in rows for t in r["ties"])):
        total = max(1, sum(counted.values()))
        print("  " + ", ".join(f"{k} {n} ({100 * n // total} %)" for k, n in counted.most_common()))
    words_of = lexicon()
    found = contexts(rows, words_of)
    of_themes = _entries_of(themes)
    own = [e for e in words_of.entries if not of_themes or e in of_themes]
    real = [e for e in own if e.kind != "x"]
    short = [e for e in own if len(found.get(e, ())) < (2 if e.kind == "x" else CONTEXTS)]
    plain = [event for e in real for event in found.get(e, ())]
    share = 100 * (1 - sum(plain) / max(1, len(plain)))
    print(f"{len(own)} entries; {share:.0f} % of the contexts of true entries are no event")
    if short:
        print(f"{len(short)} entries stand in too few passages:")
        print("  " + ", ".join(f"{e.kind} {e.text} ({len(found.get(e, ()))})" for e in short))


def _entries_of(themes: set[str]) -> set[Entry]:
    """The entries of the themes that have a file in the lexicon; none where none has one."""
    return {e for theme in themes & set(file_names()) for e in load_entries(f"{theme}.txt")}


def main() -> None:
    """Parse the command line and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    rows, found = check(args.files)
    print("\n".join(found))
    themes = {path.name.rsplit("-", 1)[0] for path in args.files}
    report(rows, set() if len(themes) > 1 else themes)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
