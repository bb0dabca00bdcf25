"""Whether a report can be passed over: a look at its lead and at its most violent lines.

A report that has an event of conflict mostly shows it in two places: where it begins, and where
words of the trigger lexicon stand thickest. The gate encodes these windows alone, adds what the
lexicon says of all the rest, and weighs both in one logistic model. It sorts out sport, culture,
weather, trade and the politics of peace; what it is not sure of is read.

Its weights, `gate.json` beside the model, are made by `training/gate.py` for one encoder; those
of another are refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gesta.codebook import EVENT_TYPES, MENTION_TYPES
from gesta.errors import ModelError
from gesta.reader import labels
from gesta.reader.features import Floats
from gesta.reader.lexicon import lexicon
from gesta.reader.model import Model
from gesta.reader.page import Page, lay_out
from gesta.reader.windows import Window, plan_windows

Numbers = NDArray[np.float64]

FILE: Final = "gate.json"
# What makes a report one of conflict, where it is told as real. Talks, blame and aid alone do not:
# trade and party politics are full of them.
CONFLICT: Final = ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST", "THREATEN")
REAL: Final = ("reported", "attributed", "claimed", "alleged")

# Windows encoded: the first ones, then those where the lexicon expects most. Without a hot one 64
# of 100 peaceful reports of dev are passed over, with it 76, with two 78 for half as much again;
# all but the first without losing a report of conflict. The mean word vector made it worse.
LEAD: Final = 1
HOT: Final = 1

_PARTIES: Final = ("group", "force", "civilian", "site", "weapon")
_MENTION: Final = slice(0, len(labels.MENTION_TAGS))
_TRIGGER: Final = slice(_MENTION.stop, _MENTION.stop + len(labels.TRIGGER_TAGS))
_CONFLICT_AT: Final = [EVENT_TYPES.index(kind) for kind in CONFLICT]
_PARTIES_AT: Final = [MENTION_TYPES.index(kind) for kind in _PARTIES]
_LOW, _HIGH = -8.0, 4.0  # log odds beyond these say no more
_FEWEST = 30  # words: a text of fewer counts as one of these, so that one word is not a flood

FEATURES: Final = (
    *(f"peak {kind}" for kind in EVENT_TYPES),
    *(f"peak {kind}" for kind in _PARTIES),
    "peak of conflict", "events expected", "lexicon", "lexicon per hundred words",
    "lexicon unread", "lexicon unread per hundred words", "strongest unread", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon at word `at`; `entry` as its file has it, `kind` its first type."""

    at: int
    entry: str
    kind: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tags of a window say at most and in sum: log odds of each event type, `[types]`,
    and of each mention type; events of conflict that are expected in it."""

    events: Numbers
    mentions: Numbers
    expected: float


@dataclass(frozen=True, slots=True)
class Odds:
    """How often the reader finds an event of conflict at an entry; by type for one not met."""

    entries: Mapping[str, float]
    kinds: Mapping[str, float]

    def of(self, hit: Hit) -> float:
        """The probability for one hit."""
        found = self.entries.get(hit.entry)
        return self.kinds.get(hit.kind, 0.0) if found is None else found


@dataclass(frozen=True)
class Weights:
    """The logistic model over `FEATURES`. `cut` is the chance below which a report is peaceful;
    `encoder` the SHA-256 of the encoder that the weights were made for."""

    odds: Odds
    slopes: Numbers
    shift: float
    cut: float
    encoder: str

    def chance(self, features: Numbers) -> float:
        """The probability that a report of these features has an event of conflict."""
        score = float(features @ self.slopes + self.shift)
        return float(1 / (1 + np.exp(-np.clip(score, -50, 50))))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely the report has an event of conflict, and whether it can be passed over.

    `windows` of the report, of which `read` were looked at.
    """

    peaceful: bool
    chance: float
    cut: float
    read: int
    windows: int

    @property
    def reason(self) -> str:
        """In words for people."""
        return (
            f"an event of conflict is {self.chance:.2%} likely, below {self.cut:.2%}, by "
            f"{self.read} of {self.windows} parts and the words of the rest; "
            "read it without --skip-peaceful"
        )


class Gate:
    """Judges reports with one model."""

    def __init__(self, model: Model, weights: Weights | None = None) -> None:
        self._model = model
        self._weights = weights or load_weights(model)

    def judge(self, text: str) -> Verdict:
        """The verdict on a report's text; a text without a word is never passed over."""
        weights = self._weights
        page = lay_out(text, self._model.tokenizer)
        if page is None:
            return Verdict(False, 0.0, weights.cut, 0, 0)
        windows = plan_windows(page.block_pieces)
        hits = find_hits(page.lowered)
        owned = [words_of(page, window) for window in windows]
        chosen = choose(owned, hits, weights.odds)
        seen = [look(self._model, page, windows[i]) for i in chosen]
        read = [owned[i] for i in chosen]
        chance = weights.chance(features(seen, read, hits, weights.odds, len(page.words)))
        peaceful = chance < weights.cut
        if len(chosen) == len(windows):  # nothing is hidden: an event that stands out is one
            peaceful &= all(window.events[_CONFLICT_AT].max() < 0 for window in seen)
        return Verdict(peaceful, chance, weights.cut, len(chosen), len(windows))


