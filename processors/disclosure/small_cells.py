# SPDX-License-Identifier: EUPL-1.2
"""Which cells may not be shown for their own sake: too few people, or too much of one supplier."""

import polars as pl

from processors.disclosure.audience import Audience, Limits
from processors.revisions import KEY

# What is said of the suppliers behind a cell (`concentration`).
CONCENTRATION = {"aanbieders": pl.Int64, "grootste_procent": pl.Float64, "rest_procent": pl.Float64}
# A cell that is about no less than a municipality has none of these.
_FINER = ("aanbieder", "product", "contract_nummer")


def small(figures: pl.DataFrame, limits: Limits, concentration: pl.DataFrame | None = None) -> pl.Series:
    """Whether each measurement is a small cell.

    A cell of nobody is none. One of lines of people of whom the number is not known is, unless it is about a whole
    municipality or more.

    Args:
        figures: measurements (`measurements.MEASUREMENTS`).
        limits: what the audience asks.
        concentration: per measurement (`revisions.KEY`) the columns of `CONCENTRATION`, for what is public; a cell
            of which this is not known is too concentrated. Without shares it is no amount of money.

    """
    people = (pl.col("clienten").fill_null(0) > 0).any().over("kpi")
    nobody_counted = pl.col("clienten").fill_null(0) == 0
    finer = pl.any_horizontal(pl.col(name).is_not_null() for name in _FINER)
    unknown = people & nobody_counted & (pl.col("regels") > 0) & finer
    few = ~nobody_counted & (pl.col("clienten") < limits.smallest)
    told = figures.select(*KEY, "clienten", "regels").with_columns(few=(few | unknown).fill_null(value=True))
    if limits.audience is not Audience.PUBLIC:
        return told["few"].alias("klein")
    empty = pl.DataFrame(schema={**dict.fromkeys(KEY, pl.String), **CONCENTRATION})
    known = told.join(
        empty if concentration is None else concentration.select(*empty.columns),
        on=list(KEY), how="left", nulls_equal=True, maintain_order="left",
    )  # fmt: skip
    enough = (pl.col("aanbieders") >= limits.suppliers).fill_null(value=False)
    spread = (pl.col("grootste_procent") <= limits.share) & (pl.col("rest_procent") >= limits.rest)
    counted = pl.col("regels").fill_null(0) > 0
    return known.select(klein=pl.col("few") | (counted & ~(enough & spread.fill_null(value=True))))["klein"]
