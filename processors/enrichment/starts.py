# SPDX-License-Identifier: EUPL-1.2
"""Whether delivery on an allocation has been reported to start (regieberichten)."""

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.matching import is_known, last_of
from processors.enrichment.remembered import once_per_table

REMOVED = "3"


def told(rows: pl.DataFrame, regieberichten: pl.DataFrame) -> pl.DataFrame:
    """Whether the allocation has a start that still stands; missing where the key of the allocation is.

    Of messages about the same start the latest counts, by `dagtekening` and then by row [D]: a start that was removed
    and sent again stands.
    """
    return pl.DataFrame({"start_bekend": is_known(rows, _standing(regieberichten), KEY)})


@once_per_table
def _standing(regieberichten: pl.DataFrame) -> pl.DataFrame:
    """The starts that were not removed."""
    starts = regieberichten.filter(pl.col("soort") == "start").sort("dagtekening", maintain_order=True)
    latest = last_of(starts, [*KEY, "begindatum"])
    return latest.filter(pl.col("status_aanlevering").ne_missing(REMOVED))
