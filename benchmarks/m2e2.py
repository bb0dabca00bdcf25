"""Events of `m2e2`, news articles of VOA: triggers and arguments of the types that we cover.

Mapped are Attack and Die (ASSAULT, told apart by the trigger's word), Demonstrate (PROTEST), Meet
and Phone-Write (CONSULT, by the word), Arrest-Jail (COERCE, by the word). Transport, mostly people
travelling, and Transfer-Money are no events of our codebook and are left out on both sides.

`found` is identification, `typed` classification; see `_marks.count_events`. Gold arguments are
heads, so spans match by half of the shorter. The peer is JMEE (Liu et al. 2018) trained on ACE
2005, on the text of the whole of M2E2 with all eight types, as Li et al. 2020 report it; the
reader was trained for neither corpus. A third of plain event words (`killed`, `arrested`) has no
label here, so that precision says less than recall.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks._marks import (
    ARRESTING,
    DYING,
    Rule,
    Tally,
    count_events,
    gold_events,
    print_events,
    read_events,
    readings_of,
)
from benchmarks._rows import rows_of
from gesta.reader import Reader

PEERS = {"trigger typed": 48.7, "argument typed": 25.3}

_VIOLENT = {
    "actor": "attacker", "recipient": "target", "target": "target", "place": "place",
    "weapon": "instrument",
}  # fmt: skip
_DEADLY = {
    "actor": "agent", "recipient": "victim", "killed": "victim", "place": "place",
    "weapon": "instrument",
}  # fmt: skip
_SHARED = {"actor": "entity", "recipient": "entity", "place": "place"}
_TAKEN = {"actor": "agent", "recipient": "person", "place": "place"}
ASSAULT, CONSULT = frozenset({"ASSAULT"}), frozenset({"CONSULT"})
RULES = (
    Rule("Life:Die", ASSAULT, _DEADLY, DYING),
    Rule(
        "Justice:Arrest-Jail", frozenset({"COERCE", "SANCTION", "ASSAULT"}), _TAKEN,
        ARRESTING,
    ),
    Rule("Conflict:Attack", ASSAULT, _VIOLENT),
    Rule("Conflict:Demonstrate", frozenset({"PROTEST"}), _SHARED),
    Rule("Contact:Phone-Write", CONSULT, _SHARED, r"^(?:call|phon|telephon|writ|wrote|letter)"),
    Rule("Contact:Meet", CONSULT, _SHARED),
)  # fmt: skip
COVERED = frozenset(rule.name for rule in RULES)


def run(corpora: Path, split: str, *, folder: Path | None = None) -> dict[str, float]:
    """Print the table and give F1, precision and recall of triggers and arguments."""
    tally = Tally()
    rows = rows_of(corpora / "reader" / "m2e2" / f"{split}.jsonl")
    for row, reading in readings_of(rows, Reader(folder)):
        gold = gold_events(row, lambda kind: kind if kind in COVERED else None)
        count_events(tally, read_events(reading, row["text"], RULES), gold)
    return print_events("m2e2", tally, PEERS)
