# SPDX-License-Identifier: EUPL-1.2
"""An intake workbook is read whole, or refused with the cell and what to do."""

from datetime import date, datetime

import polars as pl
import pytest

from processors.tender.assignment import read_assignment
from processors.tender.assignment_form import assignment_form
from tests.processors.tender.made import ROWS, intake_workbook, other
from workbooks.form import write_form


def told(findings):
    return [row for row in findings.select("regel", "blad", "cel", "melding").rows() if row[0] != "INTAKE-11"]


def test_what_procurement_staff_filled_in_is_what_is_asked(tmp_path):
    asked, findings = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx"))

    assert told(findings) == []
    assert (asked.title, asked.reference, asked.body, asked.procedure) == (
        "Begeleiding 2028", "INK-2027-03", "MGR Limburg-Noord", "emvi",
    )  # fmt: skip
    assert asked.tables["percelen"].select("perceel", "aantal_contracten", "geraamde_waarde").rows() == [
        ("1", 2, 125_000_000), ("2", 1, None),
    ]  # fmt: skip
    assert asked.tables["perceelproducten"]["minimum_tarief"].to_list() == [5000, 5000, 5000]
    assert asked.tables["procedurestappen"]["vaste_datum"][0] == date(2027, 9, 1)
    assert {name: len(frame) for name, frame in asked.tables.items()} == {
        name: len(rows) for name, rows in ROWS.items()
    }


def test_the_empty_form_says_what_is_still_to_be_filled_in(tmp_path):
    write_form(tmp_path / "leeg.xlsx", assignment_form(made_on=datetime(2027, 6, 1)))  # noqa: DTZ001

    asked, findings = read_assignment(tmp_path / "leeg.xlsx")

    assert asked is None
    assert [(rule, sheet) for rule, sheet, _, _ in told(findings)] == [
        *[("INTAKE-50", "Voorblad")] * 4, ("INTAKE-53", "Percelen"), ("INTAKE-56", "Stappen"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (other("gunningscriteria", 0, punten=39), ("MGR-504", "Gunningscriteria", "D2")),
        (other("gunningscriteria", 1, punten=0, schaal=None), ("INTAKE-54", "Gunningscriteria", "E3")),
        (other("gunningscriteria", 0, prijsformule=None), ("INTAKE-54", "Gunningscriteria", "G2")),
        (other("gunningscriteria", 0, prijsformule="absoluut", bodem=5, plafond=5),
         ("INTAKE-54", "Gunningscriteria", "I2")),
        (other("gunningscriteria", 0, prijsformule="gebogen", bodem=5, plafond=6),
         ("INTAKE-54", "Gunningscriteria", "J2")),
        (other("gunningscriteria", 1, minimum_score=11), ("INTAKE-54", "Gunningscriteria", "F3")),
        (other("gunningscriteria", 1, criterium="Prijs"), ("INTAKE-51", "Gunningscriteria", "B3")),
        (other("perceelproducten", 2, perceel="3"), ("INTAKE-52", "Producten per perceel", "A4")),
        (other("perceelproducten", 2, perceel="1"), ("INTAKE-53", "Percelen", "A3")),
        (other("perceelproducten", 1, minimum_tarief=7600), ("INTAKE-55", "Producten per perceel", "I3")),
        (other("perceelgemeenten", 1, gemeente="9999"), ("INTAKE-20", "Gemeenten per perceel", "B3")),
        (other("procedurestappen", 0, vaste_datum=None), ("INTAKE-56", "Stappen", "E2")),
        (other("eisen", 1, eis="E1"), ("INTAKE-51", "Eisen", "A3")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_cell(tmp_path, changed, expected):
    asked, findings = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx", **changed))

    rule, sheet, cell = expected
    found = {(code, where, place) for code, where, place, _ in told(findings)}
    assert asked is None
    assert (rule, sheet) in {each[:2] for each in found}
    assert cell is None or expected in found


BACKWARDS = "Stap 3 (Gunningsbeslissing) op 01-08-2027 ligt voor de vorige stap, of de termijn ertussen is te kort."


def test_a_date_before_that_of_an_earlier_step_is_told_at_its_cell_and_nothing_can_be_made(tmp_path):
    path = intake_workbook(tmp_path / "opdracht.xlsx", **other("procedurestappen", 2, vaste_datum=date(2027, 8, 1)))

    asked, findings = read_assignment(path)

    assert asked is None
    assert told(findings) == [
        ("MGR-505", "Stappen", "E4", BACKWARDS),
    ]  # fmt: skip
    assert findings["actie"].to_list() == ["Zet de stappen op volgorde van datum en houd de termijnen aan."]


def test_a_term_that_is_too_short_is_told_at_its_cell_and_people_decide(tmp_path):
    path = intake_workbook(tmp_path / "opdracht.xlsx", **other("procedurestappen", 3, vaste_datum=date(2027, 11, 10)))

    asked, findings = read_assignment(path)

    assert asked is not None
    assert [(rule, cell) for rule, _, cell, _ in told(findings)] == [("MGR-505", "E5")] * 2


def test_an_unknown_procedure_is_told_with_the_ones_that_are_known(tmp_path):
    asked, findings = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx", cover={"Procedure": "openbaar"}))

    assert asked is None
    assert told(findings)[0][3] == "De procedure 'openbaar' bestaat niet."
    assert findings["actie"][0] == "Kies op het Voorblad uit: emvi, zonder emvi, toelating."


def test_without_comparison_no_criteria_are_needed(tmp_path):
    path = intake_workbook(tmp_path / "opdracht.xlsx", cover={"Procedure": "toelating"}, gunningscriteria=[])

    asked, findings = read_assignment(path)

    assert told(findings) == []
    assert asked.tables["gunningscriteria"].is_empty()


@pytest.mark.parametrize("name", ["opdracht.pdf", "opdracht.xls"])
def test_another_kind_of_file_is_refused_with_a_sentence(tmp_path, name):
    (tmp_path / name).write_bytes(b"%PDF-1.7 niets")

    asked, findings = read_assignment(tmp_path / name)

    assert asked is None
    assert findings.select(pl.col("gevolg")).rows() == [("bestand geweigerd",)]
