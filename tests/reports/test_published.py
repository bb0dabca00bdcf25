"""Date strings: one reading or none."""

from __future__ import annotations

from datetime import date

import pytest

from gesta.reports.published import day_in

DAY = date(2024, 9, 26)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-09-26", DAY), ("2024-09-26T23:59:00-05:00", DAY), ("2024/09/26", DAY), ("20240926", DAY),
        ("September 26, 2024", DAY), ("Sept. 26, 2024", DAY), ("26 Sep 2024", DAY), ("26th September 2024", DAY),
        ("Thu, 26 Sep 2024 10:30:00 GMT", DAY), ("26/09/2024", DAY), ("9/26/2024", DAY), ("26.09.2024", DAY),
        ("1727308800", DAY), ("1727308800000", DAY), ("26-Sep-2024", DAY), ("04/04/2024", date(2024, 4, 4)),
        ("03/04/2024", None), ("September 26", None), ("2024", None), ("2024-09", None), ("2024-13-40", None),
        ("30 February 2024", None), ("", None), ("155 shells fell in 12 hours", None), ("yesterday", None),
        ("0000-00-00", None), ("1" * 5_000, None),
    ],
)  # fmt: skip
def test_day_in(text: str, day: date | None) -> None:
    assert day_in(text) == day
