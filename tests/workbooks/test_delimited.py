# SPDX-License-Identifier: EUPL-1.2
"""Csv as many programs write it: every value where it belongs, or a refusal that names the line."""

import csv
import io
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbooks.errors import UnreadableFileError
from workbooks.limits import LIMITS
from workbooks.reading import read

TABLE = [("code", "naam"), ("007", "café"), ("1,5", None)]
ACCEPTED = {
    "semicolon": "code;naam\n007;café\n1,5;\n".encode(),
    "comma": 'code,naam\n007,café\n"1,5",\n'.encode(),
    "tab": "code\tnaam\n007\tcafé\n1,5\t\n".encode(),
    "bom": b"\xef\xbb\xbf" + "code;naam\n007;café\n1,5;".encode(),
    "no-last-line-end": "code;naam\n007;café\n1,5;".encode(),
    "trailing-empty": "code;naam;\n007;café;;\n1,5;;\n".encode(),
    "quoted-empty-tail": 'code;naam\n007;café;""\n"1,5";"";""\n'.encode(),
    "quoted": 'code;"naam"\n"007";café\n"1,5";""\n'.encode(),
    "crlf": "code;naam\r\n007;café\r\n1,5;\r\n".encode(),
    "nr-58-cp1252": "code;naam\n007;café\n1,5;\n".encode("cp1252"),
    "nr-59-utf-16": "code;naam\n007;café\n1,5;\n".encode("utf-16"),
    "nr-59-utf-16-be": b"\xfe\xff" + "code;naam\n007;café\n1,5;\n".encode("utf-16-be"),
    "nr-64-sep": b"\xef\xbb\xbf" + "sep=;\r\ncode;naam\r\n007;café\r\n1,5;\r\n".encode(),
    "sep-pipe": "sep=|\ncode|naam\n007|café\n1,5|\n".encode(),
    "nr-66-cr": "code;naam\r007;café\r1,5;\r".encode(),
}


@pytest.mark.parametrize("content", ACCEPTED.values(), ids=ACCEPTED)
def test_the_same_table_is_read_however_it_was_written(content, make_book):
    path = make_book.file("regels.csv", content)

    reading = read(path)

    (grid,) = reading.grids
    assert (reading.format, reading.oddities, grid.name) == ("csv", (), "")
    assert grid.text.rows() == TABLE
    assert grid.text.columns == ["1", "2"]
    assert (grid.number.columns, grid.dated.columns) == ([], [])


def test_empty_lines_keep_their_row_and_quoted_text_keeps_its_line_ends(make_book):
    path = make_book.file("regels.txt", b'\n\na;b\n\n"x\r\ny;""z""";1\n"";\n')

    (grid,) = read(path).grids

    assert grid.text.rows() == [
        (None, None),
        (None, None),
        ("a", "b"),
        (None, None),
        ('x\ny;"z"', "1"),
        (None, None),
    ]


def test_a_short_empty_line_at_the_start_takes_no_columns_away(make_book):
    path = make_book.file("regels.csv", b";\na;b;c\n1;2;3\n")

    (grid,) = read(path).grids

    assert grid.text.rows() == [(None, None, None), ("a", "b", "c"), ("1", "2", "3")]


def test_nr_42_invisible_characters_are_removed_and_mentioned(make_book):
    path = make_book.file("regels.csv", "a;b\n\u200bx;1\ny\u202e;2\n\u200b;3\n".encode())

    reading = read(path)

    assert reading.grids[0].text.rows() == [("a", "b"), ("x", "1"), ("y", "2"), (None, "3")]
    (oddity,) = reading.oddities
    assert (oddity.code, oddity.row, oddity.column, oddity.refuses) == ("LEZEN-27", 2, 1, False)
    assert oddity.sentence == "Onzichtbare tekens verwijderd uit cel A2 (en nog 2 keer in kolom A)."


