"""One training passage made of claims: mentions, events, and who says them, as the codebook has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import starmap
from typing import Final

from gesta.ledger.review_marks import Mark
from gesta.passages import Row
from gesta.reader.words import split_words
from gesta.types import Claim, Span, Speaker

ARTICLES: Final = ("the", "a", "an")
_LITTLE: Final = (*ARTICLES, "that", "and", "but", "as", "who")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


class PassageRow:
    """A passage under way: `part` of a text, whose words `snap` finds the ends of."""

    def __init__(self, text: str, part: Span, snap: Callable[[int, int], tuple[int, int]]) -> None:
        self._text, self._part, self._snap = text, part, snap
        self._ids: dict[tuple[int, int, str], str] = {}
        self._of_claim: dict[str, str] = {}
        self._about: dict[str, tuple[str, ...]] = {}
        self._cues: dict[tuple[int, int], list[Row]] = {}
        self.mentions: list[Row] = []
        self.who: dict[str, str] = {}
        self.events: list[Row] = []
        self.wanting: list[str] = []

    @property
    def attributions(self) -> list[Row]:
        """Who says what, by the place of the cue."""
        return [row for cue in sorted(self._cues) for row in self._cues[cue]]

    def add(self, claim: Claim, marks: Sequence[Mark]) -> None:
        """One event with its roles and those who say it."""
        start, end = self._placed(claim.trigger.start, claim.trigger.end)
        if any(e["trigger"]["start"] < end and start < e["trigger"]["end"] for e in self.events):
            self.wanting.append(f"the trigger {claim.trigger.text!r} lies in another one")
            return
        name = f"e{len(self.events) + 1}"
        args: list[Row] = []
        taken: set[str] = set()
        for mark in marks:
            mention = None if mark.role == "said_by" else self._mention(mark)
            if mention is not None and mention not in taken:
                taken.add(mention)
                args.append({"role": mark.role, "mention": mention})
        said = self._said(claim, marks)
        if claim.certainty == "attributed" and not said:
            self.wanting.append(
                f"who says {claim.trigger.text!r} stands in no words of the passage"
            )
            return
        outcome = claim.outcome if claim.type == "ASSAULT" else None
        if outcome == "hit" and claim.certainty in ("planned", "hypothetical"):
            outcome = None
        self._of_claim[claim.id] = name
        self._about[name] = claim.content
        self.events.append({
            "id": name, "type": claim.type, "mode": list(dict.fromkeys(claim.modes)),
            "certainty": claim.certainty, "outcome": outcome,
            "trigger": {"start": start, "end": end}, "args": args,
        })  # fmt: skip

    def link(self) -> None:
        """Tie events to those that they are about."""
        for event in self.events:
            about = [self._of_claim[c] for c in self._about[event["id"]] if c in self._of_claim]
            event["args"] += [
                {"role": "content", "mention": other} for other in about if other != event["id"]
            ]

    def _placed(self, start: int, end: int) -> tuple[int, int]:
        start, end = self._snap(start, end)
        return start - self._part.start, end - self._part.start

    def _mention(self, mark: Mark) -> str | None:
        """The mention of a mark; None where it lies outside or across another one."""
        start, end = mark.start, mark.end
        words = self._text[start:end].split(" ")
        if mark.type not in ("time", "number") and len(words) > 1 and words[0].lower() in ARTICLES:
            start += len(words[0]) + 1
        start, end = self._placed(start, end)
        if not 0 <= start < end <= self._part.end - self._part.start:
            return None
        key = (start, end, mark.type)
        if key not in self._ids:
            if any(_cross((start, end), (m["start"], m["end"])) for m in self.mentions):
                return None
            self._ids[key] = _name(len(self._ids))
            self.mentions.append(
                {"id": self._ids[key], "type": mark.type, "start": start, "end": end}
            )
        if mark.who is not None:
            self.who.setdefault(self._ids[key], mark.who)
        return self._ids[key]

    def _said(self, claim: Claim, marks: Sequence[Mark]) -> bool:
        """Whether somebody is shown to say the claim; each who does is added."""
        sources = {(m.start, m.end): m for m in marks if m.role == "said_by"}
        shown = False
        for one in claim.said_by:
            mark = sources.get((one.start or 0, one.end or 0))
            cue = self._cue(one, mark, claim)
            if cue is None:
                continue
            content = self._content(cue, one, mark, claim)
            source = None if mark is None else self._mention(mark)
            if not content or (mark is not None and source is None):
                continue
            row = {"source": source, "cue": {"start": cue[0], "end": cue[1]}, "content": content}
            rows = self._cues.setdefault(cue, [])
            if all(other["source"] != source for other in rows):
                rows.append(row if not rows else {**row, "content": rows[0]["content"]})
            at = claim.trigger.start - self._part.start
            shown |= any(c["start"] <= at < c["end"] for c in rows[0]["content"])
        return shown

    def _cue(self, one: Speaker, mark: Mark | None, claim: Claim) -> tuple[int, int] | None:
        """Where a cue stands; of one without a place the words nearest to its source, or to the
        claim's trigger. None outside the passage, and across another cue."""
        start = self._found(one.cue or "", mark, claim) if one.cue_start is None else one.cue_start
        if not one.cue or start is None:
            return None
        cue = self._placed(start, start + len(one.cue))
        if not 0 <= cue[0] < cue[1] <= self._part.end - self._part.start:
            return None
        if any(cue != other and cue[0] < other[1] and other[0] < cue[1] for other in self._cues):
            return None
        return cue

    def _found(self, words: str, mark: Mark | None, claim: Claim) -> int | None:
        near = mark.start if mark is not None else claim.trigger.start
        spots = []
        at = self._text.find(words, self._part.start, self._part.end) if words else -1
        while at >= 0:
            spots.append(at)
            at = self._text.find(words, at + 1, self._part.end)
        return min(spots, key=lambda spot: abs(spot - near), default=None)

    def _content(
        self, cue: tuple[int, int], one: Speaker, mark: Mark | None, claim: Claim
    ) -> list[Row]:
        """What is said at the cue, as far as it stands in the passage; where that does not hold
        the claim's trigger, the claim's sentence. Without who says it and the cue."""
        said = self._apart([(part.start, part.end) for part in one.content], cue)
        at = claim.trigger.start - self._part.start
        if any(part["start"] <= at < part["end"] for part in said):
            return said
        evidence = (claim.evidence.start, claim.evidence.end)
        if mark is None:
            return self._apart([evidence], cue)
        first, last = self._placed(mark.start, mark.end)
        return self._apart([evidence], (min(cue[0], first), max(cue[1], last)))

    def _apart(self, spans: Iterable[tuple[int, int]], hole: tuple[int, int]) -> list[Row]:
        """Spans of the text as parts of the passage, in two where the hole lies in them."""
        found = []
        left, right = hole
        for start, end in starmap(self._placed, spans):
            first, last = max(start, 0), min(end, self._part.end - self._part.start)
            whole = right <= first or last <= left
            for part in [(first, last)] if whole else [(first, left), (right, last)]:
                if (span := self._trimmed(*part)) is not None:
                    found.append({"start": span[0], "end": span[1]})
        return found

    def _trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        """The words between two places, without signs and little words at the edges alone."""
        text = self._part.of(self._text)
        words = [w for w in split_words(text) if first <= w.start and w.end <= last]
        while words and not any(c.isalnum() for c in words[0].of(text)):
            words = words[1:]
        while words and not any(c.isalnum() for c in words[-1].of(text)):
            words = words[:-1]
        if not words or (len(words) == 1 and words[0].of(text).lower() in _LITTLE):
            return None
        return words[0].start, words[-1].end


def _cross(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans overlap and neither holds the other."""
    if one[1] <= other[0] or other[1] <= one[0]:
        return False
    inside = one[0] >= other[0] and one[1] <= other[1]
    return not inside and not (other[0] >= one[0] and other[1] <= one[1])


def _name(number: int) -> str:
    """a, b … z, aa, ab …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(_LETTERS))
        name = _LETTERS[rest] + name
    return name
