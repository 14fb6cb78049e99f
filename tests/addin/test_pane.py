# SPDX-License-Identifier: EUPL-1.2
"""The task pane in Chromium, with the real server and a workbook in memory in the place of Excel: checking a sheet."""

import pytest


@pytest.fixture(scope="module")
def told(play, pane_url, cells):
    """What came of each step of a user, and the cell whose unit does not exist; the lines stand from C3 on."""
    place = f"{chr(ord('C') + cells[0].index('eenheid'))}5"
    return {**play("marking", address=pane_url, cells=cells), "place": place}


def test_the_wrong_cell_is_listed_coloured_and_has_a_note(told):
    sheet, findings = told["book"]["sheets"]

    assert "bevinding" in told["checked"]
    assert any(told["place"] in text and "99" in text for text in told["texts"])
    assert told["place"] in {each["address"] for each in sheet["formats"] if each.get("color")}
    assert any("99" in each["text"] for each in sheet["notes"] if each["address"] == told["place"])
    assert findings["name"] == "Bevindingen"
    assert f"'Regels'!{told['place']}" in findings["links"].values()


def test_a_second_run_takes_the_place_of_the_first(told):
    assert told["again"] == told["checked"]
    assert told["sheets"] == 2


def test_a_severity_is_a_word_and_a_symbol_and_the_worst_stand_first(told):
    heads = ["✖ fout", "▲ waarschuwing", "● signaal"]

    found = [next(head for head in heads if text.startswith(head)) for text in told["texts"]]

    assert found == sorted(found, key=heads.index)
    assert found[0] == "✖ fout"


def test_a_filter_leaves_one_rule(told):
    assert told["filtered"]["texts"]
    assert all(told["filtered"]["rule"] in text for text in told["filtered"]["texts"])


def test_by_keyboard_alone_the_cell_of_a_finding_is_chosen(told):
    assert told["selected"].startswith("Regels!")


def test_wiping_gives_back_the_workbook_as_it_was(told):
    assert told["wiped"] == "De markeringen zijn gewist."
    assert told["restored"]


def test_wiping_gives_back_the_workbook_also_when_excel_numbered_everything_anew(told):
    (sheet,) = told["reopened"]["after"]["sheets"]

    assert told["reopened"]["told"] == "De markeringen zijn gewist."
    assert [each.get("formula") for each in sheet["formats"]] == [None, '=$A1="verzamelpunt"']
    assert told["reopened"]["restored"]
