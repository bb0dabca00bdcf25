"""Report → Reading: one encoder pass a window, every head of the codebook, then put together.

The same text gives the same reading on one machine, whatever else is read beside it: the encoder
runs at batch 1 with one thread.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gesta.reader import labels
from gesta.reader.assemble import assemble
from gesta.reader.by_sides import by_sides
from gesta.reader.decode import span_scores, spans_in, spans_of, tags_of, without_pointers
from gesta.reader.doubtful import doubtful_pronouns
from gesta.reader.draft import Draft, DraftSpan, Grades
from gesta.reader.features import Floats
from gesta.reader.joining import drop_modifiers, join_mentions
from gesta.reader.kinds import with_kinds
from gesta.reader.likely import LEAST, without_unlikely
from gesta.reader.model import Model, Thresholds
from gesta.reader.nested import with_nested
from gesta.reader.page import Page, lay_out
from gesta.reader.pairs import Scene, Spans, content_scores, score_pairs, span_vectors
from gesta.reader.repeats import repeated
from gesta.reader.speakers import with_speakers
from gesta.reader.windows import Window, plan_windows
from gesta.types import Reading, Report

# Columns of the encoder's tag scores: mentions, then triggers, then cues.
_MENTIONS = len(labels.MENTION_TAGS)
_TRIGGERS = _MENTIONS + len(labels.TRIGGER_TAGS)
# Windows whose pairs are scored in one go: each call of numpy costs as much as its work, and all
# pairs of spans are tabled, so that many more would cost more again.
TOGETHER = 8


class Reader:
    """Reads reports with one model.

    >>> Reader().read(report).events            # doctest: +SKIP
    (EventMention(start=88, end=96, type='ASSAULT', …),)
    """

    def __init__(self, folder: Path | None = None, *, thresholds: Thresholds | None = None) -> None:
        self.model = Model(folder)
        self.thresholds = thresholds or self.model.thresholds
        self.calibration = self.model.calibration
        self.least = LEAST

    @property
    def version(self) -> str:
        """The model's version, kept with the ledger."""
        return self.model.version

    def read(self, report: Report) -> Reading:
        """Everything the codebook names in `report.text`; an empty reading where no word is."""
        page = lay_out(report.text, self.model.tokenizer)
        if page is None:
            return Reading(report.id)
        draft = self.draft(page)
        reading = assemble(report.id, page, draft, self.thresholds, self.calibration)
        reading = with_nested(report.text, by_sides(report.text, reading))
        return with_kinds(without_unlikely(reading, self.least))

    def draft(self, page: Page) -> Draft:
        """What the windows of a page say, before it is put together."""
        draft = Draft()
        windows = plan_windows(page.block_pieces)
        for first in range(0, len(windows), TOGETHER):
            self._read_windows(page, windows[first : first + TOGETHER], draft)
        return draft

    def _read_windows(self, page: Page, windows: list[Window], draft: Draft) -> None:
        """Encode each window, then tag what they own and score all their pairs at once."""
        bounds = [_words_of(page, window) for window in windows]
        read = [self.model.encode(page.inputs(begin, end)) for begin, _, end in bounds]
        owned = [
            (words[own - begin :], tags[own - begin :])
            for (words, tags), (begin, own, _) in zip(read, bounds, strict=True)
        ]
        self._tag(page, bounds[0][1], np.concatenate([tags for _, tags in owned]), draft)
        words = np.concatenate([words for words, _ in owned])
        self._kinds(page, words, bounds, draft)
        starts = [[span.start for span in found] for found in draft.found]
        passes = [
            Pass(begin, own, end, words, tuple(_inside(at, begin, end) for at in starts))
            for (words, _), (begin, own, end) in zip(read, bounds, strict=True)
        ]
        scene = _scene(page, passes, draft)
        heads = self.model.heads
        vectors = span_vectors(heads, scene)
        for kind, links in score_pairs(heads, scene, vectors).items():
            draft.links.setdefault(kind, []).append(links)
        later, earlier = (vectors[side][scene.mentions.owned] for side in ("tie_head", "tie_tail"))
        same = repeated(heads, page, draft, words, later, earlier, bounds[-1][2])
        draft.links.setdefault("same", []).append(same)
        self._grade(vectors["grade_trigger"][scene.triggers.owned], draft)
        self._content(scene, vectors["cue"], draft)

    def _tag(self, page: Page, begin: int, tags: Floats, draft: Draft) -> None:
        """Decode the spans of the sentences from the word `begin` on, of these tag scores."""
        inside = (page.blocks[:, 0] >= begin) & (page.blocks[:, 1] <= begin + len(tags))
        blocks = (page.blocks[inside] - begin).tolist()
        breaks = {start for start, _ in blocks}

        def words(start: int, stop: int) -> str:
            return page.text[page.words[begin + start].start : page.words[begin + stop - 1].end]

        mention, trigger, cue = np.split(tags, (_MENTIONS, _TRIGGERS), axis=1)
        cues = spans_in(cue, blocks, self.thresholds.cue)
        mentions = spans_in(mention, blocks, self.thresholds.mention)
        mentions = without_pointers(mentions, page.lowered[begin : begin + len(tags)])
        mentions = join_mentions(mentions, words, breaks)
        written = [word.of(page.text) for word in page.words[begin : begin + len(tags)]]
        mentions = with_speakers(mentions, cues, written, breaks, mention)
        doubtful = doubtful_pronouns(mention, page.lowered[begin:], mentions)
        triggers = spans_in(trigger, blocks, self.thresholds.trigger)
        triggers = drop_modifiers(triggers, words, breaks)
        for scores, spans, found in (
            (mention, sorted([*mentions, *doubtful]), draft.mentions),
            (trigger, triggers, draft.triggers),
            (cue, cues, draft.cues),
        ):
            for (a, b, kind), sure in zip(spans, span_scores(scores, spans).tolist(), strict=True):
                doubted = found is draft.mentions and (a, b, kind) in doubtful
                found.append(DraftSpan(begin + a, begin + b, kind, sure, doubted))

    def _grade(self, triggers: Floats, draft: Draft) -> None:
        """Certainty, outcome and modes of the triggers with these vectors."""
        if not len(triggers):
            return
        heads = self.model.heads
        certainty = heads.certainty(triggers).argmax(1).tolist()
        outcome = heads.outcome(triggers).argmax(1).tolist()
        modes = heads.modes(triggers) > 0
        for row in range(len(triggers)):
            hot = tuple(np.flatnonzero(modes[row]).tolist())
            draft.grades.append(Grades(certainty[row], outcome[row], hot))

    def _content(self, scene: Scene, vectors: Floats, draft: Draft) -> None:
        """What is said at each cue, in the window that owns it, as ranges of words."""
        cues = np.flatnonzero(scene.cues.owned)
        scored = content_scores(self.model.heads, scene, vectors, cues)
        for row, scores in zip(cues.tolist(), scored, strict=True):
            # From words of the scene to words of the report.
            cue = int(scene.cues.ids[row])
            begin = draft.cues[cue].start - int(scene.cues.ranges[row, 0])
            begin += scene.windows[scene.cues.window[row]][0]
            spans = spans_of(tags_of(scores, self.thresholds.content))
            draft.content[cue] = [(begin + a, begin + b) for a, b, _ in spans]

    def _kinds(self, page: Page, words: Floats, bounds: list[Bounds], draft: Draft) -> None:
        """The kind of each sentence that begins in the words that these windows own; of one that
        is too long for its window, by the part there."""
        first, ends = bounds[0][1], np.array([end for _, _, end in bounds])
        begins = page.sentences[:, 0]
        rows = np.flatnonzero((begins >= first) & (begins < ends[-1]))
        if not len(rows):
            return
        starts = begins[rows]
        stops = np.minimum(page.sentences[rows, 1], ends[ends.searchsorted(starts, "right")])
        edges = np.stack((starts, stops), axis=1).ravel() - first
        edges = edges[:-1] if edges[-1] == len(words) else edges
        sums = np.add.reduceat(words, edges)[::2]
        highest = np.maximum.reduceat(words, edges)[::2]
        means = sums / (stops - starts).astype(np.float32)[:, None]
        kinds = self.model.heads.kind(np.concatenate((means, highest), axis=1)).argmax(1)
        draft.kinds |= dict(zip(rows.tolist(), kinds.tolist(), strict=True))


