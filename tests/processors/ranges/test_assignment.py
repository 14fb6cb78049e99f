# SPDX-License-Identifier: EUPL-1.2
"""The intake workbook of a tender, open in Excel, is judged as its file is."""

import pytest

from processors.errors import UnusableInputError
from processors.ranges import assignment
from processors.tender.assignment import read_assignment
from tests.processors.tender.made import as_excel_hands_it_over, intake_workbook, other


@pytest.mark.parametrize(
    ("changed", "places"),
    [
        ({}, []),
        (other("gunningscriteria", 0, punten=41), [("Gunningscriteria", f"D{row}") for row in (2, 3, 4)]),
        (other("perceelgemeenten", 0, gemeente="9999"), [("Gemeenten per perceel", "B2")]),
        (other("procedurestappen", 0, vaste_datum=None), [("Stappen", "E2")]),
    ],
)
def test_the_open_workbook_has_the_findings_of_its_file_at_the_same_cells(tmp_path, changed, places):
    path = intake_workbook(tmp_path / "opdracht.xlsx", **changed)

    of_file, in_file = read_assignment(path)
    asked, found = assignment.judged(as_excel_hands_it_over(path))

    assert found.select("blad", "cel").rows() == places
    assert found.rows() == in_file.select(assignment.SHOWN).rows()
    assert (asked is None, of_file is None) == (bool(places), bool(places))


def test_days_that_excel_hands_over_as_numbers_are_days(tmp_path):
    path = intake_workbook(tmp_path / "opdracht.xlsx")

    of_file, _ = read_assignment(path)
    asked, _ = assignment.judged(as_excel_hands_it_over(path))

    assert [asked.tables[name].drop("bestand").rows() for name in asked.tables] == [
        of_file.tables[name].drop("bestand").rows() for name in asked.tables
    ]
    assert (asked.title, asked.procedure) == ("Begeleiding 2028", "emvi")


@pytest.mark.parametrize("sheets", [{}, {"Blad1": [["x"]]}, {"Voorblad": [["Titel", "Zorg"]]}])
def test_another_workbook_is_no_intake_workbook(sheets):
    with pytest.raises(UnusableInputError, match="Deze werkmap is geen opdrachtformulier van een aanbesteding"):
        assignment.judged(sheets)


def test_a_sheet_that_was_taken_away_or_emptied_is_missed(tmp_path):
    sheets = as_excel_hands_it_over(intake_workbook(tmp_path / "opdracht.xlsx"))
    sheets["Stappen"] = [[None]]
    del sheets["Percelen"]

    asked, found = assignment.judged(sheets)

    assert asked is None
    assert "Er is geen enkel perceel opgegeven." in found["melding"].to_list()
    assert "Er is geen enkele stap van de planning opgegeven." in found["melding"].to_list()
