"""Gesta reads news reports of armed conflict and keeps a sourced ledger.

The one direction of flow: Report → Reading → Claim → Incident → answer.
Every stage is a function from values to new values (`gesta.types`); no stage edits
another room's value in place.
"""

__version__ = "0.1.0"
