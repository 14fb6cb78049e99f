# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: DTZ001 - a workbook knows no time zones
"""Whole tables, rendered a column at a time."""

import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbooks import rendering, tables, writing
from workbooks.tables import Column, Link, Named, add_table, columns_of
from workbooks.writing import Book, UnwritableWorkbookError

MADE_ON = datetime(2026, 10, 15, 12, 0)


def write(path, frame, columns=None, **options):
    with Book(path, title="Proef", subject="Een proef", made_on=MADE_ON) as book:
        sheet = book.sheet("Tabel")
        sheet.put(0, 0, "Erboven", "kop")
        add_table(sheet, frame, columns_of(frame) if columns is None else columns, row=2, **options)
    return openpyxl.load_workbook(path)["Tabel"]


def body(sheet):
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_each_type_reads_back_as_it_was(tmp_path):
    frame = pl.DataFrame(
        {
            "code": ["0889", None],
            "cent": [-123_456, 7],
            "getal": [0.125, None],
            "dag": [date(2026, 9, 30), None],
            "tijd": [datetime(2026, 9, 30, 9, 15), datetime(2026, 1, 1)],
            "waar": [True, False],
        }
    )

    sheet = write(tmp_path / "proef.xlsx", frame)

    assert body(sheet) == [
        ["0889", -123_456, 0.125, datetime(2026, 9, 30), datetime(2026, 9, 30, 9, 15), True],
        [None, 7, None, None, datetime(2026, 1, 1), False],
    ]
    assert [cell.number_format for cell in sheet[4]] == ["@", "0", "#,##0.00", "dd-mm-yyyy", "dd-mm-yyyy hh:mm", "@"]


def test_what_excel_cannot_hold_exactly_becomes_text_or_empty(tmp_path):
    frame = pl.DataFrame(
        {
            "groot": [10**15 - 1, 10**15],
            "getal": [float("nan"), float("inf")],
            "dag": [date(1900, 2, 28), date(1900, 3, 1)],
            "zone": [datetime(2026, 9, 30, 9, 15, tzinfo=UTC), None],
        }
    )

    rows = body(write(tmp_path / "proef.xlsx", frame))

    assert rows == [
        [10**15 - 1, None, "28-02-1900", datetime(2026, 9, 30, 9, 15)],
        ["1000000000000000", None, datetime(1900, 3, 1), None],
    ]


@settings(max_examples=40)  # each one is a whole workbook
@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(-(10**14), 10**14),
            st.none() | st.dates(date(1900, 3, 1), date(9999, 12, 31)),
            st.none() | st.floats(-1e12, 1e12).map(lambda number: round(number, 4)),
        ),
        min_size=1,
    )
)
def test_numbers_and_dates_make_the_round_trip(rows):
    frame = pl.DataFrame(rows, schema={"getal": pl.Int64, "dag": pl.Date, "breuk": pl.Float64}, orient="row")

    with tempfile.TemporaryDirectory() as folder:
        sheet = write(Path(folder) / "proef.xlsx", frame)

    read = [
        (sheet.cell(row, 1).value, sheet.cell(row, 2).value, sheet.cell(row, 3).value)
        for row in range(4, 4 + len(rows))
    ]
    assert [(number, day and day.date(), part) for number, day, part in read] == rows


def test_a_large_table_is_written_in_parts_without_a_seam(tmp_path, monkeypatch):
    monkeypatch.setattr(rendering, "ROWS_AT_ONCE", 3)
    frame = pl.DataFrame({"rij": range(10), "tekst": [f"r{number}" for number in range(10)]})

    rows = body(write(tmp_path / "proef.xlsx", frame))

    assert rows == [[number, f"r{number}"] for number in range(10)]


def test_amounts_in_cents_show_as_euros(tmp_path):
    frame = pl.DataFrame({"bedrag": [123_456, None], "klaar": [12.5, 1.0]})
    columns = (Column("bedrag", "Bedrag", "euro"), Column("klaar", "Al in euro", "euro"))

    sheet = write(tmp_path / "proef.xlsx", frame, columns)

    assert body(sheet) == [[1234.56, 12.5], [None, 1]]
    assert sheet["A4"].number_format == '"€" #,##0.00;-"€" #,##0.00'
    assert (sheet["A3"].alignment.horizontal, sheet["A4"].alignment.horizontal) == ("right", "right")


def test_a_mark_gives_a_cell_its_style_and_its_symbol(tmp_path):
    frame = pl.DataFrame({"stand": ["te laat", "op tijd", "=x"], "merk": ["fout", None, "goed"]})

    sheet = write(tmp_path / "proef.xlsx", frame, [Column("stand", "Stand", mark="merk", symbol=True)])

    assert body(sheet) == [["✖ te laat"], ["op tijd"], ["✔ =x"]]
    assert [sheet.cell(row, 1).font.b for row in (4, 5, 6)] == [True, False, True]
    assert sheet["A4"].fill.fgColor.rgb == "FFFBE3E4"


def test_a_named_table_is_an_excel_table_and_keeps_room(tmp_path):
    frame = pl.DataFrame({"gemeente": ["0889"], "naam": ["Beesel"]})

    sheet = write(tmp_path / "proef.xlsx", frame, named=Named("dim_gemeente", "Gemeenten", room=5))

    table = sheet.tables["dim_gemeente"]
    assert (table.ref, table.column_names) == ("A3:B8", ["gemeente", "naam"])
    assert not sheet.merged_cells.ranges


def test_an_empty_table_keeps_its_headers(tmp_path, assert_valid_xlsx):
    frame = pl.DataFrame(schema={"gemeente": pl.String, "bedrag": pl.Int64})

    sheet = write(tmp_path / "proef.xlsx", frame, named=Named("feit_leeg"))

    assert sheet.tables["feit_leeg"].ref == "A3:B4"
    assert [cell.value for cell in sheet[3]] == ["gemeente", "bedrag"]
    assert_valid_xlsx(tmp_path / "proef.xlsx")


