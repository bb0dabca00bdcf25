"""Annotated passages: the compact form that people write and correct, and its checker."""

from gesta.passages.check import faults
from gesta.passages.compact import Row, parse, parse_file, render

__all__ = ["Row", "faults", "parse", "parse_file", "render"]
