"""The seven questions as functions: a ledger or a table of events in, an `Answer` out.

    answer = trend(source, Filter(actor="Red Banner"))
    to_json(answer), to_text(answer), plots.picture(answer, "svg")

The command line and the pages call these; `source` is an open `Ledger`, or the path of a CSV. What a
filter asks for and a ledger does not know is a LedgerError, an option at fault an AnalysisError.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

from gesta import codebook
from gesta.analysis.answer import Answer, refuse
from gesta.analysis.happenings import Happenings, joined
from gesta.errors import AnalysisError
from gesta.ledger import Ledger
from gesta.ledger.find import Filter, actor_ids, called

Source: TypeAlias = Ledger | Path

DRAWS, SEED = 400, 1
HOWS: Final = ("days", "wakes", "waits")
_ALL = Filter()


def nowcast(source: Source, asked: Filter = _ALL, *, recipient: str | None = None,
            draws: int = DRAWS, seed: int = SEED) -> Answer:  # fmt: skip
    """How many attacks of the last 14 days are still to be reported."""
    from gesta.analysis.nowcast import nowcast as answer

    return answer(gather(source, asked, recipient=recipient), draws=draws, seed=seed)


def trend(source: Source, asked: Filter = _ALL, *, recipient: str | None = None,
          draws: int = DRAWS, seed: int = SEED) -> Answer:  # fmt: skip
    """Whether attacks are rising: the last 14 days against the 56 before."""
    from gesta.analysis.trend import trend as answer

    return answer(gather(source, asked, recipient=recipient), draws=draws, seed=seed)


def since(source: Source, asked: Filter = _ALL, *, recipient: str | None = None,
          draws: int = DRAWS, seed: int = SEED) -> Answer:  # fmt: skip
    """Since when attacks are more or fewer."""
    from gesta.analysis.since import since as answer

    return answer(gather(source, asked, recipient=recipient), draws=draws, seed=seed)


def shift(source: Source, asked: Filter = _ALL, *, of: str = "target", at: date | None = None,
          recipient: str | None = None, draws: int = DRAWS, seed: int = SEED) -> Answer:  # fmt: skip
    """Whether attacks moved to another `of`: target, recipient, actor, area, place or mode; from the day `at` on."""
    from gesta.analysis.shift import shift as answer

    happenings = gather(source, asked, recipient=recipient)
    return answer(happenings, of, at=at, draws=draws, seed=seed)


def respond(source: Source, asked: Filter = _ALL, *, after: str, after_types: Sequence[str] = (),
            after_recipient: str | None = None, how: str = "days", reverse: bool = False,
            recipient: str | None = None, draws: int = DRAWS, seed: int = SEED) -> Answer:  # fmt: skip
    """What followed the actions of `after`; with `reverse`, what followed the attacks asked for."""
    attacks, actions = sides(source, asked, after=after, after_types=after_types,
                             after_recipient=after_recipient, recipient=recipient)  # fmt: skip
    if reverse:
        attacks, actions = actions, attacks
    return followed(attacks, actions, how=how, draws=draws, seed=seed)


def claims(source: Source, asked: Filter = _ALL, *, outlet: str | None = None,
           draws: int = DRAWS, seed: int = SEED) -> Answer:  # fmt: skip
    """Who claims and denies what, and what is borne out; of one speaker with `asked.actor`, of
    what one outlet tells with `outlet`. Needs a ledger."""
    from gesta.analysis.statements import statements
    from gesta.analysis.who_says import claims_of, whether_borne_out, who_says

    ledger = _ledger(source, "Who claims what")
    told = statements(ledger, replace(spelled(asked), actor=None))
    if not (asked.actor or outlet):
        return who_says(told, draws=draws, seed=seed)
    ids = set(json.loads(actor_ids(ledger, asked.actor))) if asked.actor else set()
    speaker = called(ledger, asked.actor)
    name = " as told by ".join(words for words in (speaker, outlet) if words)
    picks = claims_of(told, ids, outlet)
    return whether_borne_out(
        told, name, picks, outlet=asked.actor is None, draws=draws, seed=seed
    )  # fmt: skip


def network(source: Source, asked: Filter = _ALL, *, on: date | None = None,
            draws: int = DRAWS, seed: int = SEED) -> Answer:  # fmt: skip
    """Who is with whom on a day and whether acts have structure; who stands under `asked.actor`
    where one is named. Needs a ledger."""
    from gesta.analysis.known_network import Known
    from gesta.analysis.network import network as whole
    from gesta.analysis.network import umbrella

    ledger = _ledger(source, "Who is with whom")
    heads = json.loads(actor_ids(ledger, asked.actor)) if asked.actor else []
    rest = replace(spelled(asked), actor=None)
    known = Known.of(ledger, rest, day=on, draws=draws, seed=seed)
    return (
        umbrella(known, called(ledger, asked.actor), heads)
        if asked.actor
        else whole(known, seed=seed)
    )


QUESTIONS: Final[dict[str, Callable[..., Answer]]] = {
    "nowcast": nowcast, "trend": trend, "since": since, "shift": shift,
    "respond": respond, "claims": claims, "network": network,
}  # fmt: skip
"""Each question's function by the name of its command."""


