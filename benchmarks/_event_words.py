"""ECB+ from raw text: the triggers of the claims in place of the event mentions.

A claim whose trigger overlaps a true mention stands for it, a claim that overlaps none stands for
itself, a mention without a claim is missed; only the validated sentences count. ECB+ marks events
of all kinds, the reader those of conflict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from benchmarks._rows import Row
from benchmarks.groupings import conll_found
from benchmarks.incidents import Read
from gesta.types import Claim


def raw_figures(rows: Sequence[Row], read: Read) -> dict[str, float]:
    """CoNLL F1 of the claims' incidents against the true events, and how many mentions have a claim."""
    incident = {c: i.id for i in read.resolution.incidents for c in i.claims}
    gold: dict[str, str] = {}
    ours: dict[str, str] = {}
    for row in rows:
        mentions = _mentions(row)
        gold |= {name: mention["cluster"] for name, mention in mentions.items()}
        found = read.grounded.get(row["id"])
        if found is None:
            continue
        starts = _starts(found.report.text, row["text"])
        for claim in sorted(found.claims, key=lambda c: (c.trigger.start, c.id)):
            start = starts.get(claim.trigger.start)
            if start is not None and _is_chosen(row, start):
                ours[_name(claim, start, mentions, ours)] = incident[claim.id]
    both = gold.keys() & ours.keys()
    return {
        "raw_conll_f1": conll_found(gold, ours),
        "raw_mentions_found": 100.0 * len(both) / len(gold) if gold else 0.0,
        "raw_claims": float(len(ours)),
    }


def _mentions(row: Row) -> dict[str, Row]:
    return {
        f"{row['id']} {m['m_id']}": m
        for m in row["mentions"]
        if m["kind"] == "event" and m.get("selected", True)
    }


def _is_chosen(row: Row, start: int) -> bool:
    chosen = set(row["selected_sentences"])
    return any(s[0] in chosen and s[1] <= start < s[2] for s in row["sentences"])


def _name(claim: Claim, start: int, mentions: Mapping[str, Row], taken: Mapping[str, str]) -> str:
    """The mention that the trigger at `start` overlaps, else the claim."""
    end = start + len(claim.trigger.text)
    for name, mention in mentions.items():
        if name not in taken and mention["start"] < end and start < mention["end"]:
            return name
    return claim.id


def _starts(kept: str, text: str) -> dict[int, int]:
    """Start of each word of the kept text → its start in the corpus's text."""
    left, right = _words(kept), _words(text)
    matcher = SequenceMatcher(None, [w for _, w in left], [w for _, w in right], autojunk=False)
    return {
        left[a + at][0] + inside: right[b + at][0] + inside
        for a, b, size in matcher.get_matching_blocks()
        for at in range(size)
        for inside in range(len(left[a + at][1]))
    }


def _words(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, word))
        at += len(word)
    return found
