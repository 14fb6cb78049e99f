# SPDX-License-Identifier: EUPL-1.2
"""Cells that Excel hands over are read as the same cells in a file."""

from dataclasses import astuple
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbooks.cells import sheets
from workbooks.columns import grid
from workbooks.errors import UnreadableFileError
from workbooks.limits import LIMITS, Limits
from workbooks.plain import plain_workbook
from workbooks.preflight import inspect
from workbooks.ranges import read_range, with_dates

MADE_ON = datetime(2026, 10, 1)  # noqa: DTZ001 - a workbook has no time zone
NOON = datetime(2026, 9, 30, 12)  # noqa: DTZ001 - nor has a cell
HEAD = ["Naam", "Aantal", "Dag"]
texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12)
cells = st.one_of(
    texts.filter(lambda text: not text.startswith("#")),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.12g}")),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
)


def from_file(rows):
    """The grid of a workbook with these rows, read in this process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rijen.xlsx"
        path.write_bytes(plain_workbook({"bereik": rows}, made_on=MADE_ON))
        (sheet,) = sheets(path, inspect(path, path.name, "xlsx", LIMITS))
        return grid("bereik", sheet.height, map(astuple, sheet.columns))


def test_text_numbers_truth_and_dates_stand_as_they_would_from_a_file():
    reading = read_range([HEAD, ["a", 12.5, date(2026, 9, 30)], [True, 3, NOON], ["", None, ""]])

    (grid,) = reading.grids
    assert grid.text.rows() == [tuple(HEAD), ("a", "12.5", "2026-09-30"), ("ja", "3", "2026-09-30T12:00:00")]
    assert grid.number["2"].to_list() == [None, 12.5, 3.0]
    assert grid.dated["3"].to_list() == [False, True, True]
    assert reading.oddities == ()


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6))
def test_a_range_is_read_as_the_same_cells_in_a_workbook(rows):
    rows = [["kop", "kop twee"], *([cell or None for cell in row] for row in rows), ["laatste", "rij"]]

    in_file, in_range = from_file(rows), read_range(rows).grids[0]

    for name in ("text", "number", "dated"):
        assert getattr(in_range, name).to_dicts() == getattr(in_file, name).to_dicts()


def test_a_day_that_excel_hands_over_as_a_number_is_a_date_where_dates_are_expected():
    reading = read_range([HEAD, ["a", 46295, 46295], ["b", 46295.5, 46295.5], ["c", 7, 7], ["d", "x", "30-9-2026"]])

    grid = with_dates(reading.grids[0], {1, 3})

    assert grid.text["3"].to_list() == ["Dag", "2026-09-30", "2026-09-30T12:00:00", "7", "30-9-2026"]
    assert grid.text["2"].to_list() == ["Aantal", "46295", "46295.5", "7", "x"]
    assert grid.dated["3"].to_list() == [False, True, True, False, False]
    assert grid.number["3"].to_list() == [None, None, None, 7.0, None]


def test_a_column_of_dates_alone_holds_no_numbers_any_more():
    grid = with_dates(read_range([HEAD, ["a", 1, 46295]]).grids[0], {3})

    assert grid.number.columns == ["2"]


def test_an_error_value_refuses_its_cell_and_says_where():
    reading = read_range([HEAD, ["a", "#REF!", ""]])

    (oddity,) = reading.oddities
    assert (oddity.code, oddity.row, oddity.column, oddity.value) == ("LEZEN-23", 2, 2, "#REF!")
    assert oddity.sentence == "In cel B2 van blad 'bereik' staat de foutwaarde #REF!."
    assert reading.grids[0].text.row(1) == ("a", None, None)


@pytest.mark.parametrize("rows", [[], [[]], [["", None]], [[None], [None]]])
def test_an_empty_range_is_refused_in_one_sentence(rows):
    with pytest.raises(UnreadableFileError, match=r"^Het bereik is leeg\. Kies de cellen"):
        read_range(rows)


def test_more_cells_than_a_file_may_have_are_refused():
    with pytest.raises(UnreadableFileError, match=r"heeft 6 cellen, meer dan 5\. Kies alleen de kolommen"):
        read_range([HEAD, ["a", 1, 2]], limits=Limits(cells=5))


def test_whole_columns_may_be_given():
    reading = read_range([HEAD, ["a", 1, 2], *[[None, None, None]] * 5_000], limits=Limits(cells=10))

    assert reading.grids[0].text.height == 2
