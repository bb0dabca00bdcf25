"""One article's bytes to its own words: decode, extract, read the details, clean, check.

`parse` is pure and deterministic, and raises for no input. It keeps no clock: run it in a child
process with a deadline where the input is not trusted.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from gesta.reports.clean import Line, fold, kept_lines
from gesta.reports.dateline import find_dateline, moved
from gesta.reports.decode import decode
from gesta.reports.details import Detail, Details, columns, given
from gesta.reports.header import read_header
from gesta.reports.headline import with_headline
from gesta.reports.html import read_fragment, read_page
from gesta.reports.language import other_language
from gesta.reports.limits import DEFAULT_LIMITS, Limits
from gesta.reports.markup import objection
from gesta.reports.metadata import host
from gesta.reports.plain import front_matter, markdown_lines, plain_lines
from gesta.reports.traced import Traced, join, segments_of, trace
from gesta.types import Refusal, Report, Source

_PARAGRAPH = "\n\n"
_IS_MARKUP = re.compile(r"<(?:p|div|br|article|span|a|h[1-6]|ul|table)\b[^<>]{0,300}>", re.I)
_IS_PAGE = re.compile(r"<(?:!doctype|html|body)\b", re.I)


@dataclass(frozen=True, slots=True)
class Article:
    """An article before the last checks: its decoded original, kept words and details."""

    original: str
    encoding: str
    text: Traced
    details: Details


def parse(source: Source, limits: Limits = DEFAULT_LIMITS) -> Report | Refusal:
    """The report in `source`, or why there is none.

    The kept text begins with the headline, has one blank line between paragraphs, no line end
    inside one, and is always encodable as UTF-8.
    """
    sha256 = hashlib.sha256(source.data).hexdigest()
    article = read_article(source, limits)
    if isinstance(article, Refusal):
        return replace(article, sha256=sha256)
    body = article.text.text
    reason = _objection(body, limits)
    if reason:
        return Refusal(source.path, "parse", *reason, sha256)
    quote, stated = find_dateline(body)
    details = article.details
    details = details.or_else(Details(outlet=host(details.url))).or_else(stated)
    text = with_headline(article.text, details, article.original)
    if quote is not None:
        quote = moved(quote, len(text.text) - len(body))
    published = details.published
    return Report(
        id=source.id,
        path=source.path,
        sha256=sha256,
        text=text.text,
        source_id=_value(details.source_id),
        url=_value(details.url),
        title=_value(details.title),
        outlet=_value(details.outlet),
        author=_value(details.author),
        published=published.value if published else None,
        published_from=published.kind if published else "unknown",
        format=source.format,
        encoding=article.encoding,
        found=details.where(),
        segments=segments_of(text, article.original),
        dateline=quote,
    )


def read_article(source: Source, limits: Limits = DEFAULT_LIMITS) -> Article | Refusal:
    """Everything but the checks of language and size: what the page benchmark measures."""
    if len(source.data) > limits.max_bytes:
        detail = f"{len(source.data):,} bytes; at most {limits.max_bytes:,} are read"
        return Refusal(source.path, "parse", "too large", detail)
    if source.fields is not None:
        row = source.fields
        original, encoding = row.get("text") or row.get("html") or "", "utf-8"
        kind = "html" if not row.get("text") else source.format
    else:
        decoded = decode(source.data)
        if decoded.problem:
            return Refusal(source.path, "parse", "binary", f"looks like {decoded.problem}")
        original, encoding, kind = decoded.text, decoded.encoding, source.format
    if not original.strip():
        return Refusal(source.path, "parse", "empty", "there is no text in it")
    if kind == "row" and len(_IS_MARKUP.findall(original[:20_000])) >= 2:
        kind = "html" if _IS_PAGE.search(original[:2_000]) else "fragment"
    if kind in ("html", "fragment"):
        reason = _markup_objection(original, limits)
        if reason:
            return Refusal(source.path, "parse", *reason)
    elif reason := _plain_objection(original, limits):
        return Refusal(source.path, "parse", *reason)
    lines, details = _extract(source, original, kind)
    text = join((line.words for line in lines), _PARAGRAPH)
    return Article(original, encoding, text, details)


def _extract(source: Source, original: str, kind: str) -> tuple[list[Line], Details]:
    """The kept lines and the details of a decoded original."""
    known = given(source).or_else(columns(source))
    titles: tuple[str, ...] = ()
    if kind == "html":
        page = read_page(original, known.url.value if known.url else None)
        known, lines, titles = known.or_else(page.details), page.lines, page.titles
        titles += tuple(d.value for d in (page.details.title,) if d)
        names = {fold(title) for title in titles}
        lines = [line for line in lines if fold(line.text) not in names]
        header = read_header(lines, untitled=False)
        known, lines = known.or_else(header.details), header.lines
    else:
        whole = trace(original)
        if kind == "md":
            matter, whole = front_matter(whole)
            known, lines = known.or_else(matter), markdown_lines(whole)
        else:
            lines = read_fragment(original) if kind == "fragment" else plain_lines(whole)
        lines = [line for line in lines if line.text]
        header = read_header(lines, untitled=kind in ("txt", "md") and not known.title)
        known, lines = known.or_else(header.details), header.lines
    titles += (known.title.value,) if known.title else ()
    return kept_lines(lines, titles), known


def _markup_objection(original: str, limits: Limits) -> tuple[str, str] | None:
    """Reason and detail for refusing HTML before it is parsed."""
    if len(original) > limits.max_page_chars:
        return "too large", f"an HTML page of more than {limits.max_page_chars:,} characters"
    crafted = objection(original, limits)
    return ("crafted page", crafted) if crafted else None


def _plain_objection(original: str, limits: Limits) -> tuple[str, str] | None:
    """Reason and detail for refusing a plain text before it is taken apart."""
    if len(original) > limits.max_raw_chars:
        return (
            "too large",
            f"{len(original):,} characters; at most {limits.max_text_chars:,} are read",
        )
    lines = len(re.findall(r"[\n\r\x0b\x0c\x85\u2028\u2029]", original))
    if lines > limits.max_lines:
        return "too large", f"{lines:,} lines; at most {limits.max_lines:,} are read"
    return None


def _objection(text: str, limits: Limits) -> tuple[str, str] | None:
    """Reason and detail for refusing an extracted text."""
    if not any(map(str.isalnum, text)):
        return "empty", "no article text was found in it"
    if len(text) > limits.max_text_chars:
        return "too large", f"{len(text):,} characters; at most {limits.max_text_chars:,} are read"
    other = other_language(text)
    return ("not english", f"looks like {other}") if other else None


def _value(detail: Detail | None) -> str | None:
    return detail.value if detail else None
