"""What is wrong with an annotated passage, in words: the codebook's rules that a program can see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from gesta.codebook import (
    ACTOR_TYPES,
    CERTAINTIES,
    EVENT_TYPES,
    MENTION_TYPES,
    MODES,
    OUTCOMES,
    ROLES,
    SENTENCE_KINDS,
    TIE_TYPES,
)
from gesta.passages.compact import Row
from gesta.reader.sentences import split_sentences
from gesta.reader.words import split_words

# Which mentions may fill a role.
FILLERS: Final[dict[str, tuple[str, ...]]] = {
    "actor": ACTOR_TYPES,
    "recipient": ACTOR_TYPES,
    "target": ("site", "place", "weapon"),
    "weapon": ("weapon", "site"),
    "place": ("place", "site"),
    "origin": ("place", "site"),
    "time": ("time",),
    "killed": ("number",),
    "wounded": ("number",),
    "count": ("number",),
}
# Which mentions may stand on the left and the right of a tie; both sides free where not named.
_HEADS: Final = {"leads": ("person",)}
_TAILS: Final = {"based-in": ("place", "site")}


def faults(row: Row) -> list[str]:
    """Every fault of a passage, none if it is sound."""
    seen = {(m["start"], m["end"], m["type"]) for m in row["mentions"]}
    found = [*_spans(row), *_events(row), *_attributions(row), *_ties(row), *_kinds(row)]
    if len(seen) != len(row["mentions"]):
        found.append("two mentions of one type have the same words")
    return found


def _spans(row: Row) -> Iterator[str]:
    words = split_words(row["text"])
    starts, ends = {w.start for w in words}, {w.end for w in words}
    spans = [(m["type"], m["start"], m["end"]) for m in row["mentions"]]
    spans += [(e["type"], e["trigger"]["start"], e["trigger"]["end"]) for e in row["events"]]
    for said in row["attributions"]:
        spans.append(("cue", said["cue"]["start"], said["cue"]["end"]))
        spans += [("content", c["start"], c["end"]) for c in said["content"]]
    for name, start, end in spans:
        surface = row["text"][start:end]
        if start not in starts or end not in ends or start >= end:
            yield f"the {name} {surface!r} does not begin and end with a word"
    for mention in row["mentions"]:
        surface = row["text"][mention["start"] : mention["end"]]
        if mention["type"] not in MENTION_TYPES:
            yield f"{mention['type']!r} of {surface!r} is no mention type"
        if surface.split()[0].lower() in ("the", "a", "an") and mention["type"] not in (
            "time",
            "number",
        ):
            yield f"the mention {surface!r} begins with an article"
    triggers = sorted((e["trigger"]["start"], e["trigger"]["end"]) for e in row["events"])
    for (_, end), (start, _) in zip(triggers, triggers[1:], strict=False):
        if start < end:
            yield "two triggers overlap"


def _events(row: Row) -> Iterator[str]:
    types = {m["id"]: m["type"] for m in row["mentions"]}
    events = {e["id"] for e in row["events"]}
    for event in row["events"]:
        trigger = event["trigger"]
        name = f"{event['type']} {row['text'][trigger['start'] : trigger['end']]!r}"
        yield from _grades(event, name)
        if event["certainty"] == "attributed" and not _covered(row, trigger["start"]):
            yield f"{name} is attributed, but stands in no one's content"
        for arg in event["args"]:
            yield from _argument(arg, name, types, events)
        if max(Counter((a["role"], a["mention"]) for a in event["args"]).values(), default=1) > 1:
            yield f"{name} names one filler twice"
        fillers = Counter(a["mention"] for a in event["args"] if a["role"] != "content")
        yield from (f"{name}: {f} fills two roles" for f, n in fillers.items() if n > 1)


def _grades(event: Row, name: str) -> Iterator[str]:
    if event["type"] not in EVENT_TYPES:
        yield f"{name}: no such event type"
    if event["certainty"] not in CERTAINTIES:
        yield f"{name}: {event['certainty']!r} is no certainty"
    if event["outcome"] is not None and event["outcome"] not in OUTCOMES:
        yield f"{name}: {event['outcome']!r} is no outcome"
    if event["outcome"] and event["type"] != "ASSAULT":
        yield f"{name}: only an ASSAULT has an outcome"
    if event["outcome"] == "hit" and event["certainty"] in ("planned", "hypothetical"):
        yield f"{name}: what is {event['certainty']} has not hit"
    yield from (f"{name}: {m!r} is no mode" for m in event["mode"] if m not in MODES)


def _argument(arg: Row, name: str, types: dict[str, str], events: set[str]) -> Iterator[str]:
    role, filler = arg["role"], arg["mention"]
    if role == "content":
        if filler not in events:
            yield f"{name}: content names no event ({filler})"
    elif role not in ROLES:
        yield f"{name}: {role!r} is no role"
    elif filler not in types:
        yield f"{name}: {role} names no mention ({filler})"
    elif types[filler] not in FILLERS[role]:
        yield f"{name}: a {types[filler]} cannot be {role} ({filler})"


def _covered(row: Row, at: int) -> bool:
    return any(c["start"] <= at < c["end"] for a in row["attributions"] for c in a["content"])


def _attributions(row: Row) -> Iterator[str]:
    ids = {m["id"]: m for m in row["mentions"]}
    for said in row["attributions"]:
        cue = row["text"][said["cue"]["start"] : said["cue"]["end"]]
        if said["source"] is not None and said["source"] not in ids:
            yield f"the cue {cue!r} names no mention ({said['source']})"
        elif said["source"] and ids[said["source"]]["type"] in ("time", "number", "weapon"):
            yield f"the source of {cue!r} is a {ids[said['source']]['type']}"
        if not said["content"]:
            yield f"the cue {cue!r} has no content"
        for part in said["content"]:
            if part["start"] <= said["cue"]["start"] < part["end"]:
                yield f"the content of {cue!r} holds its own cue; mark it in two parts"


def _ties(row: Row) -> Iterator[str]:
    for tie in row["ties"]:
        yield from tie_faults(row, tie)


def tie_faults(row: Row, tie: Row) -> list[str]:
    """Every fault of a tie between mentions of a passage, none if it is sound."""
    ids = {m["id"]: m for m in row["mentions"]}
    name = f"the tie {tie['type']} {tie['from']} {tie['to']}"
    if tie["type"] not in TIE_TYPES:
        return [f"{name}: no such type"]
    if tie["from"] not in ids or tie["to"] not in ids:
        return [f"{name} names no mention"]
    return list(_sides(tie, ids[tie["from"]], ids[tie["to"]], name))


def _sides(tie: Row, head: Any, tail: Any, name: str) -> Iterator[str]:
    if head is tail:
        yield f"{name} ties a mention to itself"
    if tie["type"] == "same" and head["start"] < tail["start"]:
        yield f"{name}: the later mention comes first"
    if tie["type"] == "same" and {head["type"], tail["type"]} & {"time", "number"}:
        yield f"{name}: times and numbers are not tied"
    if head["type"] not in _HEADS.get(tie["type"], MENTION_TYPES):
        yield f"{name}: a {head['type']} cannot stand first"
    if tail["type"] not in _TAILS.get(tie["type"], MENTION_TYPES):
        yield f"{name}: a {tail['type']} cannot stand second"


def _kinds(row: Row) -> Iterator[str]:
    sentences = split_sentences(row["text"])
    if len(sentences) != len(row["sentences"]):
        firsts = " / ".join(s.of(row["text"])[:20] for s in sentences)
        yield f"{len(row['sentences'])} kinds for {len(sentences)} sentences: {firsts}"
        return
    for sentence, kind in zip(sentences, row["sentences"], strict=True):
        if kind not in SENTENCE_KINDS:
            yield f"{kind!r} is no kind of sentence"
        told = any(
            sentence.start <= e["trigger"]["start"] < sentence.end and e["certainty"] == "reported"
            for e in row["events"]
        )
        if told and kind == "other":
            yield f"the sentence {sentence.of(row['text'])[:30]!r} reports an event but is `other`"
