# SPDX-License-Identifier: EUPL-1.2
"""The joins that enrichment is made of: each row keeps its place and gets at most one match."""

from collections.abc import Sequence

import polars as pl


def beside(rows: pl.DataFrame, known: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The columns of `known` for each row, without the key; all missing where nothing matches.

    Args:
        rows: the rows to look up.
        known: at most one row per key.
        key: columns of both; a missing one never matches.

    """
    found = rows.select(key).join(known, on=list(key), how="left", maintain_order="left")
    return found.drop(key)


def is_known(rows: pl.DataFrame, known: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """Whether the key of each row occurs in `known`; missing where the key is."""
    asked = rows.select(key)
    # Most of what is known concerns other rows; leaving that out first keeps the second join small.
    near = known.select(key).join(asked, on=list(key), how="semi")
    hits = asked.with_row_index("_row").join(near, on=list(key), how="semi")["_row"]
    whole = pl.all_horizontal(pl.col(key).is_not_null())
    occurs = pl.repeat(value=False, n=len(rows), eager=True).scatter(hits, values=True)
    return rows.select(pl.when(whole).then(occurs).alias("known"))["known"]


def last_of(rows: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The last row of each key."""
    return rows.unique(key, keep="last", maintain_order=True)
