# SPDX-License-Identifier: EUPL-1.2
"""What reading a file gives: grids of cells, and the oddities that are no cell value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the child process describes oddities too, and must start without Polars
    import polars as pl

LETTERS = 26


@dataclass(frozen=True)
class Oddity:
    """Something found while reading that is not a cell value.

    Attributes:
        code: a key of `workbooks.errors.CODES`.
        sheet: name of the sheet, "" for a whole file or a csv.
        row: sheet row, from 1; None when it is about more than one row.
        column: sheet column, from 1; None when it is about more than one column.
        value: the error value (#REF!, …) or file name that it is about; "" otherwise, for it could be personal.
        sentence: Dutch, what and where.
        action: Dutch, what now.
        refuses: the cell (or line, or file part) can't be used; otherwise it is only mentioned.

    """

    code: str
    sheet: str
    row: int | None
    column: int | None
    value: str
    sentence: str
    action: str
    refuses: bool


@dataclass(frozen=True)
class Grid:
    """One sheet. Row i (from 0) of each frame is sheet row i + 1; columns are named "1", "2", … after the sheet column.

    Attributes:
        name: name of the sheet, "" for a csv.
        text: String columns. Numbers as plain decimals with at most 15 digits (what Excel shows), dates and times as
            ISO to the second, booleans as "ja" and "nee", empty as null.
        number: Float64 columns, only those with at least one real number.
        dated: Boolean columns, only those with at least one real date; True where the cell is one.
        hidden: the sheet is hidden.
        hidden_rows: sheet rows, from 1, that are hidden and hold something.
        formulas: sheet row and column, from 1, of the cells with a formula, as far as the format tells (xlsx, xlsm).

    """

    name: str
    text: pl.DataFrame
    number: pl.DataFrame
    dated: pl.DataFrame
    hidden: bool
    hidden_rows: frozenset[int]
    formulas: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Reading:
    """A file that was read.

    Attributes:
        file: name for people, cleaned.
        grids: its sheets, in order.
        oddities: file, then sheet, then cell order.
        format: xlsx, xlsm, xls, xlsb, ods or csv.

    """

    file: str
    grids: tuple[Grid, ...]
    oddities: tuple[Oddity, ...]
    format: str


def letters(column: int) -> str:
    """Letters of a column counted from 1.

    >>> letters(1), letters(27), letters(16384)
    ('A', 'AA', 'XFD')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def a1(row: int, column: int) -> str:
    """Address of a cell, both counted from 1.

    >>> a1(12, 3)
    'C12'
    """
    return f"{letters(column)}{row}"


def column_number(text: str) -> int:
    """Column, from 1, of capital letters.

    >>> column_number("AA")
    27
    """
    number = 0
    for letter in text:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number
