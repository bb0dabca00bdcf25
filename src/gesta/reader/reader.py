"""Report → Reading: one encoder pass a window, every head of the codebook, then put together.

The same text gives the same reading on one machine, whatever else is read beside it: the encoder
runs at batch 1 with one thread.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gesta.reader import labels
from gesta.reader.assemble import assemble
from gesta.reader.decode import span_scores, spans_of, tags_of, without_pointers
from gesta.reader.draft import Draft, DraftSpan, Grades
from gesta.reader.features import Floats
from gesta.reader.model import Model, Thresholds
from gesta.reader.page import Page, lay_out
from gesta.reader.pairs import Scene, Spans, content_scores, score_pairs
from gesta.reader.windows import Window, plan_windows
from gesta.types import Reading, Report

# Columns of the encoder's tag scores: mentions, then triggers, then cues.
_MENTIONS = len(labels.MENTION_TAGS)
_TRIGGERS = _MENTIONS + len(labels.TRIGGER_TAGS)


class Reader:
    """Reads reports with one model.

    >>> Reader().read(report).events            # doctest: +SKIP
    (EventMention(start=88, end=96, type='ASSAULT', …),)
    """

    def __init__(self, folder: Path | None = None, *, thresholds: Thresholds | None = None) -> None:
        self.model = Model(folder)
        self.thresholds = thresholds or self.model.thresholds
        self.calibration = self.model.calibration

    @property
    def version(self) -> str:
        """The model's version, kept with the ledger."""
        return self.model.version

    def read(self, report: Report) -> Reading:
        """Everything the codebook names in `report.text`; an empty reading where no word is."""
        page = lay_out(report.text, self.model.tokenizer)
        if page is None:
            return Reading(report.id)
        draft = Draft()
        for window in plan_windows(page.block_pieces):
            self._read_window(page, window, draft)
        return assemble(report.id, page, draft, self.thresholds, self.calibration)

    def _read_window(self, page: Page, window: Window, draft: Draft) -> None:
        begin = int(page.blocks[window.context, 0])
        own = int(page.blocks[window.start, 0])
        end = int(page.blocks[window.end - 1, 1])
        words, tags = self.model.encode(page.inputs(begin, end))
        self._tag(page, (begin, own, end), tags, draft)
        scene = _scene(page, (begin, own, end), words, draft)
        heads = self.model.heads
        for kind, links in score_pairs(heads, scene).items():
            draft.links.setdefault(kind, []).append(links)
        self._grade(scene, draft)
        self._content(page, scene, (begin, end), draft)
        self._kinds(page, words, (begin, own, end), draft)

    def _tag(self, page: Page, bounds: tuple[int, int, int], tags: Floats, draft: Draft) -> None:
        """Decode the spans of the sentences that the window owns."""
        begin, own, end = bounds
        for start, stop in page.blocks[(page.blocks[:, 0] >= own) & (page.blocks[:, 1] <= end)]:
            part = tags[start - begin : stop - begin]
            for columns, bias, found in (
                (slice(0, _MENTIONS), self.thresholds.mention, draft.mentions),
                (slice(_MENTIONS, _TRIGGERS), self.thresholds.trigger, draft.triggers),
                (slice(_TRIGGERS, None), self.thresholds.cue, draft.cues),
            ):
                scores = part[:, columns]
                spans = spans_of(tags_of(scores, bias))
                if found is draft.mentions:
                    spans = without_pointers(spans, page.lowered[start:stop])
                for (a, b, kind), sure in zip(spans, span_scores(scores, spans), strict=True):
                    found.append(DraftSpan(int(start) + a, int(start) + b, kind, float(sure)))

    def _grade(self, scene: Scene, draft: Draft) -> None:
        """Certainty, outcome and modes of the triggers that the window owns."""
        own = scene.triggers.owned
        spans, types = scene.triggers.ranges[own], scene.triggers.types[own]
        if not len(spans):
            return
        heads = self.model.heads
        vector = heads.grade_trigger(scene.words, spans, types)
        certainty = heads.certainty(vector).argmax(1)
        outcome = heads.outcome(vector).argmax(1)
        modes = heads.modes(vector) > 0
        for row in range(len(spans)):
            hot = tuple(int(i) for i in np.flatnonzero(modes[row]))
            draft.grades.append(Grades(int(certainty[row]), int(outcome[row]), hot))

    def _content(self, page: Page, scene: Scene, bounds: tuple[int, int], draft: Draft) -> None:
        """What is said at each cue that the window owns, as ranges of words."""
        begin, end = bounds
        inside = (page.sentences[:, 0] < end) & (page.sentences[:, 1] > begin)
        sentences = np.clip(page.sentences[inside] - begin, 0, end - begin)
        for row in np.flatnonzero(scene.cues.owned):
            scores = content_scores(self.model.heads, scene, int(row), sentences)
            spans = spans_of(tags_of(scores, self.thresholds.content))
            draft.content[int(scene.cues.ids[row])] = [(begin + a, begin + b) for a, b, _ in spans]

    def _kinds(self, page: Page, words: Floats, bounds: tuple[int, int, int], draft: Draft) -> None:
        """The kind of each sentence that begins in the part that the window owns."""
        begin, own, end = bounds
        rows = np.flatnonzero((page.sentences[:, 0] >= own) & (page.sentences[:, 0] < end))
        if not len(rows):
            return
        pooled = []
        for start, stop in page.sentences[rows]:
            part = words[start - begin : min(stop, end) - begin]
            pooled.append(np.concatenate((part.mean(0), part.max(0))))
        for row, kind in zip(rows, self.model.heads.kind(np.stack(pooled)).argmax(1), strict=True):
            draft.kinds[int(row)] = int(kind)


def _scene(page: Page, bounds: tuple[int, int, int], words: Floats, draft: Draft) -> Scene:
    begin, own, end = bounds
    sentence = np.searchsorted(page.sentences[:, 0], np.arange(begin, end), "right") - 1
    return Scene(
        words=words,
        lowered=page.lowered[begin:end],
        sentence=sentence,
        mentions=_window_spans(draft.mentions, begin, own),
        triggers=_window_spans(draft.triggers, begin, own),
        cues=_window_spans(draft.cues, begin, own),
    )


def _window_spans(found: list[DraftSpan], begin: int, own: int) -> Spans:
    """The spans found so far that lie in the window, in its own word indexes."""
    first = len(found)
    while first > 0 and found[first - 1].start >= begin:
        first -= 1
    inside = found[first:]
    ranges = np.array([(s.start - begin, s.end - begin) for s in inside], np.int64)
    return Spans(
        ranges=ranges.reshape(-1, 2),
        types=np.array([s.type for s in inside], np.int64),
        ids=np.arange(first, len(found)),
        owned=np.array([s.start >= own for s in inside], bool),
    )
