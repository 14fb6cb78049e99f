# SPDX-License-Identifier: EUPL-1.2
"""The forms of parameters and own rules: valid, and what is filled in comes back from the reference folder."""

from datetime import datetime

import openpyxl
import pytest

from processors.agreement_forms import FORMS, agreement_form
from processors.intake.reference import read_reference
from processors.own_rules import own_rules
from processors.parameter_rows import parameters_of
from processors.parameters import described, names
from workbooks.form import write_form

MADE_ON = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001 - a date in a workbook has no zone
FILLED = {
    "Regel": "EIGEN-01", "Tabel": "declaratieregels", "Kolom": "geleverd_volume", "Soort": "vergelijking",
    "Voorwaarde": "geleverd_volume <= 31", "Als": "eenheid = '14'", "Ernst": "waarschuwing",
    "Melding": "Er zijn {geleverd_volume} etmalen.", "Actie": "Controleer.", "Bron of besluit": "Besluit 1",
}  # fmt: skip


@pytest.fixture
def written(tmp_path):
    """The form of a table, as it is written."""

    def write(table):
        target = tmp_path / f"{table}.xlsx"
        write_form(target, agreement_form(table, made_on=MADE_ON))
        return target

    return write


def fill(path, sheet, row, cells):
    book = openpyxl.load_workbook(path)
    columns = {cell.value: cell.column for cell in book[sheet][1]}
    for label, value in cells.items():
        book[sheet].cell(row=row, column=columns[label], value=value)
    book.save(path)


@pytest.mark.parametrize("table", FORMS)
def test_a_form_is_a_valid_workbook(written, assert_valid_xlsx, table):
    assert_valid_xlsx(written(table))


def test_the_parameters_come_back_as_they_were_given(written):
    read = read_reference(written("parameters").parent)

    assert read.problems.is_empty()
    shown = parameters_of(read.tables).shown()
    assert [(row["parameter"], row["waarde"], row["eenheid"], row["herkomst"]) for row in shown] == [
        (name, described(name)["waarde"], described(name)["eenheid"], described(name)["herkomst"]) for name in names()
    ]


def test_a_value_that_someone_changed_counts(written):
    path = written("parameters")
    fill(path, "Parameters", 2 + names().index("tol_regel_cent"), {"Waarde": 7, "Herkomst": "Besluit 7"})

    read = read_reference(path.parent)

    assert read.problems.is_empty()
    assert parameters_of(read.tables).value("tol_regel_cent") == 7


def test_an_own_rule_that_someone_filled_in_is_a_rule(written):
    path = written("eigen_regels")
    fill(path, "Eigen regels", 2, FILLED)

    read = read_reference(path.parent)

    assert read.problems.is_empty()
    assert [(rule.code, rule.needs, rule.source) for rule in own_rules(read.tables)] == [
        ("EIGEN-01", ("geleverd_volume", "eenheid"), "Besluit 1")
    ]
