# SPDX-License-Identifier: EUPL-1.2
"""A workbook of bare rows."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from workbooks.plain import CellError, plain_workbook

MADE_ON = datetime(2026, 9, 1)  # noqa: DTZ001 - document properties know no time zone


def test_text_stays_text_and_numbers_dates_and_errors_are_what_they_are():
    rows = [["=1+1", "0889", 12, 1.5, date(2026, 1, 31), CellError("#N/A"), None]]

    data = plain_workbook({"Blad": rows}, made_on=MADE_ON)

    cells = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Blad"][1]
    assert [cell.value for cell in cells[:4]] == ["=1+1", "0889", 12, 1.5]
    assert cells[4].value == datetime(2026, 1, 31)  # noqa: DTZ001 - as openpyxl gives it
    assert (cells[0].data_type, cells[5].value, cells[5].data_type) == ("s", "#N/A", "e")


def test_the_same_rows_give_the_same_bytes():
    first, second = (plain_workbook({"Blad": [["a", 1]]}, made_on=MADE_ON) for _ in range(2))

    assert first == second


def test_a_macro_project_and_hidden_rows_come_along():
    data = plain_workbook({"Blad": [["kop"], ["regel"]]}, made_on=MADE_ON, macro=True, hidden_rows={"Blad": [1]})

    assert "xl/vbaProject.bin" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert openpyxl.load_workbook(io.BytesIO(data))["Blad"].row_dimensions[2].hidden


def test_a_cell_that_no_sheet_can_hold_is_our_own_mistake():
    with pytest.raises(TypeError, match="A cell cannot hold list"):
        plain_workbook({"Blad": [[[]]]}, made_on=MADE_ON)
