# SPDX-License-Identifier: EUPL-1.2
"""The buttons of the classic ribbon: each runs a script that needs only the workbook, and tells what goes wrong."""

import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import addin.classic
from addin.buttons import SCRIPTS
from tests.addin.serving import VERSION

CODE = (Path(addin.classic.__file__).parent / "buttons.bas").read_text("ascii")
CALLED = re.findall(r"""RunPython "from addin\.classic import buttons; buttons\.pressed\('(\w+)'\)\"""", CODE)


@pytest.fixture(scope="module")
def book(region):
    """A workbook with declaration lines."""
    frame = region["declaratieregels"].head(20)
    cells = [frame.columns, *([None if cell is None else str(cell) for cell in row] for row in frame.rows())]
    sheet = {"name": "Regels", "values": cells, "pictures": [], "tables": [], "notes": [], "shapes": []}
    more = {"charts": [], "print_area": None, "show_gridlines": True, "pivot_tables": [], "visibility": "Visible"}
    where = {"name": "b.xlsx", "active_sheet_index": 0, "selection": "A1"}
    return {"client": "Office.js", "version": VERSION, "names": [], "sheets": [sheet | more], "book": where}


def done(folder, script, book):
    """What is done to the workbook: the arguments of each kind of action."""
    press, licence = Path(__file__).with_name("classic_press.py"), {"XLWINGS_LICENSE_KEY": "noncommercial"}
    asked = json.dumps({"script": script, "book": book})
    told = subprocess.run(
        [sys.executable, press], input=asked, capture_output=True, text=True, check=True, cwd=folder,
        env=os.environ | licence,
    )  # fmt: skip
    return {action["func"]: action["args"] for action in json.loads(told.stdout)}


def test_every_button_calls_a_script_that_needs_only_the_workbook():
    parameters = {each.__name__: list(inspect.signature(each).parameters.values()) for each in SCRIPTS}

    assert CALLED == ["pv_kpi_blad", "pv_regiocijfers", "pv_herkomst_van_cel", "pv_aanlevering"]
    assert all(part.default != part.empty for name in CALLED for part in parameters[name][1:])


def test_a_button_makes_its_sheet(office, book):
    made = done(office, "pv_kpi_blad", book)

    assert made["addSheet"][1] == "KPI's"
    assert "KPI's staan op het blad KPI's." in made["alert"][0]


def test_what_the_user_can_mend_is_told_in_a_window(office, book):
    made = done(office, "pv_herkomst_van_cel", book)

    assert list(made) == ["alert"]
    assert made["alert"][0].startswith("In deze rij staat geen gepubliceerd cijfer.")
