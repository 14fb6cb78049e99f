# SPDX-License-Identifier: EUPL-1.2
"""The days on which is counted what stands open: the last day of each month of which a municipality delivered."""

import calendar
from datetime import date

import polars as pl

from processors.measured.material import Material


def reference_days(material: Material) -> pl.DataFrame:
    """Each month (`maand`) with its reference day (`peildatum`), in order.

    The months of which a municipality delivered, and the month up to which is measured; before that nobody can say
    what stood open. Of the running month the reference day is today.
    """
    told = material.delivered["maand"]
    months = sorted({*told.filter(told <= material.month).to_list(), material.month})
    days = [min(last_day(month), material.today) for month in months]
    return pl.DataFrame({"maand": months, "peildatum": days}, schema={"maand": pl.String, "peildatum": pl.Date})


def last_day(month: str) -> date:
    """The last day of a month, yyyy-mm."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, calendar.monthrange(year, number)[1])


def on_each_day(rows: pl.DataFrame, days: pl.DataFrame, *, since: str, until: pl.Expr) -> pl.DataFrame:
    """The rows on each reference day on which they stood open: from `since` until the day before `until`.

    `staat_open` holds for them. Each month has one row more, of nothing but the month, for which it does not: so that
    none open is told apart from not known.

    Args:
        rows: what stands open for a while.
        days: `reference_days`.
        since: the column with the first day that it stood open; without it it never did.
        until: the first day that it no longer did; missing is not yet.

    """
    open_then = (pl.col(since) <= pl.col("peildatum")) & (until.is_null() | (until > pl.col("peildatum")))
    found = (
        rows.lazy()
        .join(days.lazy(), how="cross")
        .filter(open_then)
        .with_columns(staat_open=pl.lit(value=True))
        .collect()
    )
    return pl.concat([found, days.with_columns(staat_open=pl.lit(value=False))], how="diagonal_relaxed")
