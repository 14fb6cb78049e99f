# SPDX-License-Identifier: EUPL-1.2
"""The workbooks of a tender: what is asked stands in them, as LibreOffice sees it too."""

from datetime import date

import openpyxl
import pytest

from processors.tender.assignment import read_assignment
from processors.tender.planning_book import planning_book
from processors.tender.price_sheet import price_sheets
from processors.tender.requirements_book import requirements_book
from tests.processors.tender.made import intake_workbook, other


@pytest.fixture
def asked(tmp_path):
    assignment, _ = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx"))
    return assignment


def test_every_workbook_is_valid(asked, tmp_path, assert_valid_xlsx):
    documents = [planning_book(asked, date(2027, 6, 1)), requirements_book(asked), *price_sheets(asked)]

    paths = [document.write(tmp_path) for document in documents]

    assert [path.name for path in paths] == [
        "Planning.xlsx", "Programma van eisen.xlsx", "Prijzenblad perceel 1.xlsx", "Prijzenblad perceel 2.xlsx",
    ]  # fmt: skip
    for path in paths:
        assert_valid_xlsx(path)


def test_the_planning_has_every_step_with_its_date(asked, tmp_path, recalculated):
    sheets = recalculated(planning_book(asked, date(2027, 6, 1)).write(tmp_path))

    rows = [(row[1], row[5].date(), row[7], row[9]) for row in sheets["Planning"][7:]]
    assert rows == [
        ("Publicatie", date(2027, 9, 1), 0, 0),
        ("Sluiting", date(2027, 10, 1), 0, 30),
        ("Gunningsbeslissing", date(2027, 10, 29), 0, 28),
        ("Einde opschortende termijn", date(2027, 11, 18), 0, 20),
    ]


def test_a_date_that_is_too_early_is_told_in_the_planning(tmp_path):
    early = other("procedurestappen", 3, vaste_datum=date(2027, 11, 10))
    asked, _ = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx", **early))

    path = planning_book(asked, date(2027, 6, 1)).write(tmp_path)

    last = [cell.value for cell in openpyxl.load_workbook(path)["Planning"][11]]
    assert last[7] == -8
    assert "ligt voor de vorige stap, of de termijn ertussen is te kort" in last[8]
    assert "binnen 20 dagen na de vorige stap" in last[8]


def test_a_price_sheet_asks_the_prices_of_its_lot_only(asked, tmp_path):
    first, second = (document.write(tmp_path) for document in price_sheets(asked))

    sheet = openpyxl.load_workbook(first)["Prijzenblad"]
    assert [sheet[f"B{row}"].value for row in range(3, 9)] == [
        "Begeleiding 2028", "INK-2027-03", "1", "Ambulant", "EUR", None,
    ]  # fmt: skip
    assert [sheet[f"A{row}"].value for row in (11, 12, 13)] == ["02A01", "02A02", None]
    assert [cell.value for cell in sheet[11][4:10]] == [12000, 62.5, 50, 75, "nee", None]
    assert openpyxl.load_workbook(second)["Prijzenblad"]["A11"].value == "07A01"


def test_only_what_a_tenderer_fills_in_is_unlocked(asked, tmp_path):
    first, _ = (document.write(tmp_path) for document in price_sheets(asked))

    sheet = openpyxl.load_workbook(first)["Prijzenblad"]

    free = [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert free == ["B8", "J11", "J12"]
    assert sheet.protection.sheet


def test_what_a_price_sheet_costs_is_computed_once_prices_stand_in_it(asked, tmp_path, recalculated):
    first, _ = (document.write(tmp_path) for document in price_sheets(asked))
    book = openpyxl.load_workbook(first)
    book["Prijzenblad"]["J11"] = 60.5
    book.save(first)

    rows = recalculated(first)["Prijzenblad"]

    assert (rows[10][10], rows[11][10]) == (726_000, None)


def test_requirements_stand_in_both_sheets(asked, tmp_path):
    book = openpyxl.load_workbook(requirements_book(asked).write(tmp_path))

    programme = [[cell.value for cell in row] for row in book["Programma van eisen"]["A7:E8"]]
    assert programme == [
        ["E1", "alle", "De inschrijver heeft een klachtenregeling.", "Voor de gunning", None],
        ["E2", "2", "Er is vervoer.", "Tijdens de overeenkomst", "Plan"],
    ]
    confirmed = book["Conformiteitenlijst"]
    assert [[cell.value for cell in row] for row in confirmed["A9:D10"]] == [
        ["E1", "alle", "De inschrijver heeft een klachtenregeling.", None], ["E2", "2", "Er is vervoer.", None],
    ]  # fmt: skip
    assert {str(check.sqref) for check in confirmed.data_validations.dataValidation} == {"D9:D10"}
