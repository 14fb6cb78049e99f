# SPDX-License-Identifier: EUPL-1.2
"""The last day of a term in Dutch working days, for cells."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from processors.calculation.workdays import YEARS, public_holidays
from processors.errors import UnusableInputError
from processors.ranges.values import known_values, side_by_side

Cells = Sequence[object]
# Some forty years: no term is longer, and what is counted stays a day that exists.
LONGEST = 10_000


def last_days(begin: Cells, workdays: Cells, *, liberation_every: int) -> list[date | None]:
    """The day that lies so many working days after `begin`; missing where either is.

    Args:
        begin: days; the term begins the day after.
        workdays: how many; one cell for all, or one per day.
        liberation_every: once in how many years 5 May is free (parameter `bevrijdingsdag_vrij_om_de`).

    Raises:
        UnusableInputError: a cell is no day or no whole number from zero to `LONGEST`, a day is outside the years of
            which the holidays are known, or the ranges are not equally long.

    """
    cells = side_by_side({"begin": begin, "term": workdays})
    asked = pl.DataFrame(
        {"begin": known_values(cells["begin"], "ingangsdatum"), "term": known_values(cells["term"], "volume")}
    )
    if not asked["term"].is_between(0, LONGEST).all():
        raise UnusableInputError(f"Een termijn is een heel getal van 0 tot en met {LONGEST} werkdagen.")
    counted = pl.col("begin").dt.add_business_days(
        pl.col("term").cast(pl.Int32), holidays=public_holidays(liberation_every), roll="backward"
    )
    same = pl.when(pl.col("term") == 0).then("begin")
    ends = asked.select(pl.when(pl.col("term") > 0).then(counted).otherwise(same)).to_series()
    if not pl.concat([asked["begin"], ends], how="vertical").dt.year().is_between(YEARS[0], YEARS[-1]).all():
        raise UnusableInputError(
            f"De feestdagen zijn bekend van {YEARS[0]} tot en met {YEARS[-1]}. Kies een datum waarvan ook het einde "
            "van de termijn in die jaren ligt."
        )
    return ends.to_list()
