"""Who claims, attributes and denies what, and whose claims independent origins bear out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from gesta.analysis.answer import NO, OPEN, YES, Answer, Estimate
from gesta.analysis.bearing import (
    STANDINGS,
    Ints,
    Statement,
    all_settled,
    one_speaker,
    redrawn,
)
from gesta.analysis.borne import LEAST, checked, differ, share, smallest_over_half
from gesta.analysis.statements import ACTS, Said, Statements
from gesta.errors import AnalysisError
from gesta.identity import slug

HALF, LEVEL, SEEN = 50.0, 0.05, 0.25
_ROWS, _ESTIMATES, _CELLS = 25, 12, 40
METHOD = (
    "statements of one speaker on one incident, copies collapsed to their origin and outlets of one "
    "owner to one voice; Jeffreys intervals (Brown, Cai & DasGupta 2001) over draws of doubtful "
    "joins; speakers compared by permutation within incidents"
)
WARNING = (
    "to be borne out is not to be true: independent origins can share an error, or a source that "
    "neither names; and open is not false"
)
ASSUMES = (
    "an outlet that names no source speaks in its own word",
    "differences of number, place or day are no contradiction here; `gesta show incident` lists them",
    "claims that the ledger keeps apart are of different incidents",
)


def who_says(told: Statements, *, draws: int, seed: int) -> Answer:
    """All speakers: what each says, how it stands, and whether they differ."""
    question = (
        f"Whose claims about {told.words} do independent origins bear out, and do speakers differ?"
    )
    settled = [s for s in all_settled(told) if not s.speaker.startswith("report:")]
    order = _most_told(settled)
    counts = redrawn(told, order, draws=draws, seed=seed)
    shares = {name: share(told.name(name), counts[:, k], seed=seed) for k, name in enumerate(order)}
    tested = differ(settled, seed=seed)
    verdict, words = _differ(told, shares, tested)
    return Answer(
        question, verdict, words, len(settled), METHOD,
        estimates=tuple(e for e in shares.values() if e is not None)[:_ESTIMATES],
        smallest="" if tested is None else _apart(tested[1]),
        dropped=told.dropped, assumptions=ASSUMES, warnings=_warnings(told, order),
        table=tuple(_speaker_rows(told, settled, order[:_ROWS], shares)),
        details=tuple(_statement_rows(told, settled)),
        incidents=tuple(sorted({s.incident for s in settled})), plot=_matrix(told, settled, order),
    )  # fmt: skip


def whether_borne_out(
    told: Statements, name: str, picks: set[str], *, outlet: bool = False, draws: int, seed: int
) -> Answer:
    """One speaker, of the claims in `picks`: each statement, and whether most are borne out."""
    question = f"Do independent origins bear out what {name} says about {told.words}?"
    own = one_speaker(told, picks, name, outlet=outlet)
    settled = [s for s in all_settled(own) if s.speaker == name]
    counts = redrawn(own, [name], draws=draws, seed=seed)[:, 0]
    found = share(
        f"share of the checked statements of {name} that are borne out", counts, seed=seed
    )
    verdict, words = _most(name, settled, counts, found)
    return Answer(
        question, verdict, words, len(settled), METHOD, estimates=() if found is None else (found,),
        smallest=_smallest(counts), dropped=told.dropped, assumptions=ASSUMES,
        warnings=(*_warnings(own, [name]), *_unlisted(settled)), table=tuple(_short_rows(own, settled)),
        details=tuple(_statement_rows(own, settled)),
        incidents=tuple(sorted({s.incident for s in settled})),
        plot=_matrix(own, all_settled(own), [name, *_others(own, settled)]),
    )  # fmt: skip


def claims_of(told: Statements, ids: set[str], outlet: str | None) -> set[str]:
    """The claims of actors (empty: of anybody) and of those who speak for them, told by an outlet.

    Raises AnalysisError where no outlet of the ledger is called so.
    """
    voices = None if outlet is None else _voices(told, outlet)
    return {
        s.claim
        for s in told.said
        if (not ids or (s.source is not None and bool(ids & s.belongs)))
        and (voices is None or s.voice in voices)
    }


def _voices(told: Statements, outlet: str) -> set[str]:
    voices = {s.voice for s in told.said if not s.voice.startswith("report:")}
    wanted = slug(outlet)
    found = {v for v in voices if f"-{wanted}-" in f"-{slug(told.name(v))}-"}
    if not found:
        known = ", ".join(sorted(told.name(v) for v in voices)[:8]) or "none"
        raise AnalysisError(
            f"No outlet called {outlet!r} says anything about {told.words}. Outlets that do: {known}."
        )
    return found


def _most_told(settled: Iterable[Statement]) -> list[str]:
    often = Counter(s.speaker for s in settled)
    return sorted(often, key=lambda name: (-often[name], name))


def _differ(
    told: Statements, shares: Mapping[str, Estimate | None], tested: tuple[float, float] | None
) -> tuple[str, str]:
    known = {name: e for name, e in shares.items() if e is not None}
    if tested is None:
        return OPEN, (
            f"{len(known)} speakers have {LEAST} statements that an independent origin speaks for or "
            "against; two that speak of the same incidents are needed to compare them. The table "
            "says how each statement stands."
        )
    chance, seen = tested
    if chance < LEVEL and known:
        best = max(known, key=lambda name: known[name].value)
        worst = min(known, key=lambda name: known[name].value)
        return YES, (
            f"Speakers differ beyond chance (p = {chance:.3f}): most often borne out is "
            f"{told.name(best)} ({known[best].value:.0f} %), least often {told.name(worst)} "
            f"({known[worst].value:.0f} %)."
        )
    if seen <= SEEN:
        return (
            NO,
            f"The speakers are borne out alike, as far as chance can tell (p = {chance:.2f}).",
        )
    return OPEN, f"The speakers are too few or say too little to be told apart (p = {chance:.2f})."


def _most(
    name: str, settled: Sequence[Statement], counts: Ints, found: Estimate | None
) -> tuple[str, str]:
    stands = Counter(s.standing for s in settled)
    list_ = ", ".join(f"{stands[word]} {word}" for word in STANDINGS if stands[word])
    if not settled:
        return OPEN, f"{name} says nothing about them in this ledger."
    if found is None:
        return OPEN, (
            f"Of {len(settled)} statements ({list_}), {np.median(checked(counts)):.0f} can be checked "
            f"against an independent origin; {LEAST} are needed."
        )
    if found.low > HALF:
        return YES, f"More often than not, where they can be checked ({list_})."
    if found.high < HALF:
        return NO, f"Less often than not, where they can be checked ({list_})."
    return OPEN, f"The interval holds one half ({list_})."


def _apart(seen: float) -> str:
    if seen >= 1.0:
        return "no difference of any size: too few statements are checked"
    return f"two speakers {100 * seen:.0f} percentage points apart (in 4 of 5 such ledgers)"


def _smallest(counts: Ints) -> str:
    number = float(np.median(checked(counts)))
    if number < LEAST:
        return ""
    least = smallest_over_half(number)
    if least >= 100:
        return "no share below 100 %: too few statements are checked"
    return f"a share above {least:.0f} % (in 4 of 5 such ledgers)"


def _warnings(told: Statements, speakers: Iterable[str]) -> tuple[str, ...]:
    """That bearing out is not truth; and which doubtful joins the answer rests on."""
    doubtful = sum(any(j.p < 1.0 for j in joins) for joins in told.joins.values())
    return (WARNING, *([f"{doubtful} incidents hold joins of claims that are in doubt; they are drawn"] if doubtful else []))  # fmt: skip


def _speaker_rows(
    told: Statements,
    settled: Sequence[Statement],
    order: Sequence[str],
    shares: Mapping[str, Estimate | None],
) -> Iterable[dict[str, Any]]:
    """A row for each speaker: what it does, how it stands, when."""
    mine: dict[str, list[Statement]] = defaultdict(list)
    for one in settled:
        mine[one.speaker].append(one)
    seen = {one.standing for one in settled}
    for name in order:
        acts = Counter(s.act for s in mine[name])
        stands = Counter(s.standing for s in mine[name])
        found = shares.get(name)
        yield {
            "speaker": _short(told.name(name), 28),
            **{act: acts[act] for act in ACTS},
            **{word: stands[word] for word in STANDINGS if word in seen},
            "% borne out": "too few" if found is None
            else f"{found.value:.0f} ({found.low:.0f} to {found.high:.0f})",
        }  # fmt: skip


def _short_rows(told: Statements, settled: Sequence[Statement]) -> Iterable[dict[str, Any]]:
    """A row for each statement: those on which another origin speaks, by day, before the open ones."""
    rows = sorted(_statement_rows(told, settled), key=lambda row: row["standing"] == STANDINGS[-1])
    for row in rows[:_CELLS]:
        yield {
            "day": row["day"] or "undated", "says": row["act"], "stands": row["standing"],
            "incident": row["incident"], "because of": _short(", ".join(row["origins"])),
        }  # fmt: skip


def _unlisted(settled: Sequence[Statement]) -> list[str]:
    more = len(settled) - _CELLS
    return [f"{more} more statements are not listed; --json has all"] if more > 0 else []


def _statement_rows(told: Statements, settled: Sequence[Statement]) -> Iterable[dict[str, Any]]:
    """Every statement with its day, claims, and the origins that decide how it stands."""
    said: dict[str, Said] = {s.claim: s for s in told.said}
    late = "9999"
    days = {name: None if day is None else day.isoformat() for name, day in told.days.items()}
    for one in sorted(settled, key=lambda s: (days.get(s.incident) or late, s.incident, s.speaker)):
        yield {
            "speaker": told.name(one.speaker), "incident": one.incident,
            "day": days.get(one.incident), "act": one.act, "standing": one.standing,
            "claims": one.claims,
            "origins": sorted({told.name(said[c].speaker) for c in one.others}),
            "their claims": one.others,
        }  # fmt: skip


def _others(told: Statements, settled: Sequence[Statement]) -> list[str]:
    """Those who speak of the same incidents as the speaker, the most frequent first."""
    shared = {s.incident for s in settled}
    name = settled[0].speaker if settled else ""
    return [
        other
        for other in _most_told(s for s in all_settled(told) if s.incident in shared)
        if other != name and not other.startswith("report:")
    ]


def _matrix(
    told: Statements, settled: Sequence[Statement], order: Sequence[str]
) -> dict[str, Any] | None:
    """Data of the plot `claims`: speakers by incidents, of those that most speakers speak of."""
    rows = list(order[:14])
    cells = [s for s in settled if s.speaker in rows]
    if not cells:
        return None
    often = Counter(s.incident for s in cells)
    first = set(rows[:1])
    asked = {s.incident for s in cells if s.speaker in first}
    top = sorted(often, key=lambda i: (i not in asked and len(order) > 1, -often[i], i))[:30]
    late = "9999"
    days = {i: str(told.days.get(i) or "") for i in top}
    top.sort(key=lambda i: (days[i] or late, i))
    return {
        "kind": "claims", "speakers": [told.name(name) for name in rows],
        "incidents": top, "days": [days[i] for i in top],
        "cells": [
            (rows.index(s.speaker), top.index(s.incident), s.act, s.standing)
            for s in cells if s.incident in often and s.incident in top
        ],
    }  # fmt: skip


def _short(words: str, most: int = 34) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