def find_hits(lowered: Sequence[str]) -> list[Hit]:
    """The entries of the lexicon in a text, none within another or within a false friend."""
    found = list(lexicon().matches(lowered))
    friends = {
        word
        for match in found
        if any(entry.kind == "x" for entry in match.entries)
        for word in range(match.start, match.end)
    }
    hits, end = [], 0
    for match in found:
        if match.start >= end and match.start not in friends:
            entry, end = match.entries[0], match.end
            hits.append(Hit(match.start, f"{entry.kind} {entry.text}", entry.types[0]))
    return hits


def words_of(page: Page, window: Window) -> tuple[int, int]:
    """The words that a window owns."""
    return int(page.blocks[window.start, 0]), int(page.blocks[window.end - 1, 1])


def choose(owned: Sequence[tuple[int, int]], hits: Sequence[Hit], odds: Odds) -> list[int]:
    """The windows to look at, by the words that each owns: the first ones, and of the others
    those where the lexicon expects most."""
    rest = range(LEAD, len(owned))
    expected = {i: sum(odds.of(hit) for hit in within(hits, owned[i])) for i in rest}
    hot = sorted((i for i in rest if expected[i] > 0), key=lambda i: (-expected[i], i))[:HOT]
    return [*range(min(LEAD, len(owned))), *sorted(hot)]


def within(hits: Sequence[Hit], words: tuple[int, int]) -> list[Hit]:
    """The hits in a range of words."""
    return [hit for hit in hits if words[0] <= hit.at < words[1]]


def look(model: Model, page: Page, window: Window) -> Seen:
    """Encode a window; what the tags of the words that it owns say."""
    begin = int(page.blocks[window.context, 0])
    own, end = words_of(page, window)
    return see(model.encode(page.inputs(begin, end))[1][own - begin :])


def see(tags: Floats) -> Seen:
    """What tag scores `[words, tags]` say at most and in sum."""
    events, mentions = _begins(tags[:, _TRIGGER]), _begins(tags[:, _MENTION])
    return Seen(
        _log_odds(events).max(0),
        _log_odds(mentions).max(0),
        float(events[:, _CONFLICT_AT].sum()),
    )


def _begins(scores: Floats) -> Numbers:
    """The probability of each type to begin at each word, `[words, types]`."""
    odds = np.exp(scores.astype(np.float64) - scores.max(1, keepdims=True))
    chances: Numbers = (odds / odds.sum(1, keepdims=True))[:, 1::2]
    return chances


def _log_odds(chances: Numbers) -> Numbers:
    with np.errstate(divide="ignore"):
        found: Numbers = np.log(chances) - np.log1p(-chances)
    return np.clip(found, _LOW, _HIGH)


def features(
    seen: Sequence[Seen],
    read: Sequence[tuple[int, int]],
    hits: Sequence[Hit],
    odds: Odds,
    words: int,
) -> Numbers:
    """The numbers that `FEATURES` names, of the windows that were looked at (`read` are the
    words that they own) and of the hits and length, in words, of the whole text."""
    events = np.max([window.events for window in seen], axis=0)
    mentions = np.max([window.mentions for window in seen], axis=0)
    expected = sum(window.expected for window in seen)
    all_odds = [odds.of(hit) for hit in hits]
    unread = [odds.of(hit) for hit in hits if not any(a <= hit.at < b for a, b in read)]
    hundreds = max(words, _FEWEST) / 100
    return np.array([
        *events, *mentions[_PARTIES_AT], events[_CONFLICT_AT].max(), np.log1p(expected),
        np.log1p(sum(all_odds)), sum(all_odds) / hundreds,
        np.log1p(sum(unread)), sum(unread) / hundreds, max(unread, default=0.0), np.log(hundreds),
    ])  # fmt: skip


def gate_file(model: Model) -> Path:
    """Where the weights for a model lie."""
    return model.folder / FILE


def load_weights(model: Model) -> Weights:
    """The weights beside a model.

    Raises:
        ModelError: where there are none, or they were made for another model.
    """
    path = gate_file(model)
    remedy = "Read without --skip-peaceful, or make weights with `python -m training.gate`."
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        weights = Weights(
            Odds(stored["odds of entries"], stored["odds of types"]),
            np.array([stored["slopes"][name] for name in FEATURES]),
            float(stored["shift"]),
            float(stored["cut"]),
            str(stored["encoder"]),
        )
    except FileNotFoundError as error:
        raise ModelError(f"The model in {model.folder} has no {FILE}. {remedy}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} holds no weights of this gate ({error!r}). {remedy}") from error
    if weights.encoder != encoder_of(model):
        raise ModelError(f"{path} was made for another model than that beside it. {remedy}")
    return weights


def encoder_of(model: Model) -> str:
    """The SHA-256 of a model's encoder, as `model.json` states it."""
    return str(model.settings["sha256"]["encoder.onnx"])


def save_weights(path: Path, weights: Weights) -> None:
    """Write weights as JSON that a person can read."""
    stored = {
        "encoder": weights.encoder,
        "cut": weights.cut,
        "shift": round(weights.shift, 5),
        "slopes": {n: round(float(v), 5) for n, v in zip(FEATURES, weights.slopes, strict=True)},
        "odds of types": {k: round(v, 4) for k, v in sorted(weights.odds.kinds.items())},
        "odds of entries": {k: round(v, 4) for k, v in sorted(weights.odds.entries.items())},
    }
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
