"""A reading drafted as passages: everything read stands in them, and they parse."""

from __future__ import annotations

from gesta.passages import drafts, faults, parse, render
from gesta.reader import Reader
from gesta.types import Report

TEXT = (
    "Gunmen attacked an army convoy near Menaka on Tuesday, killing at least 12 soldiers, "
    "officials said. They fled towards Niger.\n\n"
    + "The army sent reinforcements to the town. " * 12
    + "The governor condemned the attack [sic]."
)


def test_drafts_hold_the_whole_text_in_sound_passages() -> None:
    report = Report("r-1", "r-1", "", TEXT)
    reading = Reader().read(report)
    rows = list(drafts(report, reading))
    assert len(rows) > 1
    assert [r["id"] for r in rows] == [f"r-1-{n}" for n in range(1, len(rows) + 1)]
    assert sum(len(r["events"]) for r in rows) == len(reading.events)
    assert sum(len(r["mentions"]) for r in rows) == len(reading.mentions)
    for row in rows:
        again = parse(render(row))
        assert again["text"] == row["text"]
        assert row["text"] in TEXT
        broken = [f for f in faults(again) if "begin and end" in f or "kinds for" in f]
        assert broken == []
