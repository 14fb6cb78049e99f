# SPDX-License-Identifier: EUPL-1.2
"""The classic door: the VBA that calls our functions, and the answers that Excel on Windows gets."""

import inspect
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from addin import functions
from addin.classic.wrappers import wrappers
from tests.addin.test_server import CALLS

pytestmark = pytest.mark.usefixtures("office")
EXCEL = Path(__file__).parent / "classic_excel.py"
ALL = {name: value for name, value in vars(functions).items() if name.startswith("pv_")}
# VBA as the button Import Functions of xlwings writes it.
CALL = 'XLPy.CallUDF("addin.classic.functions", "pv_agb_geldig", Array(agb)'
AGB_GELDIG = f"""\
Function pv_agb_geldig(agb)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        pv_agb_geldig = {CALL}, ActiveWorkbook, Application.Caller)
        Exit Function
    #Else
        pv_agb_geldig = {CALL})
        Exit Function
    #End If
failed:
    pv_agb_geldig = Err.Description
End Function
"""


@pytest.fixture(scope="module")
def code():
    return wrappers()


def in_excel(folder, calls):
    """What Excel shows for calls, and what it is told of the functions."""
    done = subprocess.run(
        [sys.executable, EXCEL], input=json.dumps(calls), capture_output=True, text=True, check=True, cwd=folder
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def excel(office_folder):
    return in_excel(office_folder, CALLS)


def signature(function):
    """The arguments as VBA writes them."""
    parts = inspect.signature(function).parameters.values()
    return ", ".join(part.name if part.default is part.empty else f"Optional {part.name}" for part in parts)


def test_every_function_is_called_with_its_own_arguments_and_the_optional_ones_may_be_left_out(code):
    written = dict(re.findall(r"^Function (\w+)\((.*)\)$", code, flags=re.MULTILINE))

    assert written == {name: signature(function) for name, function in ALL.items()}


def test_the_code_is_what_the_button_of_xlwings_would_write(code):
    assert AGB_GELDIG in code
    assert code.startswith('Attribute VB_Name = "xlwings_udfs"\n')
    assert max(map(len, code.splitlines())) <= 1024
    assert code.isascii()


def test_the_code_is_the_same_each_time(code):
    assert wrappers() == code


def test_excel_is_told_every_function_and_argument_in_words_that_fit(excel):
    told = excel["told"]

    assert set(told) == set(ALL)
    for name, function in told.items():
        assert function["category"] == "Verzamelpunt"
        assert function["words"] == inspect.getdoc(ALL[name])
        assert [part["name"] for part in function["arguments"]] == list(inspect.signature(ALL[name]).parameters)
        assert all(0 < len(part["words"]) < 255 for part in function["arguments"])


@pytest.mark.parametrize("number", range(len(CALLS)), ids=[name for name, _ in CALLS])
def test_a_call_gives_what_plain_python_and_the_server_give(excel, number):
    name, arguments = CALLS[number]
    given = [each for each in arguments if each is not None]

    assert excel["answers"][number] == getattr(functions, name)(*given)


def test_days_arrive_as_days_and_leave_as_days(office):
    found = in_excel(office, [("pv_werkdagen_termijn", [{"dag": "2026-09-04"}, 1])])["answers"]

    assert found == [[[date(2026, 9, 7).isoformat()]]]


def test_lines_are_checked_as_in_python(office, region):
    frame = region["declaratieregels"].head(40)
    cells = [frame.columns, *([str(cell) if isinstance(cell, date) else cell for cell in row] for row in frame.rows())]

    found = in_excel(office, [("pv_controleer", [cells, None, None, None, None])])["answers"]

    assert found == [functions.pv_controleer(cells)]


def test_what_the_user_can_mend_is_a_sentence_and_not_a_trace(office):
    (told,) = in_excel(office, [("pv_code", [[["kleuren"]], [["1"]]])])["answers"]

    assert told[0][0].startswith("De codelijst 'kleuren' bestaat niet. Kies uit ")


def test_the_door_can_be_imported_without_windows():
    asked = "import sys, addin.commands, addin.functions, addin.classic.wrappers; print('pythoncom' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == str(sys.platform == "win32")
