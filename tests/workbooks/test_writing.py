# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001 - a workbook knows no time zones
"""Cells, workbooks and text from outside."""

import tempfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from workbooks import dutch, outside
from workbooks.tables import Column, add_table
from workbooks.writing import Book, UnwritableWorkbookError

MADE_ON = datetime(2026, 10, 15, 12, 0)
HOSTILE = [
    "=1+1", "+31 6", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://example.org", "0889", "10E12",
    "_x0041_", "a\x00b", "a\r\nb", "  spatie  ", "<&>\"'", "\u202eabc", "\ufffe", "", "31-12-2026", "TRUE",
]  # fmt: skip

texts = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(HOSTILE)


def open_book(path, **options):
    return Book(path, title="Proef", subject="Een proef", made_on=MADE_ON, **options)


def written(path, *values):
    """Write each value through both doors, cell by cell and as a column, and read the workbook back."""
    with open_book(path) as book:
        sheet = book.sheet("Los")
        for row, value in enumerate(values):
            sheet.put(row, 0, value, "tekst")
        frame = pl.DataFrame({"kop": values})
        add_table(book.sheet("Tabel"), frame, [Column("kop", "Kop")])
    read = openpyxl.load_workbook(path)
    return (
        [read["Los"].cell(row + 1, 1) for row in range(len(values))],
        [read["Tabel"].cell(row + 2, 1) for row in range(len(values))],
    )


@settings(max_examples=50)  # each one is a whole workbook, three times read
@given(st.lists(texts, min_size=1, max_size=8))
def test_any_text_reads_back_as_the_same_text_and_never_as_a_formula(values):
    with tempfile.TemporaryDirectory() as folder:
        single, column = written(Path(folder) / "proef.xlsx", *values)

        read = CalamineWorkbook.from_path(str(Path(folder) / "proef.xlsx"))

        for sheet, header in (("Los", 0), ("Tabel", 1)):
            rows = read.get_sheet_by_name(sheet).to_python(skip_empty_area=False)[header:]
            told = [str(row[0]) for row in rows] + [""] * (len(values) - len(rows))
            assert told == [outside.cleaned(value) for value in values]
    for cells in (single, column):
        assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
        assert not any(cell.hyperlink for cell in cells)


@given(st.lists(st.text(st.characters(codec="utf-8")) | st.sampled_from(HOSTILE), min_size=1))
def test_a_single_text_and_a_column_of_texts_are_cleaned_alike(values):
    frame = pl.DataFrame({"tekst": values})

    column = frame.select(
        schoon=outside.cleaned_column(pl.col("tekst")), formule=outside.formula_like_column(pl.col("tekst"))
    )

    assert column["schoon"].to_list() == [outside.cleaned(value) for value in values]
    assert column["formule"].to_list() == [outside.formula_like(value) for value in values]


@pytest.mark.parametrize("letter", ["a", "\U0001f600"])
def test_a_text_that_is_too_long_is_cut_with_a_note_through_both_doors(tmp_path, letter):
    single, column = written(tmp_path / "proef.xlsx", letter * 40_000)

    assert single[0].value == column[0].value
    assert single[0].value.endswith(" … [afgekapt: een cel houdt ten hoogste 32.767 tekens]")
    assert len(single[0].value.encode("utf-16-le")) // 2 <= outside.MAXIMUM


def test_a_text_that_just_fits_is_not_cut(tmp_path):
    single, column = written(tmp_path / "proef.xlsx", "a" * outside.MAXIMUM)

    assert single[0].value == column[0].value == "a" * outside.MAXIMUM


def test_half_a_character_is_replaced():
    assert outside.cleaned("a\ud800b") == "a\N{REPLACEMENT CHARACTER}b"


def test_text_that_looks_like_a_formula_stays_text_when_somebody_edits_the_cell(tmp_path):
    single, column = written(tmp_path / "proef.xlsx", "=1+1", "gewoon")

    assert [cell.quotePrefix for cell in (*single, *column)] == [True, False, True, False]


