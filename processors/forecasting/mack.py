# SPDX-License-Identifier: EUPL-1.2
"""How far a chain ladder estimate may be off: the standard error of Mack, from the spread of the factors.

Mack, "Distribution-free calculation of the standard error of chain ladder reserve estimates" (ASTIN Bulletin 23, 1993),
theorem 3 with the estimate of the last variance that the article proposes.
"""

from collections.abc import Sequence

import polars as pl

from processors.forecasting.chain_ladder import factors


def standard_errors(triangle: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The standard error of what is still to come of each month.

    Args:
        triangle: as in `chain_ladder.factors`; amounts in eurocent.
        by: the columns of a group.

    Returns:
        `by`, `oorsprong` and `standaardfout` (eurocent): zero for a month that is done, missing where an amount that it
        rests on is not above zero.

    """
    spread = _spread(triangle, by)
    age = triangle.group_by(*by, "oorsprong").agg(
        leeftijd=pl.col("vertraging").max(), bekend=pl.col("cumulatief").last()
    )
    ahead = age.join(spread, on=list(by), how="inner", nulls_equal=True).filter(
        pl.col("vertraging") >= pl.col("leeftijd")
    ).sort(*by, "oorsprong", "vertraging")  # fmt: skip
    month = [*by, "oorsprong"]
    end = pl.col("bekend") * pl.col("factor").cum_prod().over(month)
    terms = ahead.with_columns(eind=end, nu=end / pl.col("factor")).with_columns(
        term=pl.when(pl.col("nu") > 0).then(
            pl.col("variantie") / pl.col("factor") ** 2 * (1 / pl.col("nu") + 1 / pl.col("basis"))
        )
    )  # fmt: skip
    known = pl.col("term").null_count() == 0
    errors = terms.group_by(month).agg(
        standaardfout=pl.when(known).then(pl.col("eind").last() * pl.col("term").sum().sqrt())
    )
    done = age.join(errors, on=month, how="left", nulls_equal=True)
    ahead_of = pl.col("leeftijd") < pl.col("leeftijd").max().over(by)
    return done.select(
        *month, standaardfout=pl.when(ahead_of).then("standaardfout").otherwise(pl.lit(0.0))
    ).sort(month)  # fmt: skip


def _spread(triangle: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Per group and delay the factor, the sum of amounts it rests on (`basis`), and its variance."""
    later = triangle.select(*by, "oorsprong", pl.col("vertraging") - 1, volgende="cumulatief")
    both = triangle.join(later, on=[*by, "oorsprong", "vertraging"], how="inner", nulls_equal=True)
    own = both.join(factors(triangle, by), on=[*by, "vertraging"], how="left", nulls_equal=True)
    amount = pl.col("cumulatief")
    squared = amount * (pl.col("volgende") / amount - pl.col("factor")) ** 2
    spread = own.group_by(*by, "vertraging").agg(
        pl.col("factor").first(), basis=amount.sum(), onbruikbaar=(amount <= 0).any(), maanden=pl.len(),
        som=pl.when(amount > 0).then(squared).otherwise(0).sum(),
    ).sort(*by, "vertraging")  # fmt: skip
    several = pl.col("maanden") > 1
    stated = spread.with_columns(
        variantie=pl.when(several & ~pl.col("onbruikbaar")).then(pl.col("som") / (pl.col("maanden").cast(pl.Int64) - 1))
    )
    # Of the last factor one month is known: its variance goes on as the two before it fell.
    one, two = pl.col("variantie").shift(1).over(by), pl.col("variantie").shift(2).over(by)
    last = pl.min_horizontal(pl.when(two > 0).then(one**2 / two).otherwise(one), one, two)
    extended = pl.when(several).then("variantie").otherwise(pl.when(one.is_not_null() & two.is_not_null()).then(last))
    return stated.with_columns(
        variantie=pl.when(~pl.col("onbruikbaar")).then(extended)
    ).select(*by, "vertraging", "factor", "basis", "variantie")  # fmt: skip
