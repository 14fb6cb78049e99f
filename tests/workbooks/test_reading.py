# SPDX-License-Identifier: EUPL-1.2
"""What is read of good and of odd workbooks: every value, and a remark where something was odd."""

from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from workbooks.columns import plain
from workbooks.errors import UnreadableFileError
from workbooks.grid import Oddity
from workbooks.reading import read

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"

pytestmark = pytest.mark.usefixtures("in_this_process")


def row(*cells, number=1, more=""):
    return f'<row r="{number}"{more}>' + "".join(cells) + "</row>"


def cell(value, address="A1", kind="n", style=0, formula=""):
    return f'<c r="{address}" s="{style}" t="{kind}">{formula}<v>{value}</v></c>'


def codes(reading):
    return [(oddity.code, oddity.row, oddity.column, oddity.refuses) for oddity in reading.oddities]


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


def test_a_large_sheet_is_read_to_the_last_cell_by_pattern(tmp_path):
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


def test_nr_23_a_strict_workbook_is_read(make_book):
    path = make_book(row(cell("tekst", kind="str")), main=STRICT, office=STRICT_OFFICE)

    (grid,) = read(path).grids

    assert grid.text.rows() == [("tekst",)]


@pytest.mark.parametrize(
    "formula", ["cmd|'/c calc'!A0", 'DDE("soffice";"x";"y")', "[1]!x"], ids=["pipe", "dde", "link"]
)
def test_nr_24_the_value_of_a_dde_formula_is_left_out(formula, make_book):
    path = make_book(
        row(cell(1), cell(2, "B1", formula=f"<f>{formula}</f>")),
        settings='<externalReferences><externalReference r:id="x2"/></externalReferences>',
        relations={"a": "a.xml", "externalLink": "externalLinks/externalLink1.xml"},
        parts={"xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>"},
    )

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1", None)]
    assert reading.oddities[1] == Oddity(
        "LEZEN-17",
        "Blad1",
        1,
        2,
        "",
        "In cel B1 van blad 'Blad1' staat een formule die een ander programma aanroept (DDE); de waarde telt niet mee.",
        "Vervang de formule door de waarde zelf.",
        refuses=False,
    )


def test_a_pipe_between_quotes_is_no_dde(make_book):
    path = make_book(row(cell("a|b", kind="str", formula='<f>"a|b"&amp;""</f>')))

    reading = read(path)

    assert (reading.grids[0].text.rows(), reading.oddities) == ([("a|b",)], ())


def test_nr_25_text_that_looks_like_a_formula_stays_text(make_book):
    values = ["=1+1", "+31", "-a", "@x", "\tx"]
    path = make_book(row(*(cell(value, f"{letter}1", "str") for letter, value in zip("ABCDE", values, strict=True))))

    (grid,) = read(path).grids

    assert grid.text.rows() == [tuple(values)]
    assert grid.number.columns == []


def test_nr_26_a_link_to_another_file_is_mentioned_and_not_followed(make_book):
    path = make_book(
        row(cell(7, formula="<f>[1]Blad1!A1</f>")),
        parts={
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
            'package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
            '2006/relationships/externalLinkPath" Target="file:///C:/ander.xlsx" TargetMode="External"/>'
            "</Relationships>",
        },
    )

    reading = read(path)

    assert reading.grids[0].text.rows() == [("7",)]
    assert codes(reading) == [("LEZEN-16", None, None, False)]


def test_a_hyperlink_is_nothing_to_mention(tmp_path):
    path = tmp_path / "boek.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_url("A1", "https://voorbeeld.nl", string="hier")

    assert codes(read(path)) == []


def test_nr_27_the_macros_of_an_xlsm_are_mentioned(make_book):
    path = make_book(parts={"xl/vbaProject.bin": b"x"}, name="boek.xlsm")

    reading = read(path)

    assert (reading.format, codes(reading)) == ("xlsm", [("LEZEN-15", None, None, False)])
    assert reading.oddities[0].sentence == "Bestand 'boek.xlsm' bevat macro's; die voeren wij niet uit."


@pytest.mark.parametrize("value", ["NaN", "inf", "-INF", "1e400", "0x1F", " 5 ", "1,5"])
def test_nr_36_a_number_that_is_none_is_refused_at_its_cell(value, make_book):
    path = make_book(row(cell(1), f'<c r="B1"><v>{value}</v></c>'))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1", None)]
    assert codes(reading) == [("LEZEN-21", 1, 2, True)]
    assert (reading.oddities[0].sentence, reading.oddities[0].value) == (
        "In cel B1 van blad 'Blad1' staat geen getal, waar een getal hoort te staan.",
        "",
    )


@pytest.mark.parametrize(("value", "kind", "style"), [("-INF", "", 1), ("x", 't="n"', 0)], ids=["panic", "typed"])
def test_nr_36_a_file_that_the_parser_cannot_survive_is_refused_for_that_cell(value, kind, style, make_book):
    path = make_book(row(cell(1), f'<c r="B1" s="{style}" {kind}><v>{value}</v></c>'))

    with pytest.raises(UnreadableFileError, match=r"(?i)in cel B1 van blad 'Blad1'") as refused:
        read(path)

    assert refused.value.code == "LEZEN-21"


@pytest.mark.parametrize("value", ["-1", "60", "60.5", "2958466", "1e12"])
def test_nr_37_a_date_that_does_not_exist_is_refused_at_its_cell(value, make_book):
    path = make_book(row(cell(1), cell(value, "B1", style=1), cell("61", "C1", style=2)))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("1", None, "1900-03-01")]
    assert codes(reading) == [("LEZEN-22", 1, 2, True)]


