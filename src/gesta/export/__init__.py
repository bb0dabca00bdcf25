"""Exports: one file per format, each a function from an `Extract` to bytes, piece by piece.

An `Extract` is the part of a ledger that a filter keeps. No format gives a place more exactly than
to the town, none drops who says so, and what a format cannot hold is counted, never lost in silence.
"""

from gesta.export.extract import Extract, Options
from gesta.export.formats import FORMATS, Format, find_format, pieces

__all__ = ["FORMATS", "Extract", "Format", "Options", "find_format", "pieces"]
