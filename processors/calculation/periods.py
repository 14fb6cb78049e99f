# SPDX-License-Identifier: EUPL-1.2
"""Counting in a range of dates, first and last day included.

A range that ends before it begins has no count: missing, not zero.
"""

import polars as pl

# Day 0 of a date column is Thursday 1 January 1970: with 3 added, each whole seven is one Monday-to-Sunday week.
_MONDAY = 3


def _day(date: pl.Expr) -> pl.Expr:
    return date.dt.epoch("d").cast(pl.Int64)


def _counted(begin: pl.Expr, eind: pl.Expr, count: pl.Expr) -> pl.Expr:
    return pl.when(begin <= eind).then(count)


def days(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """The number of days."""
    return _counted(begin, eind, _day(eind) - _day(begin) + 1)


def iso_weeks_touched(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """The number of distinct ISO weeks, as (year, week), of which at least one day lies in the range (IV077)."""
    return _counted(begin, eind, (_day(eind) + _MONDAY) // 7 - (_day(begin) + _MONDAY) // 7 + 1)


def sundays(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """The number of Sundays, which are the ends of weeks (IV077)."""
    return _counted(begin, eind, (_day(eind) + _MONDAY + 1) // 7 - (_day(begin) + _MONDAY) // 7)


def months_touched(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """The number of calendar months of which at least one day lies in the range."""
    years = (eind.dt.year() - begin.dt.year()).cast(pl.Int64)
    return _counted(begin, eind, years * 12 + eind.dt.month().cast(pl.Int64) - begin.dt.month().cast(pl.Int64) + 1)


def product_period(month: pl.Expr, ingangsdatum: pl.Expr, einddatum: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """First and last day of the part of a month that an allocation covers (TR387, TR388).

    Args:
        month: any day of the month.
        ingangsdatum: first day of the allocation.
        einddatum: last day of the allocation; missing is open.

    Returns:
        Begin and end; both missing where the allocation does not touch the month.

    """
    first, last = month.dt.month_start(), month.dt.month_end()
    begin = pl.when(ingangsdatum.is_not_null()).then(pl.max_horizontal(first, ingangsdatum))
    end = pl.min_horizontal(last, einddatum)
    touched = begin <= end
    return pl.when(touched).then(begin), pl.when(touched).then(end)
