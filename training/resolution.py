"""Fit the weights of resolution: logistic regression over the signs between groups of claims.

`python -m training.resolution` reads the train splits of gva_incidents (a quarter), gvc and
wikinews_events with the shipped reader, takes every pair of groups that resolution would judge,
and writes `weights.toml`. Pairs are of groups that are what their reports are about; they are one
happening where the reports are of one incident. Round-ups stay out, as the label of one says little
of what else it tells. What reports tell besides is not labelled: such pairs take the same weights
under a prior that asks for more.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks._rows import Row, rows_of
from benchmarks.incidents import Pipeline, world_of
from gesta.resolution.facts import Facts
from gesta.resolution.resolve import pairs_across
from gesta.resolution.sign import Sign
from gesta.resolution.signs import MOST_RIVALS, ORDERED, UNKNOWN, signs
from gesta.resolution.stories import ONE_STORY, Alike
from gesta.resolution.vetoes import veto
from gesta.types import Grounded
from training.expected import EXPECTED, FIRM

OUT = Path("src/gesta/resources/resolution/weights.toml")
# Corpus, the field of a row with its incident, the field with its date, percent of incidents read.
CORPORA = (
    ("gva_incidents", "incident", "dct", 27),
    ("gvc", "incident", "dct", 100),
    ("wikinews_events", "event_id", "date", 100),
)
# Strength of the pull of weights to the expected ones; chosen by the log-likelihood of held-out incidents.
PULL = 3.0

FIRMLY = 100.0
# By how much the prior of what is told besides is lower: of 2, 2.5 and 3, tried on gva_incidents
# train, the one that misses fewest pairs at the same share of false merges.
ASIDE = 3.0


@dataclass(frozen=True)
class Example:
    """A pair's signs and whether the two are one."""

    signs: tuple[Sign, ...]
    one: bool
    incident: str  # of one of the two, for splits that keep an incident whole


def examples_of(
    rows: Sequence[Row], grounded: Mapping[str, Grounded], key: str
) -> Iterator[Example]:
    """The pairs of a corpus that resolution would judge and whose answer is known."""
    world = world_of(grounded.values())
    incident = {
        world.root(grounded[row["id"]].report.id): str(row[key])
        for row in rows
        if row["id"] in grounded
    }
    claims = [claim for found in grounded.values() for claim in found.claims]
    for one, two, stories in pairs_across(claims, world):
        alike, lead = stories.alike(one, two), stories.lead_both(one, two)
        if not lead or one.reports & two.reports or _hopeless(one, two, alike):
            continue
        if alike is not None and alike.rivals >= MOST_RIVALS:
            continue
        told = [{incident[r] for r in group.reports} for group in (one, two)]
        same = bool(told[0] & told[1])
        found = tuple(signs(one, two, world, alike))
        yield Example(found, same, min(told[0]))


def _hopeless(one: Facts, two: Facts, alike: Alike | None) -> bool:
    """Whether a veto decides the pair, so that its weights do not matter."""
    refused = veto(one, two)
    if refused is None:
        return False
    near = alike is not None and alike.part >= ONE_STORY
    return refused.feature not in ("place", "date") or not near


def columns_of(example: Example) -> set[tuple[str, str]]:
    """(feature, bin) columns that are 1; in an ordered feature also those of all lower bins."""
    found = {("prior", "lead")}
    for sign in example.signs:
        bins = ORDERED.get(sign.feature)
        known = bins is not None and sign.bin in bins
        lower = bins[1 : bins.index(sign.bin) + 1] if bins and known else (sign.bin,)
        found |= {(sign.feature, name) for name in lower}
    return found


def fit(examples: Sequence[Example], pull: float = PULL) -> dict[tuple[str, str], float]:
    """Log-odds by (feature, bin): logistic regression by Newton's method, with a ridge that pulls
    each weight to its expected value."""
    rows = [columns_of(example) for example in examples]
    y = np.array([example.one for example in examples], float)
    columns = sorted({column for row in rows for column in row})
    while True:
        place = {column: at for at, column in enumerate(columns)}
        x = np.zeros((len(rows), len(columns)))
        for at, row in enumerate(rows):
            x[at, [place[column] for column in row if column in place]] = 1.0
        # How common one happening is, is for the pairs alone to say.
        ridge = np.array([_pull(feature, pull) for feature, _ in columns])
        expected = np.array([EXPECTED.get(column, 0.0) for column in columns])
        steps = dict(zip(columns, newton(x, y, ridge, expected).tolist(), strict=True))
        falling = {key for key, step in steps.items() if key[0] in RISING and step < 0}
        if not falling:
            break
        columns = [column for column in columns if column not in falling]
    weights = _summed(steps)
    return {
        **weights,
        ("story", UNKNOWN): _unknown(examples, weights),
        ("prior", "aside"): weights["prior", "lead"] - ASIDE,
    }


def _unknown(examples: Sequence[Example], weights: Mapping[tuple[str, str], float]) -> float:
    """What to add where the words of reports are not known, so that as many are one as there are."""
    blind = [
        replace(e, signs=tuple(s for s in e.signs if s.feature not in _TOLD)) for e in examples
    ]
    found, share = np.array(logits(blind, weights)), np.mean([e.one for e in examples])
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        mean = float(np.mean(1 / (1 + np.exp(-np.clip(found + middle, -30, 30)))))
        low, high = (middle, high) if mean < share else (low, middle)
    return low


