# SPDX-License-Identifier: EUPL-1.2
"""The buttons for a tender, over real HTTP: of an intake workbook that is open, and of offers that are chosen."""

import base64
from datetime import date

import pytest

from processors.ranges import assignment
from processors.tender.dossier import make_dossier
from processors.tender.outcome import outcome
from tests.addin.serving import press, sheets_of, told
from tests.processors.tender.made import as_excel_hands_it_over, intake_workbook, other
from tests.processors.tender.test_outcome import PRICES, offer

CHECK, OFFERS = "pv_controleer_opdracht", "pv_lees_inschrijvingen"


@pytest.fixture
def checked(pane_url, tmp_path):
    """Press Controleer opdracht with an intake workbook open: status and actions, or a sentence."""

    def checked(**changed):
        sheets = as_excel_hands_it_over(intake_workbook(tmp_path / "opdracht.xlsx", **changed))
        return press(pane_url, CHECK, sheets=sheets)

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
    status, text = press(pane_url, CHECK, sheets={"Blad1": cells})

    assert 400 <= status < 500
    assert "Deze werkmap is geen opdrachtformulier van een aanbesteding: de bladen ervan ontbreken." in text


def test_cells_that_excel_could_not_compute_are_told_of(checked):
    _, actions = checked(**other("percelen", 0, perceel_naam="#N/A"))

    _, rows = shown(actions)
    assert ["Percelen", "B2"] in [row[:2] for row in rows]


def as_files(*paths):
    return [[path.name, base64.b64encode(path.read_bytes()).decode()] for path in paths]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """A tender with two offers for lot 1, of which that of Delta has a changed cell."""
    folder = tmp_path_factory.mktemp("aanbesteding")
    made, _ = make_dossier(intake_workbook(folder / "opdracht.xlsx"), folder / "map", date(2027, 6, 1))
    offer(made, "Alfa", PRICES["Alfa"])
    offer(made, "Delta", PRICES["Delta"], H11=90)
    return made


def test_offers_are_read_and_put_on_sheets_with_what_is_wrong_with_them(pane_url, dossier):
    issued = as_files(*(dossier.root / "uitgegeven").iterdir())

    status, actions = press(pane_url, OFFERS, issued, as_files(*dossier.offers()), sheets={"Blad1": [[]]})

    assert status == 200, actions
    made = sheets_of(actions)
    assert list(made) == ["Bevindingen inschrijvingen", "Inschrijvingen"]
    assert [row[:5] for row in made["Inschrijvingen"]] == [
        ["Bestand", "Perceel", "Inschrijver", "Bedrag per jaar (euro)", "Telt mee"],
        ["Alfa.xlsx", "1", "Alfa", 1_000_000, "ja"], ["Delta.xlsx", "1", "Delta", 900_000, "nee"],
    ]  # fmt: skip
    headers, *findings = made["Bevindingen inschrijvingen"]
    assert ["Delta.xlsx", "H11", "MGR-502"] in [
        [row[headers.index(name)] for name in ("bestand", "cel", "regel")] for row in findings
    ]
    assert told(actions).startswith("2 inschrijvingen gelezen, 1 telt mee. Voor punten en rangorde kiest u")


def test_with_the_matrices_the_order_is_put_on_a_sheet(pane_url, dossier):
    outcome(dossier)
    issued = as_files(*(dossier.root / "uitgegeven").iterdir(), dossier.matrix("1"))

    _, actions = press(pane_url, OFFERS, issued, as_files(*dossier.offers()), sheets={"Blad1": [[]]})

    headers, *rows = sheets_of(actions)["Rangorde"]
    assert [[row[headers.index(name)] for name in ("Inschrijver", "Uitkomst")] for row in rows] == [
        ["Alfa", "nog niet te bepalen"], ["Delta", "afgevallen"],
    ]  # fmt: skip
    assert "Perceel 1: nog niet te bepalen." in told(actions)


@pytest.mark.parametrize(
    ("issued", "sentence"),
    [
        ([], "Kies bij de uitgegeven stukken alles uit de map uitgegeven: het opdrachtformulier (Opdracht.xlsx)"),
        ([["Opdracht.xlsx", "geen base64"]], "Het bestand 'Opdracht.xlsx' kwam niet heel over. Kies het opnieuw."),
        ([["../Opdracht.xlsx", ""]], "'Opdracht.xlsx' is niet het opdrachtformulier waarmee de stukken zijn gemaakt."),
    ],
)
def test_what_was_issued_must_be_there(pane_url, issued, sentence):
    status, text = press(pane_url, OFFERS, issued, [], sheets={"Blad1": [[]]})

    assert 400 <= status < 500
    assert sentence in text
