"""Annotation of the corpora's own text, kept apart from it: offsets and labels, not a word of the text.

    python -m training.standoff passages.txt --corpora ../shared/corpora --out training/standoff/a.jsonl

Takes annotated passages in the compact form whose text stands in a corpus, and whose header names the
corpus (`@ id | rams`); finds each there and writes where, with a check sum, so that `load` puts text
and annotation together again wherever the corpora are. Text that is not ours to pass on stays there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from gesta.passages import Row, faults
from training.check_passages import checked

# Where the texts of a corpus lie.
FILES = {
    "cameo_st": "reader/cameo_st/train.jsonl",
    "geowebnews": "grounding/geowebnews/train.jsonl",
    "m2e2": "reader/m2e2/train.jsonl",
    "rams": "reader/rams/train.jsonl",
    "real": "reports/real/aljazeera-600.jsonl",
    "wikievents": "reader/wikievents/train.jsonl",
    "wikinews_events": "resolution/wikinews_events/train.jsonl",
}


def texts(corpora: Path, origin: str) -> dict[str, str]:
    """The texts of a corpus by id, every blank a plain one; none where it is not there.

    Raises:
        KeyError: for a corpus that is not in `FILES`.
    """
    path = corpora / FILES[origin]
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {str(row["id"]): plain(row["text"]) for row in rows}


def plain(text: str) -> str:
    """Every blank, line break and tab as one space; the length stays."""
    return "".join(" " if sign.isspace() else sign for sign in text)


def check_sum(text: str) -> str:
    """Twelve signs of the SHA-256 of a passage."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def apart(rows: list[Row], corpora: Path) -> Iterator[Row]:
    """The rows without their text, with where it stands.

    Raises:
        SystemExit: naming a passage whose text is not in its corpus.
    """
    read: dict[str, dict[str, str]] = {}
    for row in rows:
        origin, text = row["origin"], row["text"]
        if origin not in read:
            read[origin] = texts(corpora, origin)
        found = read[origin]
        name = next((name for name, whole in found.items() if text in whole), None)
        if name is None:
            raise SystemExit(f"{row['id']}: its text does not stand in {FILES[origin]}")
        start = found[name].index(text)
        rest = {k: v for k, v in row.items() if k not in ("id", "text", "origin")}
        place = {"origin": origin, "doc": name, "start": start, "end": start + len(text)}
        yield {"id": f"{origin}-{name}-{start}", **place, "sha256": check_sum(text), **rest}


def load(paths: list[Path], corpora: Path) -> Iterator[Row]:
    """The annotated passages of the files with their text again.

    What is not in `corpora`, or stands otherwise there, is left out and counted in words.

    Raises:
        SystemExit: naming a passage that has a fault.
    """
    read: dict[str, dict[str, str]] = {}
    lost = 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["origin"] not in read:
                read[row["origin"]] = texts(corpora, row["origin"])
            text = read[row["origin"]].get(row["doc"], "")[row["start"] : row["end"]]
            if check_sum(text) != row["sha256"]:
                lost += 1
                continue
            row = {**row, "text": text}
            if wrong := faults(row):
                raise SystemExit(f"{path}: {row['id']}: {wrong}")
            yield row
    if lost:
        print(f"{lost} annotated passages are left out: {corpora} does not have their text")


def main() -> None:
    """Write the annotation of compact passages apart from their text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path, nargs="+")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows = [row for _, row in checked(args.passages)]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="utf-8") as out:
        for row in apart(rows, args.corpora):
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{len(rows)} passages in {args.out}")


if __name__ == "__main__":
    main()
