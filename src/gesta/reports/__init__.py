"""Bytes to reports: open what the user names, and keep each article's own words.

from gesta.reports import parse, sources
reports = [parse(found) for found in sources(["reports/"]) if isinstance(found, Source)]
"""

from gesta.reports.align import origin_of
from gesta.reports.limits import DEFAULT_LIMITS, Limits
from gesta.reports.open import sources
from gesta.reports.parse import parse

__all__ = ["DEFAULT_LIMITS", "Limits", "origin_of", "parse", "sources"]
