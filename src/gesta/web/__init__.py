"""The page: a JSON API over one ledger, the built page in `static/`, and the one-file report.

Every answer is a function of the ledger alone, so that the same functions serve a browser and fill
the file of `gesta report`. Nothing here asks for anything outside the machine.
"""