def test_nr_37_a_thirteenth_month_is_refused_at_its_cell(make_book):
    path = make_book(row(cell("2026-12-31", kind="d"), cell("2026-13-31", "B1", "d")))

    reading = read(path)

    assert reading.grids[0].text.rows() == [("2026-12-31", None)]
    assert codes(reading) == [("LEZEN-22", 1, 2, True)]


@pytest.mark.parametrize(("serial", "day"), [("44561", "2026-01-01"), ("60", "1904-03-01"), ("1", "1904-01-02")])
def test_nr_38_dates_counted_from_1904_are_right(serial, day, make_book):
    path = make_book(row(cell(serial, style=1)), settings='<workbookPr date1904="1"/>')

    reading = read(path)

    assert (reading.grids[0].text.rows(), codes(reading)) == ([(day,)], [])


def test_a_date_before_1904_is_refused_when_days_are_counted_from_there(make_book):
    path = make_book(row(cell(1), cell("-1", "B1", style=1)), settings='<workbookPr date1904="true"/>')

    assert codes(read(path)) == [("LEZEN-22", 1, 2, True)]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_nr_39_an_error_value_is_refused_at_its_cell_and_named(error, make_book):
    path = make_book(row(cell(1)) + row(cell(error, "C4", "e"), number=4))

    reading = read(path)

    assert codes(reading) == [("LEZEN-23", 4, 3, True)]
    assert (reading.oddities[0].sentence, reading.oddities[0].action) == (
        f"In cel C4 van blad 'Blad1' staat de foutwaarde {error}.",
        "Herstel de formule of typ de waarde.",
    )


@pytest.mark.parametrize(("content", "kind", "style"), [("123456789", "n", 1), ("Jan", "e", 0), ("999999990", "d", 0)])
def test_a_value_that_could_be_personal_is_never_repeated(content, kind, style, make_book):
    path = make_book(row(cell(1), cell(content, "B1", kind, style)))

    try:
        told = repr(read(path).oddities)
    except UnreadableFileError as error:
        told = str(error)

    assert "B1" in told
    assert content not in told


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_nr_41_a_hidden_sheet_and_hidden_rows_are_read_and_mentioned(state, make_book):
    path = make_book(
        row(cell(1)) + row(cell(2, "A2"), number=2, more=' hidden="1"') + row(number=3, more=' hidden="1"'),
        state=f'state="{state}"',
    )

    reading = read(path)

    (grid,) = reading.grids
    assert (grid.hidden, grid.hidden_rows, grid.text.rows()) == (True, frozenset({2}), [("1",), ("2",)])
    assert codes(reading) == [("LEZEN-25", None, None, False), ("LEZEN-26", None, None, False)]
    assert reading.oddities[1].sentence == "Blad 'Blad1' heeft verborgen rijen met inhoud: 2."


def test_of_many_hidden_rows_the_first_are_named(make_book):
    path = make_book("".join(row(cell(n, f"A{n}"), number=n, more=' hidden="1"') for n in range(1, 9)))

    assert read(path).oddities[0].sentence == ("Blad 'Blad1' heeft verborgen rijen met inhoud: 1, 2, 3, 4, 5 en nog 3.")


def test_text_with_entities_is_read_with_its_invisible_characters_removed_once(make_book):
    path = make_book(row(cell("caf\u00e9 \u00ad&lt;", kind="str")))

    assert read(path).grids[0].text.rows() == [("caf\u00e9 <",)]


def test_truth_values_without_number_are_read(make_book):
    path = make_book(row(cell("true", kind="b"), cell("false", "B1", "b")))

    assert read(path).grids[0].text.rows() == [("ja", "nee")]


def test_nr_42_invisible_characters_are_removed_and_mentioned(make_book):
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


def test_nr_70_an_include_is_plain_data(make_book):
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hosts"/>'
    path = make_book(tail=include)

    assert read(path).grids[0].text.rows() == [("1",)]


def test_shared_and_rich_texts_are_read_and_empty_ones_are_empty(make_book):
    strings = (
        "<si><t>a &amp; b</t></si><si><t></t></si><si/>"
        "<si><r><t>x</t></r><r><t>y</t></r><rPh sb='0' eb='1'><t>q</t></rPh></si>"
    )
    path = make_book(row(*(cell(n, f"{letter}1", "s") for n, letter in enumerate("ABCD"))), strings=strings)

    (grid,) = read(path).grids

    assert grid.text.rows() == [("a & b", None, None, "xy")]


def test_cells_without_address_stand_where_they_follow(make_book):
    path = make_book('<row><c><v>1</v></c><c t="inlineStr"><is><t>b</t></is></c></row><row><c><v>3</v></c></row>')

    (grid,) = read(path).grids

    assert grid.text.rows() == [("1", "b"), ("3", None)]


def test_a_formula_with_an_empty_text_as_outcome_is_an_empty_cell(make_book):
    path = make_book(row(cell(1), '<c r="B1" t="str"><f>""</f><v></v></c>'))

    assert read(path).grids[0].text.rows() == [("1", None)]


def test_a_workbook_as_openpyxl_writes_it_is_read(tmp_path):
    path = tmp_path / "boek.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", 1, date(2026, 1, 2)])
    book.save(path)

    assert read(path).grids[0].text.rows() == [("a", "1", "2026-01-02")]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15), min_size=1))
def test_a_number_is_written_plainly_with_the_digits_that_excel_shows(numbers):
    written = plain(pl.Series(numbers, dtype=pl.Float64)).to_list()

    assert not any(set(text) - set("-0123456789.") for text in written)
    assert [Decimal(text) for text in written] == [Decimal(f"{number:.15g}") for number in numbers]
