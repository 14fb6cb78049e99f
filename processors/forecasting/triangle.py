# SPDX-License-Identifier: EUPL-1.2
"""Amounts by month of delivery and by how many months later they were declared."""

from collections.abc import Collection, Sequence

import polars as pl


def number(month: pl.Expr) -> pl.Expr:
    """A month (yyyy-mm) as a whole number, so that months can be counted from one to another."""
    return month.str.slice(0, 4).cast(pl.Int64) * 12 + month.str.slice(5, 2).cast(pl.Int64) - 1


def last_run(closed: Collection[str], until: str) -> list[str]:
    """The closed months up to and including `until` without a gap before the last of them, in order.

    What was declared before a gap is incomplete: how a month grew cannot be seen across it.
    """
    run: list[str] = []
    for month in sorted((each for each in closed if each <= until), reverse=True):
        if run and _before(run[-1]) != month:
            break
        run.append(month)
    return run[::-1]


def _before(month: str) -> str:
    count = int(month[:4]) * 12 + int(month[5:]) - 2
    return f"{count // 12}-{count % 12 + 1:02d}"


def triangle(rows: pl.DataFrame, by: Sequence[str], run: Sequence[str]) -> pl.DataFrame:
    """What was known of each month of delivery after each number of months.

    Args:
        rows: `by`, `maand` (of delivery), `declaratie_maand` (both yyyy-mm) and `toegekend` (eurocent). What was
            delivered or declared outside the run has no part; what was declared before its delivery counts at once.
        by: the columns of a group.
        run: closed months in order, without a gap; the last is the present.

    Returns:
        `by`, `oorsprong` (`number` of the month), `vertraging` (from 0) and `cumulatief` (eurocent): of each group
        every month from its first one on and every delay up to the present. A group with an amount that is missing is
        left out: nobody knows how its months grew.

    """
    inside = rows.filter(pl.col("maand").is_in(list(run)), pl.col("declaratie_maand").is_in(list(run)))
    known = inside.with_columns(oorsprong=number(pl.col("maand")))
    cells = known.group_by(
        *by, "oorsprong", vertraging=(number(pl.col("declaratie_maand")) - pl.col("oorsprong")).clip(lower_bound=0)
    ).agg(bedrag=pl.col("toegekend").sum(), leeg=pl.col("toegekend").is_null().any())
    groups = cells.group_by(by).agg(eerste=pl.col("oorsprong").min(), leeg=pl.col("leeg").any())
    months = pl.DataFrame({"maand": list(run)}, schema={"maand": pl.String}).select(oorsprong=number(pl.col("maand")))
    delays = months.select(vertraging=pl.col("oorsprong") - pl.col("oorsprong").min())
    age = pl.lit(months["oorsprong"].max(), pl.Int64) - pl.col("oorsprong")
    grid = (
        groups.filter(~pl.col("leeg")).join(months, how="cross").filter(pl.col("oorsprong") >= pl.col("eerste"))
        .join(delays, how="cross").filter(pl.col("vertraging") <= age)
    )  # fmt: skip
    filled = grid.join(
        cells.drop("leeg"), on=[*by, "oorsprong", "vertraging"], how="left", nulls_equal=True
    ).sort(*by, "oorsprong", "vertraging")  # fmt: skip
    return filled.select(
        *by, "oorsprong", "vertraging", cumulatief=pl.col("bedrag").fill_null(0).cum_sum().over(*by, "oorsprong")
    )
