"""Who says what: the sources of each cue, the attributions, and by whom each event is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from gesta.reader.antecedents import Text
from gesta.reader.draft import Draft
from gesta.reader.page import Page
from gesta.reader.quotes import quotations, quoted, statement
from gesta.reader.same import Sure
from gesta.reader.sources import grammatical_source, named_source
from gesta.types import Attribution, Span

_CITED: Final = ("citing", "quoting", "based on")
OfCue = dict[int, list[int]]  # mentions or attributions of each cue


def sources_of(draft: Draft, text: Text, threshold: float) -> OfCue:
    """The mentions that each cue has for its source, in order: those of the head, or where it
    finds none, the one that the grammar names.

    Whom `according to` or `quoted by` names is a source of that cue alone, and nobody before it is.
    """
    found: OfCue = {}
    for cue, mention, _ in draft.above("sources", threshold):
        found.setdefault(cue, []).append(mention)
    places = [(cue.start, cue.end) for cue in draft.cues]
    named = {cue: named_source(text, place) for cue, place in enumerate(places)}
    owner = {mention: cue for cue, mention in named.items() if mention is not None}
    for cue, place in enumerate(places):
        mentions = [m for m in sorted(found.get(cue, ())) if owner.get(m, cue) == cue]
        if (one := named[cue]) is not None:
            mentions = [m for m in mentions if text.mentions[m].start >= place[1]] or [one]
        elif not mentions and (source := grammatical_source(text, place)) is not None:
            mentions = [source] if source not in owner else []
        found[cue] = mentions
    return found


def attribute(
    page: Page,
    text: Text,
    draft: Draft,
    sources: Mapping[int, Sequence[int]],
    chains: Sequence[Sequence[int]],
    sure: Sure,
) -> tuple[tuple[Attribution, ...], OfCue]:
    """One attribution for each source of a cue (one without, where none is found), in order;
    and which attributions each cue gave. What is said holds quotations whole."""
    chain_of = {mention: chain[0] for chain in chains for mention in chain}
    found: list[Attribution] = []
    of_cue: OfCue = {}
    cues = [_span(page, cue.start, cue.end) for cue in draft.cues]
    heard = [[_span(page, *words) for words in draft.content.get(i, ())] for i in range(len(cues))]
    quotes = quoted(page.text, cues, heard)
    for number, cue in enumerate(cues):
        who: list[int | None] = [*_one_each(text, sources.get(number, ()), chain_of)]
        opened = statement(page.text, cue)
        content = _joined([*heard[number], *quotes[number], *([opened] if opened else [])])
        score = sure("attribution", draft.cues[number].score)
        for source in who or [None]:
            of_cue.setdefault(number, []).append(len(found))
            found.append(Attribution(source, cue, content, score))
    return tuple(found), of_cue


def _span(page: Page, start: int, end: int) -> Span:
    return Span(page.words[start].start, page.words[end - 1].end)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap as one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)


def _one_each(text: Text, mentions: Sequence[int], chain_of: Mapping[int, int]) -> list[int]:
    """The sources of a cue, each once: of `a resident, Sani Bello, said` the name alone."""
    kept: dict[int, int] = {}
    for mention in mentions:
        one = chain_of.get(mention, mention)
        if one not in kept or (text.capital(mention) and not text.capital(kept[one])):
            kept[one] = mention
    return list(kept.values())


def said_by(
    page: Page,
    draft: Draft,
    threshold: float,
    attributions: Sequence[Attribution],
    of_cue: OfCue,
) -> dict[int, tuple[int, ...]]:
    """For each trigger the attributions that carry it, outermost first: those that the head
    joins to it, and those that speak the quotation it stands in.

    An attribution is outer to another when its content holds the other's cue; whom one cites is
    inner to all else.
    """
    carried: dict[int, set[int]] = {}
    for cue, trigger, _ in draft.above("says", threshold):
        carried.setdefault(trigger, set()).update(of_cue.get(cue, ()))
    opened = {said.cue: statement(page.text, said.cue) for said in attributions}
    for quote in [*quotations(page.text), *filter(None, opened.values())]:
        speakers = [
            i
            for i, said in enumerate(attributions)
            if not said.cue.overlaps(quote) and any(part.contains(quote) for part in said.content)
        ]
        for number, event in enumerate(draft.triggers):
            if speakers and quote.start <= page.words[event.start].start < quote.end:
                carried.setdefault(number, set()).update(speakers)
    return {
        trigger: tuple(sorted(members, key=lambda i: (*_depth(page, attributions, members, i), i)))
        for trigger, members in carried.items()
    }


def _depth(
    page: Page, attributions: Sequence[Attribution], members: Collection[int], one: int
) -> tuple[int, bool]:
    """In how many of the others' contents its cue stands, and whether it is cited."""
    cue = attributions[one].cue
    around = sum(
        attributions[i].cue != cue and any(part.contains(cue) for part in attributions[i].content)
        for i in members
    )
    return around, cue.of(page.text).lower().startswith(_CITED)
