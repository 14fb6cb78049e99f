# SPDX-License-Identifier: EUPL-1.2
"""What is still to come of each month, by chain ladder: how months grew before, by the months since delivery.

Mack, "Distribution-free calculation of the standard error of chain ladder reserve estimates" (ASTIN Bulletin 23, 1993):
volume-weighted factors between cumulative amounts. An estimate, never an entitlement.
"""

from collections.abc import Sequence

import polars as pl

# Fewer months in the triangle say too little about how a month grows (kpis.csv, K32).
FEWEST = 12


def factors(triangle: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """The growth from each delay to the next, over the months of which both are known.

    Args:
        triangle: per group, `oorsprong` and `vertraging` (whole numbers from 0) one row with `cumulatief`: what was
            known of that month after so many months. Every delay up to the present has a row, also without a change.
        by: the columns of a group.

    Returns:
        `by`, `vertraging` and `factor`, by which what is known after `vertraging` grows in the month after;
        missing where nothing was known to grow from.

    """
    later = triangle.select(*by, "oorsprong", pl.col("vertraging") - 1, volgende="cumulatief")
    known = triangle.join(later, on=[*by, "oorsprong", "vertraging"], how="inner", nulls_equal=True)
    base = pl.col("cumulatief").sum()
    return (
        known.group_by(*by, "vertraging")
        .agg(factor=pl.when(base > 0).then(pl.col("volgende").sum() / base))
        .sort(*by, "vertraging")
    )


def outstanding(triangle: pl.DataFrame, by: Sequence[str] = (), *, fewest: int = FEWEST) -> pl.DataFrame:
    """What is still to come of each month (`oorsprong`) of each group.

    Args:
        triangle: as in `factors`; amounts in eurocent.
        by: the columns of a group.
        fewest: with fewer months in the triangle of a group there is no estimate.

    Returns:
        `by`, `oorsprong`, `bekend` (the last cumulative amount), `verwacht` (its end) and `nog_te_ontvangen`. The last
        two are missing where a factor that is needed is, or where the triangle has too few months.

    """
    # What is known grows by every factor from its own delay on: their product from the end backwards.
    onward = factors(triangle, by).sort("vertraging", descending=True)
    missing = pl.col("factor").is_null().cum_sum()
    growth = pl.when(missing == 0).then(pl.col("factor").fill_null(1).cum_prod())
    ends = onward.with_columns((growth.over(by) if by else growth).alias("groei")).select(*by, "vertraging", "groei")
    furthest = pl.col("vertraging").max()
    enough = pl.col("oorsprong").n_unique() >= fewest
    stated = triangle.with_columns(
        laatste_vertraging=furthest.over(by) if by else furthest, genoeg=enough.over(by) if by else enough
    )
    known = stated.sort("vertraging").group_by(*by, "oorsprong").agg(
        pl.col("vertraging", "laatste_vertraging", "genoeg").last(), bekend=pl.col("cumulatief").last()
    )  # fmt: skip
    done = pl.col("vertraging") == pl.col("laatste_vertraging")
    grown = pl.when(done).then(1.0).otherwise("groei")
    return (
        known.join(ends, on=[*by, "vertraging"], how="left", nulls_equal=True)
        .with_columns(verwacht=pl.when("genoeg").then(pl.col("bekend") * grown))
        .with_columns(nog_te_ontvangen=pl.col("verwacht") - pl.col("bekend"))
        .select(*by, "oorsprong", "bekend", "verwacht", "nog_te_ontvangen")
        .sort(*by, "oorsprong")
    )
