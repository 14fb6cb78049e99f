# SPDX-License-Identifier: EUPL-1.2
from datetime import date, timedelta

import polars as pl
import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from processors.calculation.workdays import workdays_until

DAY = timedelta(days=1)


def workdays(begin, eind):
    frame = pl.DataFrame({"begin": [begin], "eind": [eind]}, schema={"begin": pl.Date, "eind": pl.Date})
    return frame.select(workdays_until(pl.col("begin"), pl.col("eind"), liberation_every=5)).item()


def is_free(day):
    """By the calendar: weekend, fixed days and those that move with Easter."""
    sunday = easter(day.year)
    kings_day = date(day.year, 4, 27)
    moving = {sunday + timedelta(days=after) for after in (1, 39, 50)}
    fixed = {
        date(day.year, 1, 1), date(day.year, 12, 25), date(day.year, 12, 26),
        kings_day - DAY if kings_day.isoweekday() == 7 else kings_day,
    }  # fmt: skip
    return day.isoweekday() > 5 or day in moving | fixed or (day.year % 5 == 0 and (day.month, day.day) == (5, 5))


@pytest.mark.parametrize(
    ("begin", "eind", "expected"),
    [
        pytest.param(date(2026, 9, 7), date(2026, 9, 7), 0, id="the same day"),
        pytest.param(date(2026, 9, 7), date(2026, 9, 14), 5, id="a week"),
        pytest.param(date(2026, 9, 4), date(2026, 9, 6), 0, id="a weekend"),
        pytest.param(date(2026, 9, 5), date(2026, 9, 7), 1, id="from Saturday to Monday"),
        pytest.param(date(2026, 9, 8), date(2026, 9, 7), -1, id="a day earlier"),
        pytest.param(date(2026, 4, 2), date(2026, 4, 3), 1, id="Good Friday is worked"),
        pytest.param(date(2026, 4, 3), date(2026, 4, 7), 1, id="over Easter Monday"),
        pytest.param(date(2026, 4, 24), date(2026, 4, 28), 1, id="over King's day on Monday"),
        pytest.param(date(2031, 4, 25), date(2031, 4, 28), 1, id="King's day on Sunday moves to Saturday"),
        pytest.param(date(2026, 5, 4), date(2026, 5, 5), 1, id="5 May in a common year"),
        pytest.param(date(2025, 5, 2), date(2025, 5, 6), 1, id="5 May in a lustrum year"),
        pytest.param(date(2026, 5, 13), date(2026, 5, 15), 1, id="over Ascension"),
        pytest.param(date(2026, 5, 22), date(2026, 5, 26), 1, id="over Whit Monday"),
        pytest.param(date(2025, 12, 24), date(2025, 12, 29), 1, id="over Christmas"),
        pytest.param(date(2025, 12, 31), date(2026, 1, 2), 1, id="over New Year"),
        pytest.param(date(2028, 2, 28), date(2028, 3, 1), 2, id="over 29 February"),
        pytest.param(date(2026, 3, 27), date(2026, 3, 30), 1, id="over the night that the clock goes forward"),
        pytest.param(date(2026, 10, 23), date(2026, 10, 26), 1, id="over the night that the clock goes back"),
        pytest.param(None, date(2026, 9, 7), None, id="no begin"),
        pytest.param(date(2026, 9, 7), None, None, id="no end"),
    ],
)
def test_working_days_are_counted_from_the_day_after(begin, eind, expected):
    assert workdays(begin, eind) == expected


@given(st.dates(date(2015, 1, 1), date(2100, 10, 1)), st.integers(0, 60))
def test_working_days_agree_with_looking_at_each_day(begin, length):
    eind = begin + timedelta(days=length)

    counted = sum(not is_free(begin + timedelta(days=after)) for after in range(1, length + 1))

    assert workdays(begin, eind) == counted
    assert workdays(eind, begin) <= 0


def test_a_far_year_has_working_days_too():
    assert workdays(date(9998, 1, 1), date(9998, 1, 8)) == 5
