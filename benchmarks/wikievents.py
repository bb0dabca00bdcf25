"""Events of `wikievents`, news of bombings and drone strikes: triggers and arguments that we cover.

Types are taken to their second level (`Conflict.Attack`, `Life.Die`). Mapped are attacks, deaths
and injuries (ASSAULT, told apart by the trigger's word), protests, arrests, charges, trials,
convictions, sentences, probes, releases, requests, threats and meetings. Broadcasts, plain
statements, crime as a word, disease, travel and trade are left out on both sides.

`found` is identification, `typed` classification; see `_marks.count_events`. Gold arguments are
mostly heads, so spans match by half of the shorter. The peer, BART-Gen (Li et al. 2021), was
trained on this corpus and given the triggers with all their types (head F1 on test): a far easier
setting than ours from bare text.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks._marks import (
    ARRESTING,
    CHARGING,
    DYING,
    PROBING,
    TRYING,
    WOUNDING,
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

PEERS = {"argument typed": 64.6}

_ASSAULT, _LAW = frozenset({"ASSAULT"}), frozenset({"ACCUSE", "SANCTION", "COERCE"})
_AGAINST = {"actor": "judgecourt", "recipient": "defendant", "place": "place"}
_SAID = {"actor": "communicator", "recipient": "recipient", "place": "place"}
RULES = (
    Rule(
        "Life.Die", _ASSAULT,
        {"actor": "killer", "recipient": "victim", "killed": "victim", "place": "place"}, DYING,
    ),
    Rule(
        "Life.Injure", _ASSAULT,
        {"actor": "injurer", "recipient": "victim", "wounded": "victim", "place": "place"},
        WOUNDING,
    ),
    Rule(
        "Justice.ArrestJailDetain", frozenset({"COERCE", "SANCTION", "ASSAULT"}),
        {"actor": "jailer", "recipient": "detainee", "place": "place"}, ARRESTING,
    ),
    Rule(
        "Conflict.Attack", _ASSAULT,
        {
            "actor": "attacker", "recipient": "target", "target": "target", "place": "place",
            "weapon": "explosivedevice",
        },
    ),
    Rule(
        "Conflict.Demonstrate", frozenset({"PROTEST"}),
        {"actor": "demonstrator", "recipient": "target", "place": "place"},
    ),
    Rule("Justice.ChargeIndict", _LAW, _AGAINST, CHARGING),
    Rule("Justice.TrialHearing", _LAW, _AGAINST, TRYING),
    Rule("Justice.Convict", _LAW, _AGAINST, r"^(?:convict|guilty)"),
    Rule("Justice.Sentence", _LAW, _AGAINST, r"^sentenc"),
    Rule(
        "Justice.InvestigateCrime", _LAW, {"actor": "investigator", "recipient": "defendant"},
        PROBING,
    ),
    Rule(
        "Justice.ReleaseParole", frozenset({"RETREAT"}), {"recipient": "defendant"},
        r"^(?:releas|free|parol)",
    ),
    Rule("Contact.RequestCommand", frozenset({"REQUEST"}), _SAID),
    Rule("Contact.ThreatenCoerce", frozenset({"THREATEN"}), _SAID),
    Rule(
        "Contact.Contact.Meet", frozenset({"CONSULT"}),
        {"actor": "participant", "recipient": "participant", "place": "place"},
    ),
)  # fmt: skip
COVERED = frozenset(rule.name for rule in RULES)


def run(corpora: Path, split: str, *, folder: Path | None = None) -> dict[str, float]:
    """Print the table and give F1, precision and recall of triggers and arguments."""
    tally = Tally()
    rows = rows_of(corpora / "reader" / "wikievents" / f"{split}.jsonl")
    for row, reading in readings_of(rows, Reader(folder)):
        gold = gold_events(row, covered, {"instrument": "explosivedevice"})
        count_events(tally, read_events(reading, row["text"], RULES), gold)
    return print_events("wikievents", tally, PEERS)


def covered(kind: str) -> str | None:
    """The name of the rule for a gold type, None where there is none.

    >>> covered("Conflict.Attack.DetonateExplode")
    'Conflict.Attack'
    """
    short = ".".join(kind.split(".")[:2])
    return next((name for name in (kind, short) if name in COVERED), None)
