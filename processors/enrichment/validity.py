# SPDX-License-Identifier: EUPL-1.2
"""Which row of a dated reference is in force on a day: first and last day included, no last day is open."""

from collections.abc import Sequence

import polars as pl


def in_force(asked: pl.DataFrame, turns: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """What is in force for each row on its `day`, beside the row; missing where nothing is.

    Args:
        asked: the key and `day`; a missing value matches nothing.
        turns: made by `turns_of` with the same key.
        key: columns of both.

    Returns:
        The other columns of the dated rows, one row per row of `asked`, in its order.

    """
    sought = asked.select(*key, "day").with_row_index("_row").sort("day", maintain_order=True)
    found = sought.join_asof(
        turns, left_on="day", right_on="_since", by=list(key), strategy="backward", check_sortedness=False
    )
    return found.sort("_row").drop("_row", "_since", "day", *key, strict=False)


def turns_of(dated: pl.DataFrame, key: Sequence[str], van: str, tot: str) -> pl.DataFrame:
    """Per key each day on which something begins or has ended (`_since`), with the row in force from then on.

    Of rows that overlap the one that began last counts, and of those the last row [D]; after the end of all of them
    the row is missing.

    Args:
        dated: the key, `van`, `tot` and what to add; a row without first day is never in force.
        key: its other columns by which is asked.
        van: column of the first day.
        tot: column of the last day.

    """
    # Sorted, the row that wins from the others has the highest number.
    rows = dated.drop_nulls([*key, van]).sort(van, maintain_order=True).with_row_index("_rank")
    days = [pl.col(van), pl.col(tot) + pl.duration(days=1)]
    turns = pl.concat([rows.select(*key, day.alias("_since")) for day in days]).drop_nulls("_since").unique()
    valid = (pl.col(van) <= pl.col("_since")) & ((pl.col(tot) >= pl.col("_since")) | pl.col(tot).is_null())
    pairs = turns.lazy().join(rows.lazy().select(*key, van, tot, "_rank"), on=key).filter(valid)
    # The pairs grow with the square of the rows of one key, so they are never in memory all at once.
    ruling = pairs.group_by(*key, "_since").agg(pl.col("_rank").max()).collect(engine="streaming")
    turns = turns.join(ruling, on=[*key, "_since"], how="left")
    return turns.join(rows.drop(*key, van, tot), on="_rank", how="left").drop("_rank").sort("_since")
