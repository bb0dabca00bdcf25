"""One report's words with what each mention was grounded to: what claims and ties are made from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from gesta.types import (
    Actor,
    Attribution,
    Mention,
    Place,
    Quote,
    Reading,
    Report,
    Sentence,
    Speaker,
    When,
)


@dataclass(frozen=True)
class Scene:
    """`actors`, `places` and `times` run over the reading's mentions, None where there is none."""

    report: Report
    reading: Reading
    actors: tuple[Actor | None, ...]
    places: tuple[Place | None, ...]
    times: tuple[When | None, ...]
    starts: tuple[int, ...]  # where each sentence begins

    def words(self, mention: Mention) -> str:
        """The mention's words."""
        return self.report.text[mention.start : mention.end]

    def quote(self, start: int, end: int) -> Quote:
        """A span of the report with its words."""
        return Quote(start, end, self.report.text[start:end])

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds `offset`, or the one before it."""
        return self.reading.sentences[max(0, bisect_right(self.starts, offset) - 1)]

    def evidence(self, start: int, end: int) -> Quote:
        """The sentence or sentences that hold the span."""
        first, last = self.sentence_at(start), self.sentence_at(max(start, end - 1))
        return self.quote(min(start, first.start), max(end, last.end))

    def speakers(self, attributions: tuple[int, ...]) -> tuple[Speaker, ...]:
        """The chain of who says so, nobody twice in a row; a source that the text does not name has
        no words."""
        chain: list[Speaker] = []
        for index in attributions:
            said = self.reading.attributions[index]
            speaker = self._speaker(said)
            if said.source is None or not chain or not _is_again(speaker, chain[-1]):
                chain.append(speaker)
        return tuple(chain)

    def _speaker(self, said: Attribution) -> Speaker:
        nobody = Speaker(
            None,
            cue=said.cue.of(self.report.text),
            cue_start=said.cue.start,
            cue_end=said.cue.end,
            content=said.content,
        )
        if said.source is None:
            return nobody
        mention, actor = self.reading.mentions[said.source], self.actors[said.source]
        known = actor.id if actor else None
        words = self.words(mention)
        return replace(nobody, text=words, actor=known, start=mention.start, end=mention.end)

    def speakers_over(self, start: int, end: int) -> tuple[Speaker, ...]:
        """Who says the words of the span: the attributions whose content covers it, outer first."""
        covering = [
            (part.start - part.end, index)
            for index, said in enumerate(self.reading.attributions)
            for part in said.content
            if part.start <= start and end <= part.end
        ]
        return self.speakers(tuple(index for _, index in sorted(covering)))


def _is_again(speaker: Speaker, before: Speaker) -> bool:
    """Whether a speaker is the one before: the same actor, or the last word of its name alone
    (`the Defence Ministry … the ministry said`)."""
    if speaker.actor is not None and speaker.actor == before.actor:
        return True
    word, name = (speaker.text or "").lower(), (before.text or "").lower().split()
    return bool(name) and word == name[-1]
