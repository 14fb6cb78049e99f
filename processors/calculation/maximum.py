# SPDX-License-Identifier: EUPL-1.2
"""The volume that an allocation allows, in a product period and as a whole (IV077, IV078, TR321, TR322)."""

from dataclasses import dataclass

import polars as pl

from processors.calculation.amounts import HOUR, MINUTE, MINUTES_PER_HOUR
from processors.calculation.periods import days, iso_weeks_touched, months_touched, sundays

DAY, WEEK, MONTH, TOTAL = "1", "2", "4", "6"
EFFORT = ("01", "04", "14", "16", "84")
OUTPUT = ("82", "83")
# Household help (Wmo category 01) is allocated per week and delivered per month: always six weeks' worth (IV077).
HOUSEHOLD_WEEKS = 6
_SUNDAY = 7


@dataclass(frozen=True, slots=True)
class Allocation:
    """The columns of an allocation that decide how much it allows."""

    wet: pl.Expr
    product_categorie: pl.Expr
    ingangsdatum: pl.Expr
    einddatum: pl.Expr
    volume: pl.Expr
    eenheid: pl.Expr
    frequentie: pl.Expr

    @property
    def effort(self) -> pl.Expr:
        """Whether units of effort (inspanning) are allocated."""
        return self.eenheid.is_in(EFFORT)

    @property
    def output(self) -> pl.Expr:
        """Whether output is allocated."""
        return self.eenheid.is_in(OUTPUT)


def unit_factor(allocated: pl.Expr, declared: pl.Expr) -> pl.Expr:
    """What one allocated unit is in the declared unit: 60 from hours to minutes, 1 for the same unit, else missing.

    Nothing else converts (TR341).
    """
    hours_in_minutes = (allocated == HOUR) & (declared == MINUTE)
    return pl.when(allocated == declared).then(1).when(hours_in_minutes).then(MINUTES_PER_HOUR).cast(pl.Int64)


def maximum_in_period(
    allocation: Allocation, begin: pl.Expr, eind: pl.Expr, *, unit: pl.Expr, earlier: pl.Expr | None = None
) -> pl.Expr:
    """The largest volume for one product period.

    Own reading [D]: per day counts the days of the period; output per month gives the full volume, also in a broken
    month; a total is never less than 0. Output of some days without a Sunday has maximum 0, by the letter.

    Args:
        allocation: the allocation; one without volume, or with an unknown unit or frequency, has no maximum.
        begin: first day of the product period.
        eind: last day of the product period.
        unit: unit of the line; the answer is in this unit and missing where the allocation does not convert to it.
        earlier: for a total: the volume already used, debets less credits, in `unit`; without it the whole volume.

    """
    allowed = _allowed(allocation, times_in_period(allocation, begin, eind), unit)
    if earlier is not None:
        left = (allowed - earlier).clip(lower_bound=0)
        allowed = pl.when(allocation.frequentie == TOTAL).then(left).otherwise(allowed)
    return pl.when(begin <= eind).then(allowed)


def maximum_over_allocation(allocation: Allocation, *, unit: pl.Expr) -> pl.Expr:
    """The largest volume for all product periods of the allocation together.

    Missing where the allocation is open, apart from a total. Own reading [D]: per day counts the days and per month
    the calendar months touched; household help is capped at the ISO weeks touched like all effort.

    Args:
        allocation: the allocation; one without volume, or with an unknown unit or frequency, has no maximum.
        unit: unit of the line; the answer is in this unit and missing where the allocation does not convert to it.

    """
    return _allowed(allocation, times_over_allocation(allocation), unit)


def times_in_period(allocation: Allocation, begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """How many times the volume of the allocation counts in a product period; missing with an unknown frequency."""
    weeks = pl.when(household(allocation)).then(HOUSEHOLD_WEEKS).otherwise(iso_weeks_touched(begin, eind))
    return (
        pl.when(allocation.frequentie == DAY).then(days(begin, eind))
        .when((allocation.frequentie == WEEK) & allocation.effort).then(weeks)
        .when((allocation.frequentie == WEEK) & allocation.output).then(week_ends(allocation, begin, eind))
        .when(allocation.frequentie.is_in([MONTH, TOTAL])).then(1)
    )  # fmt: skip


def times_over_allocation(allocation: Allocation) -> pl.Expr:
    """How many times the volume of the allocation counts over its whole duration."""
    begin, eind = allocation.ingangsdatum, allocation.einddatum
    return (
        pl.when(allocation.frequentie == DAY).then(days(begin, eind))
        .when((allocation.frequentie == WEEK) & allocation.effort).then(iso_weeks_touched(begin, eind))
        .when((allocation.frequentie == WEEK) & allocation.output).then(week_ends(allocation, begin, eind))
        .when(allocation.frequentie == MONTH).then(months_touched(begin, eind))
        .when(allocation.frequentie == TOTAL).then(1)
    )  # fmt: skip


def household(allocation: Allocation) -> pl.Expr:
    """Whether it is household help, which is allocated per week and counted as six weeks."""
    return (allocation.wet == "wmo") & (allocation.product_categorie == "01")


def week_ends(allocation: Allocation, begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """The weeks of output that end in a range: its Sundays and the week in which the allocation ends (IV077)."""
    return sundays(begin, eind) + closing_week(allocation, begin, eind)


def closing_week(allocation: Allocation, begin: pl.Expr, eind: pl.Expr) -> pl.Expr:
    """1 where the last Sunday of the allocation lies in the range and some days follow it, else 0 (IV077)."""
    after = allocation.einddatum.dt.weekday().cast(pl.Int64) % _SUNDAY
    last_sunday = allocation.einddatum - pl.duration(days=after)
    inside = (after > 0) & (last_sunday >= allocation.ingangsdatum) & last_sunday.is_between(begin, eind)
    return pl.when(inside).then(1).otherwise(0).cast(pl.Int64)


def _allowed(allocation: Allocation, times: pl.Expr, unit: pl.Expr) -> pl.Expr:
    known = allocation.effort | allocation.output
    return pl.when(known).then(allocation.volume * times * unit_factor(allocation.eenheid, unit))
