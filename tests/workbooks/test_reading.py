# SPDX-License-Identifier: EUPL-1.2
"""A workbook is read to the last cell, whoever wrote it and whatever it hides."""

from dataclasses import replace
from datetime import date, datetime, time

import openpyxl
import pytest
import xlsxwriter

from workbooks.errors import UnreadableFileError
from workbooks.limits import LIMITS
from workbooks.reading import read

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"

pytestmark = pytest.mark.usefixtures("in_this_process")


def test_nr_1_a_good_workbook_is_read_as_canonical_text(tmp_path):
    path = tmp_path / "levering.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Regels")
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        clock = book.add_format({"num_format": "hh:mm"})
        elapsed = book.add_format({"num_format": "[h]:mm"})
        sheet.write_row("B2", ["code", 889, 12.5, 1e12, True, False, "  "])
        sheet.write_datetime("B4", datetime(2026, 1, 31), day)  # noqa: DTZ001 - cells have no time zone
        sheet.write_datetime("C4", datetime(2026, 1, 31, 12), day)  # noqa: DTZ001 - idem
        sheet.write_datetime("D4", time(12), clock)
        sheet.write_number("E4", 1.5, elapsed)
        sheet.write_string("F4", "007")

    reading = read(path, name="levering van ons.xlsx")

    (grid,) = reading.grids
    assert (reading.file, reading.format, reading.oddities) == ("levering van ons.xlsx", "xlsx", ())
    assert (grid.name, grid.hidden, grid.hidden_rows) == ("Regels", False, frozenset())
    assert grid.text.columns == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert grid.text.rows() == [
        (None,) * 8,
        (None, "code", "889", "12.5", "1000000000000", "ja", "nee", "  "),
        (None,) * 8,
        (None, "2026-01-31", "2026-01-31T12:00:00", "12:00:00", "36:00:00", "007", None, None),
    ]
    assert grid.number.rows(named=True)[1] == {"3": 889.0, "4": 12.5, "5": 1e12}
    assert grid.dated.rows(named=True)[3] == {"2": True, "3": True}
    assert grid.dated.rows(named=True)[1] == {"2": False, "3": False}


def test_a_large_sheet_is_read_to_the_last_cell_by_pattern(tmp_path, codes):
    path = tmp_path / "levering.xlsx"
    count = 4_000
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Regels")
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for number in range(count):
            sheet.write_string(number, 0, f"regel {number} & <é>, en een staart {'.' * 60}")
            sheet.write_string(number, 1, "tekst die iedere rij terugkomt")
            sheet.write_number(number, 2, number / 4)
            sheet.write_datetime(number, 12, datetime(2026, 1, 1), day)  # noqa: DTZ001 - cells have no time zone
        sheet.write_formula(count, 2, "=SUM(C1:C4000)", None, 7)
        sheet.write_formula(count, 3, "=NA()", None, "#N/A")
        sheet.set_row(17, None, None, {"hidden": True})

    reading = read(path)

    (grid,) = reading.grids
    assert grid.text["1"].to_list() == [
        *(f"regel {number} & <é>, en een staart {'.' * 60}" for number in range(count)),
        None,
    ]
    assert grid.number["3"].to_list() == [*(number / 4 for number in range(count)), 7.0]
    assert grid.text["13"].to_list() == ["2026-01-01"] * count + [None]
    assert grid.hidden_rows == {18}
    assert codes(reading) == [("LEZEN-26", None, None, False), ("LEZEN-23", count + 1, 4, True)]


def test_nr_13_every_cell_is_read_when_the_dimension_lies(make_book):
    path = make_book(
        sheet=b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:A1"/>'
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><v>3</v></c></row></sheetData>'
        b"</worksheet>"
    )

    (grid,) = read(path).grids

    assert grid.text.rows() == [("1", None, None), (None, None, None), (None, None, "3")]


def test_nr_23_a_strict_workbook_is_read(make_book, row, cell):
    path = make_book(row(cell("tekst", kind="str")), main=STRICT, office=STRICT_OFFICE)

    (grid,) = read(path).grids

    assert grid.text.rows() == [("tekst",)]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_nr_41_a_hidden_sheet_and_hidden_rows_are_read_and_mentioned(state, make_book, row, cell, codes):
    path = make_book(
        row(cell(1)) + row(cell(2, "A2"), number=2, more=' hidden="1"') + row(number=3, more=' hidden="1"'),
        state=f'state="{state}"',
    )

    reading = read(path)

    (grid,) = reading.grids
    assert (grid.hidden, grid.hidden_rows, grid.text.rows()) == (True, frozenset({2}), [("1",), ("2",)])
    assert codes(reading) == [("LEZEN-25", None, None, False), ("LEZEN-26", None, None, False)]
    assert reading.oddities[1].sentence == "Blad 'Blad1' heeft verborgen rijen met inhoud: 2."


def test_of_many_hidden_rows_the_first_are_named(make_book, row, cell):
    path = make_book("".join(row(cell(n, f"A{n}"), number=n, more=' hidden="1"') for n in range(1, 9)))

    assert read(path).oddities[0].sentence == ("Blad 'Blad1' heeft verborgen rijen met inhoud: 1, 2, 3, 4, 5 en nog 3.")


def test_cells_without_address_stand_where_they_follow(make_book):
    path = make_book('<row><c><v>1</v></c><c t="inlineStr"><is><t>b</t></is></c></row><row><c><v>3</v></c></row>')

    (grid,) = read(path).grids

    assert grid.text.rows() == [("1", "b"), ("3", None)]


def test_a_workbook_as_openpyxl_writes_it_is_read(tmp_path):
    path = tmp_path / "boek.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", 1, date(2026, 1, 2)])
    book.save(path)

    assert read(path).grids[0].text.rows() == [("a", "1", "2026-01-02")]


@pytest.mark.parametrize("name", ["boek.xls", "boek.xlsb", "boek.ods"])
def test_each_format_can_be_left_out_by_setting(name, make_book):
    path = make_book.file(name, b"PK\3\4")

    with pytest.raises(UnreadableFileError, match="van een type dat wij niet lezen") as refused:
        read(path, limits=replace(LIMITS, formats=("xlsx", "csv")))

    assert refused.value.code == "LEZEN-01"
