"""What a page says about itself: JSON-LD, meta tags, microdata, `<time>`, its address.

Every reading names its source. Days come from fields that mean publication, then from the
address, then from what a reader sees: a short element that is named for a date.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from gesta.reports.details import Day, Detail, Details, day, detail

_ARTICLE = re.compile(r"Article|Posting|Report$|WebPage$|Review$|Liveblog", re.I)
_LD_BYTES: Final = 1_000_000
_LD_DEPTH: Final = 40
_LD_NODES: Final = 5_000
_DATE_METAS: Final = tuple(
    "article:published_time og:published_time og:article:published_time datepublished date dc.date "  # noqa: SIM905
    "dc.date.issued dcterms.created dcterms.date dcterms.issued pubdate publishdate publish_date "
    "publish-date sailthru.date parsely-pub-date article.published article_date_original "
    "cxenseparse:recs:publishtime og:pubdate dc.date.created publication_date published_time "
    "citation_publication_date rnews:datepublished shareaholic:article_published_time "
    "analyticsattributes.articledate bt:pubdate date_published release_date published_date "
    "og:release_date video:release_date displaydate originalpublicationdate".split()
)
_TITLE_METAS: Final = ("og:title", "twitter:title", "dc.title", "headline", "title")
_OUTLET_METAS: Final = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "twitter:site",
)
_AUTHOR_METAS: Final = (
    "author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl",
    "citation_author", "twitter:creator",
)  # fmt: skip
_URL_DAY = re.compile(r"/((?:19|20)\d\d)([/-]?)(\d\d)\2(\d\d)(?:[/_.-]|$)")
_SUFFIX = re.compile(r"\s+[|·•»–—-]\s+(?=[^|·•»–—]{2,40}$)|\s+[|»]\s+")
# Elements that a template names for the day; longer ones hold more than the day.
_BLOCKS: Final = (
    "span",
    "div",
    "p",
    "li",
    "td",
    "abbr",
    "h2",
    "h3",
    "h4",
    "small",
    "em",
    "i",
    "b",
    "a",
    "header",
)
_DATE_NAME = re.compile(
    r"date|time|publi|posted|byline|meta|dateline|created|entry-?info|submitted|stamp|datum|fecha",
    re.I,
)
_DATE_LENGTH: Final = 140
_NODES: Final = 20_000


def page_details(tree: HtmlElement, url: str | None = None) -> Details:
    """The details of a parsed page; `url` is its address where a table or index gave it."""
    metas = _metas(tree)
    nodes = list(_ld_nodes(tree))
    article = next((n for n in nodes if _is_article(n) and "datePublished" in n), None)
    article = article or next((n for n in nodes if _is_article(n)), {})
    outlet = _outlet(metas, article, tree)
    address = _address(tree, metas, url)
    return Details(
        title=_title(metas, article, tree, outlet),
        outlet=outlet,
        author=_author(metas, article, tree),
        url=address,
        published=_published(metas, nodes, tree, address),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Meta names, in lower case, with their first non-empty content."""
    metas: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = (tag.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _ld_nodes(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Every object of the page's JSON-LD, nested ones (`@graph`, `mainEntity`) after their parents."""
    left = _LD_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        pending: list[tuple[Any, int]] = [(_json(script.text or ""), 0)]
        while pending and left:
            value, depth = pending.pop(0)
            left -= 1
            if isinstance(value, dict):
                yield value
                value = list(value.values())
            if isinstance(value, list) and depth < _LD_DEPTH:
                pending += [(v, depth + 1) for v in value if isinstance(v, dict | list)]


def _json(text: str) -> Any:
    """The value of a JSON script; its comment wrapping and raw line ends are forgiven."""
    text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", text[:_LD_BYTES]).strip()
    try:
        return json.loads(text.rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds)


def _names(value: Any) -> str | None:
    """The name or names in a JSON-LD person, organisation, string, or list of those."""
    if isinstance(value, str):
        return html.unescape(value)
    if isinstance(value, Mapping):
        return _names(value.get("name"))
    if isinstance(value, list):
        names = [name for item in value[:20] if (name := _names(item))]
        return ", ".join(dict.fromkeys(names)) or None
    return None


def _first_meta(metas: Mapping[str, str], names: tuple[str, ...]) -> Iterator[Detail]:
    for name in names:
        found = detail(metas.get(name), f"meta {name}")
        if found:
            yield found


def _outlet(
    metas: Mapping[str, str], article: Mapping[str, Any], tree: HtmlElement
) -> Detail | None:
    for found in _first_meta(metas, _OUTLET_METAS[:1]):
        return Detail(found.value.lstrip("@"), found.found)
    publisher = detail(_names(article.get("publisher")), "json-ld publisher")
    if publisher and "://" not in publisher.value:
        return publisher
    for found in _first_meta(metas, _OUTLET_METAS[1:]):
        if len(found.value) <= 60 and "://" not in found.value:
            return Detail(found.value.lstrip("@"), found.found)
    return None


def host(address: Detail | None) -> Detail | None:
    """The outlet as its address names it, where nothing better does."""
    try:
        name = urlsplit(address.value).hostname if address else None
    except ValueError:
        return None
    return detail(name.removeprefix("www."), "url") if name else None


def _title(
    metas: Mapping[str, str], article: Mapping[str, Any], tree: HtmlElement, outlet: Detail | None
) -> Detail | None:
    found = detail(_names(article.get("headline")), "json-ld headline")
    found = found or next(_first_meta(metas, _TITLE_METAS), None)
    found = found or _element(tree, "h1") or _element(tree, "title")
    return Detail(without_outlet(found.value, outlet), found.found) if found else None


def _element(tree: HtmlElement, name: str) -> Detail | None:
    node = next(tree.iter(name), None)
    return detail("".join(node.itertext()), name) if node is not None else None


def without_outlet(title: str, outlet: Detail | None) -> str:
    """A title without ` | Outlet` at its end.

    >>> without_outlet("Dam hit | The Daily Post", Detail("Daily Post", "meta og:site_name"))
    'Dam hit'
    """
    parts = list(_SUFFIX.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()], title[parts[-1].end() :].lower()
    name = outlet.value.lower() if outlet else ""
    same = bool(name) and (name in tail or tail in name)
    return head if (same or "|" in parts[-1].group()) and len(head) >= 10 else title


def _author(
    metas: Mapping[str, str], article: Mapping[str, Any], tree: HtmlElement
) -> Detail | None:
    found = detail(_names(article.get("author")), "json-ld author")
    candidates = [found] if found else []
    candidates += _first_meta(metas, _AUTHOR_METAS)
    for node in tree.xpath("(//*[@rel='author' or @itemprop='author'])[1]"):
        by = detail("".join(node.itertext()), "author element")
        candidates += [by] if by else []
    for one in candidates:
        name = re.sub(r"^(?:written )?by:?\s+", "", one.value, flags=re.I).lstrip("@")
        if name and "://" not in name and len(name) <= 200:
            return Detail(name, one.found)
    return None


def _address(tree: HtmlElement, metas: Mapping[str, str], url: str | None) -> Detail | None:
    if url:
        return detail(url, "given")
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            found = detail(link.get("href"), "link canonical")
            if found and found.value.startswith(("http://", "https://")):
                return found
    found = detail(metas.get("og:url"), "meta og:url")
    return found if found and found.value.startswith(("http://", "https://")) else None


def _published(
    metas: Mapping[str, str],
    nodes: list[Mapping[str, Any]],
    tree: HtmlElement,
    address: Detail | None,
) -> Day | None:
    for node in sorted(nodes, key=lambda node: not _is_article(node)):
        found = day(node.get("datePublished"), "json-ld datePublished")
        if found:
            return found
    for name in _DATE_METAS:
        found = day(metas.get(name), f"meta {name}")
        if found:
            return found
    for node in tree.xpath("(//*[@itemprop='datePublished'])[position() < 4]"):
        value = node.get("content") or node.get("datetime") or "".join(node.itertext())
        found = day(value, "microdata datePublished")
        if found:
            return found
    return _address_day(address) or _time_day(tree) or _visible_day(tree)


def _address_day(address: Detail | None) -> Day | None:
    """The day in `/2024/09/26/`; on 34 dev pages with one it was always right."""
    match = _URL_DAY.search(address.value.partition("?")[0] + "/") if address else None
    if match is None:
        return None
    return day(f"{match.group(1)}-{match.group(3)}-{match.group(4)}", "url")


def _time_day(tree: HtmlElement) -> Day | None:
    for node in tree.xpath("(//time[@datetime])[position() < 4]"):
        found = day(node.get("datetime"), "time element")
        if found:
            return found
    return None


def _visible_day(tree: HtmlElement) -> Day | None:
    """The first full date in a short element that is named for one."""
    for node in islice(tree.iter(*_BLOCKS), _NODES):
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        if not _DATE_NAME.search(names):
            continue
        text = " ".join("".join(node.itertext()).split())
        found = day(text, "visible date", "text") if len(text) <= _DATE_LENGTH else None
        if found:
            return found
    return None


def headings(tree: HtmlElement) -> tuple[str, ...]:
    """The forms of the headline on the page: its first-level headings and its title."""
    found = [detail("".join(node.itertext()), "") for node in tree.xpath("//h1[position() < 4]")]
    titles = [detail("".join(node.itertext()), "") for node in tree.xpath("(//title)[1]")]
    return tuple(d.value for d in [*found, *titles] if d)
