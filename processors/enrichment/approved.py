# SPDX-License-Identifier: EUPL-1.2
"""How many approved declaration lines stand on an allocation (eerdere_declaratieregels)."""

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.earlier_lines import standing_debets
from processors.enrichment.matching import beside
from processors.enrichment.remembered import once_per_table

RELATION = ("wet", "gemeente", "aanbieder")


def told(rows: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """The approved debets on the allocation that no approved credit took back.

    Args:
        rows: rows that name an allocation.
        accepted: earlier lines that were accepted.

    Returns:
        `goedgekeurde_regels`: 0 where there is none, missing where the key of the allocation is.

    """
    whole = pl.all_horizontal(pl.col(KEY).is_not_null())
    found = beside(rows, _standing(accepted), KEY)["goedgekeurde_regels"]
    return rows.select(goedgekeurde_regels=pl.when(whole).then(found.fill_null(0)))


def told_since(rows: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """The same for starts and stops, counting only lines whose period ends on or after the `begindatum` of the row."""
    whole = pl.all_horizontal(pl.col(*KEY, "begindatum").is_not_null())
    asked = rows.select(*KEY, "begindatum").with_row_index("row").lazy()
    since = asked.join(_debets(accepted).lazy(), on=list(KEY)).filter(
        pl.col("product_periode_eind") >= pl.col("begindatum")
    )
    counted = since.group_by("row").agg(found=pl.len().cast(pl.Int64)).collect(engine="streaming")
    found = rows.with_row_index("row").join(counted, on="row", how="left", maintain_order="left")
    return found.select(goedgekeurde_regels=pl.when(whole).then(pl.col("found").fill_null(0)))


def known_since(rows: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """`declaraties_bekend_vanaf`: first day of the first line of the supplier in this municipality under this law.

    Before that day nothing can be said of what was declared; missing where nothing is known.
    """
    return beside(rows, _first_days(accepted), RELATION)


@once_per_table
def _first_days(accepted: pl.DataFrame) -> pl.DataFrame:
    return accepted.group_by(RELATION).agg(declaraties_bekend_vanaf=pl.col("product_periode_begin").min())


@once_per_table
def _standing(accepted: pl.DataFrame) -> pl.DataFrame:
    """The number of debets per allocation that were not taken back."""
    return _debets(accepted).group_by(KEY).agg(goedgekeurde_regels=pl.len().cast(pl.Int64))


@once_per_table
def _debets(accepted: pl.DataFrame) -> pl.DataFrame:
    """The debets that were not taken back: allocation and end of the period."""
    return standing_debets(accepted, *KEY, "product_periode_eind")
