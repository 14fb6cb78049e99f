# SPDX-License-Identifier: EUPL-1.2
"""Quantities, days and reasons as they are said in an explanation: expressions over whole columns."""

import polars as pl

from processors.calculation.amounts import EURO, MINUTES_PER_HOUR
from processors.findings import euro, grouped

SINGULAR = {
    "01": "minuut", "04": "uur", "14": "etmaal", "16": "dagdeel", "82": "stuk", "83": "euro", "84": "stuk",
}  # fmt: skip
PLURAL = {
    "01": "minuten", "04": "uur", "14": "etmalen", "16": "dagdelen", "82": "stuks", "83": "euro", "84": "stuks",
}  # fmt: skip
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def said(*parts: pl.Expr | str) -> pl.Expr:
    """The parts one after another; missing when one of them is."""
    return pl.concat_str(*(pl.lit(part) if isinstance(part, str) else part.cast(pl.String) for part in parts))


def number(value: pl.Expr) -> pl.Expr:
    """A whole number as 1.234 or -1.234."""
    return said(pl.when(value < 0).then(pl.lit("-")).otherwise(pl.lit("")), grouped(value.abs()))


def quantity(value: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """A volume with its unit: 15 uur, 1 minuut, € 1.200,00; missing for a unit that does not exist."""
    noun = pl.when(value.abs() == 1).then(_named(unit, SINGULAR)).otherwise(_named(unit, PLURAL))
    return pl.when(unit == EURO).then(euro(value)).otherwise(said(number(value), " ", noun))


def one(unit: pl.Expr) -> pl.Expr:
    """The unit for one: uur, stuk."""
    return _named(unit, SINGULAR)


def many(unit: pl.Expr) -> pl.Expr:
    """The unit for several: uur, stuks."""
    return _named(unit, PLURAL)


def _named(unit: pl.Expr, names: dict[str, str]) -> pl.Expr:
    return unit.replace_strict(names, default=None, return_dtype=pl.String)


def day(date: pl.Expr) -> pl.Expr:
    """A date as 31-01-2026."""
    return date.dt.strftime("%d-%m-%Y")


def span(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """A range of dates, first and last day included."""
    return said(day(begin), " tot en met ", day(eind))


def sixtieth(cents: pl.Expr) -> pl.Expr:
    """A sixtieth of an amount in eurocents, to a tenth of a cent where it is no whole cent: € 138,225 or € 2,416….

    Three dots say that more decimals follow; the tenth is enough to see how half a cent is rounded.
    """
    tenths = cents.abs() * 10 // MINUTES_PER_HOUR
    more = pl.when(cents.abs() * 10 % MINUTES_PER_HOUR == 0).then(pl.lit("")).otherwise(pl.lit("…"))
    whole = euro(cents.sign() * (tenths // 10))
    return pl.when(cents % MINUTES_PER_HOUR == 0).then(whole).otherwise(said(whole, tenths % 10, more))
