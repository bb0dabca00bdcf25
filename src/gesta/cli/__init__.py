"""The command `gesta`: verbs on a ledger."""

from gesta.cli.app import main

__all__ = ["main"]
