# SPDX-License-Identifier: EUPL-1.2
"""Which contract tariff (tarieven) is in force for a supplier, product and municipality on a day."""

import polars as pl

from processors.enrichment.columns import joined
from processors.enrichment.remembered import once_per_table
from processors.enrichment.validity import in_force, turns_of

EVERYWHERE = "*"
KEY = ("aanbieder", "wet", "product_code")
_WHERE_AND_WHEN = {
    "tarief_gemeente": pl.col("gemeente"), "tarief_van": pl.col("geldig_van"), "tarief_tot": pl.col("geldig_tot"),
}  # fmt: skip


def told(asked: pl.DataFrame, tarieven: pl.DataFrame) -> pl.DataFrame:
    """The tariff in force on `day`, and the number of the contract that gives it; missing where there is none.

    A tariff for the municipality itself wins over one for all (`*`). An hourly tariff stays an hourly tariff.
    """
    return row_used(asked, tarieven).select(_added().keys())


def row_used(asked: pl.DataFrame, tarieven: pl.DataFrame) -> pl.DataFrame:
    """The same, with where that tariff holds (`tarief_gemeente`) and from when to when (`tarief_van`, `tarief_tot`)."""
    for_one, for_all = _turns(tarieven)
    own = in_force(asked, for_one, [*KEY, "gemeente"])
    # A line without municipality is nowhere, so not everywhere either.
    somewhere = asked.with_columns(day=pl.when(pl.col("gemeente").is_not_null()).then("day"))
    general = in_force(somewhere, for_all, KEY)
    return own.select(
        pl.when("found").then(name).otherwise(general[name]).alias(name) for name in (*_added(), *_WHERE_AND_WHEN)
    )  # fmt: skip


@once_per_table
def _turns(tarieven: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tariffs of one municipality, and those for all."""
    dated = tarieven.select(
        *KEY, "gemeente", "geldig_van", "geldig_tot", found=pl.lit(value=True), **_added(), **_WHERE_AND_WHEN
    )
    everywhere = pl.col("gemeente") == EVERYWHERE
    shared = dated.filter(everywhere).drop("gemeente")
    return (
        turns_of(dated.filter(~everywhere), [*KEY, "gemeente"], "geldig_van", "geldig_tot"),
        turns_of(shared, KEY, "geldig_van", "geldig_tot"),
    )


def _added() -> dict[str, pl.Expr]:
    return {"contract_nummer": pl.col("contract_nummer"), **joined("tarieven", "contract")}
