"""ECB+ from raw text: event words that were found in place of the true ones.

Only the validated sentences count; a mention that is not found, and what is found and is none, earn
nothing. `raw` are the words that a head of its own finds (`_event_finder`), grouped by the pair model in
topics that it finds: right are those whose words are the mention's, all of them and no other. `claims` are
the triggers of the ledger's claims, which tell events of conflict alone: there a claim stands for the
true mention that its trigger overlaps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from benchmarks._event_corpus import Spot, corpus_of
from benchmarks._event_finder import Flags, found_words
from benchmarks._event_pairs import grouped
from benchmarks._rows import Row, percent
from benchmarks._tagger import Tagger
from benchmarks._words import Document
from benchmarks.groupings import conll_found
from benchmarks.incidents import Read
from gesta.types import Claim

Seen = tuple[Document, Flags]  # a document around its validated sentences, and which words they are


def raw_figures(
    rows: Sequence[Row], seen: Sequence[Seen | None], tagger: Tagger
) -> dict[str, float]:
    """CoNLL F1 of the words found and grouped against the true events, and how well they are found."""
    gold: dict[str, str] = {}
    spots: list[Spot] = []
    for at, (row, held) in enumerate(zip(rows, seen, strict=True)):
        mentions = _mentions(row)
        if held is None:
            gold |= {name: m["cluster"] for name, m in mentions.items()}
            continue
        document, inside = held
        for name, mention in mentions.items():
            words = document.covered(mention["start"], mention["end"])
            # Two mentions of the same words stay two.
            key = f"{row['id']} {words}"
            gold[key if key not in gold else name] = mention["cluster"]
        for start, end in found_words(tagger, document, inside):
            span = document.span(start, end)
            spots.append(Spot(f"{row['id']} {(start, end)}", at, span.start, span.end))
    corpus = corpus_of(rows, [held[0] if held else None for held in seen], spots)
    ours = grouped(corpus, corpus.topics())
    both = len(gold.keys() & ours.keys())
    return {
        "raw_conll_f1": conll_found(gold, ours),
        "raw_mentions_f1": percent(2 * both, len(gold) + len(ours)),
        "raw_mentions_found": percent(both, len(gold)),
    }


def claims_figures(rows: Sequence[Row], read: Read) -> dict[str, float]:
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
        "claims_conll_f1": conll_found(gold, ours),
        "claims_mentions_found": percent(len(both), len(gold)),
        "claims": float(len(ours)),
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
