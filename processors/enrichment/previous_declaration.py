# SPDX-License-Identifier: EUPL-1.2
"""Which month the supplier declared before this one, under the same law."""

import polars as pl

from processors.enrichment.remembered import once_per_table

SUPPLIER = ("wet", "aanbieder")
MONTH = "declaratie_maand"


def told(rows: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """The last month before that of the line over which the supplier declared anything, in any municipality [D].

    Months elsewhere in the same file count too, so that a file over a year is not called full of gaps.

    Args:
        rows: declaration lines.
        accepted: earlier lines that were accepted.

    Returns:
        `vorige_declaratie_maand` (yyyy-mm), missing where nothing was declared before.

    """
    known = [_declared(accepted), rows.select(*SUPPLIER, MONTH).unique()]
    months = pl.concat(known).drop_nulls().unique().sort(*SUPPLIER, MONTH)
    previous = months.with_columns(vorige_declaratie_maand=pl.col(MONTH).shift(1).over(SUPPLIER))
    found = rows.select(*SUPPLIER, MONTH).join(previous, on=[*SUPPLIER, MONTH], how="left", maintain_order="left")
    return found.select("vorige_declaratie_maand")


@once_per_table
def _declared(accepted: pl.DataFrame) -> pl.DataFrame:
    return accepted.select(*SUPPLIER, MONTH).unique()
