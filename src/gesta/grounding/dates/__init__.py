"""When: time expressions found in a text and made intervals of days."""

from gesta.grounding.dates.context import resolve_all, tense_at
from gesta.grounding.dates.find import find
from gesta.grounding.dates.openings import opened
from gesta.grounding.dates.resolve import resolve
from gesta.grounding.dates.spans import NO_DATE
from gesta.grounding.dates.timex import timex_value
from gesta.grounding.dates.whole import whole_spans

__all__ = [
    "NO_DATE",
    "find",
    "opened",
    "resolve",
    "resolve_all",
    "tense_at",
    "timex_value",
    "whole_spans",
]
