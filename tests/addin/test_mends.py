# SPDX-License-Identifier: EUPL-1.2
"""What we mend in xlwings: the cells of an argument are read without a search for Pyodide at each."""

import builtins
import sys

import pytest

from addin.server.mends import without_pyodide


@pytest.fixture
def officejs(xlwings_server, monkeypatch):
    """The reader of xlwings for cells that come from Office.js; what the mend says is forgotten afterwards."""
    del xlwings_server
    monkeypatch.setenv("XLWINGS_LICENSE_KEY", "noncommercial")
    from xlwings import utils  # noqa: PLC0415 - the licence comes first
    from xlwings.pro import _xlofficejs  # noqa: PLC0415 - idem

    monkeypatch.setattr(utils, "is_jsnull", utils.is_jsnull)
    for name in ("pyodide", "pyodide.ffi"):
        monkeypatch.setitem(sys.modules, name, None)
    return _xlofficejs.engine


def test_no_cell_makes_xlwings_look_for_pyodide(officejs, monkeypatch):
    looked_for = []
    real = builtins.__import__

    def watched(name, *rest):
        looked_for.append(name)
        return real(name, *rest)

    without_pyodide()
    monkeypatch.setattr(builtins, "__import__", watched)

    cells = [["a", None], ["", {"type": "Error", "basicValue": "#N/A"}]]
    read = officejs.clean_value_data(cells, None, "", None, err_to_str=True)

    assert read == [["a", None], ["", "#N/A"]]
    assert "pyodide.ffi" not in looked_for
