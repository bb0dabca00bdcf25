"""What is kept: schema, store, exchange format, verify."""

from gesta.ledger.exchange import export_lines, import_lines
from gesta.ledger.fault import Fault
from gesta.ledger.store import Ledger
from gesta.ledger.verify import Verification, verify

__all__ = ["Fault", "Ledger", "Verification", "export_lines", "import_lines", "verify"]
