# SPDX-License-Identifier: EUPL-1.2
"""Excel on Windows as far as a function sees it: xlwings' own path of a call, with stand-ins for the parts of Windows.

Run in a process of its own, because xlwings is changed: calls as JSON on stdin (function, arguments), answers on
stdout. A number arrives as a float, a day as a datetime and an argument that was left out as Excel's mark for it.
"""

import ctypes
import datetime as dt
import json
import sys
from types import ModuleType
from unittest.mock import MagicMock

MISSING = -2147352572
DAY = "%Y-%m-%d"
PARTS = """
pythoncom pywintypes win32com win32com.client win32com.client.dynamic win32com.client.gencache win32com.server
win32com.server.dispatcher win32com.server.policy win32com.server.util win32api win32con win32event win32gui
win32process win32timezone winerror winreg
"""
ENTRANCES = ("windll", "oledll", "WinDLL", "WINFUNCTYPE", "HRESULT", "PyDLL", "pythonapi")


class StandIn(ModuleType):
    """A module of Windows: whatever is asked of it is there."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, MagicMock(name=name))
        return getattr(self, name)


def classic():
    """The module of xlwings that Excel calls, with its decorators in the place of those that do nothing."""
    sys.modules.update({name: StandIn(name) for name in PARTS.split()})
    sys.modules["pywintypes"].com_error = OSError
    sys.modules["pywintypes"].TimeType = dt.datetime
    sys.modules["pythoncom"].__file__ = "pythoncom"
    sys.modules["win32timezone"].TimeZoneInfo.utc.return_value = dt.UTC
    for name in ENTRANCES:
        setattr(ctypes, name, MagicMock())
    import xlwings as xw  # noqa: PLC0415 - the stand-ins come first
    from xlwings import _xlwindows, udfs  # noqa: PLC0415 - idem
    from xlwings.main import Engine  # noqa: PLC0415 - idem

    xw._xlwindows = _xlwindows  # noqa: SLF001 - where xlwings looks for it on Windows
    xw.engines.add(Engine(impl=_xlwindows.engine))
    xw.engines.active = xw.engines["excel"]
    _xlwindows.is_range_instance = lambda _: False
    xw.func, xw.arg, xw.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    return udfs


def delivered(given):
    """What COM makes of cells: tuples of rows."""
    if isinstance(given, list):
        return tuple(map(delivered, given))
    if isinstance(given, dict):
        return dt.datetime.strptime(given["dag"], DAY).replace(tzinfo=dt.UTC)
    return float(given) if isinstance(given, int) and not isinstance(given, bool) else given


def answered(udfs, name, arguments):
    """The cells of an answer."""
    given = [MISSING if each is None else delivered(each) for each in arguments]
    return udfs.call_udf("addin.classic.functions", name, given)


def told():
    """Names, words and words of arguments, as Excel is told when it imports the functions."""
    from addin.classic import functions  # noqa: PLC0415 - decorated by what `classic` put there

    made = [each.__xlfunc__ for each in vars(functions).values() if hasattr(each, "__xlfunc__")]
    return {
        each["name"]: {
            "words": each["ret"]["doc"], "category": each["category"],
            "arguments": [
                {"name": part["name"], "words": part["doc"], "optional": "optional" in part} for part in each["args"]
            ],
        }
        for each in made
    }  # fmt: skip


if __name__ == "__main__":
    path = classic()
    answers = [answered(path, *call) for call in json.load(sys.stdin)]
    json.dump({"answers": answers, "told": told()}, sys.stdout, default=lambda day: day.strftime(DAY))
