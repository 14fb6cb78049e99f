# SPDX-License-Identifier: EUPL-1.2
"""The maximum in a product period as a local agreement counts it, beside the national one (handbook 6, MGR-334).

Own reading [D], after practice elsewhere: weeks are rounded up whatever the national rule counts (ISO weeks, Sundays or
six weeks); a part of a month is rounded up in the unit of the line; a percentage is of the maximum as the profile
counts it, rounded up, and not of a total, of which no period has a share.
"""

from dataclasses import dataclass

import polars as pl

from processors.calculation.maximum import (
    MONTH,
    TOTAL,
    WEEK,
    Allocation,
    household,
    maximum_in_period,
    times_in_period,
    unit_factor,
)
from processors.calculation.periods import days

DAYS_PER_WEEK = 7
PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a profile agrees about the maximum of a line, and the days on which its delivery had stopped."""

    rounded_weeks: pl.Expr
    pro_rata: pl.Expr
    percentage: pl.Expr
    stopped: pl.Expr


def round_up_div(numerator: pl.Expr, denominator: pl.Expr | int) -> pl.Expr:
    """The quotient of whole numbers, rounded up; the denominator is positive."""
    return -((-numerator) // denominator)


def weeks_rounded_up(begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """The days of a range divided by seven, rounded up."""
    return round_up_div(days(begin, eind), DAYS_PER_WEEK)


def days_delivered(begin: pl.Expr, eind: pl.Expr, stopped: pl.Expr) -> pl.Expr:
    """The days of a product period less those on which delivery had stopped; without knowledge of stops all of them."""
    return (days(begin, eind) - stopped.fill_null(0)).clip(lower_bound=0)


def local_maximum(allocation: Allocation, begin: pl.Expr, eind: pl.Expr, *, unit: pl.Expr, agreed: Agreed) -> pl.Expr:
    """The largest volume for one product period by agreement; missing where no agreement bears on the allocation.

    Args:
        allocation: the allocation; one without volume, or with an unknown unit or frequency, has no maximum.
        begin: first day of the product period, which lies in one calendar month (CS337).
        eind: last day of the product period.
        unit: unit of the line; the answer is in this unit and missing where the allocation does not convert to it.
        agreed: what is agreed.

    """
    national = maximum_in_period(allocation, begin, eind, unit=unit)
    once = allocation.volume * unit_factor(allocation.eenheid, unit)
    part = round_up_div(once * days_delivered(begin, eind, agreed.stopped), _month(begin))
    counted = (
        pl.when(_weekly(allocation, agreed)).then(once * weeks_rounded_up(begin, eind))
        .when(_monthly(allocation, agreed)).then(part)
        .otherwise(national)
    )  # fmt: skip
    share = pl.when(_shared(allocation, agreed)).then(round_up_div(counted * agreed.percentage, PER_CENT))
    bears = _weekly(allocation, agreed) | _monthly(allocation, agreed) | _shared(allocation, agreed)
    return pl.when(bears & national.is_not_null()).then(pl.coalesce(share, counted))


def local_reason(allocation: Allocation, begin: pl.Expr, eind: pl.Expr, *, agreed: Agreed) -> pl.Expr:
    """How the local maximum counts and how the national one does, in Dutch; missing where no agreement bears."""
    times = times_in_period(allocation, begin, eind)
    national = (
        pl.when(household(allocation)).then(_said(times, "week", "weken"))
        .when(allocation.effort).then(_said(times, "ISO-week", "ISO-weken"))
        .otherwise(pl.format("{} volgens de zondagen", _said(times, "week", "weken")))
    )  # fmt: skip
    weeks = pl.format(
        "{} gedeeld door 7, naar boven afgerond, is {}; landelijk {}",
        _said(days(begin, eind), "dag", "dagen"), _said(weeks_rounded_up(begin, eind), "week", "weken"), national,
    )  # fmt: skip
    month = pl.format(
        "naar rato {} van de {} dagen van de maand; landelijk de hele maand",
        days_delivered(begin, eind, agreed.stopped), _month(begin),
    )  # fmt: skip
    share = pl.when(_shared(allocation, agreed)).then(pl.format("hooguit {}% van het maximum", agreed.percentage))
    counted = pl.when(_weekly(allocation, agreed)).then(weeks).when(_monthly(allocation, agreed)).then(month)
    said = pl.concat_str(share, counted, separator=", ", ignore_nulls=True)
    return pl.when((begin <= eind) & (said != "")).then(said)


def _weekly(allocation: Allocation, agreed: Agreed) -> pl.Expr:
    return agreed.rounded_weeks & (allocation.frequentie == WEEK)


def _monthly(allocation: Allocation, agreed: Agreed) -> pl.Expr:
    return agreed.pro_rata & (allocation.frequentie == MONTH)


def _shared(allocation: Allocation, agreed: Agreed) -> pl.Expr:
    return agreed.percentage.is_not_null() & (allocation.frequentie != TOTAL)


def _month(day: pl.Expr) -> pl.Expr:
    """The number of days of the month of a day."""
    return days(day.dt.month_start(), day.dt.month_end())


def _said(count: pl.Expr, one: str, more: str) -> pl.Expr:
    return pl.format("{} {}", count, pl.when(count == 1).then(pl.lit(one)).otherwise(pl.lit(more)))
