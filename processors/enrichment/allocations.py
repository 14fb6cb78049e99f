# SPDX-License-Identifier: EUPL-1.2
"""The allocation (toewijzing) that a line refers to, in the version in force, and how much it allows."""

import polars as pl

from processors.calculation import Allocation, maximum_in_period, maximum_over_allocation
from processors.enrichment.columns import joined
from processors.enrichment.matching import beside, last_of
from processors.enrichment.remembered import once_per_table

KEY = ("wet", "gemeente", "toewijzing_nummer")
# The latest decision is the version in force (OP033x1); without a time it counts as the beginning of the day [D].
MOMENT = ("toewijzing_datum", "toewijzing_tijd")
# The reason for change of an allocation that was removed.
REMOVED = "13"


def told(rows: pl.DataFrame, toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """Whether the allocation is known and what it says; missing where the key is.

    In force is the version with the latest `toewijzing_datum` and `toewijzing_tijd`, of the same moment the last row.
    """
    whole = pl.all_horizontal(pl.col(KEY).is_not_null())
    found = beside(rows, _current(toewijzingen), KEY)
    known = pl.when(rows.select(whole).to_series()).then(pl.col("toewijzing_bekend").fill_null(value=False))
    return found.with_columns(toewijzing_bekend=known)


def told_with_maximum(rows: pl.DataFrame, toewijzingen: pl.DataFrame, used: pl.Series | None) -> pl.DataFrame:
    """The same, with the maximum in the product period and over the whole allocation, in the unit of the line.

    Args:
        rows: declaration lines.
        toewijzingen: all versions of the allocations.
        used: per line the volume already used of its allocation, in the unit of the line; None when earlier lines
            are not known.

    """
    found = told(rows, toewijzingen)
    both = pl.concat(
        [rows.select("wet", "product_periode_begin", "product_periode_eind", "eenheid"), found], how="horizontal"
    )
    allocation = of_line()
    in_period = maximum_in_period(
        allocation, pl.col("product_periode_begin"), pl.col("product_periode_eind"), unit=pl.col("eenheid"),
        earlier=None if used is None else pl.lit(used),
    )  # fmt: skip
    whole = maximum_over_allocation(allocation, unit=pl.col("eenheid"))
    return both.select(*found.columns, maximum_periode=in_period, maximum_toewijzing=whole)


def of_line() -> Allocation:
    """The allocation of a line, from the columns that `told` adds."""
    return Allocation(
        wet=pl.col("wet"),
        product_categorie=pl.col("toegewezen_product_categorie"),
        ingangsdatum=pl.col("toegewezen_ingangsdatum"),
        einddatum=pl.col("toegewezen_einddatum"),
        volume=pl.col("toegewezen_volume"),
        eenheid=pl.col("toegewezen_eenheid"),
        frequentie=pl.col("toegewezen_frequentie"),
    )


def in_force(toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """The last version of each allocation that has a number, without those that were removed."""
    rows = toewijzingen.drop_nulls(KEY).sort(MOMENT, maintain_order=True)
    return last_of(rows, KEY).filter(pl.col("reden_wijziging").ne_missing(REMOVED))


@once_per_table
def _current(toewijzingen: pl.DataFrame) -> pl.DataFrame:
    """The version in force of each allocation."""
    versions = toewijzingen.sort(MOMENT, maintain_order=True)
    return last_of(versions, KEY).select(
        *KEY, toewijzing_bekend=pl.lit(value=True), **joined("toewijzingen", "toegewezen")
    )
