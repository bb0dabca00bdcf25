"""Events of `rams`: is the one labelled trigger of a document found, and are its arguments?

RAMS labels one event among five sentences, so nothing can be said of the other events read. For
the labelled ones of types that we cover: `trigger found` is the share at whose word the reader has
an event, `trigger typed` the share with the mapped type. Argument F1 counts what the reader gives
the event at the gold trigger against gold: `found` by words alone, `typed` with type and role.
Types are taken to their second level, sanctions and gifts to their third. Left out are illness and
natural death, plain statements, trade, travel, elections and whatever else is no event of ours.

The peer, BART-Gen (Li et al. 2021), was trained on this corpus and given trigger and type, over
all 139 types (exact spans, on test). Ours match by half of the shorter span.
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
from gesta.passages.score import matches
from gesta.reader import Reader

PEERS = {"argument typed": 48.6}

_ASSAULT, _LAW = frozenset({"ASSAULT"}), frozenset({"ACCUSE", "SANCTION", "COERCE"})
_SAID = {"actor": "communicator", "recipient": "recipient", "place": "place"}
_SHARED = {"actor": "participant", "recipient": "participant", "place": "place"}
_BODY = {"killed": "victim", "wounded": "victim", "place": "place", "weapon": "instrument"}
_GIVEN = {"actor": "giver", "recipient": "recipient", "place": "place", "weapon": "artifact"}
RULES = (
    Rule("life.die", _ASSAULT, {"actor": "killer", "recipient": "victim", **_BODY}, DYING),
    Rule("life.injure", _ASSAULT, {"actor": "injurer", "recipient": "victim", **_BODY}, WOUNDING),
    Rule(
        "justice.arrestjaildetain", frozenset({"COERCE", "SANCTION", "ASSAULT"}),
        {"actor": "jailer", "recipient": "detainee", "place": "place"}, ARRESTING,
    ),
    Rule(
        "conflict.attack", _ASSAULT,
        {
            "actor": "attacker", "recipient": "target", "target": "target", "place": "place",
            "weapon": "instrument",
        },
    ),
    Rule(
        "conflict.demonstrate", frozenset({"PROTEST"}),
        {"actor": "demonstrator", "place": "place"},
    ),
    Rule(
        "conflict.yield", frozenset({"RETREAT", "CONCEDE"}),
        {"actor": "yielder", "recipient": "recipient", "place": "place", "origin": "origin"},
    ),
    Rule(
        "justice.initiatejudicialprocess", _LAW,
        {"actor": "prosecutor", "recipient": "defendant", "place": "place"},
        f"{CHARGING}|{TRYING}",
    ),
    Rule(
        "justice.judicialconsequences", _LAW,
        {"actor": "judgecourt", "recipient": "defendant", "place": "place"},
        r"^(?:convict|guilty|sentenc|punish|conviction)",
    ),
    Rule(
        "justice.investigate", _LAW,
        {"actor": "investigator", "recipient": "defendant", "place": "place"}, PROBING,
    ),
    Rule("contact.commandorder", frozenset({"REQUEST"}), _SAID, r"^(?:order|command)"),
    Rule("contact.requestadvise", frozenset({"REQUEST"}), _SAID),
    Rule("contact.threatencoerce", frozenset({"THREATEN"}), _SAID),
    Rule("contact.negotiate", frozenset({"CONSULT"}), _SHARED, r"^negotiat"),
    Rule("contact.discussion", frozenset({"CONSULT"}), _SHARED),
    Rule("government.agreements", frozenset({"AGREE"}), _SHARED),
    Rule(
        "embargosanction", frozenset({"SANCTION"}),
        {"actor": "preventer", "recipient": "recipient", "place": "place"},
    ),
    Rule("giftgrantprovideaid", frozenset({"AID"}), _GIVEN),
)  # fmt: skip
COVERED = frozenset(rule.name for rule in RULES)

# Natural death and illness are no events of our codebook.
LEFT_OUT = ("nonviolentdeath", "illnessdegradation")

# Roles that one type has under several names.
ALIKE = {"surrenderer": "yielder", "retreater": "yielder", "otherparticipant": "participant"}
NOT_MEASURED = (
    "trigger found", "trigger found precision", "trigger typed", "trigger typed precision",
)  # fmt: skip


def run(corpora: Path, split: str, *, folder: Path | None = None) -> dict[str, float]:
    """Print the table and give recall of triggers, and F1, precision, recall of arguments."""
    tally = Tally()
    rows = rows_of(corpora / "reader" / "rams" / f"{split}.jsonl")
    for row, reading in readings_of(rows, Reader(folder)):
        for gold in gold_events(row, covered, ALIKE):
            ours = read_events(reading, row["text"], RULES, rest="other")
            at_word = [e for e in ours if matches(e.trigger, gold.trigger)]
            count_events(tally, at_word[:1], [gold])
    print("(of triggers only recall says something: one event of a text is labelled)")
    figures = print_events("rams", tally, PEERS)
    return {name: value for name, value in figures.items() if name not in NOT_MEASURED}


def covered(kind: str) -> str | None:
    """The name of the rule for a gold type, None where there is none.

    >>> covered("conflict.attack.bombing"), covered("transaction.transaction.embargosanction")
    ('conflict.attack', 'embargosanction')
    """
    levels = kind.split(".")
    if levels[-1].startswith(LEFT_OUT):
        return None
    names = (levels[-1], ".".join(levels[:2]))
    return next((name for name in names if name in COVERED), None)
