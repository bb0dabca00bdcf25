"""Claims about one happening joined across reports: copies, scored pairs, clusters, incidents."""

from gesta.resolution.copies import find_copies
from gesta.resolution.resolve import Resolution, resolve
from gesta.resolution.shelf import Shelf

__all__ = ["Resolution", "Shelf", "find_copies", "resolve"]
