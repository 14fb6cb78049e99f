# SPDX-License-Identifier: EUPL-1.2
"""A template keeps everything it held, and says by name what it lost or gained."""

import zipfile
from base64 import b64decode
from datetime import date
from io import BytesIO

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbooks.errors import UnreadableFileError
from workbooks.template.filling import Asked, Template, TemplateMismatchError

ASKED = Asked(
    names={"titel": "Prijzen", "datum": "Prijzen"},
    tables={"prijzen": ("Prijzen", ("Product", "Aantal", "Tarief"))},
)
DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)  # the smallest picture
AMOUNT = "=prijzen[[#This Row],[Aantal]]*prijzen[[#This Row],[Tarief]]"
ROWS = pl.DataFrame({"Product": ["02A01", "=1+1", "03A01"], "Aantal": [1, 2, 3], "Tarief": [10.5, None, 0.25]})


def make_template(path, *, names=("titel", "datum"), heads=("Product", "Aantal", "Tarief", "Bedrag")):
    """A workbook as procurement staff make it: a table with checks, a chart, a logo, a comment, protection, print."""
    with xlsxwriter.Workbook(path) as book:
        sheet, other = book.add_worksheet("Prijzen"), book.add_worksheet("Over 'dit' blad")
        unlocked = book.add_format({"locked": False, "num_format": "0.00", "bg_color": "#FFFBEA"})
        for row, name in enumerate(names):
            book.define_name(name, f"=Prijzen!$B${row + 1}")
        sheet.add_table(3, 0, 5, 3, {
            "name": "prijzen",
            "columns": [{"header": heads[0]}, {"header": heads[1]}, {"header": heads[2], "format": unlocked},
                        {"header": heads[3], "formula": AMOUNT}],
        })  # fmt: skip
        sheet.set_row(4, 30)
        for row in (4, 5):
            for column in range(3):
                sheet.write_blank(row, column, None, unlocked if column == 2 else book.add_format({"num_format": "@"}))
        sheet.data_validation("C5:C6", {"validate": "decimal", "criteria": ">", "value": 0})
        sheet.data_validation("F1", {"validate": "list", "source": ["ja", "nee"]})
        sheet.conditional_format("C5:C6", {"type": "blanks", "format": book.add_format({"bold": True})})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"categories": "=Prijzen!$A$5:$A$6", "values": "=Prijzen!$D$5:$D$6"})
        other.insert_chart("B2", chart, {"description": "Bedrag per product"})
        other.insert_image("H2", "logo.png", {"image_data": BytesIO(DOT), "description": "Logo"})
        sheet.write_comment("A4", "Een product per regel.")
        other.write_formula("A1", "=SUM(prijzen[Bedrag])", value=99)
        sheet.protect("", {"select_locked_cells": True})
        sheet.set_landscape()
        sheet.repeat_rows(3)
        sheet.freeze_panes(4, 0)
    return path


@pytest.fixture
def template(tmp_path):
    return make_template(tmp_path / "prijzen.xlsx")


@pytest.fixture
def filled(template, tmp_path):
    book = Template(template, ASKED)
    book.put("titel", "Perceel 1")
    book.put("datum", date(2026, 11, 2))
    book.fill("prijzen", ROWS)
    book.save(tmp_path / "gevuld.xlsx")
    return tmp_path / "gevuld.xlsx"


