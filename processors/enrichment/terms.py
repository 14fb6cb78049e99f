# SPDX-License-Identifier: EUPL-1.2
"""How many working days passed before a start or a stop was reported (OP271, OP272)."""

import polars as pl

from processors.calculation.workdays import workdays_until


def told(rows: pl.DataFrame, allocated: pl.DataFrame | None, *, liberation_every: int) -> pl.DataFrame:
    """The working days from the event to the `dagtekening` of the message that reports it.

    For a stop from its last day; for a start from its first day or, where that is later, from the day on which the
    allocation in force was dated, since the day on which it was received is not known [D].

    Args:
        rows: starts and stops.
        allocated: what the allocation says, one row per row; None when no allocations are known.
        liberation_every: once in how many years 5 May is free.

    Returns:
        `werkdagen_tot_melding`, missing where one of the days is.

    """
    dated = pl.lit(None, pl.Date) if allocated is None else pl.lit(allocated["toegewezen_toewijzing_datum"])
    begin = pl.when(dated.is_not_null()).then(pl.max_horizontal("begindatum", dated))
    since = pl.when(pl.col("soort") == "stop").then("einddatum").when(pl.col("soort") == "start").then(begin)
    counted = rows.select("dagtekening", since=since)
    passed = workdays_until(pl.col("since"), pl.col("dagtekening"), liberation_every=liberation_every)
    return counted.select(werkdagen_tot_melding=passed)
