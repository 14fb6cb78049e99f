# SPDX-License-Identifier: EUPL-1.2
"""Start and stop messages that go with the allocations."""

import polars as pl

from processors.demo.allocations import ENDS, FUTURE, SHORT, STARTS
from processors.demo.plan import DemoPlan, moved


def make_messages(plan: DemoPlan, allocations: pl.DataFrame) -> pl.DataFrame:
    """The table `regieberichten`: a start for each allocation that has begun, a stop for each that ended.

    Messages dated after the third month have not been sent yet.
    """
    roll, life = plan.dice("sleutel"), pl.col("leven")
    begun = allocations.filter((life < ENDS) | (life >= FUTURE)).with_columns(
        begindatum=pl.col("ingangsdatum") + pl.duration(days=roll("wachten", 3)),
        ontvangen_op=pl.lit(None, pl.Date), status_aanlevering=pl.lit("1"),
    )  # fmt: skip
    starts = begun.with_columns(
        soort=pl.lit("start"), einddatum=pl.lit(None, pl.Date), reden_beeindiging=pl.lit(None, pl.String),
        dagtekening=pl.col("begindatum") + pl.duration(days=roll("melden", 2)),
    )  # fmt: skip
    planned = pl.when(pl.col("wet") == "wmo").then(pl.lit("19")).otherwise(pl.lit("31"))
    left = pl.when(pl.col("wet") == "wmo").then(pl.lit("23")).otherwise(pl.lit("34"))
    stops = begun.filter((life < SHORT) | ((life >= STARTS) & (life < ENDS))).with_columns(
        soort=pl.lit("stop"), dagtekening=pl.col("einddatum") + pl.duration(days=1 + roll("melden", 4)),
        reden_beeindiging=pl.when(roll("reden", 4) > 0).then(planned).otherwise(left),
    )  # fmt: skip
    order = starts.columns
    return (
        pl.concat([starts, stops.select(order)])
        .with_columns(ontvangen_op=pl.col("dagtekening") + pl.duration(days=1))
        .filter(pl.col("ontvangen_op") < moved(plan.firsts[0], 3))
        .sort("toewijzing_nummer", "soort")
    )
