# SPDX-License-Identifier: EUPL-1.2
"""The last day of a term in Dutch working days, for cells."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from processors.calculation.workdays import public_holidays
from processors.errors import UnusableInputError
from processors.ranges.values import known_values, side_by_side

Cells = Sequence[object]


def last_days(begin: Cells, workdays: Cells, *, liberation_every: int) -> list[date | None]:
    """The day that lies so many working days after `begin`; missing where either is.

    Args:
        begin: days; the term begins the day after.
        workdays: how many; one cell for all, or one per day.
        liberation_every: once in how many years 5 May is free (parameter `bevrijdingsdag_vrij_om_de`).

    Raises:
        UnusableInputError: a cell is no day or no whole number of zero or more, or the ranges are not equally long.

    """
    cells = side_by_side({"begin": begin, "term": workdays})
    asked = pl.DataFrame(
        {"begin": known_values(cells["begin"], "ingangsdatum"), "term": known_values(cells["term"], "volume")}
    )
    if (asked["term"] < 0).any():
        raise UnusableInputError("Een termijn is een heel getal van 0 of meer werkdagen.")
    counted = pl.col("begin").dt.add_business_days(
        pl.col("term").cast(pl.Int32), holidays=public_holidays(liberation_every), roll="backward"
    )
    same = pl.when(pl.col("term") == 0).then("begin")
    return asked.select(pl.when(pl.col("term") > 0).then(counted).otherwise(same)).to_series().to_list()
