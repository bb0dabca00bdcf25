"""Tables of events: every row is counted, refused in words or dropped by name; none vanishes."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gesta.analysis.cells import RowError, read_days
from gesta.analysis.from_csv import from_csv
from gesta.analysis.happenings import Amount
from gesta.errors import AnalysisError
from gesta.ledger.find import Filter
from tests.analysis.makers import table

HEAD = "date,actor,recipient,lat,lon,n,low,high,id,reported"


def test_a_row_of_ones_own_table_keeps_all_its_doubts(tmp_path: Path) -> None:
    found = from_csv(
        table(tmp_path, HEAD, "2024-03-01,Red Banner,Border Guard,33.5,36.3,4,2,9,e1,2024-03-04"),
        Filter(),
    )
    (row,) = found.rows
    assert (row.first, row.last, row.n) == (date(2024, 3, 1), date(2024, 3, 1), Amount(2, 4, 9))
    assert (row.actors, row.recipients) == (("Red Banner",), ("Border Guard",))
    assert (row.lat, row.lon, row.first_reported) == (33.5, 36.3, date(2024, 3, 4))
    assert found.left_out() == {}


def test_what_a_month_dates_is_an_interval_and_what_a_year_dates_is_vague(tmp_path: Path) -> None:
    found = from_csv(table(tmp_path, "date,id", "2024-02,a", "2024,b", ",c"), Filter())
    assert [(r.id, r.first, r.last) for r in found.rows] == [
        ("a", date(2024, 2, 1), date(2024, 2, 29))
    ]
    assert found.left_out() == {"vague in time": 1, "undated": 1}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("03/04/2024,A,B,,,1,,,,", "either way round"),
        ("2024-02-30,A,B,,,1,,,,", "no day of the calendar"),
        ("0204-02-03,A,B,,,1,,,,", "before 1800"),
        ("9204-02-03,A,B,,,1,,,,", "still to come"),
        ("soon,A,B,,,1,,,,", "year-month-day"),
        ("2024-02-03,A,B,95,1,1,,,,", "beyond 90 degrees"),
        ("2024-02-03,A,B,5,,1,,,,", "not both"),
        ("2024-02-03,A,B,,,-1,,,,", "whole number"),
        ("2024-02-03,A,B,,,nan1,,,,", "no number"),
        ("2024-02-03,A,B,,,1e9,,,,", "whole number"),
        ("2024-02-03,A,B,,,2,5,3,,", "low 5 above high 3"),
        ("2024-02-03,A,B,,,1,,,,,extra", "11 cells"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_rest_is_read(
    tmp_path: Path, line: str, words: str
) -> None:
    found = from_csv(table(tmp_path, HEAD, "2024-02-01,A,B,,,1,,,,", line), Filter())
    assert len(found.rows) == 1
    (refused,) = found.refused
    assert refused.startswith("line 3 ") and words in refused
    assert found.left_out() == {"unreadable": 1}


def test_an_end_before_the_beginning_is_refused(tmp_path: Path) -> None:
    found = from_csv(table(tmp_path, "date,date_end", "2024-02-03,2024-02-01"), Filter())
    assert found.rows == () and "before it begins" in found.refused[0]


def test_a_row_that_comes_twice_counts_once(tmp_path: Path) -> None:
    found = from_csv(table(tmp_path, "id,date", "a,2024-01-01", "a,2024-01-01"), Filter())
    assert len(found.rows) == 1 and found.left_out() == {"duplicate": 1}


def test_days_without_attacks_still_belong_to_the_days_covered(tmp_path: Path) -> None:
    found = from_csv(table(tmp_path, "date,n", "2024-01-01,0", "2024-01-05,2", "2024-01-09,0"), Filter())  # fmt: skip
    assert len(found.rows) == 1
    assert (found.begin, found.end) == (date(2024, 1, 1), date(2024, 1, 9))


def test_the_rows_of_another_actor_also_say_which_days_are_covered(tmp_path: Path) -> None:
    path = table(tmp_path, "date,actor", "2024-01-05,Rêd Banner", "2024-02-01,Blue Guard")
    found = from_csv(path, Filter(actor="red banner"))
    assert [row.actors for row in found.rows] == [("Rêd Banner",)]
    assert found.end == date(2024, 2, 1)
    with pytest.raises(AnalysisError, match="Blue Guard"):
        from_csv(path, Filter(actor="Green"))


def test_best_and_low_of_ucdp_ged_are_the_dead(tmp_path: Path) -> None:
    head = "id,type_of_violence,side_a,side_b,date_start,date_end,latitude,longitude,best,low,high,country"
    found = from_csv(
        table(tmp_path, head, "7,1,Government of A,B,2020-01-01 00:00:00.000,2020-01-03 00:00:00.000,1.5,2.5,9,4,11,A"),
        Filter(),
    )  # fmt: skip
    (row,) = found.rows
    assert row.killed == Amount(4, 9, 11) and row.n == Amount(1, 1, 1)
    assert (row.last, row.area, row.actors) == (date(2020, 1, 3), "A", ("Government of A",))


def test_written_dates_of_acled_are_read(tmp_path: Path) -> None:
    head = "event_id_cnty;event_date;event_type;actor1;actor2;latitude;longitude;fatalities"
    found = from_csv(
        table(tmp_path, head, "AAA1;05 March 2021;Battles;X Force;Y Force;1;2;3"), Filter(actor="X Force")
    )  # fmt: skip
    assert found.rows[0].first == date(2021, 3, 5) and found.rows[0].killed == Amount(3, 3, 3)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff\xfe", b"a,b\n1,2\n", b"PK\x03\x04 zipped", b'"', b"\n\n\n"],
)
def test_what_is_no_table_of_events_is_an_error_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "e.csv"
    path.write_bytes(data)
    with pytest.raises(AnalysisError, match=r"e\.csv"):
        from_csv(path, Filter())


def test_a_table_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="cannot be read"):
        from_csv(tmp_path / "none.csv", Filter())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_spreadsheets_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "e.csv"
    path.write_bytes("date;actor\r\n2024-01-01;Café Front\r\n".encode(encoding))
    assert from_csv(path, Filter()).rows[0].actors == ("Café Front",)


def test_a_huge_cell_and_nul_characters_do_not_stop_the_reading(tmp_path: Path) -> None:
    path = table(tmp_path, "date,actor", "2024-01-01," + "x" * (1 << 21), "2024-01-02,A\0B")
    found = from_csv(path, Filter())
    assert len(found.rows) + len(found.refused) == 2 and found.refused


@pytest.mark.parametrize("words", ["99999999", "0000-01-01", "2024-13", "٢٠٢٤-٠١-٠١", "2024-1-1-1"])
def test_strange_dates_are_refused(words: str) -> None:
    with pytest.raises(RowError):
        read_days(words, "date")


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["2024-01-02", "2024-13-40", "1e400", "-0", "nan", "0x1", '"', "NULL", "9" * 40]
    ),
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, max_size=11), max_size=8))
def test_whatever_the_cells_hold_each_row_is_counted_at_most_once_and_nothing_breaks(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    path = tmp_path / "fuzz.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEAD.split(","))
        writer.writerows(rows)
    found = from_csv(path, Filter())
    some = sum(any(cell.strip() for cell in row) for row in rows)
    assert len(found.rows) + sum(found.left_out().values()) <= some
    assert all(row.first <= row.last for row in found.rows)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_table_or_an_error_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "fuzz.csv"
    path.write_bytes(data)
    try:
        from_csv(path, Filter())
    except AnalysisError as error:
        assert "fuzz.csv" in str(error)


@pytest.mark.parametrize("after", [1, 3, 60])
def test_a_quote_that_does_not_close_costs_its_own_line_alone(tmp_path: Path, after: int) -> None:
    file = tmp_path / "events.csv"
    rows = [f"2024-02-{1 + day % 28:02d},Red" for day in range(after)]
    file.write_text(
        "\n".join(["date,actor", '2024-01-01,"Red', *rows, '2024-01-03,"Red, of Town"'])
    )
    found = from_csv(file, Filter())
    assert len(found.rows) == after + 1
    assert len(found.refused) == 1 and found.refused[0].startswith("line 2 opens a quote")


def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(
        'date,place,actor\n2024-01-01,"a town\nby the river",Red\n2024-01-02,Town,Red\n'
    )
    found = from_csv(file, Filter())
    assert len(found.rows) == 2 and not found.refused


def test_a_report_from_before_the_attack_is_refused_and_covers_no_days(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(
        "date,actor,reported\n2024-03-01,Red,2023-03-01\n2024-03-02,Red,2024-03-01\n2024-03-09,Red,2024-03-10\n"
    )
    found = from_csv(file, Filter())
    assert len(found.rows) == 2 and "before it happened" in found.refused[0]
    assert str(found.begin) == "2024-03-01"


def test_quotes_inside_words_and_long_notes_are_rows(tmp_path: Path) -> None:
    note = "\n".join(f"line {k}" for k in range(60))
    file = tmp_path / "events.csv"
    file.write_text(
        f'date,actor,note\n2024-01-02,Red,"{note}"\n2024-01-03,C 5" gun,"m\nn"\n2024-01-04,B 5" gun,x'
    )
    found = from_csv(file, Filter())
    assert [row.actors for row in found.rows] == [("Red",), ('C 5" gun',), ('B 5" gun',)]
    assert not found.refused


def test_a_quote_that_closes_inside_a_later_cell_costs_its_own_line(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text('date,actor\n2024-01-01,"Red\n2024-01-02,Blue\n2024-01-03,"Red Town"\n')
    found = from_csv(file, Filter())
    assert len(found.rows) == 2 and found.refused[0].startswith("line 2 opens a quote")


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quote_open_at_the_end_of_the_table_is_named(tmp_path: Path, end: str) -> None:
    file = tmp_path / "events.csv"
    file.write_text('date,actor\n2024-01-01,Red\n2024-01-02,"Blue' + end)
    found = from_csv(file, Filter())
    assert len(found.rows) == 1 and found.refused[0].startswith("line 3 opens a quote")
