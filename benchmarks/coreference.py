"""Event words of ECB+ given, do the claims of one event come together, beside the lemma rule?

Across documents: all mentions of the validated sentences, scored as is usual (CoNLL 2012: mean of
MUC, B³ and CEAF-e). The lemma rule joins equal base forms within the true subtopic; resolution is
scored without being told the subtopics, and `told` them as the rule is. `words` is a pair model of its own
(see `_event_pairs`), in topics that it finds or is `told`; `raw` is the same over event words that had
to be found (see `_event_words`). Within a document: pairs and B³. The claims have no date and no place;
people named in the sentence stand in for the parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks._event_corpus import Spot, corpus_of
from benchmarks._event_finder import chosen_sentences, cropped
from benchmarks._event_pairs import grouped
from benchmarks._event_words import Seen, claims_figures, raw_figures
from benchmarks._rows import Row, rows_of
from benchmarks._tagger import HEADS, Tagger
from benchmarks._words import Document, see
from benchmarks.groupings import Grouping, Score, bcubed, conll, pairwise
from benchmarks.incidents import Pipeline
from gesta.identity import hashed
from gesta.reader.model import Model
from gesta.resolution import resolve
from gesta.resolution.kinds import classes, lemma
from gesta.types import Actor, Claim, Party, Quote


def run(corpora: Path, split: str) -> dict[str, float]:
    """Print a table; figures are percentages, false_merges of all pairs joined."""
    rows = rows_of(corpora / "resolution" / "ecbplus" / f"{split}.jsonl")
    model = Model(None)
    seen = [_seen(model, row) for row in rows]
    figures = across_figures(rows, [held[0] if held else None for held in seen])
    figures |= within_figures(rows) | raw_figures(rows, seen, Tagger(HEADS / "event_words.npz"))
    figures |= claims_figures(rows, Pipeline().read(rows, dated="date"))
    for name, value in figures.items():
        print(f"  {name:34s} {value:8.2f}")
    return figures


def _seen(model: Model, row: Row) -> Seen | None:
    """A document around its validated sentences as the encoder sees it."""
    document = see(model, row["text"])
    return None if document is None else cropped(document, chosen_sentences(row))


def across_figures(rows: Sequence[Row], documents: Sequence[Document | None]) -> dict[str, float]:
    """Event mentions of all documents together: our joins beside the lemma rule."""
    gold: dict[str, str] = {}
    rule: dict[str, tuple[str, str]] = {}
    claims: list[Claim] = []
    actors: dict[str, Actor] = {}
    for row in rows:
        chosen = {
            m["start"] for m in row["mentions"] if m["kind"] == "event" and m.get("selected", True)
        }
        for claim, cluster in claims_of(row, actors):
            if claim.trigger.start in chosen:
                gold[claim.id] = cluster
                rule[claim.id] = (row["subtopic"], lemma(claim.trigger.text))
                claims.append(claim)
    result = resolve(
        claims,
        published={},
        outlets={},
        copies={},
        places={},
        actors=actors,
        ties=(),
        texts={row["id"]: row["text"] for row in rows},
    )
    ours = {c: i.id for i in result.incidents for c in i.claims}
    told = {c: (rule[c][0], incident) for c, incident in ours.items()}
    figures: dict[str, float] = {"across_mentions": float(len(claims))}
    named: dict[str, Grouping] = {"across": ours, "across_told": told, "across_lemma_rule": rule}
    for name, found in (named | _by_words(rows, documents, set(gold))).items():
        figures[f"{name}_conll_f1"] = conll(gold, found)
        figures |= _scored(name, pairwise(gold, found), bcubed(gold, found))
    return figures


def _by_words(
    rows: Sequence[Row], documents: Sequence[Document | None], chosen: set[str]
) -> dict[str, Grouping]:
    """The pair model of words and the lemma rule, each in topics of its own; the pair model told
    the subtopics too, as the rule is."""
    spots = [
        Spot(name, at, m["start"], m["end"])
        for at, row in enumerate(rows)
        for m in row["mentions"]
        if (name := hashed("c", row["id"], m["m_id"])) in chosen
    ]
    corpus = corpus_of(rows, documents, spots)
    topics = corpus.topics()
    return {
        "words": grouped(corpus, topics),
        "words_told": grouped(corpus, [row["subtopic"] for row in rows]),
        "own_topics_lemma_rule": {m.id: (topics[m.row], lemma(m.surface)) for m in corpus.mentions},
    }


def within_figures(rows: Sequence[Row]) -> dict[str, float]:
    """Event mentions of ECB+ within each document: our joins beside the lemma rule.

    ECB+ counts an attack and its deaths as
    two events, the codebook as one happening: words for deaths and wounds are left out.
    """
    gold: dict[str, str] = {}
    rule: dict[str, tuple[str, str]] = {}
    claims: list[Claim] = []
    actors: dict[str, Actor] = {}
    for row in rows:
        for claim, cluster in claims_of(row, actors):
            if "casualty" in classes(lemma(claim.trigger.text)):
                continue
            gold[claim.id] = f"{row['id']} {cluster}"
            rule[claim.id] = (row["id"], lemma(claim.trigger.text))
            claims.append(claim)
    ours: dict[str, str] = {}
    # One document at a time: what other documents tell of the same is not asked here.
    for row in rows:
        own = [c for c in claims if c.report == row["id"]]
        result = resolve(
            own, published={}, outlets={}, copies={}, places={}, actors=actors, ties=()
        )
        ours |= {c: i.id for i in result.incidents for c in i.claims}
    figures: dict[str, float] = {"within_mentions": float(len(claims))}
    for name, found in (("within", ours), ("within_lemma_rule", rule)):
        figures |= _scored(name, pairwise(gold, found), bcubed(gold, found))
    return figures


def _scored(name: str, pairs: Score, whole: Score) -> dict[str, float]:
    return {
        f"{name}_pairs_f1": pairs.f1,
        f"{name}_false_merges": 100 - pairs.precision,
        f"{name}_pairs_recall": pairs.recall,
        f"{name}_b3_f1": whole.f1,
    }


def claims_of(row: Row, actors: dict[str, Actor]) -> Iterable[tuple[Claim, str]]:
    """The event mentions of an ECB+ document as claims, with their true clusters.

    People of the sentence before the trigger are taken as actors, those after it as recipients;
    `actors` gains one actor for each of their names.
    """
    for mention in row["mentions"]:
        if mention["kind"] != "event":
            continue
        _, start, end = next(
            (s for s in row["sentences"] if s[1] <= mention["start"] < s[2]),
            (0, mention["start"], mention["end"]),
        )[:3]
        people = [m for m in row["mentions"] if m["kind"] == "human" and start <= m["start"] < end]
        before = [m for m in people if m["end"] <= mention["start"]][-1:]
        after = [m for m in people if m["start"] >= mention["end"]][:1]
        yield (
            Claim(
                id=hashed("c", row["id"], mention["m_id"]),
                report=row["id"],
                evidence=Quote(start, end, row["text"][start:end]),
                trigger=Quote(mention["start"], mention["end"], mention["surface"]),
                type="ASSAULT",
                certainty="reported",
                actors=tuple(_person(m, actors) for m in before),
                recipients=tuple(_person(m, actors) for m in after),
            ),
            mention["cluster"],
        )


def _person(mention: Row, actors: dict[str, Actor]) -> Party:
    """A party of the mention's words; a name with a capital is somebody, else a description."""
    words = mention["surface"]
    actor = Actor(id=words.casefold(), name=words, type="person", generic=not words[:1].isupper())
    actors.setdefault(actor.id, actor)
    return Party(mention["start"], mention["end"], words, actor.id)
