# SPDX-License-Identifier: EUPL-1.2
"""A hidden value stands nowhere in a workbook."""

import polars as pl
import pytest
import xlsxwriter

from processors.disclosure.audience import Audience, limits
from processors.disclosure.protection import protected
from tests.processors.disclosure.leftovers import leftovers
from tests.processors.disclosure.regions import frame, row

SECRET = 918273


@pytest.fixture
def figures():
    """A municipality with three clients and an amount that is found nowhere else."""
    rows = [row(n, amount=amount, gemeente=place) for place, n, amount in [
        ("0889", 3, SECRET), ("0893", 30, 500_001), ("0907", 40, 600_001), ("0944", 50, 700_001),
    ]]  # fmt: skip
    return frame([*rows, row(123, amount=SECRET + 1_800_003)])


def book(path, figures):
    """The figures in a workbook, with a hidden sheet, a chart and a note that repeat them."""
    with xlsxwriter.Workbook(path) as made:
        shown, hidden = made.add_worksheet("Cijfers"), made.add_worksheet("Verborgen")
        hidden.hide()
        for sheet in (shown, hidden):
            for number, value in enumerate(figures["teller"].to_list()):
                if value is not None:
                    sheet.write_number(number, 0, value)
        shown.write_comment(0, 1, f"{figures['teller'].sum():.0f}")
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": ["Verborgen", 0, 0, figures.height - 1, 0]})
        shown.insert_chart("D2", chart)
    return path


def test_a_hidden_value_is_left_nowhere(tmp_path, figures):
    shown = protected(figures, limits(Audience.REGION, {})).figures

    found = leftovers(book(tmp_path / "veilig.xlsx", shown), [str(SECRET)])

    assert found == []


def test_a_value_on_a_hidden_sheet_and_in_a_chart_is_found(tmp_path, figures):
    path = book(tmp_path / "lek.xlsx", figures.with_columns(pl.col("teller").fill_null(0)))

    parts = {part for part, _ in leftovers(path, [str(SECRET)])}

    assert {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} <= parts


def test_a_part_of_a_longer_number_is_no_leftover(tmp_path):
    path = book(tmp_path / "lang.xlsx", frame([row(50, amount=SECRET * 10)]))

    assert leftovers(path, [str(SECRET)]) == []
