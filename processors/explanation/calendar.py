# SPDX-License-Identifier: EUPL-1.2
"""Which weeks and Sundays are counted in a range of dates, in words."""

import polars as pl

from processors.calculation import iso_weeks_touched, sundays
from processors.explanation.words import MONTHS, day, said

# A month touches six weeks at most; of a longer range the first and last are enough.
_MOST_NAMED = 6
_DAYS_NAMED = 7 * _MOST_NAMED
_SUNDAY = 7


def counted_days(ranges: pl.DataFrame) -> pl.DataFrame:
    """The weeks and Sundays of each range, in words.

    Args:
        ranges: columns `begin` and `eind`.

    Returns:
        `weken` (2025-W40, W41) and `zondagen` (5 en 12 oktober 2025), row for row; missing where a range has no
        days, and `zondagen` where it has no Sunday.

    """
    begin, eind = pl.col("begin"), pl.col("eind")
    each = ranges.unique().filter(begin <= eind)
    near = pl.min_horizontal(eind, begin + pl.duration(days=_DAYS_NAMED))
    first_sunday = begin + pl.duration(days=_SUNDAY - begin.dt.weekday().cast(pl.Int64))
    last_sunday = eind - pl.duration(days=eind.dt.weekday().cast(pl.Int64) % _SUNDAY)
    monday = begin.dt.truncate("1w")
    short = (iso_weeks_touched(begin, eind) <= _MOST_NAMED) & (begin.dt.month_start() == eind.dt.month_start())
    named = each.with_columns(
        weken=pl.when(iso_weeks_touched(begin, eind) <= _MOST_NAMED)
        .then(_weeks(pl.date_ranges(monday, near, "1w")))
        .otherwise(said(_week(begin), " tot en met ", _week(eind))),
        zondagen=pl.when(sundays(begin, eind) > 0).then(
            pl.when(short)
            .then(_days_of_month(pl.date_ranges(first_sunday, near, "1w"), begin))
            .otherwise(said("van ", day(first_sunday), " tot en met ", day(last_sunday)))
        ),
    )
    return ranges.join(named, on=["begin", "eind"], how="left", maintain_order="left").select("weken", "zondagen")


def _week(date: pl.Expr) -> pl.Expr:
    return date.dt.strftime("%G-W%V")


def _weeks(mondays: pl.Expr) -> pl.Expr:
    """The weeks, each with its year where that is another than that of the week before."""
    monday = pl.element()
    same_year = monday.dt.iso_year() == monday.dt.iso_year().shift(1)
    named = pl.when(same_year).then(monday.dt.strftime("W%V")).otherwise(_week(monday))
    return mondays.list.eval(named).list.join(", ")


def _days_of_month(days: pl.Expr, month: pl.Expr) -> pl.Expr:
    """5, 12 en 19 oktober 2025."""
    numbers = days.list.eval(pl.element().dt.day().cast(pl.String))
    before = numbers.list.head(numbers.list.len() - 1).list.join(", ")
    last = numbers.list.last()
    several = pl.when(numbers.list.len() > 1).then(said(before, " en ", last)).otherwise(last)
    name = month.dt.month().cast(pl.Int64).replace_strict(dict(enumerate(MONTHS, 1)), return_dtype=pl.String)
    return said(several, " ", name, " ", month.dt.year())
