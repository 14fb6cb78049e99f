# SPDX-License-Identifier: EUPL-1.2
"""An example of every function: what is typed, in Dutch, and what then comes out of the function itself."""

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import polars as pl
import xlwings as xw

from addin import functions
from workbooks.starter import Example

PREFIX = "PV."
BEFORE_THE_FIRST_DAY = date(1899, 12, 30)


@dataclass(frozen=True)
class Table:
    """A whole table of the workbook, with its headers."""

    name: str


Given: TypeAlias = str | int | date | Table | None
BSN = "999900006"  # a test number
THEMES: Mapping[str, Mapping[str, Sequence[Given]]] = {
    "Controleren": {
        "CONTROLEER": (Table("regels"), None, Table("toewijzingen")),
        "CONTROLEER.CELLEN": (Table("regels"),),
        "CONTROLEER.TELLING": (Table("regels"), "declaratieregels"),
    },
    "Cijfers": {
        "KPI": ("K04", Table("regels"), "gemeente"),
        "KPI.REGIO": ("K04", "Venlo", "2026-09"),
        "HERKOMST": ("K04", "Venlo", "2026-09"),
        "DEFINITIE": ("K04",),
        "PROGNOSE": (Table("maanden"),),
        "VERDEELSLEUTEL": (Table("inkoop"), 750_000),
        "TARIEFEFFECT": (Table("volumes"), Table("tarieven_nu"), Table("tarieven_nieuw")),
    },
    "Rekenen": {
        "MAXIMUM": (date(2026, 1, 1), date(2026, 12, 31), 3, "04", "2", "2026-09"),
        "MAXIMUM.UITLEG": (date(2026, 1, 1), date(2026, 12, 31), 3, "04", "2", "2026-09"),
        "BEDRAG": (90, 6_000, "01", "ja"),
        "TARIEF": ("99000129", "06D01", date(2026, 9, 1), "Venlo"),
        "WERKDAGEN.TERMIJN": (date(2026, 9, 4), 5),
    },
    "Opzoeken": {
        "REGEL": ("TR346",),
        "GEMEENTE": ("0983",),
        "PRODUCT": ("45A04", "jw"),
        "CODE": ("eenheid", "04"),
        "BSN.GELDIG": (BSN,),
        "AGB.GELDIG": ("99000129",),
        "PSEUDONIEM": (BSN, "wmo"),
    },
}


def classic_name(name: str) -> str:
    """The name of a function in the classic add-in, and in Python."""
    return f"pv_{name.lower().replace('.', '_')}"


def examples(tables: Mapping[str, pl.DataFrame]) -> dict[str, list[Example]]:
    """The examples per theme, with what the functions give of these tables and of the work folder as it is now.

    Where a function has nothing to give, such as a published figure before anything was published, the sentence that
    a cell would show stands there.
    """
    return {theme: [_example(name, given, tables) for name, given in asked.items()] for theme, asked in THEMES.items()}


def _example(name: str, given: Sequence[Given], tables: Mapping[str, pl.DataFrame]) -> Example:
    function = getattr(functions, classic_name(name))
    typed = ";".join(map(_typed, given))
    return Example(
        name=PREFIX + name,
        says=inspect.getdoc(function) or "",
        arguments=list(_words(function).items()),
        formula=f"={PREFIX}{name}({typed})",
        classic=f"={classic_name(name)}({typed})",
        answer=_answer(function, [_sent(each, tables) for each in given]),
    )


def _words(function: Callable[..., Any]) -> dict[str, str]:
    """The arguments with their words, from the source: xlwings tells them only on Windows and in its server."""
    (defined,) = ast.parse(inspect.getsource(function)).body
    marks = [each for each in ast.walk(defined) if isinstance(each, ast.Call) and ast.unparse(each.func) == "xw.arg"]
    told = {
        ast.literal_eval(mark.args[0]): ast.literal_eval(each.value)
        for mark in marks for each in mark.keywords if each.arg == "doc"
    }  # fmt: skip
    return {name: {**functions.ALLOCATION, **told}[name] for name in inspect.signature(function).parameters}


def _answer(function: Callable[..., Any], given: Sequence[object]) -> list[list[Any]]:
    try:
        rows: list[list[Any]] = function(*given)
    except xw.XlwingsError as error:
        return [[str(error)]]
    return rows


def _typed(given: Given) -> str:
    """An argument in a formula of Excel in Dutch."""
    match given:
        case None:
            return ""
        case Table(name):
            return f"{name}[#Alles]"
        case date():
            return f"DATUM({given.year};{given.month};{given.day})"
        case str():
            return f'"{given}"'
        case _:
            return str(given)


def _sent(given: Given, tables: Mapping[str, pl.DataFrame]) -> object:
    """An argument as Excel sends it: days are numbers, a table is rows with its headers."""
    match given:
        case Table(name):
            return [tables[name].columns, *([_cell(each) for each in row] for row in tables[name].rows())]
        case None:
            return None
        case _:
            return [[_cell(given)]]


def _cell(value: object) -> object:
    return (value - BEFORE_THE_FIRST_DAY).days if isinstance(value, date) else value
