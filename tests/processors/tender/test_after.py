# SPDX-License-Identifier: EUPL-1.2
"""What is written down of an outcome, what everybody may see of it, and what is learnt."""

from datetime import date

import openpyxl
import pytest

from processors.tender.dossier import make_dossier
from processors.tender.minutes import anonymous, minutes
from processors.tender.outcome import outcome
from tests.processors.tender.made import intake_workbook
from tests.processors.tender.test_outcome import SCORES, offer, score


@pytest.fixture
def decided(tmp_path, recalculated):
    """A tender with three offers of which one falls out, decided."""
    dossier, _ = make_dossier(intake_workbook(tmp_path / "opdracht.xlsx"), tmp_path / "map", date(2027, 6, 1))
    for name, prices in {"Alfa": (60, 70), "Beta": (62.5, 74), "Gamma": (70, 75)}.items():
        offer(dossier, name, prices)
    outcome(dossier)
    score(dossier.matrix("1"), SCORES)
    recalculated(dossier.matrix("1"))
    (tmp_path / "herberekend" / dossier.matrix("1").name).replace(dossier.matrix("1"))
    return dossier


def cells(path, sheet, first):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows(min_row=first)]


def test_the_minutes_have_the_figures_of_the_order(decided, tmp_path, assert_valid_xlsx):
    found = outcome(decided)

    paths = [
        each.write(tmp_path)
        for each in minutes(found.asked, found.order, found.offers, found.points, date(2027, 11, 1))
    ]

    for path in paths:
        assert_valid_xlsx(path)
    assert [row[1:7] for row in cells(paths[0], "Proces-verbaal", 9)] == [
        ["Beta", 1_046_000, 55, 93.24, 1, "gunnen"], ["Alfa", 1_000_000, 43, 83, 2, "gunnen"],
        ["Gamma", 1_140_000, None, None, None, "afgevallen"],
    ]  # fmt: skip
    letters = cells(paths[0], "Berichten", 5)
    assert [(row[0], row[3], row[6]) for row in letters] == [
        ("Beta", "gunning", "Beta, Alfa"), ("Alfa", "gunning", "Beta, Alfa"), ("Gamma", "afwijzing", "Beta, Alfa"),
    ]  # fmt: skip
    assert letters[2][10] == "Score 3 voor G1 is lager dan de laagste die mag (4)."
    assert letters[0][9].date() == date(2027, 11, 18)


def test_everybody_sees_no_name_of_who_got_no_contract_and_no_price(decided, tmp_path):
    found = outcome(decided)

    *_, public = minutes(found.asked, found.order, found.offers, found.points, date(2027, 11, 1))
    said = str(
        [row for sheet in openpyxl.load_workbook(public.write(tmp_path)) for row in sheet.iter_rows(values_only=True)]
    )

    assert anonymous(found.order)["Inschrijver"].to_list() == ["Beta", "Alfa", "Inschrijver 3"]
    assert "Gamma" not in said
    assert "1046000" not in said
    assert "Score 3" not in said
