# SPDX-License-Identifier: EUPL-1.2
"""What stands in a cell is read as its value, or refused at that cell."""

from decimal import Decimal

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from workbooks.columns import plain
from workbooks.errors import UnreadableFileError
from workbooks.preflight import report
from workbooks.preflight.report import SheetFacts
from workbooks.reading import read

pytestmark = pytest.mark.usefixtures("in_this_process")


def test_nr_25_text_that_looks_like_a_formula_stays_text(make_book, row, cell):
    values = ["=1+1", "+31", "-a", "@x", "\tx"]
    path = make_book(row(*(cell(value, f"{letter}1", "str") for letter, value in zip("ABCDE", values, strict=True))))

    (grid,) = read(path).grids

    assert grid.text.rows() == [tuple(values)]
    assert grid.number.columns == []


@pytest.mark.parametrize("value", ["NaN", "inf", "-INF", "1e400", "0x1F", " 5 ", "1,5"])
def test_nr_36_a_number_that_is_none_is_refused_at_its_cell(value, make_book, row, cell, codes):
    path = make_book(row(cell(1), f'<c r="B1"><v>{value}</v></c>'))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1", None)]
    assert codes(reading) == [("LEZEN-21", 1, 2, True)]
    assert (reading.oddities[0].sentence, reading.oddities[0].value) == (
        "In cel B1 van blad 'Blad1' staat geen getal, waar een getal hoort te staan.",
        "",
    )


@pytest.mark.parametrize(("value", "kind", "style"), [("-INF", "", 1), ("x", 't="n"', 0)], ids=["panic", "typed"])
def test_nr_36_a_file_that_the_parser_cannot_survive_is_refused_for_that_cell(value, kind, style, make_book, row, cell):
    path = make_book(row(cell(1), f'<c r="B1" s="{style}" {kind}><v>{value}</v></c>'))

    with pytest.raises(UnreadableFileError, match=r"(?i)in cel B1 van blad 'Blad1'") as refused:
        read(path)

    assert refused.value.code == "LEZEN-21"


@pytest.mark.parametrize("value", ["-1", "60", "60.5", "2958466", "1e12"])
def test_nr_37_a_date_that_does_not_exist_is_refused_at_its_cell(value, make_book, row, cell, codes):
    path = make_book(row(cell(1), cell(value, "B1", style=1), cell("61", "C1", style=2)))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1", None, "1900-03-01")]
    assert codes(reading) == [("LEZEN-22", 1, 2, True)]


def test_nr_37_a_thirteenth_month_is_refused_at_its_cell(make_book, row, cell, codes):
    path = make_book(row(cell("2026-12-31", kind="d"), cell("2026-13-31", "B1", "d")))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("2026-12-31", None)]
    assert codes(reading) == [("LEZEN-22", 1, 2, True)]


@pytest.mark.parametrize(("serial", "day"), [("44561", "2026-01-01"), ("60", "1904-03-01"), ("1", "1904-01-02")])
def test_nr_38_dates_counted_from_1904_are_right(serial, day, make_book, row, cell, codes):
    path = make_book(row(cell(serial, style=1)), settings='<workbookPr date1904="1"/>')

    reading = read(path)

    assert (reading.grids[0].text.rows(), codes(reading)) == ([(day,)], [])


def test_a_date_before_1904_is_refused_when_days_are_counted_from_there(make_book, row, cell, codes):
    path = make_book(row(cell(1), cell("-1", "B1", style=1)), settings='<workbookPr date1904="true"/>')

    assert codes(read(path)) == [("LEZEN-22", 1, 2, True)]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_nr_39_an_error_value_is_refused_at_its_cell_and_named(error, make_book, row, cell, codes):
    path = make_book(row(cell(1)) + row(cell(error, "C4", "e"), number=4))

    reading = read(path)

    assert codes(reading) == [("LEZEN-23", 4, 3, True)]
    assert (reading.oddities[0].sentence, reading.oddities[0].action) == (
        f"In cel C4 van blad 'Blad1' staat de foutwaarde {error}.",
        "Herstel de formule of typ de waarde.",
    )


