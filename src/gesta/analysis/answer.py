"""An answer: what was asked, what can be said, how sure, and the incidents behind it.

A refusal is an answer too: the verdict `cannot tell` with its reason. Every answer says how many
rows it used and left out, and the smallest effect it could have seen.
"""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from gesta.analysis.happenings import Happenings

YES, NO, OPEN = "yes", "no sign of it", "cannot tell"
VERDICTS = (YES, NO, OPEN)
INTERVAL = 0.90
LARGEST_FACTOR = 20.0
_WIDTH = 96
_REFUSED_SHOWN = 5
_IDS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 90 % interval. `unit` follows the number: `×`, `attacks`, `km`."""

    what: str
    value: float
    low: float
    high: float
    unit: str = ""

    def __str__(self) -> str:
        one, low, high = (_number(n) for n in (self.value, self.low, self.high))
        if self.unit == "×":
            return f"{self.what}: ×{one} (90 % interval ×{low} to ×{high})"
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.what}: {one}{unit} (90 % interval {low} to {high})"


@dataclass(frozen=True, slots=True)
class DayEstimate:
    """A day with its 90 % interval, all inclusive."""

    what: str
    value: date
    low: date
    high: date

    def __str__(self) -> str:
        return f"{self.what}: {self.value} (90 % interval {self.low} to {self.high})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an analysis says. `plot` is data for `plots.save`, with the kind of plot in it."""

    question: str
    verdict: str
    words: str
    used: int
    method: str
    estimates: tuple[Estimate | DayEstimate, ...] = ()
    smallest: str = ""  # the smallest effect that could have been seen, in words
    dropped: Mapping[str, int] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()  # figures that mislead, printed beside because people expect them
    table: tuple[Mapping[str, Any], ...] = ()  # rows to print, all with the same keys
    details: tuple[Mapping[str, Any], ...] = ()  # rows that --json gives beside, not printed
    incidents: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    plot: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"verdict {self.verdict!r} is none of {', '.join(VERDICTS)}")


def refuse(
    question: str,
    reason: str,
    happenings: Happenings,
    *,
    method: str,
    warnings: Sequence[str] = (),
    plot: Mapping[str, Any] | None = None,
    estimates: Sequence[Estimate | DayEstimate] = (),
) -> Answer:
    """The answer `cannot tell`, with the reason in words and what would be needed."""
    return Answer(
        question, OPEN, reason, len(happenings.rows), method,
        estimates=tuple(estimates), dropped=happenings.left_out(),
        warnings=(*happenings.notes, *warnings),
        incidents=happenings.ids, refused=happenings.refused, plot=plot,
    )  # fmt: skip


def factors_seen(smallest: float, what: str = "") -> str:
    """The smallest change that could have been seen, as a rise and a fall, in words."""
    if not smallest < LARGEST_FACTOR:
        return f"only a change beyond ×{LARGEST_FACTOR:.0f}{what} (in 4 of 5 such ledgers)"
    return (
        f"a rise to ×{smallest:.2f} or a fall to ×{1 / smallest:.2f}{what} (in 4 of 5 such ledgers)"
    )


def to_json(answer: Answer) -> str:
    """One line of JSON; days as ISO 8601, numbers that are no numbers as null."""
    return json.dumps(_plain(asdict(answer)), ensure_ascii=False, allow_nan=False)


def to_text(answer: Answer) -> str:
    """The answer for people, in lines of at most 96 characters."""
    lines = [*_wrap(answer.question), "", *_wrap(f"{answer.verdict.upper()}. {answer.words}"), ""]
    lines += [line for estimate in answer.estimates for line in _wrap(f"  {estimate}", 4)]
    lines += [*_rows(answer.table), ""] if answer.table else []
    lines += _wrap(f"  Used: {answer.used:,}. Left out: {_left_out(answer.dropped)}.", 4)
    lines += _wrap(f"  Could have seen: {answer.smallest}", 4) if answer.smallest else []
    for head, items in (
        ("Warning", answer.warnings),
        ("Printed because it is often done, and misleading", answer.beside),
        ("Assumes", answer.assumptions),
    ):
        lines += [line for item in items for line in _wrap(f"  {head}: {item}", 4)]
    lines += _wrap(f"  Method: {answer.method}", 4)
    lines += _wrap(f"  Incidents: {_ids(answer.incidents)}", 4) if answer.incidents else []
    for words in answer.refused[:_REFUSED_SHOWN]:
        lines += _wrap(f"  Not read: {words}", 4)
    more = len(answer.refused) - _REFUSED_SHOWN
    lines += [f"  Not read: {more:,} more; --json lists them."] if more > 0 else []
    return "\n".join(lines) + "\n"


def _wrap(words: str, indent: int = 0) -> list[str]:
    return textwrap.wrap(words, _WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False,
                         drop_whitespace=True, replace_whitespace=True) or [""]  # fmt: skip


def _rows(table: Sequence[Mapping[str, Any]]) -> list[str]:
    heads = list(table[0])
    cells = [heads, *([_cell(row.get(head)) for head in heads] for row in table)]
    wide = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    return [
        "  " + "  ".join(c.ljust(w) for c, w in zip(row, wide, strict=True)).rstrip()
        for row in cells
    ]


def _cell(value: Any) -> str:
    return _number(value) if isinstance(value, float) else "" if value is None else str(value)


def _left_out(dropped: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {reason}" for reason, count in sorted(dropped.items())) or "none"


def _ids(ids: Sequence[str]) -> str:
    shown = ", ".join(ids[:_IDS_SHOWN])
    more = len(ids) - _IDS_SHOWN
    return f"{shown} and {more:,} more (--json lists them)" if more > 0 else shown


def _number(value: float) -> str:
    """Two decimals, or whole where it is whole and from 100 on.

    >>> _number(2.345), _number(1234.5), _number(8.0), _number(float("inf"))
    ('2.35', '1,234', '8', '∞')
    """
    if math.isnan(value):
        return "?"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def _plain(value: Any) -> Any:
    """The value as JSON knows it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if hasattr(value, "tolist"):  # a number or an array of numpy
        return _plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value.isoformat() if isinstance(value, date) else value
