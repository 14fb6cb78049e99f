# SPDX-License-Identifier: EUPL-1.2
"""The buttons for a tender, over real HTTP: what the server says of an intake workbook that is open."""

import pytest

from processors.ranges import assignment
from tests.addin.serving import press, told
from tests.processors.tender.made import as_excel_hands_it_over, intake_workbook, other

SCRIPT = "pv_controleer_opdracht"


@pytest.fixture
def checked(pane_url, tmp_path):
    """Press Controleer opdracht with an intake workbook open: status and actions, or a sentence."""

    def checked(**changed):
        sheets = as_excel_hands_it_over(intake_workbook(tmp_path / "opdracht.xlsx", **changed))
        return press(pane_url, SCRIPT, sheets=sheets)

    return checked


def shown(actions):
    """Headers and rows of the table that the pane is to show; nothing is done in the workbook itself."""
    assert {action["func"] for action in actions} == {"runMacro", "alert"}
    (headers, *rows) = next(action["args"][1] for action in actions if action["func"] == "runMacro")
    return headers, rows


def test_what_is_wrong_is_told_with_its_sheet_and_cell(checked):
    status, actions = checked(**other("gunningscriteria", 0, punten=41))

    assert status == 200, actions
    headers, rows = shown(actions)
    assert tuple(headers) == assignment.SHOWN
    assert [row[:5] for row in rows] == [
        ["Gunningscriteria", f"D{row}", "Punten", "MGR-504", "fout"] for row in (2, 3, 4)
    ]
    assert told(actions) == (
        "3 bevindingen: met deze opdracht zijn nog geen stukken te maken. Verbeter de cellen en controleer opnieuw."
    )


def test_of_a_good_assignment_is_said_what_to_do_now(checked):
    _, actions = checked()

    assert shown(actions)[1] == []
    assert told(actions) == (
        "De opdracht is bruikbaar: 2 percelen. Bewaar haar en maak de stukken met 'verzamelpunt aanbesteding nieuw'."
    )


@pytest.mark.parametrize("cells", [[["x"], ["y"]], [[]]])
def test_a_workbook_that_is_no_intake_workbook_is_a_sentence(pane_url, cells):
    status, text = press(pane_url, SCRIPT, sheets={"Blad1": cells})

    assert 400 <= status < 500
    assert "Deze werkmap is geen opdrachtformulier van een aanbesteding: de bladen ervan ontbreken." in text


def test_cells_that_excel_could_not_compute_are_told_of(checked):
    _, actions = checked(**other("percelen", 0, perceel_naam="#N/A"))

    _, rows = shown(actions)
    assert ["Percelen", "B2"] in [row[:2] for row in rows]
