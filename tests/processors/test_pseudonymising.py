# SPDX-License-Identifier: EUPL-1.2
"""A file with pseudonyms says the same as the file it was made of, and holds no Bsn anywhere."""

import re
import zipfile
from datetime import UTC, datetime

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from processors.demo import DemoPlan, make_region
from processors.errors import UnusableInputError
from processors.intake.headers import ColumnMap
from processors.intake.reading import read_submission
from processors.intake.reference import Reference
from processors.intake.submission import no_problems
from processors.lines import TABLES
from processors.pseudonym import Key, pseudonymise
from processors.pseudonymising import pseudonymised, write_pseudonymised
from workbooks.plain import plain_workbook

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
NONE = Reference({}, ColumnMap(), no_problems())
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC).replace(tzinfo=None)
COVER = [["gemeente", "0983"], ["maand", "2026-09"], ["niveau", "regel"]]


@pytest.fixture(scope="module")
def region():
    return make_region(DemoPlan(lines=300))


@pytest.fixture
def sheets(region):
    """The sheets of a delivery of Venlo, with a name and a remark that nobody asked for."""
    made = {"Voorblad": COVER, "Geheim": [["W. Proefpersoon", "999900006"]]}
    for table in ("declaratieregels", "toewijzingen", "regieberichten"):
        rows = region[table].select(TABLES[table].names).filter(pl.col("gemeente") == "0983")
        if table == "declaratieregels":
            rows = rows.filter(pl.col("declaratie_maand") == "2026-09")
        rows = rows.head(15)
        own = [each for each in rows.columns if rows[each].null_count() < len(rows)]
        named = rows.select(own).with_columns(naam=pl.lit("W. Proefpersoon"))
        made[table.capitalize()] = [named.columns, *map(list, named.rows())]
    return made


@pytest.fixture
def file(tmp_path):
    def written(sheets):
        path = tmp_path / "levering.xlsx"
        path.write_bytes(plain_workbook(sheets, made_on=NOW))
        return path

    return written


def test_the_file_reads_as_the_same_delivery_with_pseudonyms(file, sheets, tmp_path, assert_valid_xlsx):
    source, target = file(sheets), tmp_path / "uit" / "levering.xlsx"
    (before,) = read_submission(source)

    made = pseudonymised(source, NONE, KEY)
    write_pseudonymised(target, made, NOW)

    (after,) = read_submission(target)
    assert_valid_xlsx(target)
    assert (after.kind, after.municipality, after.month) == (before.kind, "0983", "2026-09")
    assert made.rows == sum(map(len, before.tables.values())) > 30
    for table, frame in before.tables.items():
        names = list(TABLES[table].names)
        assert_frame_equal(after.tables[table].select(names), pseudonymise(frame.select(names), table, KEY))


def test_no_bsn_and_no_name_is_anywhere_in_the_file(file, sheets, tmp_path):
    target = tmp_path / "uit.xlsx"

    write_pseudonymised(target, pseudonymised(file(sheets), NONE, KEY), NOW)

    with zipfile.ZipFile(target) as book:
        parts = b"".join(map(book.read, book.namelist()))
    assert not re.search(rb"9999\d{5}", parts)
    assert b"Proefpersoon" not in parts


def test_a_second_time_changes_nothing(file, sheets, tmp_path):
    once = tmp_path / "een.xlsx"
    write_pseudonymised(once, pseudonymised(file(sheets), NONE, KEY), NOW)

    again = pseudonymised(once, NONE, KEY)

    first = pseudonymised(file(sheets), NONE, KEY)
    assert {name: rows.rows() for name, rows in again.tables.items()} == {
        name: rows.rows() for name, rows in first.tables.items()
    }


def test_a_column_that_is_empty_is_still_there(file, sheets, tmp_path):
    headers, *rows = sheets["Declaratieregels"]
    at, target = headers.index("eenheid"), tmp_path / "uit.xlsx"
    emptied = [[None if place == at else cell for place, cell in enumerate(row)] for row in rows]

    write_pseudonymised(
        target, pseudonymised(file({**sheets, "Declaratieregels": [headers, *emptied]}), NONE, KEY), NOW
    )

    (after,) = read_submission(target)
    assert after.refused is None
    assert after.tables["declaratieregels"]["eenheid"].null_count() == len(rows)


def with_cell(sheets, sheet, column, value):
    headers, first, *rest = sheets[sheet]
    changed = [value if name == column else cell for name, cell in zip(headers, first, strict=True)]
    return {**sheets, sheet: [headers, changed, *rest]}


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("client", "123456789", "staat in 1 rijen geen geldig Bsn (rij 2)"),
        ("ingediend_bedrag", "veel", "zijn cellen niet te lezen (1 in "),
    ],
)
def test_what_would_be_lost_or_stay_wrong_is_refused_with_its_place(file, sheets, column, value, sentence):
    path = file(with_cell(sheets, "Declaratieregels", column, value))

    with pytest.raises(UnusableInputError) as told:
        pseudonymised(path, NONE, KEY)

    assert sentence in str(told.value)
    assert "123456789" not in str(told.value)


def test_what_is_not_about_clients_or_cannot_be_read_is_refused(file, sheets, tmp_path):
    ledger = [["gemeente", "wet", "maand", "bedrag"], ["0983", "wmo", "2026-09", 5]]
    money = file({"Voorblad": COVER, "Grootboek": ledger})
    with pytest.raises(UnusableInputError, match="niets te pseudonimiseren"):
        pseudonymised(money, NONE, KEY)

    with pytest.raises(UnusableInputError, match="geen tabel herkend"):
        pseudonymised(file({"Blad1": [["x"], ["y"]]}), NONE, KEY)

    packed = tmp_path / "twee.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(file(sheets), "een.xlsx")
        archive.write(file({"Blad1": [["x"], ["y"]]}), "twee.xlsx")
    with pytest.raises(UnusableInputError, match="Pak het uit"):
        pseudonymised(packed, NONE, KEY)