def test_each_value_keeps_its_kind(tmp_path):
    with open_book(tmp_path / "proef.xlsx") as book:
        sheet = book.sheet("Los")
        values = [12, 12.5, date(2026, 9, 30), datetime(2026, 9, 30, 9, 15), None, True, float("nan"), float("inf")]
        sheet.put_row(0, values, "tekst")
        sheet.put_row(1, [10**15, -(10**16), date(1900, 2, 28), datetime(1899, 1, 1, 8, 0)], "tekst")

    cells = openpyxl.load_workbook(tmp_path / "proef.xlsx")["Los"]

    assert [cell.value for cell in cells[1]] == [
        12, 12.5, datetime(2026, 9, 30), datetime(2026, 9, 30, 9, 15), None, "ja", None, None,
    ]  # fmt: skip
    assert [cells["C1"].number_format, cells["D1"].number_format] == ["dd-mm-yyyy", "dd-mm-yyyy hh:mm"]
    assert [cell.value for cell in cells[2]][:4] == [
        "1000000000000000",
        "-10000000000000000",
        "28-02-1900",
        "01-01-1899",
    ]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    written(tmp_path / "een.xlsx", *HOSTILE)
    written(tmp_path / "twee.xlsx", *HOSTILE)

    assert (tmp_path / "een.xlsx").read_bytes() == (tmp_path / "twee.xlsx").read_bytes()


def test_a_workbook_tells_title_language_and_date_and_prints_on_a4_landscape(tmp_path):
    with open_book(tmp_path / "proef.xlsx") as book:
        book.sheet("Blad", repeated_row=2)

    read = openpyxl.load_workbook(tmp_path / "proef.xlsx")
    sheet = read["Blad"]

    assert (read.properties.title, read.properties.subject) == ("Proef", "Een proef")
    assert (read.properties.created, read.properties.modified) == (MADE_ON, MADE_ON)
    assert [(each.name, each.value) for each in read.custom_doc_props.props] == [("Taal", "nl-NL")]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")
    assert sheet.oddFooter.right.text == "Pagina &P van &N"


def test_a_link_to_a_sheet_with_an_apostrophe_arrives(tmp_path):
    with open_book(tmp_path / "proef.xlsx") as book:
        there = book.sheet("Zo's blad")
        here = book.sheet("Hier")
        here.put(0, 0, 7, "nummer")
        here.link(0, 0, there.name, "A3", "Ga erheen")

    cell = openpyxl.load_workbook(tmp_path / "proef.xlsx")["Hier"]["A1"]

    assert (cell.value, cell.hyperlink.location, cell.hyperlink.tooltip) == (7, "'Zo''s blad'!A3", "Ga erheen")


def test_nothing_stands_at_the_target_when_making_it_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), open_book(tmp_path / "proef.xlsx") as book:
        book.sheet("Blad").put(0, 0, 1 / 0)

    assert list(tmp_path.iterdir()) == []


def test_a_target_that_cannot_be_written_is_told_in_one_sentence(tmp_path):
    (tmp_path / "proef.xlsx").mkdir()

    with pytest.raises(UnwritableWorkbookError) as told, open_book(tmp_path / "proef.xlsx") as book:
        book.sheet("Blad")

    assert str(told.value).startswith("De werkmap 'proef.xlsx' kan niet worden geschreven (")
    assert str(told.value).endswith(
        "Sluit het bestand als het openstaat, of kies een andere map, en probeer het opnieuw."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["proef.xlsx"]


@pytest.mark.parametrize(
    ("wish", "taken", "name"),
    [
        ("Uw regels", (), "Uw regels"),
        ("a/b:c*?[d]\\", (), "a b c   d"),
        ("'aangehaald'", (), "aangehaald"),
        ("", (), "Blad"),
        ("x" * 40, (), "x" * 31),
        ("x" * 40, ("X" * 31,), f"{'x' * 29} 2"),
        ("History", (), "History 2"),
        ("Levering", ("levering", "Levering 2"), "Levering 3"),
    ],
)
def test_a_sheet_gets_a_name_that_excel_accepts(wish, taken, name):
    assert outside.sheet_name(wish, taken) == name


@given(st.lists(texts, max_size=6))
def test_sheet_names_are_short_different_and_without_forbidden_characters(wishes):
    names: list[str] = []
    for wish in wishes:
        names.append(outside.sheet_name(wish, names))

    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(set(name) & set("[]:*?/\\\n") or name[0] == "'" or name[-1] == "'" for name in names)


def test_numbers_in_sentences_are_dutch():
    assert dutch.number(1_234_567) == "1.234.567"
    assert [dutch.euros(cents) for cents in (0, 5, 123_456, -123_456)] == [
        "€ 0,00",
        "€ 0,05",
        "€ 1.234,56",
        "€ -1.234,56",
    ]
    assert [dutch.counted(amount, "regel", "regels") for amount in (0, 1, 2000)] == [
        "0 regels",
        "1 regel",
        "2.000 regels",
    ]
