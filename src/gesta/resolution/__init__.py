"""Claims about one happening joined across reports: copies, scored pairs, clusters, incidents."""

from gesta.resolution.copies import find_copies
from gesta.resolution.resolve import Resolution, resolve

__all__ = ["Resolution", "find_copies", "resolve"]
