# SPDX-License-Identifier: EUPL-1.2
"""The buttons for a tender in Chromium, with the real server: what is checked, read and shown."""

from datetime import date

import pytest

from processors.ranges.assignment import SHEETS
from processors.tender.dossier import make_dossier
from tests.processors.tender.made import as_excel_hands_it_over, intake_workbook, other
from tests.processors.tender.test_outcome import PRICES, offer


@pytest.fixture(scope="module")
def told(play, pane_url, tmp_path_factory):
    """What came of each step of a user; in the wrong workbook points of lot 1 are 101 and a municipality is unknown."""
    path = tmp_path_factory.mktemp("opdracht") / "opdracht.xlsx"
    changed = other("gunningscriteria", 0, punten=41) | other("perceelgemeenten", 0, gemeente="9999")
    wrong, good = (
        {
            name: [["" if cell is None else cell for cell in row] for row in cells]
            for name, cells in as_excel_hands_it_over(intake_workbook(path, **rows)).items()
        }
        for rows in (changed, {})
    )
    dossier, _ = make_dossier(path, path.parent / "map", date(2027, 6, 1))
    offer(dossier, "Alfa", PRICES["Alfa"])
    issued, returned = (
        sorted(map(str, folder.iterdir())) for folder in (dossier.root / "uitgegeven", dossier.received)
    )
    return play("tender", address=pane_url, wrong=wrong, good=good, issued=issued, returned=returned)


def test_every_wrong_cell_is_listed_coloured_and_has_a_note_on_its_own_sheet(told):
    marked = {
        sheet["name"]: ([each["address"] for each in sheet["formats"]], [each["address"] for each in sheet["notes"]])
        for sheet in told["book"]["sheets"]
        if sheet["formats"]
    }

    assert told["checked"]["said"].startswith("4 bevindingen: met deze opdracht zijn nog geen stukken te maken.")
    assert marked == {
        "Gemeenten per perceel": (["B2"], ["B2"]), "Gunningscriteria": (["D2", "D3", "D4"], ["D2", "D3", "D4"]),
    }  # fmt: skip
    assert any("Gemeenten per perceel!B2 · Gemeente" in text and "9999" in text for text in told["texts"])


def test_the_sheet_of_findings_links_to_the_sheet_of_each(told):
    findings = told["book"]["sheets"][-1]

    assert findings["name"] == "Bevindingen"
    assert set(findings["links"].values()) == {
        "'Gemeenten per perceel'!B2", "'Gunningscriteria'!D2", "'Gunningscriteria'!D3", "'Gunningscriteria'!D4",
    }  # fmt: skip


def test_a_click_chooses_the_cell_on_its_sheet(told):
    assert told["selected"] in {"Gemeenten per perceel!B2", "Gunningscriteria!D2"}


def test_only_the_sheets_of_the_form_travel(told):
    sheets = {each["name"]: each["values"] for each in told["checked"]["body"]["sheets"]}

    assert {name for name, values in sheets.items() if values != [[]]} == set(SHEETS)
    assert "999900006" not in str(sheets)


def test_a_second_run_takes_the_place_of_the_first_and_wiping_gives_back_the_workbook(told):
    assert told["again"] == told["checked"]["said"]
    assert told["sheets"] == len(told["book"]["sheets"])
    assert told["wiped"] == "De markeringen zijn gewist."
    assert told["restored"]


def test_of_a_good_assignment_is_said_what_to_do_now(told):
    assert told["good"].startswith("De opdracht is bruikbaar: 2 percelen.")


def test_a_sheet_that_is_not_there_is_missed_and_the_others_are_marked(told):
    assert any("Er is geen enkele stap van de planning opgegeven." in text for text in told["absent"]["texts"])
    assert [each["name"] for each in told["absent"]["book"]["sheets"] if each["formats"]] == [
        "Gemeenten per perceel", "Gunningscriteria",
    ]  # fmt: skip


def test_where_a_sheet_is_protected_nothing_is_marked_and_the_list_is_there(told):
    assert "Het blad is beveiligd, dus er is niets gemarkeerd." in told["protected"]["said"]
    assert len(told["protected"]["texts"]) == 4
    assert not any(each["formats"] for each in told["protected"]["book"]["sheets"])


def test_chosen_files_are_weighed_together_and_the_offers_in_them_are_put_on_sheets(told):
    read = told["read"]
    offers = next(sheet["values"] for sheet in read["sheets"] if sheet["name"] == "Inschrijvingen")

    assert read["none"] == "Kies eerst een of meer bestanden."
    assert read["weighed"].startswith("4 bestanden, samen ")
    assert read["both"].startswith("5 bestanden, samen ")
    assert read["said"].startswith("1 inschrijving gelezen, 1 telt mee.")
    assert offers[1][:5] == ["Alfa.xlsx", "1", "Alfa", 1_000_000, "ja"]


def test_another_workbook_is_a_sentence(told):
    assert told["other"].startswith("Deze werkmap is geen opdrachtformulier van een aanbesteding")


def test_nothing_is_asked_elsewhere_and_nothing_breaks(told):
    assert told["broken"] == []
