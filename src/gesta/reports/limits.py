"""How much of anything is read. Every cap is checked before the costly step that it guards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on input. Sizes in bytes, texts in code points.

    The caps on a page's tags stand well above what real news pages have (the largest of 428
    measured: 10,120 tags, 51 levels, 24,153 character references) and below what makes the HTML
    parsers slow.
    """

    max_bytes: int = 10_000_000  # one article, one table row
    max_text_chars: int = 400_000  # an article's kept text
    max_raw_chars: int = 2_000_000  # a plain text before it is tidied
    max_lines: int = 20_000  # lines of an article
    max_page_chars: int = 5_000_000  # one HTML page
    max_tags: int = 40_000  # tags of a page
    max_depth: int = 400  # nested elements of a page
    max_attributes: int = 400  # attributes of one tag
    max_span: int = 1_000  # columns or rows that one table cell covers
    max_entities: int = 100_000  # character references of a page
    max_json_bytes: int = 64_000_000  # a .json file, which cannot be read row by row
    max_members: int = 100_000  # members of an archive
    max_archive_bytes: int = 2_000_000_000  # an archive, packed
    max_unpacked_bytes: int = 4_000_000_000  # what one archive gives, unpacked
    max_ratio: int = 200  # unpacked over packed size of one member, beyond its first megabyte


DEFAULT_LIMITS = Limits()
