# SPDX-License-Identifier: EUPL-1.2
"""Which contributions to modules every municipality may read: those by which nothing is told of few people.

A contribution is the purchase volume of a member in another unit: who knows its own volume and contribution works out
those of all others. So where one volume is small, nothing of that year is shown per member, of any module: the
contribution to all modules together (K39) is published beside it, and the other module would be subtracted from it.
"""

import polars as pl

from processors.disclosure.audience import Limits
from processors.disclosure.small_cells import small
from processors.revisions import KEY

_MEMBER = ["module", "jaar", "gemeente"]
_EMPTIED = ("volume", "bijdrage", "afrekening")


def shareable(shares: pl.DataFrame, behind: pl.DataFrame, limits: Limits) -> pl.DataFrame:
    """The contributions with `onderdrukt` (ja, nee), and what may not be shown empty.

    The volume of a module in a year is as coarse as that of a law (docs/decisions/0020): where totals do not say of how
    many clients it is, it is shown.

    Args:
        shares: per module, year and member `volume`, `bijdrage` and `afrekening`.
        behind: the purchases that count: `module`, `jaar`, `gemeente` and `client`.
        limits: what the audience asks.

    """
    people = behind.group_by(_MEMBER).agg(
        clienten=pl.col("client").drop_nulls().n_unique().cast(pl.Int64), regels=pl.len().cast(pl.Int64)
    )
    known = shares.join(people, on=_MEMBER, how="left", maintain_order="left")
    about = {**dict.fromkeys(KEY, pl.lit(None, pl.String)), "kpi": pl.lit("K39"), "gemeente": pl.col("gemeente")}
    hidden = pl.col("klein").any().over("jaar")
    told = shares.with_columns(small(known.select("clienten", "regels", **about), limits)).with_columns(
        *(pl.when(~hidden).then(name).alias(name) for name in _EMPTIED),
        onderdrukt=pl.when(hidden).then(pl.lit("ja")).otherwise(pl.lit("nee")),
    )
    return told.drop("klein")
