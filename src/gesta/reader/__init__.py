"""Report → Reading: one encoder pass finds everything that the codebook names."""

from gesta.reader.reader import Reader

__all__ = ["Reader"]