REFUSED = {
    "60": (b"a;b\n1;\0\n", "LEZEN-31", "bevat NUL-tekens (regel 2)"),
    "60-utf-16": ("a;\0\n".encode("utf-16"), "LEZEN-31", "bevat NUL-tekens (regel 1)"),
    "61": (b'a;b\n1;2\n"x;1\n2;3\n', "LEZEN-32", "heeft op regel 3 een aanhalingsteken dat niet goed wordt gesloten"),
    "61-last": (b'a;b\n1;"2', "LEZEN-32", "heeft op regel 2 een aanhalingsteken dat niet goed wordt gesloten"),
    "61-inside": (b'a;b\n5" pijp;1\n', "LEZEN-32", "heeft op regel 2 een aanhalingsteken midden in een waarde"),
    "62": (b"a;b\n" + b"x" * 1_100_000, "LEZEN-33", "heeft op regel 2 meer dan 1048576 tekens"),
    "63": (b";".join([b"x"] * 20_000), "LEZEN-33", "heeft op regel 1 meer dan 16384 kolommen"),
    "65": (
        b"titel;b\n1;2\n1\n1;2;3\n;\n\n1;2;\n",
        "LEZEN-34",
        "heeft 2 kolommen (rij 1), maar een ander aantal op rij 3, 4",
    ),
    "65-many": (
        b"a;b\n" + b"1\n" * 8,
        "LEZEN-34",
        "heeft 2 kolommen (rij 1), maar een ander aantal op rij 2, 3, 4, 5, 6 en 3 andere",
    ),
    "encoding": (b"a;b\n1;\x81\n", "LEZEN-10", "bevat op regel 2 een teken in een onbekende codering"),
    "half-utf-16": (b"\xff\xfea", "LEZEN-10", "is geen geldige UTF-16-tekst"),
    "empty": (b"\xef\xbb\xbf", "LEZEN-29", "bevat geen enkele gevulde cel"),
    "separators": (b";;\n;\n", "LEZEN-29", "bevat geen enkele gevulde cel"),
    "quotes": (b'"";""\n', "LEZEN-29", "bevat geen enkele gevulde cel"),
    "invisible": ("\u200b;\n".encode(), "LEZEN-29", "bevat geen enkele gevulde cel"),
}


@pytest.mark.parametrize(("content", "code", "sentence"), REFUSED.values(), ids=[f"nr-{n}" for n in REFUSED])
def test_a_csv_that_could_shift_a_value_is_refused_with_its_line(content, code, sentence, make_book):
    path = make_book.file("regels.csv", content)

    with pytest.raises(UnreadableFileError) as refused:
        read(path)

    assert refused.value.code == code
    assert str(refused.value).startswith(f"Bestand 'regels.csv' {sentence}. ")


def test_a_csv_larger_than_allowed_is_refused(make_book):
    path = make_book.file("regels.csv", b"a;b\n1;2\n")

    with pytest.raises(UnreadableFileError, match="is groter dan"):
        read(path, limits=replace(LIMITS, delimited=5))


def test_a_difference_between_the_count_and_the_reading_is_quarantined(make_book, monkeypatch):
    path = make_book.file("regels.csv", b"a;b\n1;2\n")
    monkeypatch.setattr(pl, "read_csv", lambda *_, **__: pl.DataFrame({"1": ["x", "a"], "2": ["", "b"]}))

    with pytest.raises(UnreadableFileError) as refused:
        read(path)

    assert (refused.value.code, refused.value.quarantine) == ("LEZEN-28", True)


cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs"], include_characters="\n\t"), max_size=8
)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8), st.sampled_from(";,\t"))
def test_what_a_csv_writer_wrote_is_read_back(tmp_path_factory, rows, separator):
    rows = [("kop a", "kop b", "kop c"), *rows]
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "regels.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")

    (grid,) = read(path).grids

    assert grid.text.rows() == [tuple(value or None for value in row) for row in rows]
