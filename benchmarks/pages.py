"""How well `gesta.reports` gets an article out of a page: body text, segments, day, the way back.

Data: `reports/pages/<split>.jsonl` with gzipped pages beside it. Figures:

* `body_f1`: the measure of the Article Extraction Benchmark (Scrapinghub, 2020), by which
  trafilatura publishes .958: bags of 4-grams of `\\w+` tokens; per page the shares of true
  positives, false positives and false negatives among all its shingles, averaged over the pages;
  F1 of the averages. Pages: those with gold that people or per-publisher parsers made
  (`gold_quality` other than newspaper3k's regression output, part of which is remarks such as
  "article is loaded dynamically"). `body_f1_weak` is the same over newspaper3k's.
* `trafilatura_f1`, `trafilatura_f1_weak`: trafilatura alone on the same pages in the same run.
* `with_kept`, `without_absent`: shares of must-have segments in the text, and of must-not
  segments not in it, blanks folded.
* `date_right`, `date_wrong`, `date_missing`: shares of pages with a gold day.
* `coverage`: share of the kept non-blank characters that lead back to the page's source.
* `refused`: share of pages refused; `seconds_per_page`: wall time of reading and tracing.

The gold holds pages in other languages, so everything is measured before the language check.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from trafilatura import extract

from gesta.reports.parse import Article, read_article
from gesta.reports.traced import segments_of
from gesta.types import Refusal, Source

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Result:
    """One page with its gold, what Gesta read, and what trafilatura alone gives."""

    page: dict[str, Any]
    text: str
    published: date | None
    mapped: tuple[int, int]  # characters that lead back, of how many
    seconds: float
    refused: bool
    baseline: str


def run(corpora: Path, split: str) -> dict[str, float]:
    """Measure every page of the split, print the table, return the figures."""
    folder = corpora / "reports"
    index = folder / "pages" / f"{split}.jsonl"
    if not index.exists():
        raise FileNotFoundError(index)
    pages = [json.loads(line) for line in index.read_text(encoding="utf-8").splitlines()]
    results = [read(folder, page) for page in pages]
    figures = {
        **body_figures(results),
        **segment_figures(results),
        **date_figures(results),
        "coverage": sum(r.mapped[0] for r in results) / max(1, sum(r.mapped[1] for r in results)),
        "refused": sum(r.refused for r in results) / len(results),
        "seconds_per_page": sum(r.seconds for r in results) / len(results),
    }
    print(f"pages ({split}): {len(results)} pages")
    for name, figure in figures.items():
        print(f"  {name:<22} {figure:8.4f}")
    return figures


def read(folder: Path, page: dict[str, Any]) -> Result:
    """Read one page with Gesta and with trafilatura alone."""
    data = gzip.decompress((folder / page["html"]).read_bytes())
    start = time.perf_counter()
    article = read_article(Source(page["html"], "html", data))
    if isinstance(article, Refusal):
        seconds = time.perf_counter() - start
        baseline = extract(data, include_comments=False) or ""
        return Result(page, "", None, (0, 0), seconds, True, baseline)
    mapped = _mapped(article)
    seconds = time.perf_counter() - start
    published = article.details.published.value if article.details.published else None
    baseline = extract(data, include_comments=False) or ""
    return Result(page, article.text.text, published, mapped, seconds, False, baseline)


def _mapped(article: Article) -> tuple[int, int]:
    """How many of the non-blank kept characters lead back to the original."""
    text = article.text.text
    runs = segments_of(article.text, article.original)
    found = sum(
        not char.isspace() for run in runs for char in text[run.start : run.start + run.length]
    )
    return found, sum(not char.isspace() for char in text)


def body_figures(results: Iterable[Result]) -> dict[str, float]:
    """F1 of the body, Gesta's and trafilatura's, over the strong and the weak gold."""
    golden = [r for r in results if r.page.get("text")]
    weak = [r for r in golden if r.page.get("source") == "newspaper3k"]
    strong = [r for r in golden if r.page.get("source") != "newspaper3k"]
    figures = {}
    for suffix, some in (("", strong), ("_weak", weak)):
        gold = [r.page["text"] for r in some]
        figures[f"body_f1{suffix}"] = shingle_f1(gold, [r.text for r in some])
        figures[f"trafilatura_f1{suffix}"] = shingle_f1(gold, [r.baseline for r in some])
    return figures


def shingle_f1(gold: list[str], found: list[str]) -> float:
    """F1 over pages of 4-gram shingles, as the Article Extraction Benchmark defines it."""
    right = extra = missed = 0.0
    for wanted, given in zip(gold, found, strict=True):
        want, have = _shingles(wanted), _shingles(given)
        counts = (
            sum((want & have).values()),
            sum((have - want).values()),
            sum((want - have).values()),
        )
        whole = sum(counts) or 1
        right, extra, missed = (
            right + counts[0] / whole,
            extra + counts[1] / whole,
            missed + counts[2] / whole,
        )
    return 2 * right / (2 * right + extra + missed) if right else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    if not words:
        return Counter()
    return Counter(
        tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))
    )


def segment_figures(results: Iterable[Result]) -> dict[str, float]:
    """Shares of must-have segments kept and must-not segments absent, and trafilatura's."""
    figures = {}
    for name, text_of in (("", lambda r: r.text), ("trafilatura_", lambda r: r.baseline)):
        kept, absent = [], []
        for result in results:
            text = _folded(text_of(result))
            kept += [_folded(s) in text for s in result.page.get("with") or ()]
            absent += [_folded(s) not in text for s in result.page.get("without") or ()]
        figures[f"{name}with_kept"] = sum(kept) / max(1, len(kept))
        figures[f"{name}without_absent"] = sum(absent) / max(1, len(absent))
    return figures


def _folded(text: str) -> str:
    return " ".join(text.split())


def date_figures(results: Iterable[Result]) -> dict[str, float]:
    """Shares of the pages with a gold day on which the day is right, wrong or missing."""
    dated = [r for r in results if isinstance(r.page.get("date"), str)]
    right = sum(r.published is not None and str(r.published) == r.page["date"][:10] for r in dated)
    missing = sum(r.published is None for r in dated)
    count = max(1, len(dated))
    return {
        "date_right": right / count,
        "date_wrong": (len(dated) - right - missing) / count,
        "date_missing": missing / count,
    }
