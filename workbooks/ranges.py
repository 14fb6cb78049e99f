# SPDX-License-Identifier: EUPL-1.2
"""A range of cells as Excel hands it over becomes a grid, by the same packing and the same rules as a file."""

from collections.abc import Collection, Sequence
from dataclasses import astuple, replace

import polars as pl

from workbooks.cells import pack
from workbooks.columns import DAY, grid, iso
from workbooks.errors import UnreadableFileError
from workbooks.grid import Grid, Reading
from workbooks.limits import LIMITS, Limits
from workbooks.preflight.report import ERROR_VALUE, Report, SheetFacts
from workbooks.preflight.sheet import BAD_VALUE
from workbooks.rendering import DAYS_BEFORE_1970, FIRST_EXACT_DAY

LAST_DAY = 2_958_465  # 31 December 9999


def read_range(rows: Sequence[Sequence[object]], *, name: str = "bereik", limits: Limits = LIMITS) -> Reading:
    """The cells of one range.

    Args:
        rows: equally long rows from the top left; a cell is text, a number, a truth value, a date, an error value as
            text (`#N/A`), or None or "" when it is empty. Empty rows at the end are left out, so whole columns may be
            given.
        name: what people call the range; row 1 is its first row.
        limits: what it may hold.

    Raises:
        UnreadableFileError: no cell is filled, or there is too much.

    """
    report = Report(name, limits)
    filled = _filled(rows)
    if not filled:
        raise UnreadableFileError("LEZEN-29", f"Het {name} is leeg. Kies de cellen met de koppen en de regels.")
    if len(filled) * len(filled[0]) > limits.cells:
        what = f"Het {name} heeft {len(filled) * len(filled[0])} cellen, meer dan {limits.cells}."
        raise UnreadableFileError("LEZEN-12", f"{what} Kies alleen de kolommen van de tabel.")
    facts = SheetFacts(name)
    for number, row in enumerate(filled, 1):
        for column, cell in enumerate(row, 1):
            if type(cell) is str and cell.startswith("#") and ERROR_VALUE.fullmatch(cell):
                report.cell("LEZEN-23", facts, (number, column), cell, BAD_VALUE)
    packed = pack(filled, facts, report)
    return Reading(name, (grid(name, packed.height, map(astuple, packed.columns)),), tuple(report.oddities), "bereik")


def with_dates(grid: Grid, columns: Collection[int]) -> Grid:
    """The grid with the numbers in these columns (from 1) as the dates that Excel shows for them.

    Excel hands over a date as the number of days since 1900, and does not say that the cell shows a date.
    """
    text, number, dated = grid.text, grid.number, {column.name: column for column in grid.dated}
    for name in [each for each in number.columns if int(each) in columns]:
        days = number[name]
        is_day = days.is_between(FIRST_EXACT_DAY, LAST_DAY).fill_null(value=False)
        moments = iso(((days.filter(is_day) - DAYS_BEFORE_1970) * DAY).round().cast(pl.Int64))
        text = text.with_columns(text[name].scatter(is_day.arg_true(), moments))
        number = number.with_columns(pl.when(~is_day).then(name))
        dated[name] = (is_day | dated[name] if name in dated else is_day).alias(name)
    kept = [name for name in number.columns if number[name].null_count() < len(number)]
    return replace(grid, text=text, number=number.select(kept), dated=pl.DataFrame(list(dated.values())))


def last_filled(rows: Sequence[Sequence[object]]) -> int:
    """The number of the last row in which something stands, counted from 1; 0 where nothing does."""
    empty: Sequence[object] | None = None
    for number in range(len(rows), 0, -1):
        row = rows[number - 1]
        # A whole column ends in a million rows that are the same as the one below: those are not looked into.
        if row != empty:
            if any(cell is not None and cell != "" for cell in row):
                return number
            empty = row
    return 0


def _filled(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """The rows up to the last one in which something stands, with empty texts for what is empty."""
    return [["" if cell is None else cell for cell in row] for row in rows[: last_filled(rows)]]
