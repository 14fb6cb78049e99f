# SPDX-License-Identifier: EUPL-1.2
"""A Bsn where none belongs, in a sentence or a name, is found and repeated nowhere (MGR-404)."""

import pytest

from processors.lines import TABLES
from processors.mailbox.message import clean_name

NUMBER = "999990019"
STATEMENT = {
    "Jaar": 2025, "Wet": "jw", "Raamovereenkomst": "Jeugdhulp", "Aanbieder (AGB)": "01234567", "Gemeente": "0983",
    "Productcode": "45A04", "Omschrijving": "Begeleiding", "Eenheid": "04", "Tarief": 6725, "Aantal": 4,
    "Bedrag toegekend": 26900, "Bedrag totaal": 26900, "Toelichting": "in overleg",
}  # fmt: skip

TOLD = "In de naam van het bestand staat een nummer dat een burgerservicenummer kan zijn; wij hebben het afgeschermd."


@pytest.fixture
def statement(form, submit):
    def read(*changes, **known):
        sheet = form(*changes, base=STATEMENT, name="Verantwoordingsregels")
        return submit(sheet, kind="productieverantwoording", **known)

    return read


def everything(submission):
    return " ".join(str(cell) for row in submission.problems.rows() for cell in row)


@pytest.mark.parametrize("column", ["Omschrijving", "Toelichting"])
def test_a_bsn_in_a_sentence_refuses_the_line_and_is_not_repeated(statement, told, column):
    submission = statement({}, {column: f"voor client {NUMBER}, zie mail"})

    assert told(submission, "rij", "kolom", "regel", "ernst", "gevolg", "waarde") == [
        (3, column, "MGR-404", "fout", "regel geweigerd", "voor client •••••••19, zie mail")
    ]
    assert submission.untrusted["verantwoordingsregels"].rows() == [(1, column.lower())]
    assert NUMBER not in everything(submission)


@pytest.mark.parametrize("text", ["nummer 123456789", "bedrag 9999900190", "999990018", "zie bijlage"])
def test_other_numbers_in_a_sentence_are_no_bsn(statement, text):
    assert statement({"Toelichting": text}).problems.is_empty()


def test_a_code_that_passes_the_elfproef_by_chance_is_left_alone(form, submit):
    assert submit(form({"Referentienummer": NUMBER, "Toewijzingnummer": int(NUMBER)})).problems.is_empty()


def test_every_column_for_sentences_is_looked_at(read_cell):
    rules = {
        (table.name, field.name): read_cell(field.name, f"bsn {NUMBER}", table=table.name)[1]
        for table in TABLES.values()
        for field in table.fields
        if field.name in {"omschrijving", "toelichting", "commentaar"}
    }

    assert set(rules.values()) == {"MGR-404"}
    assert ("clienten", "commentaar") in rules


@pytest.mark.parametrize("name", [f"lijst {NUMBER}.xlsx", clean_name(f"lijst {NUMBER}.xlsx")])
def test_a_bsn_in_the_name_of_a_file_is_told_and_not_repeated(form, submit, told, name):
    submission = submit(form({}), file=name)

    assert told(submission, "regel", "ernst", "gevolg", "rij", "melding") == [
        (
            "MGR-404", "waarschuwing", "geen", None,
            TOLD,
        )
    ]  # fmt: skip
    assert NUMBER not in everything(submission)


def test_a_bsn_in_the_name_of_a_sheet_is_told_and_not_repeated(form, submit, told):
    submission = submit(form({}, name=f"regels {NUMBER}"))

    assert told(submission, "regel", "blad", "melding") == [
        (
            "MGR-404", "regels •••••••19",
            "In de naam van blad 'regels •••••••19' staat een burgerservicenummer; wij hebben het afgeschermd.",
        )
    ]  # fmt: skip
    assert NUMBER not in everything(submission)


def test_names_without_a_bsn_are_not_mentioned(form, submit):
    assert submit(form({}), file="declaratie 2026-09 01234567.xlsx").problems.is_empty()
