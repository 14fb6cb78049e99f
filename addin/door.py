# SPDX-License-Identifier: EUPL-1.2
"""The cell as a door: cells become rows, results become cells, and errors become a sentence."""

import math
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeAlias, TypeVar

import polars as pl
import xlwings as xw

from processors.errors import VerzamelpuntError
from processors.mistakes import log_mistake

Cell: TypeAlias = object
Rows: TypeAlias = list[list[Cell]]
P = ParamSpec("P")
R = TypeVar("R")
Decorated = TypeVar("Decorated", bound=Callable[..., object])


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """The function with its errors as a sentence in the cell: what the user can solve, or a reference to the log.

    Its type hints are left out: xlwings takes them for converters.
    """

    @wraps(function)
    def safe(*given: P.args, **named: P.kwargs) -> R:
        try:
            return function(*given, **named)
        except VerzamelpuntError as error:
            raise xw.XlwingsError(str(error)) from None
        except Exception as error:  # noqa: BLE001 - one of the three doors at which errors become text
            reference, _ = log_mistake(error)
            what = "Er ging bij ons iets mis; aan uw gegevens ligt het niet."
            raise xw.XlwingsError(f"{what} Meld verwijzing {reference} aan de beheerder.") from None

    safe.__annotations__ = {}
    return safe


def rows_of(cells: Cell) -> Rows:
    """The rows of a range; one cell is one row, and nothing is an empty cell."""
    if not isinstance(cells, list | tuple):
        return [[cells]]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in cells]


def ranges_of(*ranges: Cell) -> list[Rows]:
    """The ranges that were given, in order."""
    return [rows_of(cells) for cells in ranges if cells is not None]


def flat(cells: Cell) -> list[Cell]:
    """The cells of a range, row by row."""
    return [cell for row in rows_of(cells) for cell in row]


def text(cell: Cell, otherwise: str = "") -> str:
    """The text in one cell; a whole number without its point."""
    (first, *_) = flat(cell)
    if first is None:
        return otherwise
    return f"{first:.15g}" if isinstance(first, float) else str(first).strip() or otherwise


def shaped(answers: Sequence[Cell], cells: Cell) -> Rows:
    """The answers, one per cell, in the shape of the cells that were asked about."""
    left = iter(answers)
    return [[shown(next(left)) for _ in row] for row in rows_of(cells)]


def below(answers: Sequence[Cell]) -> Rows:
    """The answers below each other."""
    return [[shown(each)] for each in answers]


def table(frame: pl.DataFrame) -> Rows:
    """A frame with its headers, to spill over the sheet."""
    return [list(frame.columns), *([shown(cell) for cell in row] for row in frame.iter_rows())]


def shown(value: Cell) -> Cell:
    """A value as a cell: what is missing is empty, a day is a day in both doors."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return value