def parts(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_names_and_rows_stand_where_they_belong(filled):
    sheet = openpyxl.load_workbook(filled)["Prijzen"]

    assert [sheet["B1"].value, sheet["B2"].value] == ["Perceel 1", 46328]
    assert [[cell.value for cell in row[:3]] for row in sheet["A5:C7"]] == [
        ["02A01", 1, 10.5], ["=1+1", 2, None], ["03A01", 3, 0.25],
    ]  # fmt: skip
    assert sheet["A6"].data_type == "s"
    assert sheet.tables["prijzen"].ref == "A4:D7"


def test_a_date_is_a_date_where_the_template_shows_one(template, tmp_path):
    book = openpyxl.load_workbook(template)
    book["Prijzen"]["B2"].number_format = "dd-mm-yyyy"
    book.save(template)
    opened = Template(template, ASKED)

    opened.put("datum", date(2026, 11, 2))
    opened.save(tmp_path / "uit.xlsx")

    assert openpyxl.load_workbook(tmp_path / "uit.xlsx")["Prijzen"]["B2"].value.date() == date(2026, 11, 2)


def test_what_is_not_filled_in_stays_byte_for_byte(template, filled):
    before, after = parts(template), parts(filled)

    same = {name for name in before if before[name] == after[name]}

    assert list(before) == list(after)
    assert set(before) - same == {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml",
        "xl/charts/chart1.xml",
    }  # fmt: skip


def test_rows_that_are_added_look_like_the_first_and_are_checked_like_it(template, filled):
    before, after = (openpyxl.load_workbook(path)["Prijzen"] for path in (template, filled))

    for column in "ABCD":
        assert after[f"{column}7"].style_id == before[f"{column}5"].style_id
    assert after["C7"].protection.locked is False
    assert after.row_dimensions[7].height == before.row_dimensions[5].height == 30
    assert {str(check.sqref) for check in after.data_validations.dataValidation} == {"C5:C7", "F1"}
    assert [str(each.sqref) for each in after.conditional_formatting] == ["C5:C7"]
    assert after.protection.sheet
    assert (after.freeze_panes, after.print_title_rows, after.page_setup.orientation) == ("A5", "$4:$4", "landscape")


def test_formulas_and_charts_cover_the_rows_that_were_added(filled, recalculated):
    sheets = recalculated(filled)

    assert [row[3] for row in sheets["Prijzen"][4:7]] == [10.5, 0, 0.75]
    assert sheets["Over 'dit' blad"][0][0] == 11.25
    chart = parts(filled)["xl/charts/chart1.xml"].decode()
    assert ("$A$5:$A$7" in chart, "$D$5:$D$7" in chart) == (True, True)


def test_fewer_rows_leave_nothing_of_the_rows_before(filled, tmp_path):
    book = Template(filled, ASKED)
    book.fill("prijzen", ROWS.head(1))
    book.save(tmp_path / "kort.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "kort.xlsx")["Prijzen"]

    assert sheet.tables["prijzen"].ref == "A4:D5"
    assert [cell.value for row in sheet["A6:D7"] for cell in row] == [None] * 8


def test_no_rows_at_all_leave_one_empty_row(filled, tmp_path):
    book = Template(filled, ASKED)
    book.fill("prijzen", ROWS.clear())
    book.save(tmp_path / "leeg.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "leeg.xlsx")["Prijzen"]

    assert sheet.tables["prijzen"].ref == "A4:D5"
    assert [cell.value for row in sheet["A5:D7"] for cell in row] == [None] * 12


def test_what_is_filled_in_is_a_valid_workbook(filled, assert_valid_xlsx):
    assert_valid_xlsx(filled)


def test_the_order_in_which_excel_computed_is_forgotten(template, tmp_path):
    with zipfile.ZipFile(template, "a") as file:
        file.writestr("xl/calcChain.xml", "<calcChain/>")

    Template(template, ASKED).save(tmp_path / "uit.xlsx")

    assert "xl/calcChain.xml" not in parts(tmp_path / "uit.xlsx")


def test_a_name_that_is_gone_and_one_that_is_new_are_told_with_their_sheet(tmp_path):
    path = make_template(tmp_path / "prijzen.xlsx", names=("titel", "datem"))

    with pytest.raises(TemplateMismatchError) as caught:
        Template(path, ASKED)

    gone, new = str(caught.value).splitlines()
    assert gone.startswith("Sjabloon 'prijzen.xlsx': de naam 'datum' op blad 'Prijzen' ontbreekt. Zet die terug")
    assert new.startswith("Sjabloon 'prijzen.xlsx': de naam 'datem' op blad 'Prijzen' is onbekend; niets vult die in.")


def test_a_table_without_one_of_its_columns_is_told(tmp_path):
    path = make_template(tmp_path / "prijzen.xlsx", heads=("Product", "Aantal", "Prijs", "Bedrag"))

    with pytest.raises(TemplateMismatchError, match="tabel 'prijzen' op blad 'Prijzen' ontbreekt de kolom 'Tarief'"):
        Template(path, ASKED)


def test_a_name_on_another_sheet_than_it_was_is_gone(template):
    asked = Asked({**ASKED.names, "datum": "Elders"}, ASKED.tables)

    with pytest.raises(TemplateMismatchError, match="de naam 'datum' op blad 'Elders' ontbreekt"):
        Template(template, asked)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path, data):
    (tmp_path / "prijzen.xlsx").write_bytes(data)

    with pytest.raises(UnreadableFileError, match="geen Excel-werkmap"):
        Template(tmp_path / "prijzen.xlsx", ASKED)


@given(
    rows=st.lists(
        st.tuples(st.text(max_size=8), st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6) | st.none()), max_size=6
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_come_back_as_they_were_filled_in(template, tmp_path, rows):
    frame = pl.DataFrame(rows, schema={"Product": pl.String, "Aantal": pl.Int64, "Tarief": pl.Float64}, orient="row")
    book = Template(template, ASKED)
    book.fill("prijzen", frame)
    book.save(tmp_path / "uit.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "uit.xlsx")["Prijzen"]
    found = [tuple(cell.value for cell in row[:3]) for row in sheet.iter_rows(5, 4 + len(rows), 1, 3)] if rows else []

    assert [row[1:] for row in found] == [row[1:] for row in rows]
    assert sheet.tables["prijzen"].ref == f"A4:D{4 + max(len(rows), 1)}"
