# SPDX-License-Identifier: EUPL-1.2
"""What a procedure brought and what is learnt of it, from the form of one to the overview of a year."""

from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

import openpyxl
import polars as pl
import pytest

from processors.tender.assignment import read_assignment
from processors.tender.evaluation import brought, evaluation_form, read_evaluation
from processors.tender.evaluations import overview
from processors.tender.ranking import OUT, WINS
from tests.processors.tender.made import intake_workbook
from tests.processors.tender.test_after import cells

DAY = datetime(2027, 11, 18)  # noqa: DTZ001 - as openpyxl reads a date
GAP = (
    '=IF(OR(evaluaties[[#This Row],[Raming (euro)]]="",evaluaties[[#This Row],[Gegund (euro)]]=""),"",'
    "evaluaties[[#This Row],[Gegund (euro)]]-evaluaties[[#This Row],[Raming (euro)]])"
)


def filled(path, **cells):
    book = openpyxl.load_workbook(path)
    for address, value in cells.items():
        book["Evaluatie"][address] = value
    book.save(path)
    return path


class Found(NamedTuple):
    """What a tender came to, as far as its evaluation asks it."""

    asked: object
    order: pl.DataFrame
    offers: pl.DataFrame


@pytest.fixture
def form(tmp_path):
    """Three offers for lot 1, two of which got a contract, and the form of their tender as it is made."""
    asked, _ = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx"))
    names = pl.Series("inschrijver", ["Alfa", "Beta", "Gamma"])
    order = pl.DataFrame([names, pl.Series("status", [WINS, WINS, OUT])]).with_columns(perceel=pl.lit("1"))
    offers = pl.DataFrame([names, pl.Series("prijs", [100_000_000, 104_600_000, None])])
    found = Found(asked, order, offers.with_columns(perceel=pl.lit("1")))
    return found, evaluation_form(*found).write(tmp_path)


def test_the_form_says_what_is_known_of_the_procedure(form):
    _, path = form

    assert [row[:2] for row in cells(path, "Evaluatie", 9)[:6]] == [
        ["Inschrijvingen", 3], ["Waarvan geldig", 2], ["Gegunde contracten", 2], ["Raming per jaar (euro)", 1_000_000],
        ["Gegund per jaar (euro)", 1_023_000], ["Oordeel over de procedure (1-10)", None],
    ]  # fmt: skip


def test_what_several_tenders_brought_and_taught_stands_together_and_per_year(form, tmp_path, assert_valid_xlsx):
    found, path = form
    filled(path, B6=date(2027, 11, 18), B14=7.5, C19="Eerder beginnen.")
    one = read_evaluation(path, found.asked)
    later = replace(one, asked=replace(found.asked, reference="INK-2028-01"), done=date(2027, 12, 1))
    unknown = replace(later, answers=one.answers.filter(pl.col("onderwerp") != "Raming per jaar (euro)"))
    waiting = replace(unknown, done=None)

    together = overview([one, later, unknown, waiting]).write(tmp_path)

    assert_valid_xlsx(together)
    assert cells(together, "Overzicht", 5)[0][:11] == [
        "INK-2027-03", "Begeleiding 2028", "emvi", DAY, 3, 2, 2, 1_000_000, 1_023_000, GAP, 7.5,
    ]  # fmt: skip
    assert [[*row[:6], row[7]] for row in cells(together, "Per jaar", 5)] == [
        ["nog niet", 1, 3, 2, None, None, 7.5], ["2027", 3, 3, 6, 2_000_000, 2_046_000, 7.5],
    ]  # fmt: skip
    assert cells(together, "Lessen", 5)[0] == ["INK-2027-03", "Wat kan beter", None, "Eerder beginnen."]


def test_what_was_saved_is_computed_by_the_workbook(form, tmp_path, recalculated):
    found, path = form
    one = read_evaluation(path, found.asked)
    unknown = replace(one, answers=one.answers.filter(pl.col("onderwerp") != "Raming per jaar (euro)"))

    sheets = recalculated(overview([one, unknown]).write(tmp_path))

    assert [row[9] or None for row in sheets["Overzicht"][4:]] == [23_000, None]
    assert [row[6] for row in sheets["Per jaar"][4:]] == [23_000]


def test_while_a_tariff_of_an_awarded_lot_is_not_known_there_is_no_estimate(form):
    found, _ = form
    products = found.asked.tables["perceelproducten"].with_columns(referentie_tarief=pl.lit(None, pl.Int64))
    asked = replace(found.asked, tables={**found.asked.tables, "perceelproducten": products})

    assert brought(asked, found.order, found.offers).row(0) == (None, 102_300_000)
    assert brought(asked, found.order.clear(), found.offers).row(0) == (None, None)


def test_a_day_that_is_no_date_is_a_finding_at_its_cell(form):
    found, path = form

    read = read_evaluation(filled(path, B6="na de zomer"), found.asked)

    assert read.done is None
    assert read.findings.select("regel", "blad", "cel", "melding").rows() == [
        ("INTAKE-62", "Evaluatie", "B6", "'Afgerond op' is geen datum."),
    ]


def test_a_day_is_found_beside_its_label_where_staff_moved_it(form):
    found, path = form
    book = openpyxl.load_workbook(path)
    book["Evaluatie"].move_range("A6:B6", rows=1)
    book["Evaluatie"]["B7"] = date(2027, 11, 18)
    book.save(path)

    assert read_evaluation(path, found.asked).done == date(2027, 11, 18)


def test_a_form_that_cannot_be_read_is_told_and_not_silently_empty(form):
    found, path = form
    path.write_bytes(b"%PDF-1.7 geen werkmap")

    read = read_evaluation(path, found.asked)

    assert (read.done, len(read.answers)) == (None, 0)
    assert read.findings["bestand"].to_list() == ["Evaluatie.xlsx"]