@pytest.mark.parametrize(("content", "kind", "style"), [("123456789", "n", 1), ("Jan", "e", 0), ("999999990", "d", 0)])
def test_a_value_that_could_be_personal_is_never_repeated(content, kind, style, make_book, row, cell):
    path = make_book(row(cell(1), cell(content, "B1", kind, style)))

    try:
        told = repr(read(path).oddities)
    except UnreadableFileError as error:
        told = str(error)

    assert "B1" in told
    assert content not in told


def test_text_with_entities_is_read_with_its_invisible_characters_removed_once(make_book, row, cell):
    path = make_book(row(cell("caf\u00e9 \u00ad&lt;", kind="str")))

    assert read(path).grids[0].text.rows() == [("caf\u00e9 <",)]


def test_truth_values_without_number_are_read(make_book, row, cell):
    path = make_book(row(cell("true", kind="b"), cell("false", "B1", "b")))

    assert read(path).grids[0].text.rows() == [("ja", "nee")]


def test_nr_42_invisible_characters_are_removed_and_mentioned(make_book, row, cell, codes):
    path = make_book(
        row(cell("a\u200bb", kind="str"), cell(5, "B1"))
        + row(cell("\u202e", "A2", "str"), cell("x_x0001_y_x001F_z", "B2", "str"), number=2)
        + row(cell("c\r\nd&#13;e", "A3", "str"), number=3)
    )

    reading = read(path)

    assert reading.grids[0].text.rows() == [("ab", "5"), (None, "xyz"), ("c\nd\ne", None)]
    assert codes(reading) == [("LEZEN-27", 1, 1, False), ("LEZEN-27", 2, 2, False)]
    assert reading.oddities[0].sentence == (
        "Onzichtbare tekens verwijderd uit cel A1 van blad 'Blad1' (en nog 1 keer in kolom A)."
    )


def test_shared_and_rich_texts_are_read_and_empty_ones_are_empty(make_book, row, cell):
    strings = (
        "<si><t>a &amp; b</t></si><si><t></t></si><si/>"
        "<si><r><t>x</t></r><r><t>y</t></r><rPh sb='0' eb='1'><t>q</t></rPh></si>"
    )
    path = make_book(row(*(cell(n, f"{letter}1", "s") for n, letter in enumerate("ABCD"))), strings=strings)

    (grid,) = read(path).grids

    assert grid.text.rows() == [("a & b", None, None, "xy")]


def test_a_formula_with_an_empty_text_as_outcome_is_an_empty_cell(make_book, row, cell):
    path = make_book(row(cell(1), '<c r="B1" t="str"><f>""</f><v></v></c>'))

    assert read(path).grids[0].text.rows() == [("1", None)]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15), min_size=1))
def test_a_number_is_written_plainly_with_the_digits_that_excel_shows(numbers):
    written = plain(pl.Series(numbers, dtype=pl.Float64)).to_list()

    assert not any(set(text) - set("-0123456789.") for text in written)
    assert [Decimal(text) for text in written] == [Decimal(f"{number:.15g}") for number in numbers]


def test_the_cells_with_a_formula_are_told_whatever_else_stands_in_their_row(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "f.xlsx") as book:
        sheet = book.add_worksheet("Blad")
        sheet.write_formula(1, 1, "=1+1", value=2)
        sheet.write_formula(2, 0, '=CONCAT("a","b")', value="ab")
        sheet.write_rich_string(3, 0, "a", book.add_format({"bold": True}), "b")
        sheet.write_formula(3, 1, "=B2*2", value=4)
        sheet.write_string(4, 1, "=1+1")

    (grid,) = read(tmp_path / "f.xlsx").grids

    assert grid.formulas == {(2, 2), (3, 1), (4, 2)}


def test_of_very_many_formulas_only_the_first_are_told(monkeypatch):
    facts = SheetFacts("Blad")
    monkeypatch.setattr(report, "MOST_FORMULAS", 2)

    for row in range(1, 5):
        facts.computes((row, 1))

    assert facts.formulas == {(1, 1), (2, 1)}
