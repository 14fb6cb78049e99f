# SPDX-License-Identifier: EUPL-1.2
"""By how much what is known of a month will still grow, with a band: what measured rows are multiplied by.

Chain ladder where its triangle has twelve months; else up to the average of the months that are old enough. See
docs/decisions/0021.
"""

from collections.abc import Sequence

import polars as pl

from processors.forecasting.chain_ladder import FEWEST, outstanding
from processors.forecasting.mack import standard_errors

# Of fewer closed months nothing is estimated, as for the linear forecast.
FEWEST_FOR_AVERAGE = 3


def growths(triangle: pl.DataFrame, by: Sequence[str], *, settled_after: int) -> pl.DataFrame:
    """What is still to come of each month, as a part of what is known of it.

    Args:
        triangle: `triangle.triangle`.
        by: the columns of a group.
        settled_after: a month that is so many months old counts in the average.

    Returns:
        `by`, `oorsprong`, `nog` (what is still to come, over what is known) and `fout` (its standard error, over what
        is known). Both are missing where there is no estimate; the average has no standard error.

    """
    month = [*by, "oorsprong"]
    age = triangle.group_by(month).agg(pl.col("vertraging").max())
    whole = pl.col("oorsprong").n_unique().over(by)
    told = (
        outstanding(triangle, by)
        .join(age, on=month, how="left", nulls_equal=True)
        .join(standard_errors(triangle, by), on=month, how="left", nulls_equal=True)
        .with_columns(maanden=whole)
    )
    known, old = pl.col("bekend"), pl.col("vertraging") >= settled_after
    mean = known.filter(old).mean().over(by)
    average = pl.when(pl.col("maanden") >= FEWEST_FOR_AVERAGE).then(
        pl.when(old).then(0.0).when(known > 0).then((mean / known - 1).clip(lower_bound=0))
    )
    ladder = pl.when(known != 0).then(pl.col("nog_te_ontvangen") / known)
    enough = pl.col("maanden") >= FEWEST
    return told.select(
        *month, nog=pl.when(enough).then(ladder).otherwise(average),
        fout=pl.when(enough & (known != 0)).then(pl.col("standaardfout") / known.abs()),
    ).sort(month)  # fmt: skip
