# SPDX-License-Identifier: EUPL-1.2
import hashlib
import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from processors.intake.reading import read_submission

LEDGER = "Gemeente;Wet;Maand;Bedrag (euro)\n0983;wmo;2026-09;1.234,56\n"


@pytest.fixture
def ledger(tmp_path):
    """A small csv."""
    path = tmp_path / "grootboek.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return path


@pytest.fixture
def packed(tmp_path):
    """A zip with these members."""

    def make(**members):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            for name, text in members.items():
                archive.writestr(name.replace("__", "."), text)
        path = tmp_path / "levering.zip"
        path.write_bytes(data.getvalue())
        return path

    return make


def test_a_file_becomes_one_submission_with_its_hash(ledger):
    (submission,) = read_submission(ledger)

    assert submission.sha256 == hashlib.sha256(LEDGER.encode()).hexdigest()
    assert submission.file == "grootboek.csv"
    assert submission.tables["grootboek"].select("gemeente", "bedrag", "bestand", "blad", "rij").rows() == [
        ("0983", 123456, "grootboek.csv", "", 2)
    ]
    assert submission.problems.is_empty()


def test_a_copy_goes_by_the_name_of_the_sender(ledger):
    copy = ledger.rename(ledger.with_name("a1b2c3"))

    (submission,) = read_submission(copy, name="overzicht 999900006.csv")

    assert submission.file == "overzicht •••••••06.csv"
    assert submission.refused is None


def test_a_file_that_cannot_be_read_is_a_refused_submission(tmp_path):
    path = tmp_path / "levering.xlsx"
    path.write_bytes(b"")

    (submission,) = read_submission(path)

    assert submission.tables == {}
    assert submission.problems.select("bestand", "regel", "ernst", "gevolg", "melding").rows() == [
        ("levering.xlsx", "LEZEN-02", "fout", "bestand geweigerd", submission.refused)
    ]


def test_a_workbook_is_read_with_its_real_dates_and_numbers(tmp_path):
    path = tmp_path / "budget.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy"}) as book:
        sheet = book.add_worksheet("Blad1")
        sheet.write_row(0, 0, ["Lidmaatschap van de modules"])
        sheet.write_row(2, 0, ["gemeente", "module", "van", "tot en met"])
        sheet.write_row(3, 0, [983, 1, date(2026, 1, 1), "31-12-2026"])

    (submission,) = read_submission(path)

    assert submission.kind == "naslag:lidmaatschap"
    assert submission.tables["lidmaatschap"].rows() == [
        ("0983", "1", date(2026, 1, 1), date(2026, 12, 31), "budget.xlsx", "Blad1", 4)
    ]
    assert submission.problems.select("cel", "regel").rows() == [("A4", "MGR-007")]


def test_a_zip_gives_a_submission_per_member(packed):
    path = packed(grootboek__csv=LEDGER, brief__csv="Beste;collega\n")

    good, bad = read_submission(path)

    assert good.file == "levering.zip/grootboek.csv"
    assert good.sha256 == hashlib.sha256(LEDGER.encode()).hexdigest()
    assert good.refused is None
    assert bad.file == "levering.zip/brief.csv"
    assert bad.refused is not None


def test_a_zip_that_cannot_be_read_is_one_refused_submission(tmp_path):
    path = tmp_path / "levering.zip"
    path.write_bytes(b"PK geen zip")

    (submission,) = read_submission(path)

    assert submission.refused is not None
    assert submission.problems["regel"].to_list()[0].startswith("LEZEN-")