def test_a_table_without_a_name_has_a_filter(tmp_path):
    sheet = write(tmp_path / "proef.xlsx", pl.DataFrame({"a": [1, 2]}))

    assert (sheet.auto_filter.ref, dict(sheet.tables)) == ("A3:A5", {})


def test_a_row_is_as_high_as_its_longest_text(tmp_path):
    frame = pl.DataFrame({"zin": ["kort", "w " * 100, None]})

    sheet = write(tmp_path / "proef.xlsx", frame, [Column("zin", "Zin", width=50)])

    assert [sheet.row_dimensions[row].height for row in (4, 5, 6)] == [None, 60, None]
    assert sheet["A5"].alignment.wrap_text


def test_columns_are_wide_enough_for_content_and_header(tmp_path):
    frame = pl.DataFrame({"a": ["x"], "een_lange_kop": ["x"], "b": ["y" * 30], "c": ["z" * 500]})

    sheet = write(tmp_path / "proef.xlsx", frame)

    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABCD"]
    assert widths == [10, 18, 34, 61]


def test_headers_from_outside_stay_text(tmp_path, assert_valid_xlsx):
    frame = pl.DataFrame({"=1+1": [1], "a\nb": [2], "": [3]})

    sheet = write(tmp_path / "proef.xlsx", frame)

    assert [(cell.value, cell.data_type) for cell in sheet[3]] == [("=1+1", "s"), ("a\nb", "s"), (None, "n")]
    assert_valid_xlsx(tmp_path / "proef.xlsx")


@pytest.mark.filterwarnings("ignore:Duplicate header name")
def test_a_table_that_excel_would_drop_is_our_own_mistake(tmp_path):
    frame = pl.DataFrame({"kop": [1], "KOP": [2]})

    with pytest.raises(ValueError, match="Table dubbel has a name or headers that Excel does not accept"):
        write(tmp_path / "proef.xlsx", frame, named=Named("dubbel"))


def test_more_rows_than_a_sheet_can_hold_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 1003)
    frame = pl.DataFrame({"a": range(1001)})

    with pytest.raises(UnwritableWorkbookError) as told:
        write(tmp_path / "proef.xlsx", frame)

    assert str(told.value) == (
        "De tabel op blad 'Tabel' heeft 1.001 regels; een werkblad houdt er ten hoogste 1.000. "
        "Kies een kortere periode of één gemeente, of gebruik de Parquet-bestanden."
    )


def test_a_workbook_is_the_same_whether_it_is_put_together_in_memory_or_in_files(tmp_path, monkeypatch):
    frame = pl.DataFrame({"code": ["0889", "=1+1", "é<&>"], "cent": [1, None, 3]})
    write(tmp_path / "geheugen.xlsx", frame, named=Named("tabel"))
    monkeypatch.setattr(writing, "MOST_IN_MEMORY", 1)

    write(tmp_path / "bestanden.xlsx", frame, named=Named("tabel"))

    with zipfile.ZipFile(tmp_path / "geheugen.xlsx") as one, zipfile.ZipFile(tmp_path / "bestanden.xlsx") as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }


def test_columns_alike_in_another_workbook_get_the_style_and_the_care_that_they_need_there(tmp_path):
    first = write(tmp_path / "een.xlsx", pl.DataFrame({"a": ["gewoon"], "b": [1]}))
    second = write(tmp_path / "twee.xlsx", pl.DataFrame({"a": ["=<&"], "b": [2]}), [
        Column("a", "a", "tekst"), Column("b", "b", "nummer"),
    ])  # fmt: skip

    assert (body(first), body(second)) == ([["gewoon", 1]], [["=<&", 2]])
    assert (first["A4"].number_format, second["A4"].number_format) == ("@", "General")
    assert (first["A4"].quotePrefix, second["A4"].quotePrefix) == (False, True)


def test_a_column_leads_to_rows_of_a_table_that_is_written_later(tmp_path, assert_valid_xlsx):
    frame = pl.DataFrame({"naam": ["b", "geen", "a"], "rij": [1, None, 0], "tip": ["Naar b", "nergens", "Naar a"]})
    target = tmp_path / "proef.xlsx"

    with Book(target, title="Proef", subject="Een proef", made_on=MADE_ON) as book:
        add_table(book.sheet("Van"), frame, [Column("naam", "Naam", link=Link("doel", "rij", "tip"))], row=2)
        there = pl.DataFrame({"code": ["a", "b"]})
        add_table(book.sheet("O'Naar"), there, columns_of(there), row=4, named=Named("doel"))

    made = openpyxl.load_workbook(target)
    links = [cell.hyperlink for (cell,) in made["Van"]["A4:A6"]]
    assert [link and (link.location, link.tooltip) for link in links] == [
        ("'O''Naar'!A7", "Naar b"), None, ("'O''Naar'!A6", "Naar a"),
    ]  # fmt: skip
    assert [made["O'Naar"][cell].value for cell in ("A7", "A6")] == ["b", "a"]
    assert [cell.value for (cell,) in made["Van"]["A4:A6"]] == ["b", "geen", "a"]
    assert_valid_xlsx(target)


def test_a_link_to_a_table_that_is_not_there_is_our_mistake_and_leaves_no_file(tmp_path):
    frame = pl.DataFrame({"naam": ["a"], "rij": [0], "tip": ["Naar a"]})

    with pytest.raises(KeyError):
        write(tmp_path / "proef.xlsx", frame, [Column("naam", "Naam", link=Link("weg", "rij", "tip"))])

    assert list(tmp_path.iterdir()) == []