# A window's words of the report: where its context begins, where what it owns does, its end.
Bounds = tuple[int, int, int]


def _words_of(page: Page, window: Window) -> Bounds:
    return (
        int(page.blocks[window.context, 0]),
        int(page.blocks[window.start, 0]),
        int(page.blocks[window.end - 1, 1]),
    )


@dataclass(frozen=True)
class Pass:
    """One window read: its words of the report `[begin, end)` of which it owns those from `own`
    on, their vectors, and the first and last of the mentions, triggers and cues in it."""

    begin: int
    own: int
    end: int
    words: Floats
    inside: tuple[tuple[int, int], ...]


def _inside(starts: list[int], begin: int, end: int) -> tuple[int, int]:
    """Which of the spans that begin at these words lie in `[begin, end)`, first and end."""
    return bisect_left(starts, begin), bisect_left(starts, end)


def _scene(page: Page, passes: list[Pass], draft: Draft) -> Scene:
    ends = np.cumsum([p.end - p.begin for p in passes]).tolist()
    places = np.concatenate([np.arange(p.begin, p.end) for p in passes])
    mentions, triggers, cues = (
        _spans(found, passes, [0, *ends], kind) for kind, found in enumerate(draft.found)
    )
    return Scene(
        words=np.concatenate([p.words for p in passes]),
        lowered=[word for p in passes for word in page.lowered[p.begin : p.end]],
        sentence=page.sentences[:, 0].searchsorted(places, "right") - 1,
        windows=list(zip([0, *ends], ends, strict=False)),
        mentions=mentions,
        triggers=triggers,
        cues=cues,
    )


def _spans(found: list[DraftSpan], passes: list[Pass], starts: list[int], kind: int) -> Spans:
    """The spans of one kind that the windows hold, in words of the scene."""
    rows = [
        (
            s.start - p.begin + at,
            s.end - p.begin + at,
            s.type,
            i,
            window,
            s.start >= p.own,
            s.doubtful,
        )
        for window, (p, at) in enumerate(zip(passes, starts, strict=False))
        for i, s in enumerate(found[slice(*p.inside[kind])], p.inside[kind][0])
    ]
    table = np.array(rows, np.int64).reshape(-1, 7)
    owned, sure = table[:, 5] > 0, table[:, 6] == 0
    return Spans(table[:, :2], table[:, 2], table[:, 3], table[:, 4], owned, sure)
