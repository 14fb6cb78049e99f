# SPDX-License-Identifier: EUPL-1.2
"""Care that ended more than a year before: an earlier allocation of some clients, with its start and its stop.

So there are trajectories of which is known whether the client came back within twelve months. Nothing was declared on
them by line: their months are in the history (`history`).
"""

import polars as pl

from processors.demo.allocations import FUTURE, moved_by
from processors.demo.facts import SPECIFIC
from processors.demo.plan import DemoPlan

EVERY = 6  # one in so many running allocations had one before it
NUMBERS_FROM = 500_000  # added to the number of the later allocation
# They ended this many months before the first month: more than a year before the last, most in the year before.
ENDED, SPREAD = 14, 5
LONGEST = 300  # days


def earlier_allocations(plan: DemoPlan, allocations: pl.DataFrame) -> pl.DataFrame:
    """The earlier ones, with the columns of `allocations`: of the same client, supplier and product."""
    roll = plan.dice("sleutel")
    chosen = allocations.filter(
        pl.col("leven") >= FUTURE, pl.col("aard") == SPECIFIC, ~pl.col("lokaal"), roll("eerder", EVERY) == 0
    )
    end = moved_by(plan, -ENDED - roll("eerder geeindigd", SPREAD), roll("einddag", 28))
    dated = chosen.with_columns(einddatum=end, ingangsdatum=end - pl.duration(days=60 + roll("duur", LONGEST)))
    return dated.with_columns(
        toewijzing_nummer=pl.col("toewijzing_nummer") + NUMBERS_FROM,
        toewijzing_datum=pl.col("ingangsdatum") - pl.duration(days=3 + roll("besloten", 20)),
        referentie_aanbieder=pl.lit(None, pl.String),
    )


def earlier_messages(plan: DemoPlan, earlier: pl.DataFrame) -> pl.DataFrame:
    """The table `regieberichten` about them: a start on the first day, and a planned stop on the last."""
    roll = plan.dice("sleutel")
    planned = pl.when(pl.col("wet") == "wmo").then(pl.lit("19")).otherwise(pl.lit("31"))
    starts = earlier.with_columns(
        begindatum="ingangsdatum", soort=pl.lit("start"), einddatum=pl.lit(None, pl.Date),
        reden_beeindiging=pl.lit(None, pl.String), status_aanlevering=pl.lit("1"),
        dagtekening=pl.col("ingangsdatum") + pl.duration(days=roll("gemeld", 2)),
    )  # fmt: skip
    stops = earlier.with_columns(
        begindatum="ingangsdatum", soort=pl.lit("stop"), reden_beeindiging=planned, status_aanlevering=pl.lit("1"),
        dagtekening=pl.col("einddatum") + pl.duration(days=1 + roll("gestopt", 3)),
    )  # fmt: skip
    both = pl.concat([starts, stops.select(starts.columns)])
    return both.with_columns(ontvangen_op=pl.col("dagtekening") + pl.duration(days=1))
