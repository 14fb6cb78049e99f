# SPDX-License-Identifier: EUPL-1.2
"""Text that wraps in a row of a template does not run through the row below it."""

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from lxml import etree

from workbooks.template import heights
from workbooks.template.filling import Asked, Template
from workbooks.template.parts import MAIN, Parts, tag

ASKED = Asked(tables={"redenen": ("Redenen", ["Naam", "Reden"])})
SHORT, LONG = "Te laat.", "De inschrijving kwam na het sluiten van de termijn binnen. " * 2
WIDE = 30


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "redenen.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Redenen")
        sheet.set_column(1, 1, WIDE)
        sheet.add_table(0, 0, 1, 1, {"name": "redenen", "columns": [{"header": "Naam"}, {"header": "Reden"}]})
        sheet.write_blank(1, 1, None, book.add_format({"text_wrap": True}))
    return path


def filled(template, rows):
    book = Template(template, ASKED)
    book.fill(
        "redenen", pl.DataFrame({"Naam": [LONG] * len(rows), "Reden": rows}, schema_overrides={"Reden": pl.String})
    )
    book.save(template.with_name("gevuld.xlsx"))
    return template.with_name("gevuld.xlsx")


def high(path):
    rows = openpyxl.load_workbook(path)["Redenen"].row_dimensions
    return [rows[row].height for row in range(2, 6)]


def test_a_row_is_as_high_as_the_text_that_wraps_in_it(template, assert_valid_xlsx):
    path = filled(template, [SHORT, LONG, None, "een\ntwee\ndrie"])

    assert high(path) == [None, 60, None, 45]
    assert_valid_xlsx(path)


def test_text_in_a_column_that_does_not_wrap_asks_for_no_room(template):
    assert high(filled(template, [SHORT])) == [None] * 4


def test_the_longest_text_is_not_higher_than_a_screen_shows(template):
    assert high(filled(template, [LONG * 20]))[0] == 180


def test_a_height_that_people_gave_a_row_stays(template):
    book = openpyxl.load_workbook(template)
    book["Redenen"].row_dimensions[2].height = 40
    book.save(template)

    assert high(filled(template, [SHORT, LONG])) == [40, 40, None, None]


def test_a_height_that_excel_kept_of_an_example_is_forgotten(template):
    book = openpyxl.load_workbook(template)
    book["Redenen"].row_dimensions[2].height = 90
    book.save(template)
    kept = Parts.read(template)
    for row in kept.change("xl/worksheets/sheet1.xml").iter(tag("row")):
        row.attrib.pop("customHeight", "")
    kept.save(template)

    assert high(filled(template, [SHORT]))[0] is None


@pytest.mark.parametrize(
    ("sheet", "width"),
    [
        ("", heights.USUAL_WIDTH),
        ('<cols><col min="1" max="2" width="40"/></cols>', heights.USUAL_WIDTH),
        ('<cols><col min="2" max="4" width="40"/></cols>', 40),
        ('<cols><col min="3" max="3" hidden="1"/></cols>', heights.USUAL_WIDTH),
    ],
)
def test_the_width_of_a_column_is_its_own_or_the_usual_one(sheet, width):
    assert heights.width(etree.fromstring(f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'), 3) == width


def test_a_book_without_cell_styles_wraps_nothing():
    assert heights.wrapping_styles(etree.fromstring(f'<styleSheet xmlns="{MAIN}"/>')) == frozenset()
