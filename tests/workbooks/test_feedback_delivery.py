# SPDX-License-Identifier: EUPL-1.2
"""The two sheets about a delivery as a whole: differences that recalculate, and judgements in words."""

from datetime import datetime

import openpyxl
import polars as pl
import pytest

from workbooks.feedback_delivery import write_difference, write_reconciliation
from workbooks.writing import Book

RECONCILED = {
    "wet": ["wmo", "jw", "pw"], "maand": ["2026-09"] * 3, "levering": [123_456_789, 100_000, 100],
    "grootboek": [123_000_000, 200_000, None], "verschil": [456_789, -100_000, None],
    "tolerantie": [1_230_000, 25_000, None], "oordeel": ["sluit aan", "sluit niet aan", "niet te beoordelen"],
}  # fmt: skip
REPLACED = {
    "wet": ["wmo", "jw"], "product_categorie": ["02", "45"], "product_code": ["02A01", None],
    "bedrag_oud": [100_000, 100_000], "bedrag_nieuw": [102_001, 0], "bedrag_verschil": [2_001, -100_000],
    "regels_toegevoegd": [0, 0], "regels_verwijderd": [0, 12], "regels_gewijzigd": [1, 0],
}  # fmt: skip


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "terugkoppeling.xlsx"
    with Book(path, title="Proef", subject="Proef", made_on=datetime(2026, 10, 1)) as book:  # noqa: DTZ001 - of a book
        book.sheet("Uitkomst")
        write_reconciliation(book, pl.DataFrame(RECONCILED))
        write_difference(book, pl.DataFrame(REPLACED))
    return path


def test_a_difference_is_worked_out_by_whoever_opens_the_workbook(written, recalculated):
    sheets = recalculated(written)

    ledger, replaced = sheets["Aansluiting grootboek"][3:], sheets["Verschil met vorige levering"][3:]
    assert [row[4] for row in ledger] == [pytest.approx(4_567.89), -1_000, None]
    assert [row[5] for row in replaced] == [pytest.approx(20.01), -1_000]


def test_a_judgement_is_a_word_and_not_only_a_colour(written):
    sheet = openpyxl.load_workbook(written)["Aansluiting grootboek"]

    assert [cell.value for cell in sheet["G"][3:6]] == ["✔ sluit aan", "▲ sluit niet aan", "niet te beoordelen"]


def test_codes_stay_text_and_tables_keep_their_names(written, assert_valid_xlsx):
    book = openpyxl.load_workbook(written)

    assert [cell.value for cell in book["Verschil met vorige levering"]["B"][3:5]] == ["02", "45"]
    assert [name for sheet in book.worksheets for name in sheet.tables] == [
        "aansluiting_grootboek", "verschil_vorige_levering",
    ]  # fmt: skip
    assert_valid_xlsx(written)


def test_without_anything_to_show_there_is_no_sheet(tmp_path):
    path = tmp_path / "leeg.xlsx"

    with Book(path, title="Proef", subject="Proef", made_on=datetime(2026, 10, 1)) as book:  # noqa: DTZ001 - of a book
        book.sheet("Uitkomst")
        write_reconciliation(book, pl.DataFrame(RECONCILED).clear())
        write_difference(book, pl.DataFrame())

    assert openpyxl.load_workbook(path).sheetnames == ["Uitkomst"]
