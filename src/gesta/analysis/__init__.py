"""Answers asked of a ledger or a table of events, one question a file.

    Ledger or CSV → Happenings → Draws → Answer

A question's file has one function that takes happenings and gives an `Answer`: the estimate with
its interval, a verdict or a refusal in words, and the incidents behind it. `simulate.py` makes data
whose truth is known, on which `python -m benchmarks analysis` measures every estimator.
"""
