# SPDX-License-Identifier: EUPL-1.2
"""The cell as a door: cells become rows, results become cells, and errors become a sentence."""

import math
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeAlias, TypeGuard, TypeVar

import polars as pl
import xlwings as xw

from processors.errors import UnusableInputError, VerzamelpuntError
from processors.mistakes import log_mistake
from processors.ranges.lookups import written
from workbooks.ranges import last_filled

# Excel counts an emoji as two signs, so LINKS() and DEEL() may leave half of one.
HALF_A_SIGN = "In een cel staat een half teken, zoals een afgebroken emoji. Haal het weg en probeer het opnieuw."
SHEET_ROWS = 1_048_576
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
            kept: Any = usable(given)
            return function(*kept, **named)
        except VerzamelpuntError as error:
            raise xw.XlwingsError(str(error)) from None
        except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001 - a door at which errors become text
            reference, _ = log_mistake(error)
            what = "Er ging bij ons iets mis; aan uw gegevens ligt het niet."
            raise xw.XlwingsError(f"{what} Meld verwijzing {reference} aan de beheerder.") from None

    safe.__annotations__ = {}
    return safe


def usable(given: Sequence[Cell]) -> list[Cell]:
    """The arguments; of whole columns only the rows up to the last one that is filled in any, so that they stay equal.

    Raises:
        UnusableInputError: a text ends in the middle of a sign, so that it can be neither stored nor shown.

    """
    last = max((last_filled(cells) for cells in given if _is_range(cells)), default=0)
    kept = [cells[: max(last, 1)] if _is_range(cells) and len(cells) >= SHEET_ROWS else cells for cells in given]
    try:
        for cells in kept:
            "".join(cell for cell in flat(cells) if isinstance(cell, str)).encode()
    except UnicodeEncodeError:
        raise UnusableInputError(HALF_A_SIGN) from None
    return kept


def _is_range(cells: Cell) -> TypeGuard[Sequence[Sequence[Cell]]]:
    """Whether these are rows of cells; one cell is none."""
    return isinstance(cells, list | tuple) and len(cells) > 0 and isinstance(cells[0], list | tuple)


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


def text(cell: Cell) -> str:
    """The text in one cell; a whole number without its point."""
    return written(flat(cell))[0]


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
