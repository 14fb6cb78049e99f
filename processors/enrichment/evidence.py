# SPDX-License-Identifier: EUPL-1.2
"""Until when a piece of evidence (bewijsstukken) is valid."""

from collections.abc import Mapping

import polars as pl

# The parameter with the months for which each kind is valid.
MONTHS: Mapping[str, str] = {"gva": "geldigheid_gva", "belasting": "geldigheid_belasting", "kvk": "geldigheid_kvk"}


def told(rows: pl.DataFrame) -> pl.DataFrame:
    """`bewijs_geldig_tot`: the last valid day, the day of issue so many months later; missing for another kind.

    Args:
        rows: pieces of evidence with the parameters of `MONTHS` joined.

    """
    months = pl.coalesce(pl.when(pl.col("soort") == kind).then(pl.col(name)) for kind, name in MONTHS.items())
    return rows.select(bewijs_geldig_tot=pl.col("afgegeven_op").dt.offset_by(pl.format("{}mo", months)))