def ask(question: str, source: Source, asked: Filter = _ALL, **options: Any) -> Answer:
    """The answer to a question by name; options as of its function.

    Raises AnalysisError for another question.
    """
    if question not in QUESTIONS:
        raise AnalysisError(f"{question!r} is no question. Ask one of {', '.join(QUESTIONS)}.")
    return QUESTIONS[question](source, asked, **options)


def gather(source: Source, asked: Filter, *, recipient: str | None = None) -> Happenings:
    """What a filter asks for of a ledger or a table of events."""
    if isinstance(source, Path):
        from gesta.analysis.from_csv import from_csv

        return from_csv(source, asked, recipient=recipient)
    from gesta.analysis.from_ledger import from_ledger

    return from_ledger(source, spelled(asked), recipient=recipient)


def sides(
    source: Source, asked: Filter, *, after: str, after_types: Sequence[str] = (),
    after_recipient: str | None = None, recipient: str | None = None,
) -> tuple[Happenings, Happenings]:  # fmt: skip
    """The attacks asked for, and the actions of `after` in the same days and at the same place.

    `after_types` are what the actions are; nothing is what the source takes for attacks.
    """
    attacks = gather(source, asked, recipient=recipient)
    kinds: list[str | None] = [*dict.fromkeys(after_types)] or [None]
    filters = [replace(asked, actor=after, type=kind, status=None) for kind in kinds]
    return attacks, joined([gather(source, f, recipient=after_recipient) for f in filters])


def followed(
    attacks: Happenings, actions: Happenings, *, how: str = "days", draws: int = DRAWS,
    seed: int = SEED,
) -> Answer:  # fmt: skip
    """Whether actions were followed by fewer or more attacks, by one of HOWS.

    Refused where over half of one side are events of the other side too: nothing follows itself.
    """
    if how == "wakes":
        from gesta.analysis.wakes import wakes as answer
    elif how == "waits":
        from gesta.analysis.waits import waits as answer
    elif how == "days":
        from gesta.analysis.respond import respond as answer
    else:
        raise AnalysisError(f"{how!r} is no way to compare. Say one of {', '.join(HOWS)}.")
    both = len(set(attacks.ids) & set(actions.ids))
    if 2 * both > min(len(attacks.ids), len(actions.ids)):
        question = f"Were {actions.words} followed by fewer or by more {attacks.words}?"
        reason = (
            f"{both:,} events are on both sides, of {len(actions.ids):,} actions and {len(attacks.ids):,} attacks: "
            "what follows them cannot be told from themselves. Name two sides that act apart."
        )
        return refuse(question, reason, attacks, method="comparison of the events of two sides")
    return answer(attacks, actions, draws=draws, seed=seed)


def spelled(asked: Filter) -> Filter:
    """The filter with its type and status in the codebook's spelling; AnalysisError for others.

    A table of one's own may have other words, so this is for ledgers alone.
    """
    return replace(
        asked, type=_word("type", asked.type, codebook.EVENT_TYPES),
        status=_word("status", asked.status, codebook.STATUSES),
    )  # fmt: skip


def _word(name: str, value: str | None, allowed: Sequence[str]) -> str | None:
    if value is None:
        return None
    for known in allowed:
        if known.casefold() == value.casefold():
            return known
    raise AnalysisError(
        f"{value!r} is not a word of the codebook for a {name}. Say one of {', '.join(allowed)}."
    )


def _ledger(source: Source, what: str) -> Ledger:
    if isinstance(source, Path):
        raise AnalysisError(f"{what} is asked of a ledger; {source} is a table of events.")
    return source
