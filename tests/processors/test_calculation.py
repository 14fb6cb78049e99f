# SPDX-License-Identifier: EUPL-1.2
"""Amounts, days, weeks and months: the vectors of the handbook, and a second count, day by day."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from processors.calculation import (
    amount,
    days,
    hours_from_minutes,
    iso_weeks_touched,
    minute_tariff,
    months_touched,
    product_period,
    round_half_up_div,
    sundays,
)

DATES = st.dates(date(2018, 12, 20), date(2028, 1, 12))


def lit(value: object, kind: type[pl.DataType]) -> pl.Expr:
    return pl.lit(value, kind)


def value(expression: pl.Expr) -> object:
    return pl.select(expression).item()


def day(moment: date | None) -> pl.Expr:
    return lit(moment, pl.Date)


def number(amount_: int | None) -> pl.Expr:
    return lit(amount_, pl.Int64)


def text(code: str | None) -> pl.Expr:
    return lit(code, pl.String)


def span(begin: date, eind: date) -> Iterator[date]:
    while begin <= eind:
        yield begin
        begin += timedelta(days=1)


@pytest.mark.parametrize(
    ("cents", "minutes", "expected", "shown"), [(8730, 95, 13823, 146), (8725, 50, 7271, 145), (5600, 10, 933, 93)]
)
def test_minutes_under_an_hourly_tariff_are_paid_by_the_hour_and_rounded_once(cents, minutes, expected, shown):
    paid = amount(number(minutes), number(cents), text("01"), per_hour=pl.lit(value=True))

    assert value(paid) == expected
    assert value(minute_tariff(number(cents))) == shown


@pytest.mark.parametrize(
    ("volume", "tariff", "unit", "per_hour", "expected"),
    [
        (12345, None, "83", None, 12345),
        (3, 8725, "04", True, 26175),
        (3, 8725, "14", None, 26175),
        (50, 145, "01", False, 7250),
        (50, 145, "01", None, None),
        (50, None, "04", False, None),
        (None, 145, "04", False, None),
        (50, 145, None, True, None),
    ],
)
def test_an_amount_follows_the_unit_and_what_is_missing_stays_missing(volume, tariff, unit, per_hour, expected):
    paid = amount(number(volume), number(tariff), text(unit), per_hour=lit(per_hour, pl.Boolean))

    assert value(paid) == expected


@pytest.mark.parametrize(
    ("minutes", "hours"), [(4 * 95, 6), (20, 1), (89, 1), (90, 2), (29, 1), (0, 1), (149, 2), (150, 3), (None, None)]
)
def test_minutes_of_a_period_become_whole_hours_and_at_least_one(minutes, hours):
    assert value(hours_from_minutes(number(minutes))) == hours


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6))
@example(-3, 2)
@example(3, 2)
def test_division_rounds_a_half_away_from_zero(numerator, denominator):
    quotient = value(round_half_up_div(number(numerator), denominator))

    # 40 figures are enough to be exact here.
    expected = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    assert quotient == int(expected)


@pytest.mark.parametrize("denominator", [0, -2, None])
def test_division_by_nothing_has_no_answer(denominator):
    assert value(round_half_up_div(number(5), number(denominator))) is None


@given(DATES, DATES)
@example(date(2020, 12, 28), date(2021, 1, 3))
@example(date(2026, 12, 27), date(2027, 1, 4))
@example(date(2024, 2, 29), date(2024, 2, 29))
def test_a_range_is_counted_as_a_calendar_would(begin, eind):
    counted = pl.select(
        days=days(day(begin), day(eind)),
        weeks=iso_weeks_touched(day(begin), day(eind)),
        sundays=sundays(day(begin), day(eind)),
        months=months_touched(day(begin), day(eind)),
    ).row(0)

    each = list(span(begin, eind))
    expected = (
        len(each),
        len({moment.isocalendar()[:2] for moment in each}),
        sum(moment.isoweekday() == 7 for moment in each),
        len({(moment.year, moment.month) for moment in each}),
    )
    assert counted == (expected if each else (None,) * 4)


def test_days_before_1970_are_counted_too():
    counted = pl.select(
        iso_weeks_touched(day(date(1969, 12, 28)), day(date(1969, 12, 29))).alias("weeks"),
        sundays(day(date(1969, 12, 28)), day(date(1970, 1, 4))).alias("sundays"),
    ).row(0)

    assert counted == (2, 2)


@pytest.mark.parametrize(
    ("month", "begin", "eind", "expected"),
    [
        (date(2026, 2, 14), date(2025, 1, 1), None, (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2024, 2, 29), date(2024, 2, 29), date(2024, 12, 31), (date(2024, 2, 29), date(2024, 2, 29))),
        (date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 30), (date(2026, 9, 1), date(2026, 9, 30))),
        (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 29), (date(2026, 9, 2), date(2026, 9, 29))),
        (date(2026, 9, 1), date(2026, 10, 1), None, (None, None)),
        (date(2026, 9, 1), date(2026, 1, 1), date(2026, 8, 31), (None, None)),
        (date(2026, 9, 1), None, date(2026, 9, 30), (None, None)),
    ],
)
def test_a_product_period_is_the_part_of_the_month_that_the_allocation_covers(month, begin, eind, expected):
    period = pl.select(
        *(each.alias(str(nr)) for nr, each in enumerate(product_period(day(month), day(begin), day(eind))))
    )

    assert period.row(0) == expected
