"""What a text says around an organisation, as weighted traits, and the odds that it did it.

Two softmax regressions over the traits: whether the key accuses the organisation at all, and with
which grade. Kinds of words that grade an accusation count by their distance and side.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks._known_names import Candidate, Gazetteer, Key, Words
from benchmarks._words import Floats

Traits = dict[str, float]
_KINDS = {
    kind: re.compile(f"(?:{words})")
    for kind, words in {
        "claim": r"claim|responsib|admit|acknowledg|vindicat|credit",
        "accuse": r"accus|blam|attribut|charg|denounc|alleg",
        "suspect": r"suspect|presum|believ|apparent|suppos|assum",
        "possible": r"possib|may$|might|could|probabl|perhaps|hypothes|whether",
        "authority": r"authorit|police|army|minist|offici|govern|militar|spokes|colonel|general"
        r"|president|judge|command",
        "denial": r"den(?:y|ied|ies)|reject|not$|did$|disclaim",
        "message": r"leaflet|communique|call|telephon|anonym",
        "killing": r"kill|murder|assassin|massacr|dead|death|died",
        "attack": r"attack|bomb|explo|kidnap|dynamit|ambush|sabot|shell|fire|destroy|burn|blew"
        r"|blow|abduct",
        "source": r"witness|source|report|said|accord",
        "unknown": r"unidentif|unknown|unclear|no one|yet",
    }.items()
}
_NEAR = 6  # words on either side
_STEM = 6  # letters
_COMMON = 4  # a name given so often is a trait of its own
_LEAD = 60  # words: the lead of a text, and how far a sentence is looked through
Weighted = Iterator[tuple[str, float]]


class Judge:
    """The two regressions of one `NAME.npz`: `names` are traits, `did` `[traits + 1, 2]` and
    `grades` `[traits + 1, grades]` their weights, the last row for all."""

    def __init__(self, names: Sequence[str], did: Floats, grades: Floats) -> None:
        self._rows = {name: row for row, name in enumerate(names)}
        self._did, self._grades = did, grades

    def __call__(self, traits: Traits) -> tuple[float, Floats]:
        """Log odds that the candidate did it, and the share of each grade if so."""
        known = [(self._rows[name], value) for name, value in traits.items() if name in self._rows]
        rows = np.array([row for row, _ in known] + [len(self._rows)])
        values = np.array([value for _, value in known] + [1.0], np.float32)
        no, yes = values @ self._did[rows]
        grades = np.exp(values @ self._grades[rows])
        return float(yes - no), grades / grades.sum()


def write(path: Path, gazetteer: Gazetteer, names: Sequence[str], did: Floats, grades: Floats,
          **values: float) -> None:  # fmt: skip
    """Write the file that `load` reads; `values` are kept beside the weights."""
    keys = list(gazetteer.given)
    place = {key: i for i, key in enumerate(keys)}
    np.savez_compressed(
        path,
        known=np.array([" ".join(key) for key in keys]),
        written=np.array([gazetteer.written[key] for key in keys]),
        counts=np.array([(gazetteer.given[key], gazetteer.stood[key]) for key in keys], np.int32),
        pairs=np.array([(place[a], place[b]) for a, b in sorted(gazetteer.pairs)], np.int32),
        traits=np.array(names),
        did=did.astype(np.float16),
        grades=grades.astype(np.float16),
        **{name: np.array(value) for name, value in values.items()},
    )


def load(path: Path) -> tuple[Gazetteer, Judge, dict[str, float]]:
    """The gazetteer, the regressions and the values of a file."""
    with np.load(path) as stored:
        kept = {name: stored[name] for name in stored.files}
    keys: list[Key] = [tuple(name.split()) for name in kept.pop("known").tolist()]
    given, stood = (dict(zip(keys, n, strict=True)) for n in kept.pop("counts").T.tolist())
    written = dict(zip(keys, kept.pop("written").tolist(), strict=True))
    pairs = frozenset((keys[a], keys[b]) for a, b in kept.pop("pairs").tolist())
    did, grades = (kept.pop(name).astype(np.float32) for name in ("did", "grades"))
    judge = Judge(kept.pop("traits").tolist(), did, grades)
    values = {name: float(value) for name, value in kept.items()}
    return Gazetteer(given, stood, written, pairs), judge, values


def traits_of(gazetteer: Gazetteer, text: Words) -> list[tuple[Candidate, Traits]]:
    """The candidates of a text with their traits; of a trait that comes twice the stronger."""
    candidates = gazetteer.candidates(text)
    likely = [gazetteer.odds(candidate) for candidate in candidates]
    shared = {**dict(_of_text(text)), "candidates": math.log1p(len(candidates))}
    found = []
    for candidate, odds in zip(candidates, likely, strict=True):
        traits = shared | dict(_of_names(gazetteer, candidate))
        traits |= {"odds": odds, "likelier": math.log1p(sum(other > odds for other in likely))}
        for start, end in candidate.places:
            for name, weight in (*_beside(text, start, end), *_of_sentences(text, start, end)):
                traits[name] = max(weight, traits.get(name, 0.0))
        found.append((candidate, traits))
    return found


def _of_text(text: Words) -> Weighted:
    """Words and kinds of words anywhere in the text, lightly."""
    for stem, count in Counter(word[:_STEM] for word in text.words).items():
        yield f"text {stem}", 0.3 * min(1.0, 0.5 + 0.25 * count)
    for kind, count in Counter(k for word in text.words for k in _kinds(word)).items():
        yield f"text of {kind}", 0.5 * math.log1p(count)
    yield "length", math.log(len(text.words) + 1)


def _of_names(gazetteer: Gazetteer, candidate: Candidate) -> Weighted:
    """How well known the candidate is, how often it is named and how early."""
    name, first = gazetteer.name(candidate), candidate.places[0][0]
    yield f"is {' '.join(name) if gazetteer.given[name] >= _COMMON else 'rare'}", 1.0
    yield "given", math.log1p(max(gazetteer.given[n] for n in candidate.names))
    yield "places", math.log(len(candidate.places))
    yield "lead", float(first < _LEAD)
    yield "first", math.log1p(first)


def _beside(text: Words, start: int, end: int) -> Weighted:
    """The words next to a place, and their kinds the weaker the farther."""
    for distance in range(1, _NEAR + 1):
        for side, at in (("before", start - distance), ("after", end + distance - 1)):
            if 0 <= at < len(text.words):
                exact = f" {distance}" if distance < 3 else ""
                yield f"{side}{exact} {text.words[at][:_STEM]}", 1.0
                for kind in _kinds(text.words[at]):
                    yield f"{side} of {kind}", distance**-0.5


def _of_sentences(text: Words, start: int, end: int) -> Weighted:
    """The words of the sentence of a place, their kinds on either side, and the kinds of the
    sentences before and after."""
    own = text.sentences[start]
    for at in range(max(0, start - _LEAD), min(len(text.words), end + _LEAD)):
        word, sentence = text.words[at], text.sentences[at]
        if sentence == own and not start <= at < end:
            yield f"sentence {word[:_STEM]}", 0.7
            for kind in _kinds(word):
                yield f"sentence {'before' if at < start else 'after'} of {kind}", 1.0
        elif abs(sentence - own) == 1:
            for kind in _kinds(word):
                yield f"sentence {sentence - own:+d} of {kind}", 0.7


@cache
def _kinds(word: str) -> tuple[str, ...]:
    return tuple(kind for kind, pattern in _KINDS.items() if pattern.match(word))
