"""Everything Gesta raises on purpose.

    GestaError
    ├── LedgerError      the ledger file cannot be opened, is of another kind or schema
    ├── ExchangeError    an exchange line cannot be taken into a ledger
    ├── ModelError       the reader's model files are absent or do not fit this version
    ├── ResourceError    a resource file (gazetteer, actors, outlets) has a fault
    ├── AnalysisError    a question cannot be put: its table, an option or a package is at fault
    └── WebError         a request of the page cannot be met (`gesta.web.faults`)

A message says what, which value, where, and the next step. Input that cannot be read is no
error: it becomes a `gesta.types.Refusal`.
"""

from __future__ import annotations


class GestaError(Exception):
    """Base of all errors that Gesta raises on purpose."""


class LedgerError(GestaError):
    """The ledger file cannot be opened, or is no ledger of a schema this version knows."""


class ExchangeError(GestaError):
    """A line of the exchange format cannot be taken into a ledger."""


class ModelError(GestaError):
    """The reader's model files are absent, or do not fit this version of the codebook."""


class ResourceError(GestaError):
    """A resource file (gazetteer, actors, outlets) has a fault in a named line."""


class AnalysisError(GestaError):
    """A question cannot be put: its table of events, an option or a missing package is at fault.

    Data that cannot carry a question is no error but an answer: `cannot tell`, and why.
    """
