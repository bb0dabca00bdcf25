"""Annotated passages: the compact form that people write and correct, its checker, its scorer."""

from gesta.passages.check import faults, tie_faults
from gesta.passages.compact import CompactError, Row, parse, parse_file, render
from gesta.passages.drafting import drafts

__all__ = ["CompactError", "Row", "drafts", "faults", "parse", "parse_file", "render", "tie_faults"]