# More likeness never speaks against a join: joins that gain no shared word need not be looked at
# again when reports are added (see `gesta.resolution.vocabulary`).
RISING = frozenset({"story", "names"})


# The features that rest on the words of whole reports.
_TOLD = frozenset({"story", "names", "rivals", "outlet"})


def _pull(feature: str, pull: float) -> float:
    if feature == "prior":
        return 1e-3
    return FIRMLY if feature in FIRM else pull


def newton(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    ridge: NDArray[np.float64],
    expected: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The weights of a logistic regression of `y` on `x`, pulled to the expected ones."""

    def cost(weights: NDArray[np.float64]) -> float:
        signed = np.where(y > 0, x @ weights, -(x @ weights))
        pulled = ridge * (weights - expected) ** 2 / 2
        return float(np.logaddexp(0.0, -signed).sum() + pulled.sum())

    weights = expected.copy()
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (chance - y) + ridge * (weights - expected)
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        part = 1.0
        while cost(weights - part * step) > cost(weights) and part > 1e-6:
            part /= 2
        weights -= part * step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def _summed(steps: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """The steps of ordered features as the weight of each bin."""
    weights = {key: value for key, value in {**EXPECTED, **steps}.items() if key[0] not in ORDERED}
    for feature, bins in ORDERED.items():
        total = 0.0
        for name in bins:
            total += steps.get((feature, name), 0.0)
            weights[feature, name] = total
    return weights


def logits(examples: Sequence[Example], weights: Mapping[tuple[str, str], float]) -> list[float]:
    """The log-odds of examples under weights."""
    return [
        weights["prior", "lead"]
        + sum(weights.get((sign.feature, sign.bin), 0.0) for sign in example.signs)
        for example in examples
    ]


def held_out(examples: Sequence[Example], pull: float, folds: int = 5) -> float:
    """Mean log-likelihood of examples of incidents that were not fitted to, in natural logs."""
    parts = np.array([_hash(e.incident) % folds for e in examples])
    total = 0.0
    for fold in range(folds):
        own = [e for e, part in zip(examples, parts, strict=True) if part != fold]
        other = [e for e, part in zip(examples, parts, strict=True) if part == fold]
        found = np.array(logits(other, fit(own, pull)))
        signed = np.where([e.one for e in other], found, -found)
        total -= float(np.logaddexp(0.0, -signed).sum())
    return total / len(examples)


def _hash(text: str) -> int:
    return int(hashlib.md5(text.encode("utf-8"), usedforsecurity=False).hexdigest(), 16)


def write(path: Path, weights: Mapping[tuple[str, str], float], note: str) -> None:
    """Write the table as TOML, feature by feature, ordered bins in order."""
    lines = [f"# {line}".rstrip() for line in note.splitlines()]
    for feature in sorted({key[0] for key in weights}):
        lines += ["", f"[{feature}]"]
        bins = {name: value for (of, name), value in weights.items() if of == feature}
        order = (
            [*ORDERED.get(feature, ()), UNKNOWN]
            if feature in ORDERED
            else sorted(bins, key=lambda name: (-bins[name], name))
        )
        lines += [f'"{name}" = {bins[name] + 0.0:.2f}' for name in order if name in bins]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def grounded_of(
    rows: Sequence[Row], dated: str, pipeline: Pipeline, kept: Path | None
) -> dict[str, Grounded]:
    """What the reader makes of the rows, by id; `kept` is a file to keep it in between runs."""
    if kept is not None and kept.is_file():
        found: dict[str, Grounded] = pickle.loads(kept.read_bytes())
        return found
    read = {row["id"]: pipeline.ground(row, dated) for row in rows}
    found = {key: value for key, value in read.items() if value is not None}
    if kept is not None:
        kept.write_bytes(pickle.dumps(found))
    return found


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--kept", type=Path, help="folder for what was read, to fit again faster")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--try-pulls", action="store_true", help="print what held-out data say")
    options = parser.parse_args()
    pipeline = Pipeline()
    examples: list[Example] = []
    for corpus, key, dated, percent in CORPORA:
        rows = rows_of(options.corpora / "resolution" / corpus / "train.jsonl")
        rows = [row for row in rows if _hash(str(row[key])) % 100 < percent]
        kept = options.kept / f"{corpus}.pkl" if options.kept else None
        found = list(examples_of(rows, grounded_of(rows, dated, pipeline, kept), key))
        print(f"{corpus}: {len(rows)} reports, {len(found)} pairs, {sum(e.one for e in found)} one")
        examples += found
    if options.try_pulls:
        for pull in (0.1, 0.3, 1.0, 3.0, 10.0):
            print(f"pull {pull}: {held_out(examples, pull):.5f}")
    note = (
        "Log-odds of the signs between claims of two reports; written by training/resolution.py,\n"
        f"fitted to {len(examples)} pairs, {sum(e.one for e in examples)} of them one happening."
    )
    write(options.out, fit(examples), note)


if __name__ == "__main__":
    main()
