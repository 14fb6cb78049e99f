# SPDX-License-Identifier: EUPL-1.2
"""The note holds every question with its answer and nobody's name."""

from datetime import date

import openpyxl
import pytest

from processors.tender.dossier import make_dossier
from processors.tender.note import note
from tests.processors.tender.made import intake_workbook

ASKED = [
    (1, 1, "Alfa", "Leidraad", "12", "Geldt eis E2 ook in perceel 1?", "Nee.", None),
    (1, 2, "Beta", "Prijzenblad", None, "Mag nul?", "Nee, zie het aangepaste blad.", "Minimum is 50 euro."),
    (2, 1, "Alfa", "Leidraad", "3", "Wanneer is de opening?", "Op 1 oktober.", None),
]


@pytest.fixture
def dossier(tmp_path):
    found, _ = make_dossier(intake_workbook(tmp_path / "opdracht.xlsx"), tmp_path / "map", date(2027, 6, 1))
    return found


def log(dossier, rows):
    book = openpyxl.load_workbook(dossier.log)
    for row, values in enumerate(rows, 7):
        for column, value in enumerate(values, 1):
            book["Vragenlog"].cell(row, column).value = value
    book.save(dossier.log)
    return dossier.log


def test_the_last_note_is_made_of_its_questions_without_who_asked(dossier, tmp_path, assert_valid_xlsx):
    document, findings = note(log(dossier, ASKED), dossier.assignment())

    path = document.write(tmp_path)
    sheet = openpyxl.load_workbook(path)["Nota van inlichtingen"]
    assert findings["regel"].to_list() == []
    assert path.name == "Nota van inlichtingen 2.xlsx"
    assert [cell.value for cell in sheet[8]] == [1, "Leidraad", "3", "Wanneer is de opening?", "Op 1 oktober.", "nee"]
    assert_valid_xlsx(path)


def test_an_earlier_note_can_be_made_again_with_what_it_changes(dossier, tmp_path):
    document, _ = note(log(dossier, ASKED), dossier.assignment(), 1)

    book = openpyxl.load_workbook(document.write(tmp_path))
    assert [[cell.value for cell in row] for row in book["Wijzigingen"]["A5:D5"]] == [
        ["Prijzenblad", None, "Minimum is 50 euro.", 2]
    ]
    said = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("Alfa" in str(value) or "Beta" in str(value) for value in said)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ((2, 2, "Beta", "Leidraad", None, "Vraag?", "Ja.", None), "volgt niet op het vorige nummer"),
        ((2, 1, "Beta", "Leidraad", None, "Vraag?", None, None), "is niet beantwoord"),
        ((2, 1, "Beta", "Leidraad", None, "Krijgt alfa dan punten?", "Ja.", None), "noemt een persoon of inschrijver"),
        ((2, 1, "Beta", "Leidraad", None, "Wie is contact?", "Bel 077-1234567.", None), "noemt een persoon"),
    ],
)
def test_a_log_that_is_not_ready_makes_no_note(dossier, row, sentence):
    document, findings = note(log(dossier, [*ASKED[:2], row]), dossier.assignment())

    assert document is None
    assert sentence in findings["melding"][0]
    assert findings["cel"][0]


def test_an_empty_log_makes_no_note(dossier):
    assert note(dossier.log, dossier.assignment())[0] is None
