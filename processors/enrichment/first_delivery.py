# SPDX-License-Identifier: EUPL-1.2
"""When delivery on an allocation first started (regieberichten)."""

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.matching import beside, last_of
from processors.enrichment.remembered import once_per_table

REMOVED = "3"


def told(rows: pl.DataFrame, regieberichten: pl.DataFrame) -> pl.DataFrame:
    """`gestart_op`: the first start on the allocation that was not removed; missing where there is none."""
    return beside(rows, _first(regieberichten), KEY)


@once_per_table
def _first(regieberichten: pl.DataFrame) -> pl.DataFrame:
    """Of messages about the same start the latest counts, by `dagtekening` and then by row [D], as for `starts`."""
    starts = regieberichten.filter(pl.col("soort") == "start").sort("dagtekening", maintain_order=True)
    standing = last_of(starts, [*KEY, "begindatum"]).filter(pl.col("status_aanlevering").ne_missing(REMOVED))
    return standing.group_by(KEY).agg(gestart_op=pl.col("begindatum").min())
