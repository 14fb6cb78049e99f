# SPDX-License-Identifier: EUPL-1.2
"""Whose a cell is: of a supplier with clients in one municipality that municipality knows all."""

import polars as pl

from processors.disclosure.relations import Holds

_OF = {"plek": pl.UInt32, "van": pl.String}


def owned(places: pl.DataFrame, relations: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """The places with `van`: the municipality to which all lines of a place belong; missing where there is not one.

    A whole is of the municipality of all its parts that hold lines, a part is of that of its whole.

    Args:
        places: with `plek` and `gemeente`.
        relations: `relatie`, `grootheid`, `geldt`, `geheel` and `deel`.
        values: `grootheid`, `plek` and `waarde`.

    """
    lines = values.filter(pl.col("grootheid").str.ends_with(" regels"), pl.col("waarde") > 0)
    sums = relations.filter(pl.col("geldt") == Holds.SUM).join(
        lines.select("grootheid", deel="plek"), on=["grootheid", "deel"], how="semi"
    )
    links = sums.select("relatie", "geheel", "deel")
    of = places.select("plek", van="gemeente").drop_nulls()
    while True:
        parts = links.join(of, left_on="deel", right_on="plek", how="left")
        upward = (
            parts.group_by("relatie", "geheel")
            .agg(pl.col("van").first(), one=(pl.col("van").n_unique() == 1) & pl.col("van").is_not_null().all())
            .filter("one")
            .select(plek="geheel", van="van")
        )
        downward = links.join(of, left_on="geheel", right_on="plek").select(plek="deel", van="van")
        more = pl.concat([of, upward, downward]).unique("plek", keep="first", maintain_order=True)
        if more.height == of.height:
            return places.join(of, on="plek", how="left", maintain_order="left")
        of = more
