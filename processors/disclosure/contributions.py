# SPDX-License-Identifier: EUPL-1.2
"""Which contributions to modules every municipality may read: those by which nothing is told of few people.

A contribution is the purchase volume of a member in another unit: who knows its own volume and contribution works out
those of all others. So where one volume is small, or the turnover of a municipality in the year of the volume is
hidden, nothing of that year is shown per member, of any module: the contribution to all modules together (K39) is
published beside it, and the other module would be subtracted from it.
"""

from collections.abc import Collection

import polars as pl

from processors.disclosure.audience import Limits
from processors.disclosure.small_cells import small
from processors.measurements import YEAR
from processors.revisions import KEY

_MEMBER = ["module", "jaar", "gemeente"]
_EMPTIED = ("volume", "bijdrage", "afrekening")
# Of which the volumes of all modules together are a part, or the whole.
_TURNOVER = ("K04", "K07")


def years_hidden(figures: pl.DataFrame) -> list[int]:
    """The years of which the turnover of a municipality is hidden; volumes of its modules would give it away.

    Args:
        figures: measurements (`measurements.MEASUREMENTS`) with `onderdrukt` as decided.

    """
    whole = pl.all_horizontal(pl.col(name).is_null() for name in ("aanbieder", "product", "contract_nummer"))
    hidden = figures.filter(
        pl.col("kpi").is_in(_TURNOVER), pl.col("onderdrukt") == "ja", whole, pl.col("gemeente").is_not_null(),
        pl.col("maand").str.len_chars() == YEAR,
    )  # fmt: skip
    return hidden["maand"].cast(pl.Int64).unique().sort().to_list()


def shareable(
    shares: pl.DataFrame, behind: pl.DataFrame, limits: Limits, hidden_years: Collection[int] = ()
) -> pl.DataFrame:
    """The contributions with `onderdrukt` (ja, nee), and what may not be shown empty.

    The volume of a module in a year is as coarse as that of a law (docs/decisions/0020): where totals do not say of how
    many clients it is, it is shown.

    Args:
        shares: per module, year and member `volume`, `bijdrage` and `afrekening`.
        behind: the purchases that count: `module`, `jaar`, `gemeente` and `client`.
        limits: what the audience asks.
        hidden_years: of a budget, of which nothing may be shown for another reason.

    """
    people = behind.group_by(_MEMBER).agg(
        clienten=pl.col("client").drop_nulls().n_unique().cast(pl.Int64), regels=pl.len().cast(pl.Int64)
    )
    known = shares.join(people, on=_MEMBER, how="left", maintain_order="left")
    about = {**dict.fromkeys(KEY, pl.lit(None, pl.String)), "kpi": pl.lit("K39"), "gemeente": pl.col("gemeente")}
    hidden = pl.col("klein").any().over("jaar") | pl.col("jaar").is_in(list(hidden_years))
    told = shares.with_columns(small(known.select("clienten", "regels", **about), limits)).with_columns(
        *(pl.when(~hidden).then(name).alias(name) for name in _EMPTIED),
        onderdrukt=pl.when(hidden).then(pl.lit("ja")).otherwise(pl.lit("nee")),
    )
    return told.drop("klein")
