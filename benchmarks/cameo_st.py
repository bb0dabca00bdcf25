"""Who did it to whom: sources and targets of `cameo_st`, single sentences coded for CAMEO.

One event of each sentence is coded, without its trigger: the spans of its source and target, or of
several parties that are both (`SourceTarget`; read as either, it is right). Overlap F1 counts a
span when it shares half of the shorter with a gold one of its side, exact F1 when both ends are
equal; each gold span counts once. No peer's figure on these spans is known to us.

The reader has no notion of the one event that a coder would choose: `sides` takes the first event
with a doer, and falls back on who speaks and on the parties named. Gold spans are whole noun
phrases, so `phrase` gives a mention its article, number and title back.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks._marks import Range, Tally, paired, readings_of
from benchmarks._rows import Row, rows_of
from gesta.codebook import ACTOR_TYPES
from gesta.passages.score import matches
from gesta.reader import Reader
from gesta.types import EventMention, Mention, Reading

SIDES = ("source", "target")
Side = tuple[str, Range]

# What may stand before a mention in its noun phrase: titles and names, counts, then an article.
_BEFORE = re.compile(
    r"(?:\b(?:prime|foreign|defen[cs]e|interior|former|chief|deputy|acting|opposition|vice|ex)[ -]"
    r"|\b(?:ministers?|president|leader|spokes(?:man|woman|person)|secretary|general|commander"
    r"|negotiator|envoy|ambassador|king|crown|government|police|army|military|state|officials?) "
    r"|(?P<name>[A-ZÀ-Þ][\w.’'&-]*) "
    r"|\b(?:dozens|hundreds|thousands|some|several|members|group|families) of "
    r"|\b(?:at least|more than|about|some|several|dozens|two|three|four|five|six|new|young|senior"
    r"|top|[\d,.]*\d) |[’']s )$"
)
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) $")
# Capitalised, yet no part of a name: first words of sentences, and days.
_NO_NAME = frozenset(
    "on in the a an after while when also but and for by at to from that it is has with as if "
    "meanwhile this today monday tuesday wednesday thursday friday saturday sunday".split()
)


def run(corpora: Path, split: str, *, folder: Path | None = None) -> dict[str, float]:
    """Print the table and give F1 of sources, of targets and of both, overlap and exact."""
    tally = Tally()
    rows = rows_of(corpora / "reader" / "cameo_st" / f"{split}.jsonl")
    for row, reading in readings_of(rows, Reader(folder)):
        count(tally, sides(row["text"], reading), wanted(row))
    print(f"{'cameo_st, F1 %':<16}{'overlap':>9}{'exact':>9}{'peer':>9}")
    for name in (*SIDES, "both"):
        overlap, exact = tally.f1(name), tally.f1(f"{name} exact")
        print(f"{name:<16}{overlap:9.1f}{exact:9.1f}{'none':>9}")
    names = [name for side in (*SIDES, "both") for name in (side, f"{side} exact")]
    return {name: tally.f1(name) for name in names}


def wanted(row: Row) -> list[Side]:
    """The gold sides of a sentence: source, target or sourcetarget, and the span."""
    spans = {m["id"]: (m["start"], m["end"]) for m in row["mentions"]}
    return [(a["role"].lower(), spans[a["mention"]]) for e in row["events"] for a in e["args"]]


def count(tally: Tally, read: list[Side], gold: list[Side]) -> None:
    """Count one sentence, overlap and exact, each side apart and both together.

    A gold party that is both belongs to the side that was read for it, to the source if none.
    """
    for suffix, fits in (("", _overlaps), (" exact", _equals)):
        pairs = paired(read, gold, fits)
        for side in SIDES:
            found = [b for a, b in pairs if a[0] == side]
            missed = [b for b in gold if b not in [b for _, b in pairs]]
            alike = (side, "sourcetarget") if side == "source" else (side,)
            total = len(found) + sum(role in alike for role, _ in missed)
            ours = sum(role == side for role, _ in read)
            tally.add(side + suffix, len(found), ours, total)
        tally.add("both" + suffix, len(pairs), len(read), len(gold))


def _overlaps(read: Side, gold: Side) -> bool:
    return gold[0] in (read[0], "sourcetarget") and matches(read[1], gold[1])


def _equals(read: Side, gold: Side) -> bool:
    return gold[0] in (read[0], "sourcetarget") and read[1] == gold[1]


def sides(text: str, reading: Reading) -> list[Side]:
    """The source and target spans of the one event that a coder would most likely choose."""
    parties = [i for i, m in enumerate(reading.mentions) if m.type in ACTOR_TYPES]
    events = sorted(reading.events, key=lambda e: e.start)
    main = next((e for e in events if _fillers(e, "actor")), None)
    targets: list[int] = []
    if main is not None:
        sources = _once(reading, _fillers(main, "actor"))
        targets = _fillers(main, "recipient") or _fillers(main, "target")
    else:
        speakers = [a.source for a in reading.attributions if a.source is not None]
        sources = speakers[:1] or parties[:1]
    if sources and not targets:
        after = main.start if main else reading.mentions[sources[0]].end
        targets = _next_after(reading, after, parties, sources)
    found = [("source", i) for i in sources[:2]] + [("target", i) for i in targets[:1]]
    return [(side, phrase(text, reading.mentions[i])) for side, i in found]


def _fillers(event: EventMention, role: str) -> list[int]:
    return [a.mention for a in event.arguments if a.role == role and a.mention is not None]


def _once(reading: Reading, mentions: list[int]) -> list[int]:
    """The mentions without those that speak of one already there."""
    chain = {m: members[0] for members in reading.chains for m in members}
    return list({chain.get(m, m): m for m in reversed(mentions)}.values())[::-1]


def _next_after(reading: Reading, after: int, parties: list[int], sources: list[int]) -> list[int]:
    """The first party named from a place in the text on that is no source; else site or place."""
    chain = {m: members[0] for members in reading.chains for m in members}
    taken = {chain.get(m, m) for m in sources}
    places = [i for i, m in enumerate(reading.mentions) if m.type in ("site", "place")]
    free = [i for i in (*parties, *places) if reading.mentions[i].start >= after]
    return [i for i in free if chain.get(i, i) not in taken][:1]


def phrase(text: str, mention: Mention) -> Range:
    """The mention with the title, names, count and article that stand before it."""
    start = mention.start
    while before := _BEFORE.search(text[:start]):
        name = before["name"]
        if name is not None and name.lower() in _NO_NAME:
            break
        start = before.start()
    article = _ARTICLE.search(text[:start])
    return (article.start() if article else start), mention.end
