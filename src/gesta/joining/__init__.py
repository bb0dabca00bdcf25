"""Joining what is read, judged or decided later into a ledger that is joined already.

Only the neighbourhood of what is new is read, resolved and written; what comes out is what joining
the whole ledger anew would give.
"""
