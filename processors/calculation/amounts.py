# SPDX-License-Identifier: EUPL-1.2
"""Amounts of declaration lines, in whole eurocents (TR346, IV042, IV079, IV081)."""

import polars as pl

MINUTE, HOUR, EURO = "01", "04", "83"
MINUTES_PER_HOUR = 60


def round_half_up_div(numerator: pl.Expr, denominator: pl.Expr | int) -> pl.Expr:
    """The quotient as a whole number, a half away from zero; missing where the denominator is not positive."""
    whole = numerator.cast(pl.Int64)
    parts = (pl.lit(denominator) if isinstance(denominator, int) else denominator).cast(pl.Int64)
    return pl.when(parts > 0).then(whole.sign() * ((2 * whole.abs() + parts) // (2 * parts)))


def minute_tariff(hour_tariff: pl.Expr) -> pl.Expr:
    """Eurocents per minute as the tariff field shows them for an hourly tariff; no amount follows from it (IV081)."""
    return round_half_up_div(hour_tariff, MINUTES_PER_HOUR)


def amount(volume: pl.Expr, tariff: pl.Expr, unit: pl.Expr, *, per_hour: pl.Expr) -> pl.Expr:
    """The amount of a line in eurocents (TR346).

    Args:
        volume: delivered volume in `unit`.
        tariff: eurocents per unit, or per hour where `per_hour`; not read for unit 83, whose volume is eurocents.
        unit: code of the unit.
        per_hour: whether the contract has an hourly tariff; only decides lines in minutes.

    """
    by_hour = round_half_up_div(tariff * volume, MINUTES_PER_HOUR)
    by_unit = volume * tariff
    in_minutes = pl.when(per_hour).then(by_hour).when(~per_hour).then(by_unit)
    return (
        pl.when(unit == EURO).then(volume).when(unit == MINUTE).then(in_minutes).when(unit.is_not_null()).then(by_unit)
    )


def hours_from_minutes(minutes: pl.Expr) -> pl.Expr:
    """Hours to declare for all minutes of a period together: rounded half up, at least 1 (IV079)."""
    hours = round_half_up_div(minutes, MINUTES_PER_HOUR)
    return pl.when(hours < 1).then(1).otherwise(hours)


def signed(cents: pl.Expr, sign: pl.Expr) -> pl.Expr:
    """The amount with its sign: a debet adds, a credit takes off; missing without a sign that is one of the two."""
    return pl.when(sign == "D").then(cents).when(sign == "C").then(-cents)
