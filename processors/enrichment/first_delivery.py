# SPDX-License-Identifier: EUPL-1.2
"""When delivery on an allocation first started (regieberichten)."""

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.matching import beside
from processors.enrichment.remembered import once_per_table
from processors.enrichment.starts import standing


def told(rows: pl.DataFrame, regieberichten: pl.DataFrame) -> pl.DataFrame:
    """`gestart_op`: the first start on the allocation that was not removed; missing where there is none."""
    return beside(rows, _first(regieberichten), KEY)


@once_per_table
def _first(regieberichten: pl.DataFrame) -> pl.DataFrame:
    starts = standing(regieberichten).filter(pl.col("soort") == "start")
    return starts.group_by(KEY).agg(gestart_op=pl.col("begindatum").min())
