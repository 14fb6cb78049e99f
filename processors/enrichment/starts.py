# SPDX-License-Identifier: EUPL-1.2
"""Whether delivery on an allocation has been reported to start, and which starts and stops stand (regieberichten)."""

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.matching import is_known, last_of
from processors.enrichment.remembered import once_per_table

REMOVED = "3"
# The reason for ending of a stop that is temporary.
TEMPORARY = "20"


def told(rows: pl.DataFrame, regieberichten: pl.DataFrame) -> pl.DataFrame:
    """Whether the allocation has a start that still stands; missing where the key of the allocation is."""
    starts = standing(regieberichten).filter(pl.col("soort") == "start")
    return pl.DataFrame({"start_bekend": is_known(rows, starts, KEY)})


@once_per_table
def standing(regieberichten: pl.DataFrame) -> pl.DataFrame:
    """The starts and stops that were not removed, with `temporary` for a stop that is.

    Of messages about the same start, or the same stop, the latest counts, by `dagtekening` and then by row [D]: one
    that was removed and sent again stands.
    """
    stop = pl.col("soort") == "stop"
    messages = regieberichten.sort("dagtekening", maintain_order=True).with_columns(
        einddatum=pl.when(stop).then("einddatum"),
        temporary=stop & pl.col("reden_beeindiging").eq_missing(TEMPORARY),
    )
    latest = last_of(messages, [*KEY, "soort", "begindatum", "einddatum", "temporary"])
    return latest.filter(pl.col("status_aanlevering").ne_missing(REMOVED))
