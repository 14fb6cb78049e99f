# SPDX-License-Identifier: EUPL-1.2
"""The task pane in Chromium, with the real server and a workbook in memory in the place of Excel."""

import json
import subprocess
from datetime import date

import pytest

from tests.addin.serving import served
from tests.conftest import JUDGES


@pytest.fixture(scope="module")
def told(xlwings_server, chromium, node, axe, playwright, office_folder, region, tmp_path_factory):
    """What came of each step of a user with six lines, one of which has a unit that does not exist."""
    del xlwings_server, axe, playwright
    frame = region["declaratieregels"].head(6)
    rows = [
        ["" if cell is None else str(cell) if isinstance(cell, date) else cell for cell in row] for row in frame.rows()
    ]
    rows[1][frame.columns.index("eenheid")] = "99"
    cells = tmp_path_factory.mktemp("blad") / "cellen.json"
    cells.write_text(json.dumps([frame.columns, *rows]), encoding="utf-8")
    with served(office_folder, {}) as url:
        done = subprocess.run(
            [node, JUDGES / "pane.cjs", chromium, url, cells], capture_output=True, timeout=180, check=False, text=True
        )
    assert done.returncode == 0, done.stderr
    place = frame.columns.index("eenheid")
    return {**json.loads(done.stdout), "place": f"{chr(ord('C') + place)}5"}


def test_the_wrong_cell_is_listed_coloured_and_has_a_note(told):
    sheet, findings = told["book"]["sheets"]

    assert "bevinding" in told["checked"]
    assert any(told["place"] in text and "99" in text for text in told["texts"])
    assert told["place"] in {each["address"] for each in sheet["formats"]}
    assert any("99" in each["text"] for each in sheet["notes"] if each["address"] == told["place"])
    assert findings["name"] == "Bevindingen"
    assert f"'Regels'!{told['place']}" in findings["links"].values()


def test_a_second_run_takes_the_place_of_the_first(told):
    assert told["again"] == told["checked"]
    assert told["sheets"] == 2


def test_a_severity_is_a_word_and_a_symbol(told):
    assert all(text.startswith(("✖ fout", "▲ waarschuwing", "● signaal")) for text in told["texts"])


def test_a_filter_leaves_one_rule(told):
    assert told["filtered"]["count"] > 0
    assert all(told["filtered"]["rule"] in text for text in told["filtered"]["texts"])


def test_by_keyboard_alone_the_cell_of_a_finding_is_chosen(told):
    assert told["selected"].startswith("Regels!")


def test_wiping_gives_back_the_workbook_as_it_was(told):
    assert told["wiped"] == "De markeringen zijn gewist."
    assert told["restored"]


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("empty", "Dit blad is leeg."),
        ("merged", "samengevoegde cellen"),
        ("protected", "Het blad is beveiligd"),
        ("many", "900.000 rijen; dat is te veel"),
        ("expired", "niet meer aangemeld"),
        ("stopped", "De server antwoordt niet."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(told, case, sentence):
    assert sentence in told[case]


def test_the_pane_is_for_everybody_and_asks_nothing_elsewhere(told):
    assert told["accessibility"] == []
    assert told["elsewhere"] == []
